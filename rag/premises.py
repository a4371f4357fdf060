"""What a question takes for granted, set against the clauses: "why is 5G coverage set at 95 %?" where the clause says 80 %.

Only what can be compared is, piece by piece between the commas: a quantity of the question that no clause holds with the one
of its kind and unit in the piece on the same thing, and a word of direction (扩大/缩小, raise/lower) with the word, or the
bound (以内, at least), of that piece. Words of bound say nothing of what a quantity is of, and are left out.
"""

import re
from collections.abc import Iterator, Sequence

from rag.asked_for import read_quantities
from rag.grounding import terms
from rag.grounding.evidence import best_pairs, content, context, features, language, overlap, plain
from rag.grounding.figures import bears_out
from rag.numbers import Kind, Quantity, same_quantity
from rag.question import Question
from rag.types import Bilingual, Clause, Lang

_COMPARED = (Kind.SHARE, Kind.RATIO, Kind.POINTS, Kind.COUNT)
_SAME_THING = 0.45  # of the words of the clause's piece that stand in the question
_SAME_WORD = 0.5  # of the question's words around a word of direction that stand in the clause's piece
_LEAST = {Lang.ZH: 3, Lang.EN: 2}  # words: fewer around a word tell no place of a text
_AXES = ("amount", "speed", "control")
_BOUNDS = {terms.MOST: "down", terms.LEAST: "up"}  # what a bound says of the amount
_SENTENCES = 3  # of the clauses that a question draws on
_REACHES = re.compile(r"达到|\breach(?:ed|es|ing)?\b")  # says of what a quantity is as little as "is"
_PIECE = re.compile(r"(?:[^，,；;。.!?！？：:]|(?<=\d)[.,:](?=\d))+")
_RESPECTIVELY = re.compile(r"分别|\brespectively\b", re.IGNORECASE)
_LEADS = re.compile(r"^(?:and|so as to|to|且|并)\s+", re.IGNORECASE)
_COUNTED = re.compile(r"\bhow many $")  # "how many stalls" asks for no standstill
_JOINED = re.compile(r"\b([A-Z])&([A-Z])\b")  # R&D
_OTHERWISE = Bilingual(
    "文件的说法与问题不同：问的是“{}”，条文写的是“{}”。",
    "The document says otherwise: the question has “{}”, the clause “{}”.",
)


def contradiction(question: Question, clauses: Sequence[Clause]) -> str:
    """What the clauses say against the question, in the asker's language; "" where they say nothing against it."""
    said = plain(_spelled_out(question.text, clauses))
    for mine, theirs in (*_quantities(said, clauses), *_directions(said, clauses)):
        return _OTHERWISE[question.lang].format(mine, theirs)
    return ""


def _quantities(said: str, clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Each quantity of the question that no clause has, with the piece of the first two clauses that has another in its place.

    A quantity that a later clause has of another thing ("95 % of the rivers") is none of the question's; which of several
    figures named "respectively" is whose no piece tells.
    """
    words = content(said)
    alike = (piece for piece in _pieces(said, clauses[1:]) if overlap(_subject(piece), words) >= _SAME_THING)
    texts = [*(clause[lang] for clause in clauses[:1] for lang in Lang), *alike]
    known = [q for text in texts for q in read_quantities(plain(text))]
    for mine in read_quantities(said):
        if mine.kind not in _COMPARED or _vague(mine) or any(same_quantity(mine, other) for other in known):
            continue
        found = [
            (overlap(_subject(piece), words), piece, theirs)
            for piece in _pieces(said, clauses[:2], each=False)
            for theirs in read_quantities(plain(piece))
            if theirs.kind is mine.kind and theirs.unit == mine.unit and not _vague(theirs)
        ]
        likeness, piece, theirs = max(found, key=lambda each: each[:2], default=(0.0, "", mine))
        if likeness >= _SAME_THING and not bears_out(theirs, mine, said):
            yield mine.span.of(said), piece


def _vague(quantity: Quantity) -> bool:
    """A bare small count ("two", 三省): too often no figure at all."""
    return quantity.kind is Kind.COUNT and not quantity.unit and quantity.value < 13


def _subject(piece: str) -> frozenset[str]:
    """The words of a piece but for its numbers, its words of bound and "reach"."""
    text = plain(piece)
    left_out = [match.span() for match in _REACHES.finditer(text)]
    left_out += [(start, end) for _, start, end in terms.bounds(text)]
    left_out += [(q.span.start, q.span.end) for q in read_quantities(text)]
    return frozenset(
        feature.text
        for feature in features(text)
        if not any(feature.start < end and start < feature.start + len(feature.text) for start, end in left_out)
    )


def _directions(said: str, clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Each word of direction of the question that the clauses' pieces on the same thing all reverse."""
    for axis in _AXES:
        found = [each for each in terms.find(axis, said) if not _COUNTED.search(said, 0, each[2])]
        mine = [(pole, word, context(said, start, end)) for pole, word, start, end in found]
        if len({pole for pole, *_ in mine}) != 1:
            continue
        theirs = [(pole, piece) for piece in _pieces(said, clauses) for pole in _poles(axis, plain(piece))]
        for pole, word, around in mine:
            near = [(overlap(around, content(plain(piece))), other, piece) for other, piece in theirs]
            near = [found for found in near if found[0] >= _SAME_WORD]
            if len(around) >= _LEAST[language(said)] and near and all(other != pole for _, other, _ in near):
                yield word, max(near)[2]


def _poles(axis: str, piece: str) -> set[str]:
    """Which way a piece points: by its words, without any by the bounds of its numbers."""
    poles = {pole for pole, *_ in terms.find(axis, piece)}
    if not poles and axis == "amount":
        bounds = {terms.bound(piece, q.span.start, q.span.end) for q in read_quantities(piece)}
        poles = {_BOUNDS[bound] for bound in bounds if bound in _BOUNDS}
    return poles


def _pieces(said: str, clauses: Sequence[Clause], *, each: bool = True) -> list[str]:
    """What stands between the commas of the sentences that the question draws on, in its language, as written.

    each  also of sentences that tell several things respectively
    """
    lang = language(said)
    pairs = [pair for clause in clauses for pair in best_pairs(said, [clause], limit=_SENTENCES)]
    texts = [pair[lang] for pair in pairs if each or not _RESPECTIVELY.search(pair[lang])]
    found = (piece[0].strip(" —–-") for text in texts for piece in _PIECE.finditer(text))
    return [_LEADS.sub("", piece) for piece in found if piece]


def _spelled_out(text: str, clauses: Sequence[Clause]) -> str:
    """The text with what it joins by "&" as the clauses write it out: "R&D" -> "research and development"."""
    for match in _JOINED.finditer(text):
        written = rf"\b{match[1]}\w+ and {match[2]}\w+"
        found = next(filter(None, (re.search(written, clause.en, re.IGNORECASE) for clause in clauses)), None)
        text = text.replace(match[0], found[0]) if found else text
    return text

"""What a question takes for granted, set against the clauses: "why is 5G coverage set at 95 %?" where the clause says 80 %.

Only what can be compared is: a quantity of the question with those of its kind and unit in the same context of a
clause, and a word of direction (扩大/缩小, raise/lower) with the word in its place. A quantity that a clause holds anywhere
contradicts nothing.
"""

from collections.abc import Iterator, Sequence

from rag.asked_for import read_quantities
from rag.grounding import terms
from rag.grounding.evidence import best_pairs, content, context, language, overlap, plain
from rag.numbers import Kind, Quantity, same_quantity
from rag.question import Question
from rag.types import Bilingual, Clause, Lang

_COMPARED = (Kind.SHARE, Kind.RATIO, Kind.POINTS, Kind.COUNT)
_SAME_QUANTITY = 0.34  # of the context of the clause's quantity that stands in the question
_SAME_WORD = 0.5  # of the question's words around a word of direction that stand around the clause's
_LEAST = 3  # words: fewer around a word tell no place of a text
_AXES = ("amount", "speed", "control")
_QUANTITY = Bilingual(
    "文件的说法与问题不同：问的是“{}”，条文写的是“{}”。",
    "The document says otherwise: the question has “{}”, the clause “{}”.",
)


def contradiction(question: Question, clauses: Sequence[Clause]) -> str:
    """What the clauses say against the question, in the asker's language; "" where they say nothing against it."""
    said = plain(question.text)
    for mine, theirs in (*_quantities(said, clauses), *_directions(said, clauses)):
        return _QUANTITY[question.lang].format(mine, theirs)
    return ""


def _quantities(said: str, clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Each quantity of the question that no clause holds, with the clause's own in its place."""
    known = [q for clause in clauses for lang in Lang for q in read_quantities(plain(clause[lang]))]
    for mine in read_quantities(said):
        if mine.kind not in _COMPARED or _vague(mine) or any(same_quantity(mine, other) for other in known):
            continue
        words = content(said)
        places = [
            (overlap(context(text, theirs.span.start, theirs.span.end), words), theirs.span.of(text))
            for text in _texts(said, clauses)
            for theirs in read_quantities(text)
            if theirs.kind is mine.kind and theirs.unit == mine.unit and not _vague(theirs)
        ]
        best = max(places, default=(0.0, ""))
        if best[0] >= _SAME_QUANTITY:
            yield mine.span.of(said), best[1]


def _vague(quantity: Quantity) -> bool:
    """A bare small count ("two", 三省): too often no figure at all."""
    return quantity.kind is Kind.COUNT and not quantity.unit and quantity.value < 13


def _directions(said: str, clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Each word of direction of the question that stands reversed in the clause's sentence on the same thing."""
    for axis in _AXES:
        mine = [(pole, word, context(said, start, end)) for pole, word, start, end in terms.find(axis, said)]
        if len({pole for pole, *_ in mine}) != 1:
            continue
        theirs = [
            (pole, word, context(text, start, end))
            for text in _texts(said, clauses)
            for pole, word, start, end in terms.find(axis, text)
        ]
        for pole, word, around in mine:
            near = [other for other in theirs if overlap(around, other[2]) >= _SAME_WORD]
            if len(around) >= _LEAST and near and all(other[0] != pole for other in near):
                yield word, max(near, key=lambda other: overlap(around, other[2]))[1]


def _texts(said: str, clauses: Sequence[Clause]) -> list[str]:
    """The sentences that the question draws on, in its language."""
    lang = language(said)
    return [plain(pair[lang]) for pair in best_pairs(said, clauses[:1], limit=2) if pair[lang]]

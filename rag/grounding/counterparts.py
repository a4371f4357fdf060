"""Where a clause lacks the sentence's language: which stretch of the clause each part of the sentence says again.

"铁路网更密,税收下降。" on "Rail becomes denser, and taxes fall." -> 铁路网更密 with "Rail becomes denser", …
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from embeddings import Encoder
from rag.grounding.aids import Aids
from rag.grounding.evidence import content, language, plain
from rag.grounding.meaning import vectors_of
from rag.types import Clause, Lang

_CUT = re.compile(r"(?<=[,，;；:：。!?])(?!\d)\s*")
_SMALLEST = {
    Lang.ZH: 5,
    Lang.EN: 3,
}  # features; a smaller piece ("By 2025,") says nothing alone, goes with its neighbour
_VERB = re.compile(
    r"\b(?:shall|should|will|would|must|may|can|is|are|was|were|be|been|being|has|have|had|do(?:es)?|did|so as to)\b"
)
_RUN = 2  # pieces of the clause that one of the sentence may say
_SPREAD = 1.6
SAME = 0.5  # likeness from which a part may be said to leave out what its counterpart has
_NEAR = 0.05  # a stretch this close to the best one may be what is said


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A part of a sentence, the stretches of the clause nearest to it in meaning, best first, and the best one's cosine.

    whole  the clause's sentence that the best stretch is of
    """

    part: str
    stretches: tuple[str, ...]
    whole: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Rendering:
    """A sentence and what the clause has for it: part for part, and for the sentence as one.

    ratio  English characters to one Chinese in the document
    """

    parts: tuple[Counterpart, ...]
    one: Counterpart
    ratio: float

    @property
    def wholes(self) -> tuple[str, ...]:
        """The clause's sentences that the sentence says again."""
        return tuple(dict.fromkeys(found.whole for found in (self.one, *self.parts)))

    def as_long(self, part: Counterpart) -> list[str]:
        """The stretches that are about as long as their part, so that they say no more."""
        return [stretch for stretch in part.stretches if as_long(part.part, stretch, ratio=self.ratio)]


def foreign(sentence: str, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The clauses' sentences where none is in the sentence's language; else nothing."""
    lang = language(plain(sentence))
    if any(clause[lang] for clause in clauses):
        return ()
    return tuple(pair[lang.other] for clause in clauses for pair in clause.sentences if pair[lang.other])


def rendering(sentence: str, clauses: Sequence[Clause], aids: Aids) -> Rendering | None:
    """What the clauses have for the sentence; None without encoder, or where they have its language."""
    texts = foreign(sentence, clauses)
    if not texts or aids.encoder is None:
        return None
    return _rendering(sentence, texts, aids.encoder, aids.ratio(clauses))  # type: ignore[arg-type]  # a Protocol does not say that it can be hashed


@lru_cache(maxsize=256)
def _rendering(sentence: str, texts: tuple[str, ...], encoder: Encoder, ratio: float) -> Rendering:
    stretches, wholes = zip(*((stretch, text) for text in texts for stretch in _stretches(text)), strict=True)
    parts = [*pieces(sentence), sentence]
    known = vectors_of(stretches, encoder)  # type: ignore[arg-type]
    cosines = encoder.encode(parts) @ known.T  # (parts, stretches)
    *found, one = (_counterpart(part, row, stretches, wholes) for part, row in zip(parts, cosines, strict=True))
    return Rendering(tuple(found), one, ratio)


def _counterpart(part: str, cosines: np.ndarray, stretches: Sequence[str], wholes: Sequence[str]) -> Counterpart:
    order = np.argsort(-cosines, kind="stable")
    best = float(cosines[order[0]])
    near = tuple(plain(stretches[at]) for at in order if cosines[at] >= best - _NEAR)
    return Counterpart(plain(part), near, plain(wholes[order[0]]), best)


def as_long(part: str, stretch: str, *, ratio: float) -> bool:
    """Whether a stretch in the other language is about as long as the part; `ratio` as in `Rendering`."""
    zh, en = sorted((part, stretch), key=lambda text: language(text) is Lang.EN)
    return 1 / _SPREAD < len(en) / (ratio * len(zh)) < _SPREAD


def pieces(text: str) -> list[str]:
    """The parts of a text between commas; one that says too little is joined to the next, the last to the one before.

    In English so is one without a verb, an item of a list: "Roads, ports, and parks shall be built" is one part.
    """
    found = [""]
    for piece in filter(None, _CUT.split(text)):
        if _says(found[-1]):
            found.append("")
        found[-1] = f"{found[-1]} {piece}".strip()
    if len(found) > 1 and not _says(found[-1]):
        last = found.pop()
        found[-1] += f" {last}"
    return found


def _says(piece: str) -> bool:
    said = plain(piece)
    lang = language(said)
    return len(content(said)) >= _SMALLEST[lang] and (lang is Lang.ZH or _VERB.search(said) is not None)


def _stretches(text: str) -> list[str]:
    """The text, its pieces and each two in a row."""
    parts = pieces(text)
    runs = [" ".join(parts[i : i + size]) for size in range(1, _RUN + 1) for i in range(len(parts) - size + 1)]
    return list(dict.fromkeys([text, *runs]))

"""The parse report: what became of every line of a source."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.errors import ParseError
from rag.types import Span


@dataclass(frozen=True, slots=True)
class Placement:
    """One stretch of the source and what it is.

    kind  "heading", "clause" or "noise"
    name  the heading's label, the clause's number, or what kind of noise ("contents", "portal footer", …)
    """

    line: int  # from 1
    span: Span
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class ParseReport:
    """Every placement in source order; `notes` say what to look at, such as uneven sentence counts."""

    name: str
    placements: tuple[Placement, ...]
    notes: tuple[str, ...] = ()

    def count(self) -> Counter[str]:
        """How many placements of each kind; noise by its name: {"heading": 96, "noise: contents": 101, …}."""
        return Counter(p.kind if p.kind != "noise" else f"noise: {p.name}" for p in self.placements)

    def noise(self) -> tuple[Placement, ...]:
        return tuple(p for p in self.placements if p.kind == "noise")


def check_lossless(text: str, placements: Sequence[Placement], *, name: str) -> None:
    """Raise ParseError unless every character that is not white space stands in exactly one placement."""
    for before, after in pairwise(placements):
        if after.span.start < before.span.end:
            raise ParseError(
                f"{name}, line {after.line}: “{after.span.of(text)[:40]}” was placed twice; please report this source"
            )
    position = 0
    for place in (*placements, Placement(0, Span(len(text), len(text)), "noise", "end")):
        gap = text[position : place.span.start]
        if gap.strip():
            line = text.count("\n", 0, position) + 1
            raise ParseError(
                f"{name}, line {line}: “{gap.strip()[:40]}” could not be placed; "
                "give it a heading or a line of its own, or remove it, and parse again"
            )
        position = place.span.end

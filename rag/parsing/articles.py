"""Which of the lines that look like an article's heading are one, and not a reference that begins a line.

The articles of a law ascend. Of all candidates in one language the heaviest ascending chain is taken, so that a line
"第五十條 …" inside article 5 does not hide articles 6 to 49.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from typing import NamedTuple

from rag.parsing.headings import HeadingMatch, match_enumerated, match_heading
from rag.parsing.pieces import Piece
from rag.types import Lang

Rank = tuple[int, ...]  # an article number to sort by
_WEIGHT = {True: 2, False: 1}  # by `set_off`: a heading set off from its text counts for more


@dataclass(frozen=True, slots=True)
class _Candidate:
    piece: Piece
    heading: HeadingMatch
    rank: Rank


class _Chain(NamedTuple):
    """The heaviest ascending chain that ends with `last`, as a linked list."""

    rank: Rank
    weight: int
    last: _Candidate | None
    before: "_Chain | None"


def law_headings(pieces: Sequence[Piece]) -> dict[int, HeadingMatch]:
    """The headings only a law has, by where their piece starts in the source; empty for a text without articles.

    They are the articles and, right above an article, the likes of "二、证据", numbered through from 一.
    """
    found = {c.piece.span.start: c.heading for lang in Lang for c in _ascending(_candidates(pieces, lang))}
    if len(found) == 1 and _opening(pieces).span.start not in found:
        return {}  # a lone one below other text is a reference
    number = 0
    for i, (piece, below) in enumerate(pairwise(pieces)):
        heading = match_enumerated(piece.text) if below.span.start in found else None
        if heading and heading.set_off and heading.number == str(number + 1):
            if i and _is_next_item(pieces[i - 1], heading):
                continue
            found[piece.span.start] = heading
            number += 1
    return found


def article_rank(number: str) -> Rank:
    """ "12-1" -> (12, 1)"""
    return tuple(int(part) for part in number.split("-"))


def _is_next_item(before: Piece, heading: HeadingMatch) -> bool:
    """Whether "二、乙" goes on with the list that "一、甲；" above it began."""
    above = match_enumerated(before.text)
    return above is not None and int(above.number) + 1 == int(heading.number)


def _opening(pieces: Sequence[Piece]) -> Piece:
    """The first piece below the headings that a text begins with: where its own words start."""
    below = dropwhile(lambda piece: not match_heading(piece.text), pieces)
    kinds = ((piece, match_heading(piece.text)) for piece in below)
    return next(piece for piece, heading in kinds if heading is None or heading.kind == "article")


def _candidates(pieces: Sequence[Piece], lang: Lang) -> list[_Candidate]:
    """Possible headings in one language; one that runs into its text only where nothing better has its number."""
    found = []
    for piece in pieces:
        heading = match_heading(piece.text) if piece.lang is lang else None
        if heading and heading.kind == "article":
            found.append(_Candidate(piece, heading, article_rank(heading.number)))
    certain = {c.rank for c in found if c.heading.set_off}
    return [c for c in found if c.heading.set_off or c.rank not in certain]


def _ascending(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """The heaviest ascending chain in order, without the uncertain ones that are not the very next number."""
    best = [_Chain((), 0, None, None)]  # ranks and weights both ascend: a longer chain with a lower end wins
    for candidate in candidates:
        i = bisect_left(best, candidate.rank, key=lambda chain: chain.rank)
        chain = _Chain(candidate.rank, best[i - 1].weight + _WEIGHT[candidate.heading.set_off], candidate, best[i - 1])
        j = i
        while j < len(best) and best[j].weight < chain.weight:
            j += 1
        if i == len(best) or best[i].rank != chain.rank or j > i:
            best[i:j] = [chain]
    before: Rank = (0,)
    for candidate in _links(best[-1]):
        if candidate.heading.set_off or _is_next(candidate.rank, before):
            yield candidate
            before = candidate.rank


def _links(chain: _Chain) -> list[_Candidate]:
    links: list[_Candidate] = []
    while chain.last and chain.before:
        links.append(chain.last)
        chain = chain.before
    return links[::-1]


def _is_next(rank: Rank, before: Rank) -> bool:
    """13, 12-1 and, after 12-1, 12-2 come next."""
    return rank in ((before[0] + 1,), (*before, 1), (*before[:1], (*before, 1)[1] + 1))

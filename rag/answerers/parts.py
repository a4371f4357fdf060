"""Two questions in one, told apart by what they find: "When is it built, and who maintains it?".

A question is cut at a comma, a question mark or a conjunction, each side is searched alone, and the cut is taken where
the two sides find different clauses among those that the whole question found, each clearly better for its own side.
What words join the sides does not decide: "between towns and villages" is one question, and its sides find one clause.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answerers.choices import load_choice
from rag.lexical import LexicalIndex
from rag.types import Hit

# (queries, k) -> for each query the scores of its k best clauses, by clause id
Score = Callable[[Sequence[str], int], Sequence[Mapping[str, float]]]
AMONG = 5  # hits of the whole question that a side may choose from
_CUTS = 6  # places that are tried
_DEPTH = 20  # hits of a side that are looked at
_MOST = 6.0  # a shortfall beyond this says no more
LEAST = -0.2  # log-odds from which a cut is taken; see `python -m eval choose`
_JOINT = re.compile(r"[,;。?？!]|\b(?:and|as well as|versus|vs|from|with)\b|以及|还有|和|与|及|相比|、")
_ASKS = re.compile(
    r"什么|哪|多少|几|谁|怎|如何|何|吗|\b(?:what|which|who|whom|whose|how|when|where|why|is|are|does|do|will|can)\b"
)
_YEAR = re.compile(r"(?<!\d)20\d{2}年?(?!\d)")
_EDGE = " ,;?？。!、"


@dataclass(frozen=True, slots=True)
class Cut:
    """A question cut in two, each side with the whole question's first hits in its own order, scored for it.

    features  shortfall: how far a side's clause is behind the best of all clauses for it (the greater)
              strength:  the score of the best clause of all for a side (the lesser)
              own:       the share of a side's terms that its clause holds and the other side's lacks (the lesser)
              short:     the square root of the number of terms of the shorter side
              asks:      1 where both sides ask
              rank:      the place of the later of both clauses among the whole question's hits, from 0
    score     log-odds that two questions are asked
    """

    left: str
    right: str
    hits: tuple[tuple[Hit, ...], tuple[Hit, ...]]
    features: Mapping[str, float]
    score: float


class Splitter:
    """Finds where a question should be cut."""

    def __init__(self, score: Score, terms: LexicalIndex) -> None:
        """`score` gives the scores of the best clauses for normalised queries; `terms` knows how rare a term is."""
        self._score = score
        self._terms = terms

    def cuts(self, query: str, hits: Sequence[Hit]) -> list[Cut]:
        """Every cut whose sides find different clauses."""
        pairs = [pair for pair in _sides(query) if all(map(self._terms.weights, pair))]
        queries = list(dict.fromkeys(side for pair in pairs for side in pair))
        scores = dict(zip(queries, self._score(queries, _DEPTH), strict=True)) if queries else {}
        cuts = (self._cut(*pair, [scores[side] for side in pair], hits[:AMONG]) for pair in pairs)
        return [cut for cut in cuts if cut]

    def _cut(self, left: str, right: str, scores: Sequence[Mapping[str, float]], hits: Sequence[Hit]) -> Cut | None:
        sides = [_Side.of(scored, hits) for scored in scores]
        a, b = (side.best for side in sides)
        if a == b:
            return None
        held = [set(self._terms.terms_in(f"{hits[i].clause.zh}\n{hits[i].clause.en}")) for i in (a, b)]
        weights = [self._terms.weights(side) for side in (left, right)]
        own = [_share(weights[i], held[i]) - _share(weights[i], held[1 - i]) for i in (0, 1)]
        features = {
            "shortfall": min(max(side.top - side.scores[side.best] for side in sides), _MOST),
            "strength": min(side.top for side in sides),
            "own": min(own),
            "short": min(map(len, weights)) ** 0.5,
            "asks": float(all(_ASKS.search(side) for side in (left, right))),
            "rank": float(max(a, b)),
        }
        return Cut(
            left,
            right,
            (sides[0].ordered(hits), sides[1].ordered(hits)),
            features,
            load_choice("cut").log_odds(features),
        )


def best_cut(cuts: Sequence[Cut]) -> Cut | None:
    """The cut that makes two questions of one; None where it is one."""
    best = max(cuts, key=lambda cut: cut.score, default=None)
    return best if best and best.score >= LEAST else None


def _sides(query: str) -> Iterator[tuple[str, str]]:
    """What may be the two questions of one: before and behind a joint; with either of two years and without the other."""
    years = list(dict.fromkeys(_YEAR.findall(query)))
    if len(years) == 2:
        yield query.replace(years[1], " "), query.replace(years[0], " ")
    for joint in list(_JOINT.finditer(query))[:_CUTS]:
        yield query[: joint.start()].strip(_EDGE), query[joint.end() :].strip(_EDGE)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a cut: the whole question's hits scored for it alone, and the score of the best clause of all."""

    scores: tuple[float, ...]
    top: float

    @property
    def best(self) -> int:
        return max(range(len(self.scores)), key=self.scores.__getitem__)

    def ordered(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The hits with their scores for this side, best first."""
        scored = (replace(hit, score=score) for hit, score in zip(hits, self.scores, strict=True))
        return tuple(sorted(scored, key=lambda hit: -hit.score))

    @classmethod
    def of(cls, by_clause: Mapping[str, float], hits: Sequence[Hit]) -> "_Side":
        floor = min(by_clause.values(), default=0.0)
        return cls(tuple(by_clause.get(hit.clause.id, floor) for hit in hits), max(by_clause.values(), default=0.0))


def _share(weights: Mapping[str, float], held: set[str]) -> float:
    return sum(weight for term, weight in weights.items() if term in held) / (sum(weights.values()) or 1.0)

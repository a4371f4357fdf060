"""Which clauses answer a question beside the first: told by how close they come to it, and by cuts of the question.

"How are wetlands and forests kept?" -> the clause on wetlands, and the one on forests
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from rag.answerers.choices import load_choice
from rag.answerers.manner import is_specific, is_wide
from rag.answerers.parts import AMONG, Cut
from rag.answerers.sentences import Candidate
from rag.retriever import CLASSIFIER
from rag.types import Hit

LEAST = -1.15  # log-odds from which a clause is quoted too; chosen on validation for fact recall and citation precision
MORE = 3  # clauses quoted beside the first at most
_NO_CUT = -8.0
_MOST = 12.0  # a gap beyond this says no more


def further(
    query: str,
    hits: Sequence[Hit],
    candidates: Sequence[Candidate],
    cuts: Sequence[Cut],
    together: Mapping[str, float],
) -> tuple[str, ...]:
    """The ids of the clauses that answer beside the first hit, best first; the rest is what was found for the normalised question.

    together: as in `KnownQuestions.together` of the first hit; empty where there are no known questions
    """
    choice = load_choice("further")
    found = further_features(query, hits, candidates, cuts, together)
    return tuple(hit.clause.id for hit, features in found if choice.log_odds(features) >= LEAST)[:MORE]


def further_features(
    query: str,
    hits: Sequence[Hit],
    candidates: Sequence[Candidate],
    cuts: Sequence[Cut],
    together: Mapping[str, float],
) -> Iterator[tuple[Hit, Mapping[str, float]]]:
    """The second to fifth hit, each with what tells whether it answers too.

    behind    how far its score is behind the first hit's
    step      how far it is behind the hit before it
    ahead     how far it is ahead of the first hit that is not among these
    sentence  how far its best sentence is behind the first hit's, in log-odds
    cut       the log-odds of the best cut of the question whose sides find this clause and the first
    together  the cosine to the nearest known question that it answers together with the first
    specific  1 where the question asks for one thing
    wide      1 where it asks for a list or a comparison
    apart     how much nearer a known question is that the first hit answers, alone or with any
    likely    its log-probability by the question classifier; 1 where there is none
    less      how far that is behind the first hit's
    """
    best: dict[str, float] = {}
    for candidate in candidates:
        best[candidate.clause.id] = max(best.get(candidate.clause.id, candidate.score), candidate.score)
    least = min(best.values(), default=0.0)
    told = [hit.channels[CLASSIFIER].score for hit in hits[:AMONG] if CLASSIFIER in hit.channels]
    likely = told if len(told) == len(hits[:AMONG]) else [1.0] * AMONG
    after = hits[AMONG].score if len(hits) > AMONG else hits[-1].score
    for place, (before, hit) in enumerate(pairwise(hits[:AMONG]), 1):
        yield (
            hit,
            {
                "behind": min(hits[0].score - hit.score, _MOST),
                "step": before.score - hit.score,
                "ahead": hit.score - after,
                "sentence": best.get(hits[0].clause.id, least) - best.get(hit.clause.id, least),
                "cut": _cut_between(hits[0], hit, cuts),
                "together": together.get(hit.clause.id, 0.0),
                "specific": float(is_specific(query)),
                "wide": float(is_wide(query)),
                "apart": together.get(hits[0].clause.id, 0.0) - together.get(hit.clause.id, 0.0),
                "likely": likely[place],
                "less": likely[0] - likely[place],
            },
        )


def _cut_between(first: Hit, second: Hit, cuts: Iterable[Cut]) -> float:
    wanted = {first.clause.id, second.clause.id}
    between = (cut.score for cut in cuts if {side[0].clause.id for side in cut.hits} == wanted)
    return max(between, default=_NO_CUT)

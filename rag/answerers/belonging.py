"""Which of the rated sentences belong to an answer: told by how each stands beside the best one.

"How are wetlands and forests kept?" -> the sentence on wetlands, and the one on forests of another clause
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answerers.choices import load_choice
from rag.answerers.manner import is_specific, is_wide
from rag.asked_parts import pieces
from rag.lexical import LexicalIndex, share
from rag.retriever import CLASSIFIER
from rag.types import Clause, Hit, SentencePair

_NEVER = -20.0  # log-odds of a sentence that is too far behind to be looked at
_FAR = 12.0  # log-odds


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence pair of a hit that might be quoted.

    position  its place in `clause.sentences`
    features  covered: the share of the question's terms, weighted by rarity, that it holds
              cosine:  its likeness to the question, the better of both languages
              behind:  how far its clause is behind the first hit, as a share of the first ten hits' spread
              wanted:  1 where a kind of quantity is asked for and it holds one
              asked:   the likeness of the question to the nearest known one that it answers, as far as one is found among
                       the hits' (`rag.documents.Known.sentences`); the least found for a sentence without any
              told:    the log-probability that it answers, by the question classifier, where there is one
    score     log-odds that it answers
    belongs   log-odds that it is a part of the answer, with whatever else is
    """

    clause: Clause
    position: int
    pair: SentencePair
    features: Mapping[str, float]
    score: float
    belongs: float = _NEVER


def belonging(candidates: Sequence[Candidate], standing: Sequence[Mapping[str, float]], choice: str) -> list[Candidate]:
    """The candidates with their `belongs`, by their `standings` and the fitted choice of that name."""
    fitted = load_choice(choice)
    return [
        replace(candidate, belongs=fitted.log_odds(features) if features["gap"] <= _FAR else _NEVER)
        for candidate, features in zip(candidates, standing, strict=True)
    ]


def standings(
    query: str, hits: Sequence[Hit], candidates: Sequence[Candidate], terms: LexicalIndex, together: Mapping[str, float]
) -> Iterator[dict[str, float]]:
    """What tells whether each candidate belongs to the answer, best first.

    gap       how far its score is behind the best candidate's
    own gap   how far it is behind the best one's of its clause
    second    how far the second candidate is behind the best
    same      1 where it is of the best one's clause
    cosine, asked, told   of its features; 0 where there is none
    less asked, less told how far these are behind the greatest
    likely    how far its clause is behind the first hit, by the question classifier's log-probabilities
    behind    the same by the hits' scores
    held      the share of the question's terms, weighted by rarity, that the best candidate holds
    new       that of those it holds and the best one does not
    together  the cosine to the nearest known question that its clause answers together with the first hit
    apart     how much nearer a known question is that the first hit answers, alone or with any
    specific  1 where the question asks for one thing
    wide      1 where it asks for a list or a comparison
    parts     how many questions it is, by its question words

    terms: of sentences, which knows how rare a term is
    together: as in `KnownQuestions.together` of the first hit; empty where there are no known questions
    """
    best, first = candidates[0], hits[0]
    weights = terms.weights(query)
    by_id = {hit.clause.id: hit for hit in hits}
    own: dict[str, float] = {}
    for candidate in candidates:
        own.setdefault(candidate.clause.id, candidate.score)
    said = set(terms.terms_in(f"{best.pair.zh}\n{best.pair.en}"))
    held = share(weights, said)
    most = {name: max(c.features.get(name, 0.0) for c in candidates) for name in ("asked", "told")}
    specific, wide, parts = float(is_specific(query)), float(is_wide(query)), float(len(pieces(query)))
    for candidate in candidates:
        hit = by_id[candidate.clause.id]
        holds = set(terms.terms_in(f"{candidate.pair.zh}\n{candidate.pair.en}")) - said
        yield {
            "gap": best.score - candidate.score,
            "own gap": own[candidate.clause.id] - candidate.score,
            "second": best.score - candidates[min(1, len(candidates) - 1)].score,
            "same": float(candidate.clause is best.clause),
            **{name: candidate.features.get(name, 0.0) for name in ("cosine", *most)},
            **{f"less {name}": top - candidate.features.get(name, 0.0) for name, top in most.items()},
            "likely": _likely(first) - _likely(hit),
            "behind": first.score - hit.score,
            "held": held,
            "new": share(weights, holds),
            "together": together.get(candidate.clause.id, 0.0),
            "apart": together.get(first.clause.id, 0.0) - together.get(candidate.clause.id, 0.0),
            "specific": specific,
            "wide": wide,
            "parts": parts,
        }


def _likely(hit: Hit) -> float:
    return hit.channels[CLASSIFIER].score if CLASSIFIER in hit.channels else 0.0

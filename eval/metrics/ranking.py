"""How well the gold clauses are ranked: hit@k, MRR, nDCG and recall, computed by ir_measures (trec_eval underneath)."""

from collections.abc import Callable

import ir_measures
from ir_measures import RR, R, Success, nDCG

from eval.metrics.measure import NONE, Observations
from eval.trials import Trial


def hit_at(k: int) -> Callable[[Trial], Observations]:
    """hit@k: 1 if a gold clause is among the first k ranked, else 0; over answerable questions.

    Ranked is what the search for the question gives; for a follow-up, what the answer was written from.
    Nothing ranked scores 0. A clause ranked twice holds both places but counts at its first.
    Example: ranked ["b", "a"], gold ["a"]: hit@1 = 0, hit@2 = 1.

    Source: trec_eval's `success`. Also called hit rate or top-k accuracy (DPR), and, by some, recall@k, which
    elsewhere is the share of the gold found.
    """
    return lambda trial: _ranked_by(Success @ k, trial)


def reciprocal_rank(trial: Trial) -> Observations:
    """MRR@10: 1/rank of the first gold clause, 0 past rank 10 or where none is ranked; over answerable questions.

    Example: ranked ["b", "c", "a"], gold ["a", "c"]: 1/2.
    Source: Voorhees, TREC-8 Question Answering Track, 1999; trec_eval's `recip_rank` has no cut-off.
    """
    return _ranked_by(RR @ 10, trial)


def discounted_gain(trial: Trial) -> Observations:
    """nDCG@10: the gain of the first ten, each grade divided by log2(1 + rank), over that of the best possible order.

    Grades are the case's, 1 where it has none; the clauses cited by no gold gain nothing.
    Example: ranked ["b", "a"], gold ["a"]: (1 / log2(3)) / 1 = 0.631.
    Source: Järvelin & Kekäläinen, Cumulated Gain-based Evaluation of IR Techniques, 2002; trec_eval's `ndcg_cut`, whose
    gain is the grade itself. Name clash: with the gain 2^grade - 1 (Burges 2005) graded figures differ.
    """
    return _ranked_by(nDCG @ 10, trial)


def recall(trial: Trial) -> Observations:
    """recall@10: the share of the gold clauses among the first ten ranked.

    Example: ranked ["b", "a"], gold ["a", "c"]: 1/2. Source: trec_eval's `recall`.
    """
    return _ranked_by(R @ 10, trial)


def _ranked_by(measure: ir_measures.measures.Measure, trial: Trial) -> Observations:
    case = trial.case
    if not case.answerable or not case.gold:
        return NONE
    gold = {"question": dict(zip(case.gold, case.grades or (1,) * len(case.gold), strict=True))}
    value = ir_measures.calc_aggregate([measure], gold, {"question": _scores(trial.ranked)})[measure]
    return (float(value),)


def _scores(ranked: tuple[str, ...]) -> dict[str, float]:
    """Strictly falling scores: trec_eval sorts by score and breaks ties by id, never by order of arrival."""
    scores: dict[str, float] = {}
    for place, number in enumerate(ranked):
        scores[f"{number} again at {place}" if number in scores else number] = -float(place)
    return scores

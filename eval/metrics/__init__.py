"""The measures, each in a small file with its definition, in the order in which reports show them."""

from eval.metrics.citations import citation_precision, citation_recall
from eval.metrics.facts import fact_recall, full_answer
from eval.metrics.language import right_language
from eval.metrics.length import copying, long_length, short_length
from eval.metrics.measure import Measure, median
from eval.metrics.ranking import discounted_gain, hit_at, recall, reciprocal_rank
from eval.metrics.refusals import false_refusal, right_refusal
from eval.metrics.spans import span_precision, span_recall
from eval.metrics.support import statement_precision, statement_recall
from eval.metrics.twins import twin_agreement
from eval.metrics.verbatim import verbatim

MEASURES = (
    Measure("hit@1", hit_at(1), answers=False),
    Measure("hit@5", hit_at(5), answers=False),
    Measure("MRR@10", reciprocal_rank, answers=False),
    Measure("nDCG@10", discounted_gain, answers=False),
    Measure("recall@10", recall, answers=False),
    Measure("fact recall", fact_recall),
    Measure("full answers", full_answer),
    Measure("citation precision", citation_precision),
    Measure("citation recall", citation_recall),
    Measure("span precision", span_precision),
    Measure("span recall", span_recall),
    Measure("ALCE precision", statement_precision),
    Measure("ALCE recall", statement_recall),
    Measure("right refusals", right_refusal),
    Measure("false refusals", false_refusal, rising=False),
    Measure("verbatim", verbatim),
    Measure("language", right_language),
    Measure("twin agreement", twin_agreement, pairs=True),
    Measure("copying", copying, rising=False),
    Measure("length", short_length, summarise=median, rising=False, share=False),
    Measure("length, long kinds", long_length, summarise=median, rising=False, share=False),
)

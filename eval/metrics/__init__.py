"""The measures, each in a small file with its definition, in the order in which reports show them."""

from eval.metrics.citations import citation_precision, citation_recall
from eval.metrics.facts import fact_recall, full_answer
from eval.metrics.language import right_language
from eval.metrics.length import copying, long_length, short_length
from eval.metrics.measure import Measure, median
from eval.metrics.ranking import hit_at, reciprocal_rank
from eval.metrics.refusals import false_refusal, right_refusal
from eval.metrics.verbatim import verbatim

MEASURES = (
    Measure("hit@1", hit_at(1)),
    Measure("hit@5", hit_at(5)),
    Measure("MRR@10", reciprocal_rank),
    Measure("fact recall", fact_recall),
    Measure("full answers", full_answer),
    Measure("citation precision", citation_precision),
    Measure("citation recall", citation_recall),
    Measure("right refusals", right_refusal),
    Measure("false refusals", false_refusal, rising=False),
    Measure("verbatim", verbatim),
    Measure("language", right_language),
    Measure("copying", copying, rising=False),
    Measure("length", short_length, summarise=median, rising=False, share=False),
    Measure("length, long kinds", long_length, summarise=median, rising=False, share=False),
)

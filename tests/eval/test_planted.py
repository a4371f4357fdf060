"""Wrong answerers planted among right ones: each comes last by the measure that is meant to catch it.

The measures of answers are taken together: none of them alone would do, and the right answerer leads them all.
"""

import pytest

from eval.metrics.risk import risk_coverage
from eval.run import evaluate
from rag.types import Lang, Status


def language(question):
    return Lang.EN if question.isascii() else Lang.ZH


def found(tram, question):
    """What a search that works finds; it is the answers that are wrong."""
    return tram.right[question].ranked


def same_clause(tram):
    return lambda question: tram.reply(f"{tram.last[language(question)]}[1.2.1]", [tram.last], [tram.last])


def refuses(tram):
    says = {Lang.ZH: "规章没有说明。", Lang.EN: "The by-law does not say."}
    return lambda question: tram.reply(says[language(question)], (), found(tram, question), Status.REFUSED)


def copies_the_document(tram):
    clauses = [tram.fare, tram.children, tram.last]
    return lambda question: tram.reply("".join(c[language(question)] for c in clauses), clauses, found(tram, question))


def cites_clause_99(tram):
    ghost = tram.clause("99", ("电车票价为2元。", "The tram fare is 2 yuan."))

    def reply(question):
        text = tram.right[question].text.replace("1.1.1", "99").replace("1.2.1", "99")
        return tram.reply(text, [ghost], found(tram, question))

    return reply


def wrong_language(tram):
    other = dict(zip(tram.right, [list(tram.right.values())[place] for place in (1, 0, 3, 2, 5, 4)], strict=True))
    return other.__getitem__


def right(tram):
    return tram.right.__getitem__


PLANTED = (same_clause, refuses, copies_the_document, cites_clause_99, wrong_language)


@pytest.fixture
def runs(tram):
    """The right answerer's run and those of the planted ones, by name."""
    return {make.__name__: evaluate(tram.pipeline(make(tram)), tram.cases) for make in (right, *PLANTED)}


def ranking(runs, measure, *, rising=True):
    """Names from worst to best; those that the measure is not defined on are left out."""
    figures = {name: run.group().figures[measure] for name, run in runs.items()}
    defined = {name: value for name, value in figures.items() if value is not None}
    return sorted(defined, key=lambda name: defined[name] if rising else -defined[name])


@pytest.mark.parametrize(
    ("planted", "measure", "rising"),
    [
        pytest.param("same_clause", "hit@1", True, id="same-clause"),
        pytest.param("refuses", "false refusals", False, id="refuses"),
        pytest.param("copies_the_document", "copying", False, id="copies"),
        pytest.param("cites_clause_99", "citation precision", True, id="clause-99"),
        pytest.param("cites_clause_99", "verbatim", True, id="clause-99-quotes-nothing-there"),
        pytest.param("wrong_language", "language", True, id="language"),
    ],
)
def test_the_planted_answerer_is_last_by_its_measure_and_alone_there(runs, planted, measure, rising):
    worst, *others = ranking(runs, measure, rising=rising)
    assert worst == planted
    figures = {name: runs[name].group().figures[measure] for name in (worst, others[0])}
    assert figures[worst] != figures[others[0]]


def test_the_right_answerer_leads_every_measure(runs):
    for measure in (
        "fact recall",
        "full answers",
        "citation precision",
        "citation recall",
        "right refusals",
        "verbatim",
    ):
        best = max(run.group().figures[measure] or 0 for run in runs.values())
        assert runs["right"].group().figures[measure] == best == 1


def test_copying_the_document_is_caught_though_it_gives_every_fact(runs):
    copied, answered = (runs[name].group().figures for name in ("copies_the_document", "right"))
    assert copied["fact recall"] == answered["fact recall"] == 1
    assert copied["citation precision"] < answered["citation precision"]
    assert copied["right refusals"] == 0


def test_the_risk_curve_puts_the_right_answerer_first(runs):
    areas = {name: risk_coverage(run.trials).area for name, run in runs.items()}
    assert min(areas, key=areas.__getitem__) == "right"
    assert areas["refuses"] == 1

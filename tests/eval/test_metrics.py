"""Every measure on trials small enough to work by hand, in both languages."""

from dataclasses import replace

import pytest

from eval.metrics.citations import citation_precision, citation_recall
from eval.metrics.facts import fact_recall, full_answer, missing_facts
from eval.metrics.intervals import bootstrap_interval
from eval.metrics.language import right_language, written_lang
from eval.metrics.latency import latency
from eval.metrics.length import copied_clauses, copying, long_length, short_length
from eval.metrics.matching import squash, without_markers
from eval.metrics.measure import Measure, median
from eval.metrics.ranking import hit_at, reciprocal_rank
from eval.metrics.refusals import false_refusal, right_refusal
from eval.metrics.risk import risk_coverage
from eval.metrics.verbatim import verbatim
from eval.report import faults
from eval.trials import Quote
from rag.types import Lang, Status


@pytest.mark.parametrize(
    ("ranked", "gold", "hit1", "hit5", "mrr"),
    [
        pytest.param(["1.1.1", "1.2.1"], ["1.1.1"], 1, 1, 1, id="first"),
        pytest.param(["9", "8", "7", "6", "1.1.1"], ["1.1.1"], 0, 1, 1 / 5, id="fifth"),
        pytest.param(["9", "8", "7", "6", "5", "1.1.1"], ["1.1.1"], 0, 0, 1 / 6, id="sixth"),
        pytest.param(["9", "b", "a"], ["a", "b"], 0, 1, 1 / 2, id="the-better-of-two-gold"),
        pytest.param([str(n) for n in range(10)] + ["1.1.1"], ["1.1.1"], 0, 0, 0, id="eleventh"),
        pytest.param([str(n) for n in range(9)] + ["1.1.1"], ["1.1.1"], 0, 0, 1 / 10, id="tenth"),
        pytest.param([], ["1.1.1"], 0, 0, 0, id="nothing-ranked"),
        pytest.param(["9", "9", "9", "9", "9", "a"], ["a"], 0, 0, 1 / 6, id="a-clause-ranked-twice-holds-its-places"),
        pytest.param(["z", "a"], ["a"], 0, 1, 1 / 2, id="order-of-arrival-not-of-ids"),
    ],
)
def test_ranking_counts_the_first_gold_clause(tram, ranked, gold, hit1, hit5, mrr):
    trial = tram.trial(tram.case(gold=gold), ranked=ranked)
    assert (hit_at(1)(trial), hit_at(5)(trial)) == ((hit1,), (hit5,))
    assert reciprocal_rank(trial) == (pytest.approx(mrr),)


@pytest.mark.parametrize("measure", [hit_at(1), reciprocal_rank, fact_recall, full_answer, citation_recall])
def test_measures_of_right_answers_pass_over_unanswerable_questions(tram, measure):
    assert measure(tram.trial(tram.case(gold=[]), ranked=["1.1.1"], text="2 yuan", cites=["1.1.1"])) == ()


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.REFUSED])
def test_where_nothing_tells_what_is_right_a_refusal_is_neither_right_nor_false(tram, status):
    trial = tram.trial(replace(tram.case(gold=[]), answerable=None), status=status)
    assert (right_refusal(trial), false_refusal(trial), citation_recall(trial)) == ((), (), ())
    assert risk_coverage([trial]) is None
    assert faults(replace(trial, text="It does not say.")) == ()


@pytest.mark.parametrize("measure", [hit_at(5), reciprocal_rank, fact_recall, full_answer, citation_recall])
def test_a_missing_result_scores_zero(tram, measure):
    assert measure(tram.trial(tram.case(), status=None, error="down")) == (0,)


@pytest.mark.parametrize(
    ("facts", "text", "share"),
    [
        pytest.param([["2 yuan"], ["child"]], "The fare is 2  YUAN.[1.1.1]", 1 / 2, id="en-half"),
        pytest.param([["two yuan", "2 yuan"]], "It is ２\u00a0yuan.", 1, id="en-full-width-and-nbsp"),
        pytest.param([["2元"], ["六岁"], ["陪同"]], "票价２元，六 岁以下免票。", 2 / 3, id="zh-two-of-three"),
        pytest.param([["35.8万"]], "面积３５．８万平方公里", 1, id="zh-full-width-digits"),
        pytest.param([["G60"]], "the g60 corridor 走廊", 1, id="mixed-case"),
        pytest.param([["2元"]], "", 0, id="empty"),
    ],
)
def test_fact_recall_is_the_share_of_facts_in_the_text(tram, facts, text, share):
    trial = tram.trial(tram.case(must_have=facts), text=text)
    assert fact_recall(trial) == (pytest.approx(share),)
    assert full_answer(trial) == (float(share == 1),)


def test_missing_facts_keep_all_their_wordings(tram):
    trial = tram.trial(tram.case(must_have=[["2 yuan"], ["six", "6"]]), text="2 yuan")
    assert missing_facts(trial) == [("six", "6")]


@pytest.mark.parametrize(
    ("cited", "gold", "kind", "precision", "recall"),
    [
        pytest.param(["a"], ["a"], "numeric", (1,), 1, id="right"),
        pytest.param(["a", "b", "b"], ["b", "c"], "numeric", (1 / 2,), 1, id="a-clause-cited-twice-counts-once"),
        pytest.param(["a"], ["a", "b", "c"], "multi", (1,), 1 / 3, id="multi-needs-every-clause"),
        pytest.param(["a"], ["a", "b", "c"], "topic", (1,), 1, id="others-need-one"),
        pytest.param(["x"], ["a"], "numeric", (0,), 0, id="wrong"),
        pytest.param([], ["a"], "numeric", (), 0, id="nothing-cited"),
    ],
)
def test_citations_are_compared_with_gold(tram, cited, gold, kind, precision, recall):
    trial = tram.trial(tram.case(gold=gold, kind=kind), cites=cited)
    assert citation_precision(trial) == precision
    assert citation_recall(trial) == (pytest.approx(recall),)


def test_a_refusal_cites_nothing_whatever_it_carries(tram):
    trial = tram.trial(tram.case(), status=Status.REFUSED, cites=["1.1.1"])
    assert citation_precision(trial) == ()
    assert citation_recall(trial) == (0,)


def test_a_partial_answer_is_an_answer(tram):
    trial = tram.trial(tram.case(), status=Status.PARTIAL, cites=["1.1.1"])
    assert citation_recall(trial) == (1,)
    assert false_refusal(trial) == (0,)


@pytest.mark.parametrize(
    ("quote", "observed"),
    [
        pytest.param(Quote("1.1.1", "票价为2元", "fare is 2 yuan"), (1, 1), id="both-exact"),
        pytest.param(Quote("1.1.1", "票价为2元", "fare is 3 yuan"), (1, 0), id="altered-digit"),
        pytest.param(Quote("1.1.1", "票价为 2元", "Fare is 2 yuan"), (0, 0), id="space-and-case-count"),
        pytest.param(Quote("1.1.1", "票价为2元"), (1,), id="one-language"),
        pytest.param(Quote("1.2.1", "票价为2元"), (0,), id="words-of-another-clause"),
        pytest.param(Quote("99", "票价为2元"), (0,), id="no-such-clause"),
        pytest.param(Quote("1.1.1"), (0,), id="no-quote"),
    ],
)
def test_a_quote_is_verbatim_only_in_the_clause_it_cites(tram, quote, observed):
    assert verbatim(tram.trial(tram.case(), quotes=[quote])) == observed


def test_verbatim_pools_quotes_over_trials(tram):
    many = tram.trial(tram.case(), quotes=[Quote("1.1.1", "票价")] * 3)
    one = tram.trial(tram.case(), quotes=[Quote("1.1.1", "车价")])
    assert Measure("verbatim", verbatim).summary([verbatim(many), verbatim(one)]) == 3 / 4


@pytest.mark.parametrize(
    ("kind", "short", "long"),
    [pytest.param("numeric", (9,), (), id="short-kind"), pytest.param("list", (), (9,), id="long-kind")],
)
def test_length_counts_characters_apart_for_long_kinds(tram, kind, short, long):
    trial = tram.trial(tram.case(kind=kind), text="2元。[1.1.1]"[:9])
    assert (short_length(trial), long_length(trial)) == (short, long)


@pytest.mark.parametrize("status", [Status.REFUSED, None])
def test_length_and_copying_pass_over_what_is_no_answer(tram, status):
    trial = tram.trial(tram.case(), status=status, text=tram.children.en)
    assert short_length(trial) == copying(trial) == ()


def test_the_length_of_a_group_is_the_median():
    assert Measure("length", short_length, summarise=median).summary([(3,), (), (1,), (100,)]) == 3


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        pytest.param(
            "儿童免票。[1.1.2] 六岁以下为儿童。[1.1.2]须由成人陪同。每位成人限带一名。[1.1.2]",
            ("1.1.2",),
            id="zh-with-markers",
        ),
        pytest.param(
            "An adult rides along. Children ride free; a child is under six years. Each adult may take one child.",
            ("1.1.2",),
            id="en-in-another-order",
        ),
        pytest.param("儿童免票。六岁以下为儿童。须由成人陪同。", (), id="all-but-one-sentence"),
        pytest.param("电车票价为2元。", (), id="a-short-clause-may-be-whole"),
    ],
)
def test_copying_is_holding_every_sentence_of_a_long_clause(tram, text, copied):
    trial = tram.trial(tram.case(), text=text)
    assert copied_clauses(trial) == copied
    assert copying(trial) == (float(bool(copied)),)


@pytest.mark.parametrize(
    ("gold", "status", "right", "false"),
    [
        pytest.param([], Status.REFUSED, (1,), (), id="right"),
        pytest.param([], Status.ANSWERED, (0,), (), id="answered-from-thin-air"),
        pytest.param([], Status.PARTIAL, (0,), (), id="partial-is-no-refusal"),
        pytest.param([], None, (0,), (), id="an-error-is-no-refusal"),
        pytest.param(["1.1.1"], Status.REFUSED, (), (1,), id="false"),
        pytest.param(["1.1.1"], Status.ANSWERED, (), (0,), id="answered"),
        pytest.param(["1.1.1"], None, (), (1,), id="nothing-came-back"),
    ],
)
def test_only_the_status_refused_is_a_refusal(tram, gold, status, right, false):
    trial = tram.trial(tram.case(gold=gold), status=status)
    assert (right_refusal(trial), false_refusal(trial)) == (right, false)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        pytest.param("建设G60科创走廊。", Lang.ZH, id="zh-with-latin"),
        pytest.param("票價為二元", Lang.ZH, id="traditional"),
        pytest.param("The tram line 电车 is one of the oldest.", Lang.EN, id="en-with-han"),
        pytest.param("18%。", None, id="no-words"),
    ],
)
def test_the_language_of_a_text_is_that_of_most_of_it(text, lang):
    assert written_lang(text) is lang


@pytest.mark.parametrize(
    ("lang", "text", "right"),
    [
        pytest.param("zh", "电车票价为2元。[tram:1.1.1]", 1, id="zh"),
        pytest.param("zh", "The fare is 2 yuan.", 0, id="zh-asked-en-answered"),
        pytest.param("en", "规章没有说明。", 0, id="en-asked-zh-refused"),
        pytest.param("en", "23:00 [1.2.1]", 1, id="digits-alone-are-right-in-both"),
        pytest.param("en", "[1.2.1]", 0, id="a-marker-alone-is-no-text"),
        pytest.param("en", "", 0, id="nothing"),
    ],
)
def test_the_language_must_be_the_questions(tram, lang, text, right):
    assert right_language(tram.trial(tram.case(lang=lang), text=text)) == (right,)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        pytest.param("达到18%。[2.4.3]", "达到18%。", id="number"),
        pytest.param("Yes.[ylz:2.4.3][12-1]", "Yes.", id="id-and-article"),
        pytest.param("Yes.[2.4.3, 1.1.1]", "Yes.", id="two-in-one"),
        pytest.param("[sic] [2025年]", "[sic] [2025年]", id="brackets-that-are-no-marker"),
    ],
)
def test_markers_are_taken_out_and_other_brackets_left(text, bare):
    assert without_markers(text) == bare


def test_squashing_folds_width_case_and_space():
    assert squash("Ｒ＆Ｄ\u3000 At\n3％") == "r&dat3%"


def test_latency_interpolates_between_order_statistics():
    assert latency([0.030, 0.010, 0.020]) == pytest.approx({"p50_ms": 20, "p95_ms": 29, "max_ms": 30})


def test_latency_of_nothing_is_nothing():
    assert latency([]) == {}


def test_an_interval_is_the_same_on_every_call_and_holds_the_mean():
    observed = [(1.0,), (0.0,), (1.0,), (1.0,)] * 10
    low, high = bootstrap_interval(observed)
    assert (low, high) == bootstrap_interval(observed)
    # The standard error of a share of 3/4 over 40 questions is 0.0685; 1.96 of it on either side.
    assert (low, high) == pytest.approx((0.616, 0.884), abs=0.04)


def test_an_interval_leaves_out_questions_that_do_not_count():
    assert bootstrap_interval([(1.0,), (), (1.0,), ()]) == (1, 1)


@pytest.mark.parametrize("observed", [[], [(1.0,)], [(), ()]])
def test_fewer_than_two_questions_have_no_interval(observed):
    assert bootstrap_interval(observed) is None

"""Measures beyond single answers' facts: graded ranking, spans, support, twins, risk–coverage, paired significance."""

import math

import pytest

from eval.matches import chunk, number_in
from eval.metrics import MEASURES
from eval.metrics.ranking import discounted_gain, recall
from eval.metrics.risk import risk_coverage
from eval.metrics.significance import paired_difference
from eval.metrics.spans import span_precision, span_recall
from eval.metrics.support import statement_precision, statement_recall
from eval.run import score
from eval.trials import Quote, Statement
from rag.types import Lang, Status


@pytest.mark.parametrize(
    ("ranked", "gold", "grades", "ndcg", "share"),
    [
        pytest.param(["a"], ["a"], (), 1, 1, id="first"),
        pytest.param(["b", "a"], ["a"], (), 1 / math.log2(3), 1, id="second"),
        pytest.param(["b", "a"], ["a", "c"], (), (1 / math.log2(3)) / (1 + 1 / math.log2(3)), 1 / 2, id="one-of-two"),
        # the gains are 1 and 2 in the wrong order: (1 + 2 / log2 3) / (2 + 1 / log2 3)
        pytest.param(
            ["c", "a"], ["a", "c"], (2, 1), (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)), 1, id="graded-upside-down"
        ),
        pytest.param([*"0123456789", "a"], ["a"], (), 0, 0, id="eleventh"),
        pytest.param([], ["a"], (), 0, 0, id="nothing-ranked"),
    ],
)
def test_gain_and_recall_look_at_the_first_ten(tram, ranked, gold, grades, ndcg, share):
    trial = tram.trial(tram.case(gold=gold, grades=grades), ranked=ranked)
    assert discounted_gain(trial) == (pytest.approx(ndcg),)
    assert recall(trial) == (pytest.approx(share),)


def test_a_case_that_names_no_clause_is_not_ranked(tram):
    case = tram.case(gold=["x"])
    unnamed = type(case)(case.id, case.lang, case.kind, case.question, (), (), True)
    trial = tram.trial(unnamed, ranked=["1.1.1"], cites=["1.1.1"])
    named = {measure.name: measure.of(trial) for measure in MEASURES}
    assert named["hit@1"] == named["citation recall"] == named["citation precision"] == named["span recall"] == ()
    assert named["false refusals"] == (0,)


# "电车票价为2元。" has 8 characters, the evidence 5
@pytest.mark.parametrize(
    ("quotes", "precision", "share"),
    [
        pytest.param([("1.1.1", "电车票价为2元。")], (5 / 8,), 1, id="whole-clause"),
        pytest.param([("1.1.1", "2元")], (1,), 2 / 5, id="part-of-the-evidence"),
        pytest.param([("1.1.1", "2元"), ("1.1.1", "价为 2元")], (1,), 4 / 5, id="characters-quoted-twice-count-once"),
        pytest.param([("1.1.1", "票价为3元")], (0,), 0, id="not-in-the-clause"),
        pytest.param([("1.1.1", "2元"), ("1.2.1", "末班车")], (2 / 5,), 2 / 5, id="another-clause-beside"),
        pytest.param([], (), 0, id="nothing-quoted"),
    ],
)
def test_spans_are_compared_by_characters(tram, quotes, precision, share):
    case = tram.case(lang="zh", gold=["1.1.1"], evidence_zh=("票价为2元",))
    trial = tram.trial(case, quotes=[Quote(number, zh) for number, zh in quotes])
    assert span_precision(trial) == precision
    assert span_recall(trial) == (pytest.approx(share),)


def test_spans_of_an_english_question_fall_back_to_chinese_evidence(tram):
    case = tram.case(lang="en", evidence_zh=("票价为2元",))
    assert span_recall(tram.trial(case, quotes=[Quote("1.1.1", "票价为2元", "The tram")])) == (1,)


def test_english_spans_are_compared_without_spaces_and_case(tram):
    case = tram.case(evidence_en=("fare is 2 yuan",))  # 11 letters and digits
    assert span_precision(tram.trial(case, quotes=[Quote("1.1.1", "", "FARE is")])) == (1,)
    assert span_recall(tram.trial(case, quotes=[Quote("1.1.1", "", "FARE is")])) == (pytest.approx(6 / 11),)


def test_a_refusal_quotes_nothing(tram):
    case = tram.case(evidence_en=("2 yuan",))
    trial = tram.trial(case, status=Status.REFUSED, quotes=[Quote("1.1.1", "", "2 yuan")])
    assert (span_precision(trial), span_recall(trial)) == ((), (0,))


@pytest.mark.parametrize(
    ("statements", "recall_", "precision"),
    [
        pytest.param([("票价为2元。", ["1.1.1"])], (1,), (1,), id="zh-said"),
        pytest.param([("The fare is 2 yuan.", ["1.1.1"])], (1,), (1,), id="en-said"),
        pytest.param([("电车 fare 为2元。", ["1.1.1"])], (1,), (1,), id="mixed-said"),
        pytest.param([("票价为3元。", ["1.1.1"])], (0,), (0,), id="altered-digit"),
        pytest.param([("票价为2元。", ["1.2.1"])], (0,), (0,), id="another-clause"),
        pytest.param([("Dogs ride at half price on weekdays.", ["1.1.1"])], (0,), (0,), id="made-up"),
        pytest.param([("票价为2元。", ["99"])], (0,), (0,), id="no-such-clause"),
        pytest.param([("票价为2元。", [])], (0,), (), id="nothing-cited"),
        pytest.param([("票价为2元。", ["1.1.1"]), ("狗半价优惠。", ["1.1.1"])], (1 / 2,), (1 / 2,), id="half-said"),
        pytest.param([("票价为2元。", ["1.1.1", "1.2.1"])], (1,), (1 / 2,), id="one-citation-too-many"),
        pytest.param(
            [("票价为2元，末班车23点发车。", ["1.1.1", "1.2.1"])], (1,), (1,), id="both-needed-for-their-numbers"
        ),
        pytest.param([], (), (), id="states-nothing"),
    ],
)
def test_statements_are_supported_by_the_words_of_what_they_cite(tram, statements, recall_, precision):
    items = tuple(Statement(text, tuple(cited)) for text, cited in statements)
    trial = tram.trial(tram.case(), statements=items)
    assert (statement_recall(trial), statement_precision(trial)) == (recall_, precision)


TWINS = [("a", "zh", "b"), ("b", "en", "a")]


@pytest.mark.parametrize(
    ("cites", "figure"),
    [
        pytest.param([["1.1.1", "1.2.1"], ["1.2.1", "1.1.1"]], 1, id="same-in-another-order"),
        pytest.param([["1.1.1"], ["1.1.1", "1.2.1"]], 0, id="one-more"),
        pytest.param([[], []], 0, id="neither-cites"),
    ],
)
def test_twins_agree_where_they_cite_the_same_clauses(tram, cites, figure):
    cases = [tram.case(name, lang=lang, twin=twin) for name, lang, twin in TWINS]
    run = score([tram.trial(case, cites=found) for case, found in zip(cases, cites, strict=True)])
    assert run.group().figures["twin agreement"] == figure
    assert run.group().counts["twin agreement"] == 1
    assert run.group(lang=Lang.ZH).figures["twin agreement"] is None


def test_a_twin_that_was_not_asked_makes_no_pair(tram):
    run = score([tram.trial(tram.case("a", twin="b"), cites=["1.1.1"])])
    assert run.group().figures["twin agreement"] is None


def test_unanswerable_twins_make_no_pair(tram):
    run = score([tram.trial(tram.case(name, gold=[], twin=twin)) for name, _, twin in TWINS])
    assert run.group().counts["twin agreement"] == 0


def right(tram, confidence):
    return tram.trial(tram.case(), text="2 yuan", confidence=confidence)


def wrong(tram, confidence):
    return tram.trial(tram.case(), text="3 yuan", confidence=confidence)


def test_risk_is_the_share_of_errors_among_the_surest(tram):
    refused = tram.trial(tram.case(gold=[]), status=Status.REFUSED, confidence=0.95)
    curve = risk_coverage([refused, wrong(tram, 0.5), right(tram, 0.9)])
    assert [part for point in curve.points for part in point] == pytest.approx([1 / 3, 0, 2 / 3, 1 / 2, 1, 2 / 3])
    assert curve.area == curve.optimum == pytest.approx(7 / 18)
    assert curve.stop == pytest.approx((2 / 3, 1 / 2))


def test_a_wrong_answer_that_is_surest_costs_area(tram):
    curve = risk_coverage([wrong(tram, 0.9), right(tram, 0.5)])
    assert (curve.area, curve.optimum) == pytest.approx(((1 + 1 / 2) / 2, (0 + 1 / 2) / 2))


def test_equally_sure_answers_share_their_errors(tram):
    curve = risk_coverage([wrong(tram, 0.5), right(tram, 0.5)])
    assert [risk for _, risk in curve.points] == [0.5, 0.5]


def test_an_answer_where_the_document_is_silent_is_an_error(tram):
    assert risk_coverage([tram.trial(tram.case(gold=[]), text="2 yuan")]).area == 1


def test_always_refusing_has_no_coverage(tram):
    curve = risk_coverage([tram.trial(tram.case(), status=Status.REFUSED)])
    assert (curve.stop, curve.area) == ((0, 0), 1)


def test_searches_alone_have_no_curve(tram):
    assert risk_coverage([tram.trial(tram.case(), status=None, asked=False)]) is None


def test_five_questions_that_all_fell_could_be_chance_once_in_32():
    found = paired_difference([1, 1, 1, 1, 1, 0.5], [0, 0, 0, 0, 0, 0.5])
    assert (found.p_fall, found.p) == pytest.approx((1 / 32, 1 / 16))
    assert (found.count, found.rose, found.fell, found.mean) == (6, 0, 5, pytest.approx(-5 / 6))


def test_one_risen_against_two_fallen_is_within_chance():
    # of the 8 ways to sign three changes of 1, four sum to -1 or less, and all to 1 or more in size
    found = paired_difference([1, 1, 0], [0, 0, 1])
    assert (found.p_fall, found.p) == pytest.approx((4 / 8, 1))


def test_nothing_changed_is_no_evidence():
    found = paired_difference([1, 0.5], [1, 0.5])
    assert (found.p, found.p_fall, found.interval) == (1, 1, (0, 0))


def test_significance_is_the_same_on_every_call():
    before, after = [0.0, 1.0] * 20, [1.0, 0.8] * 20
    assert paired_difference(before, after) == paired_difference(before, after)


def test_a_trial_that_was_only_searched_has_no_measures_of_answers(tram):
    trial = tram.trial(tram.case(), status=None, asked=False, ranked=["1.1.1"])
    named = {measure.name: measure.of(trial) for measure in MEASURES}
    assert named["hit@1"] == (1,)
    assert not any(named[measure.name] for measure in MEASURES if measure.answers)


@pytest.mark.parametrize(
    ("text", "evidence", "number"),
    [
        pytest.param("…电车票价 为２元。末班车…", ("票价为2元",), "1.1.1", id="zh-evidence"),
        pytest.param("The tram fare is 2 yuan. And so on", (), "1.1.1", id="en-sentence-without-evidence"),
        pytest.param("末班车23点发车。", ("票价为2元",), "chunk:4", id="another-text"),
    ],
)
def test_a_chunk_counts_as_the_gold_clause_whose_answer_it_holds(tram, text, evidence, number):
    assert number_in(chunk(4, text), tram.case(evidence_zh=evidence), tram.corpus) == number


def test_a_clause_of_another_number_is_not_matched_by_its_words(tram):
    ghost = tram.clause("99", ("电车票价为2元。", "The tram fare is 2 yuan."))
    assert number_in(ghost, tram.case(), tram.corpus) == "99"

"""`python -m eval refusals`: right and false refusals, and what other thresholds would give."""

from argparse import ArgumentParser

import pytest

from eval import refusals
from eval.cases import Case
from eval.refusals import Outcome, curve, outcome_of, shares, tables
from eval.systems import Loaded
from rag.types import Lang, Status


def outcome(lang: Lang, kind: str, *, refused: bool, confidence: float) -> Outcome:
    case = Case("x", lang, "unanswerable" if kind else "factoid", "桥有多长？", (), (), not kind, refusal_kind=kind)
    return Outcome(case, refused, confidence)


OUTCOMES = [
    outcome(Lang.ZH, "", refused=False, confidence=3.0),
    outcome(Lang.EN, "", refused=True, confidence=-0.5),
    outcome(Lang.ZH, "near_miss", refused=True, confidence=-1.0),
    outcome(Lang.EN, "near_miss", refused=False, confidence=1.0),
    outcome(Lang.EN, "off_topic", refused=True, confidence=float("-inf")),
]


def test_the_table_counts_refusals_by_kind_and_language():
    rows = {row["name"]: (row["n"], row["refused"]) for row in shares(OUTCOMES)}
    assert rows["right: near_miss"] == (2, 0.5)
    assert rows["right: near_miss en"] == (1, 0.0)
    assert rows["right: all"] == (3, pytest.approx(2 / 3))
    assert rows["false: all"] == (2, 0.5)


def test_the_curve_gives_right_refusals_risk_and_coverage_for_a_level_of_false_ones():
    # at -0.5: both answerable and one near miss are answered
    expected = {"false refusals": 0, "right refusals": 2 / 3, "coverage": 3 / 5, "risk": 1 / 3}
    assert curve(OUTCOMES)[0] == pytest.approx(expected)


def test_a_set_of_one_sort_has_no_curve():
    assert curve(OUTCOMES[:2]) == []
    assert len(tables("now", shares(OUTCOMES[:2]), [])) == 1


def test_what_a_rule_refuses_comes_after_all_that_is_judged(tram):
    ruled = tram.trial(tram.cases[4], status=Status.REFUSED, confidence=2.5)
    judged = tram.trial(tram.cases[4], status=Status.REFUSED, confidence=-2.5)
    assert (outcome_of(ruled).confidence, outcome_of(judged).confidence) == (float("-inf"), -2.5)


def test_the_command_counts_a_run_of_any_system(dataset, tram):
    parser = ArgumentParser()
    refusals.add_arguments(parser)
    args = parser.parse_args(["--dataset", str(dataset), "--misses"])
    found = refusals.main(args, load=lambda *_: Loaded(tram.pipeline(lambda _: tram.reply("No.", status="refused"))))
    assert [row[0] for row in found.tables[0].rows][-3:] == ["false: all", "false: all zh", "false: all en"]
    assert found.record()["refusals"]["clausewise"]["refusals"][0]["refused"] == 1
    assert "refused  numeric        fare-en" in found.listing

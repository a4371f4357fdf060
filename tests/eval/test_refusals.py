"""`python -m eval refusals`: right and false refusals, and what other thresholds would give."""

from eval.cases import Case
from eval.refusals import Outcome, curve, table
from rag.types import Lang


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
    lines = {line[:22].strip(): line.split() for line in table(OUTCOMES).splitlines()}
    assert lines["right: near_miss"][2:4] == ["2", "50.0"]
    assert lines["right: near_miss en"][3:5] == ["1", "0.0"]
    assert lines["right: all"][2:4] == ["3", "66.7"]
    assert lines["false: all"][2:4] == ["2", "50.0"]


def test_the_curve_gives_right_refusals_risk_and_coverage_for_a_level_of_false_ones():
    first = curve(OUTCOMES).splitlines()[1].split()
    assert first == ["0.0", "66.7", "60.0", "33.3"]  # at -0.5: both answerable and one near miss are answered


def test_a_set_of_one_sort_has_no_curve():
    assert "needs questions of both sorts" in curve(OUTCOMES[:2])

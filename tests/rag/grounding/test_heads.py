"""What each number is a number of: it may not be said of another thing that the clause has a number for."""

import pytest

from rag.grounding.checks import check_numbers
from rag.grounding.evidence import plain
from rag.grounding.heads import heads

ZH = (
    "到2031年,石桥密度达到507座/万平方公里,木桥密度达到5座/百平方公里,桥灯覆盖率达到80%。"
    "石材、木材、铁件分别占总价的37%、39%和29%。以城东七村为中心区(面积22.5万平方公里),以河西为示范区(面积约2300平方公里)。"
)
EN = (
    "By 2031, the stone bridge density will have reached 507 per 10,000 square kilometers, the wooden bridge density will "
    "have reached 5 per 100 square kilometers, and the lamp coverage will have reached 80%. Stone, timber, and iron account "
    "respectively for 37%, 39%, and 29% of the price. Seven eastern villages shall be the central area (225,000 square "
    "kilometers in extent), and the west bank shall be the demonstration zone (about 2,300 square kilometers in extent)."
)


def judged(sentence: str, clause_of) -> str:
    return check_numbers(sentence, [clause_of("1.1", (ZH, EN))]).reason


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("到2031年,石桥密度达到80%。", "507座/万平方公里"),
        ("木桥密度达到507座/万平方公里。", "5"),
        ("木桥密度达到5座/万平方公里。", "5座/百平方公里"),
        ("石桥密度为5座/百平方公里。", "507"),
        ("铁件占总价的37%。", "29%"),
        ("示范区面积为22.5万平方公里。", "2300平方公里"),
        ("By 2031 the stone bridge density will have reached 80%.", "507"),
        ("The wooden bridge density will have reached 507 per 10,000 square kilometers.", "5"),
        ("Iron accounts for 37% of the price.", "29%"),
        ("The central area covers about 2,300 square kilometers.", "225,000 square kilometers"),
        ("By 2031, 石桥密度达到80%。", "507"),
    ],
    ids=[
        "zh-unit", "zh-per", "zh-counted-otherwise", "zh-per-other", "zh-respectively", "zh-bracket",
        "en-unit", "en-per", "en-respectively", "en-bracket", "mixed",
    ],
)  # fmt: skip
def test_a_number_said_of_another_thing_is_rejected_with_the_right_number(clause_of, sentence: str, there: str):
    assert f"the clause says {there}" in judged(sentence, clause_of)


@pytest.mark.parametrize(
    "sentence",
    [
        "石桥的密度目标是每万平方公里507座。",
        "每百平方公里要有5座木桥。",
        "铁件约占29%。",
        "中心区由城东七村组成,面积22.5万平方公里。",
        "The target for stone bridges is 507 per 10,000 square kilometers.",
        "There will be 5 wooden bridges for every 100 square kilometers.",
        "Timber makes up 39%.",
        "The demonstration zone on the west bank measures 2,300 square kilometers.",
        "80%的桥灯有覆盖(coverage)。",
    ],
)
def test_a_number_said_of_its_own_thing_passes_in_other_words(clause_of, sentence: str):
    assert judged(sentence, clause_of) == ""


def test_numbers_in_a_row_share_their_words_and_what_a_number_is_counted_per_is_no_number_of_its_own():
    stones, timber = heads(plain("石桥和木桥共有35座和40座"))
    assert stones.about == timber.about
    (density,) = heads(plain("每百平方公里5座"))
    assert density.per is not None
    assert density.per.value == 100


def test_years_ordinals_and_names_measure_nothing():
    assert heads(plain("2031年第3号桥通5G。")) == ()

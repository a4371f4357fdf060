"""What a question takes for granted, set against the clauses."""

from collections.abc import Callable

import pytest

from rag.premises import contradiction
from rag.question import read_question
from rag.types import Clause


@pytest.fixture
def clause(clause_of: Callable[..., Clause]) -> Clause:
    return clause_of(
        "1.1",
        ("到2031年，石桥检查覆盖率达到80%。", "By 2031, the inspection coverage of stone bridges will reach 80%."),
        (
            "逐步缩小城乡桥梁养护差距。",
            "The gap in bridge maintenance between town and country will be gradually narrowed.",
        ),
        (
            "到2031年，维护支出强度达到3%以上，塔桥通行收费差距控制在2.2∶1以内，PM2.5平均浓度下降19%。",
            "By 2031, the repair and upkeep intensity will have reached more than 3%, the toll gap of tower bridges will "
            "have held at less than 2.2 to 1, and the PM2.5 concentration will drop by 19%.",
        ),
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("为什么石桥检查覆盖率定为95%？", "80%"),
        ("Why is the inspection coverage of stone bridges set at 95%?", "80%"),
        ("为什么要扩大城乡桥梁养护差距？", "缩小"),
        ("Why will the gap in bridge maintenance between town and country be widened?", "narrow"),
        ("为什么维护支出强度定为5%以上", "达到3%以上"),
        ("Is the R&U intensity target 2.5%?", "more than 3%"),
        ("塔桥通行收费差距要扩大到2.2∶1吗", "控制在2.2∶1以内"),
        ("Is the toll gap of tower bridges to be widened to 2.2:1?", "less than 2.2 to 1"),
        ("为何PM2.5平均浓度上升", "下降19%"),
        ("Why does PM2.5平均浓度上升?", "下降19%"),
    ],
    ids=[
        "share_zh",
        "share_en",
        "direction_zh",
        "direction_en",
        "bound_word_zh",
        "joined_en",
        "bound_of_a_gap_zh",
        "bound_of_a_gap_en",
        "short_zh",
        "mixed",
    ],
)
def test_what_the_clause_says_otherwise_is_told(clause: Clause, question: str, said: str):
    assert said in contradiction(read_question(question), [clause])


@pytest.mark.parametrize(
    "question",
    [
        "为什么石桥检查覆盖率定为80%？",
        "How is 80% inspection coverage of stone bridges to be reached by 2031?",
        "为什么要缩小城乡桥梁养护差距？",
        "石桥有95米长吗？",
        "Which 3 bridges?",
        "怎么让塔桥通行收费差距缩小？",
        "Under which rules will the PM2.5 concentration fall?",
        "How many rises of the gap in bridge maintenance between town and country are there?",
    ],
    ids=[
        "same_zh",
        "same_en",
        "same_direction",
        "other_unit",
        "small_count",
        "with_the_bound",
        "same_en_direction",
        "counted_noun",
    ],
)
def test_nothing_is_said_where_nothing_is_contradicted(clause: Clause, question: str):
    assert contradiction(read_question(question), [clause]) == ""


@pytest.fixture
def other(clause_of: Callable[..., Clause]) -> Clause:
    """A clause that has the question's figure, of another thing."""
    return clause_of("1.2", ("九成五以上，即95%的河道达标。", "95% of the waterways will meet the standard."))


@pytest.mark.parametrize(
    "question",
    ["为什么石桥检查覆盖率定为95%？", "Why is inspection coverage 95%?", "石桥检查覆盖率coverage为什么是95%？"],
    ids=["zh", "en", "mixed"],
)
def test_a_figure_that_another_clause_has_of_another_thing_is_none_of_the_question_s(clause, other, question: str):
    assert "80%" in contradiction(read_question(question), [clause, other])


@pytest.mark.parametrize(
    "question", ["为什么95%的河道达标？", "Why do 95% of the waterways meet the standard?"], ids=["zh", "en"]
)
def test_a_figure_that_a_later_clause_has_of_the_same_thing_stands(clause, other, question: str):
    assert contradiction(read_question(question), [clause, other]) == ""


@pytest.mark.parametrize(
    "question",
    [
        "石桥检查覆盖率会超过70%吗？",
        "Will the inspection coverage of stone bridges be more than 70%?",
        "Is the inspection coverage of stone bridges to reach nearly 82%?",
    ],
    ids=["bound_zh", "bound_en", "about"],
)
def test_a_bound_or_a_rounding_that_the_clause_meets_is_none(clause: Clause, question: str):
    assert contradiction(read_question(question), [clause]) == ""


@pytest.mark.parametrize(
    "question",
    ["石桥检查覆盖率会超过90%吗？", "Will the inspection coverage of stone bridges be more than 90%?"],
    ids=["zh", "en"],
)
def test_a_bound_that_the_clause_does_not_meet_is_told(clause: Clause, question: str):
    assert "80%" in contradiction(read_question(question), [clause])


@pytest.mark.parametrize(
    "question",
    ["木桥占全国的45%吗？", "Do wooden bridges account for 45% of the country's total?"],
    ids=["zh", "en"],
)
def test_of_figures_told_respectively_none_is_set_against_the_question(clause_of, question: str):
    shares = clause_of(
        "1.3",
        (
            "石桥、木桥、塔桥分别占全国的37%、39%和29%。",
            "Stone bridges, wooden bridges, and tower bridges respectively account for 37%, 39%, and 29% of the country's total.",
        ),
    )
    assert contradiction(read_question(question), [shares]) == ""

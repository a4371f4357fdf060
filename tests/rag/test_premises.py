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
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("为什么石桥检查覆盖率定为95%？", "80%"),
        ("Why is the inspection coverage of stone bridges set at 95%?", "80%"),
        ("为什么要扩大城乡桥梁养护差距？", "缩小"),
        ("Why will the gap in bridge maintenance between town and country be widened?", "narrow"),
    ],
    ids=["share_zh", "share_en", "direction_zh", "direction_en"],
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
    ],
    ids=["same_zh", "same_en", "same_direction", "other_unit", "small_count"],
)
def test_nothing_is_said_where_nothing_is_contradicted(clause: Clause, question: str):
    assert contradiction(read_question(question), [clause]) == ""

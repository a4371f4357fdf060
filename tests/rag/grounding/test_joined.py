"""Sentences sewn from the halves of two of the clause's are found; rightly joined ones are let pass."""

import pytest

from rag.grounding.checks import check_support
from rag.grounding.joined import joined

PAIRS = (
    ("石桥的护栏应当漆成红色。", "The railings of stone bridges shall be painted red."),
    ("木桥的桥面应当每年检查两次。", "The decks of wooden bridges shall be inspected twice a year."),
    ("铁桥面积35万平方米。", "Iron bridges cover 350,000 square meters."),
    ("石料场面积20万平方米。", "The stone yard covers 200,000 square meters."),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "石桥的护栏应当每年检查两次。",
        "The railings of stone bridges shall be inspected twice a year.",
        "木桥的桥面**应当漆成红色**。",
    ],
    ids=["zh", "en", "emphasis"],
)
def test_the_beginning_of_one_sentence_with_the_end_of_another_is_rejected(clause_of, sentence: str):
    clauses = [clause_of("1.1", *PAIRS)]
    assert "|" in joined(sentence, clauses)
    assert "halves" in check_support(sentence, clauses).reason


@pytest.mark.parametrize(
    "sentence",
    [
        PAIRS[0][0],
        "石桥的护栏应当漆成红色,木桥的桥面应当每年检查两次。",
        "The railings of stone bridges shall be painted red and the decks of wooden bridges shall be inspected twice a year.",
        "石桥护栏要漆成红色。",
        "Iron bridges cover 350000 square meters.",
        "石桥的railings应当漆成红色。",
    ],
    ids=["zh-one", "zh-comma", "en-and", "zh-paraphrase", "en-number", "mixed"],
)
def test_whole_sentences_joined_at_a_comma_or_said_otherwise_are_let_pass(clause_of, sentence: str):
    assert joined(sentence, [clause_of("1.1", *PAIRS)]) == ""

"""What a question says of the document as such."""

import pytest

from rag.framing import asks_whole, topic_of


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("哪一条讲桥梁", "桥梁"),
        ("桥梁在哪一节", "桥梁"),
        ("which clause deals with bridges?", "bridges"),
        ("which section of the plan covers 桥梁?", "桥梁"),
        ("哪条铁路要修", ""),
        ("which bridges are new?", ""),
    ],
)
def test_what_the_clause_asked_for_is_about_is_told(query: str, topic: str):
    assert topic_of(query) == topic


@pytest.mark.parametrize(
    "query",
    [
        "总结一下全文",
        "这份文件主要讲什么",
        "summarise the document",
        "give me an overview of the plan.",
        "总结一下this plan",
    ],
)
def test_the_whole_document_is_asked_for(query: str):
    assert asks_whole(query)


@pytest.mark.parametrize(
    "query",
    [
        "总结一下交通部分",
        "介绍一下石桥",
        "what does the plan say about bridges?",
        "summarise a novel",
        "纲要对bridges说了什么",
    ],
)
def test_a_part_of_it_or_something_else_is_not_the_whole(query: str):
    assert not asks_whole(query)

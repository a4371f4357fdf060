"""What a question says of the document as such."""

import pytest

from rag.framing import asks_whole, matter_of, topic_of, without_frame


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


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("What does the plan say about toll bridges?", "toll bridges?"),
        ("Does the document mention toll bridges?", "toll bridges?"),
        ("Is there anything in the outline about toll bridges?", "toll bridges?"),
        ("Are toll bridges mentioned anywhere in the text?", "toll bridges"),
        ("规划对收费桥怎么说", "收费桥"),
        ("文件里有没有提到收费桥？", "收费桥"),
        ("纲要中关于收费桥说了什么？", "收费桥"),
        ("收费桥方面规划怎么说", "收费桥"),
        ("收费桥规划里提到了吗", "收费桥"),
        ("規劃對收費橋怎麼說", "收费桥"),
        ("规划对toll bridges怎么说", "toll bridges"),
        ("What does the plan say about 收费桥?", "收费桥?"),
    ],
)
def test_what_the_document_is_asked_to_say_something_about_is_told(text: str, matter: str):
    assert matter_of(text) == matter


@pytest.mark.parametrize(
    "text",
    [
        "What does the plan say?",
        "规划讲了什么",
        "What kinds of bridges does the plan mention?",
        "How does the plan deal with bridges?",
        "What does the Mars plan say about bridges?",
        "规划里提到了几次桥",
        "石桥有多长",
    ],
)
def test_any_other_question_keeps_all_its_words(text: str):
    assert matter_of(text) == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("规划里要建哪几座桥？", "建哪几座桥？"),
        ("规划要点是什么？", "规划要点是什么？"),
        ("规划范围多大？", "规划范围多大？"),
        ("According to the plan, who pays?", "who pays?"),
        ("Which bridges are named in the plan?", "Which bridges are named ?"),
        ("What is in the plan?", "What is in the plan?"),
        ("What role do banks get in the plan's programme?", "What role do banks get in the plan's programme?"),
    ],
    ids=["zh", "zh_key_points", "zh_of_the_plan", "en_before", "en_behind", "en_the_plan_itself", "en_of_the_plan"],
)
def test_that_a_question_is_of_the_document_is_left_out(text: str, rest: str):
    assert without_frame(text) == rest


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("How many bridges were there when the plan was written?", "How many bridges were there ?"),
        ("How many bridges were there at the time of drafting?", "How many bridges were there ?"),
        ("规划编制时有多少座桥？", "有多少座桥？"),
        ("When was the plan written?", "When was the plan written?"),
        ("规划什么时候编制的？", "规划什么时候编制的？"),
    ],
)
def test_when_the_document_was_written_is_the_present_of_what_it_says(question: str, rest: str):
    assert without_frame(question) == rest

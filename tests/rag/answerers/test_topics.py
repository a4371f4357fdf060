"""Questions about a whole chapter or section are told from others, and answered with its clauses."""

import pytest

from rag import Pipeline
from rag.question import read_question
from rag.types import DraftKind, Status


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("第二章第二节讲什么？", ["2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5"]),
        ("What does section 2 of chapter II say?", ["2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5"]),
        ("Chapter 2的第二节有什么内容？", ["2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5"]),
        ("文件的基本原则有哪些？", ["2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5"]),
        ("What are the basic principles?", ["2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5"]),
    ],
    ids=["number_zh", "number_en", "number_mixed", "title_zh", "title_en"],
)
def test_a_section_asked_for_as_a_whole_is_outlined(pipeline: Pipeline, question: str, numbers: list[str]):
    answer = pipeline.ask(question)
    assert answer.status is Status.ANSWERED
    assert list(dict.fromkeys(citation.clause.number for citation in answer.citations)) == numbers
    assert answer.sentences[0].kind is DraftKind.NOTE
    assert all(s.text.startswith("- ") for s in answer.sentences[1:] if s.text in answer.text.splitlines())


@pytest.mark.parametrize(
    "question",
    [
        "哪条基本原则谈到共同富裕？",
        "Which basic principle is about common prosperity?",
        "第八章对中欧班列运行质量效益怎么说？",
        "第九十章讲什么？",
        "基本原则basic principles谁定的？",
    ],
    ids=["one_clause_zh", "one_clause_en", "a_matter_in_a_chapter", "no_such_chapter", "who_mixed"],
)
def test_a_question_about_a_matter_is_not_taken_for_one_about_a_heading(pipeline: Pipeline, question: str):
    topics = pipeline.extractive.topics
    assert topics is not None
    assert topics.asked(read_question(question).query) is None


def test_the_items_fit_what_is_said_of_lists(pipeline: Pipeline):
    text = pipeline.ask("第九章讲什么？").text
    assert text.startswith("创新一体化发展体制机制：\n- ")
    assert "- 建立城乡统一的土地市场[9.2.3]" in text

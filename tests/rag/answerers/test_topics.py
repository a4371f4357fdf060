"""Questions about a whole chapter or section are told from others, and answered with its clauses."""

from dataclasses import replace

import pytest

from rag import Pipeline
from rag.answerers.outline import outline
from rag.question import read_question
from rag.types import DraftKind, Lang, Status


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


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        ("规划的五个战略定位是什么？", ["战略定位"]),
        ("长三角战略定位有哪几个？", ["战略定位"]),
        ("What are the five strategic positions of the plan?", ["战略定位"]),
        ("请介绍一下规划的strategic positioning战略定位有哪些", ["战略定位"]),
        ("第三章第一、二节的内容", ["强化区域联动发展", "加快都市圈一体化发展"]),
        ("What do chapters V and 6 say?", ["提升基础设施互联互通水平", "强化生态环境共保联治"]),
        ("Chapter 5和第六章讲什么？", ["提升基础设施互联互通水平", "强化生态环境共保联治"]),
        ("第二章第二节和第三章第一节讲什么？", ["基本原则", "强化区域联动发展"]),
        ("基本原则一共几条，分别叫什么？", ["基本原则"]),
        ("How many basic principles are there in all, and what are they called?", ["基本原则"]),
    ],
    ids=["count_zh", "short_name_zh", "count_en", "title_mixed", "two_sections", "two_chapters_en", "two_mixed", "of_two_chapters",
         "how_many_zh", "how_many_en"],
)  # fmt: skip
def test_headings_are_told_beside_names_and_counts_and_several_by_number(
    pipeline: Pipeline, question: str, headings: list[str]
):
    topics = pipeline.extractive.topics
    assert topics is not None
    topic = topics.asked(read_question(question).query)
    assert topic is not None
    assert [part.heading.title.zh for part in topic.parts] == headings


@pytest.mark.parametrize(
    "question",
    ["规划的四个战略定位是什么？", "What are the six basic principles?", "第九十章和第五章讲什么？", "规划对医院怎么说？", "What about hospitals?"],
    ids=["count_zh", "count_en", "one_unknown", "a_matter_zh", "a_matter_en"],
)  # fmt: skip
def test_a_count_or_a_number_that_is_not_the_document_s_is_no_heading(pipeline: Pipeline, question: str):
    topics = pipeline.extractive.topics
    assert topics is not None
    assert topics.asked(read_question(question).query) is None


@pytest.mark.parametrize(
    "question",
    [
        "总结全文",
        "Summarise the plan",
        "What is this document about?",
        "请概括the plan的主要内容",
        "长三角规划讲了什么？",
    ],
    ids=["zh", "en", "about_en", "mixed", "short_name_zh"],
)
def test_the_whole_document_is_outlined_by_chapters_each_with_the_clause_that_stands_for_it(
    pipeline: Pipeline, question: str
):
    answer = pipeline.ask(question)
    notes = [sentence.text for sentence in answer.sentences if sentence.kind is DraftKind.NOTE]
    chapters = [citation.clause.path[0] for citation in answer.citations]
    assert (answer.status, answer.rejected) == (Status.ANSWERED, ())
    assert [chapter.number for chapter in chapters] == ["", *map(str, range(1, 13))]
    assert [note.rstrip(":：") for note in notes[:2]] == [
        chapters[0].title[answer.lang],
        f"1 {chapters[1].title[answer.lang]}",
    ]
    assert "3.0.1" in [citation.clause.number for citation in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "What does the plan say?",
        "So what does the document actually say?",
        "规划怎么说",
        "纲要讲了什么",
        "这份plan主要讲了什么",
    ],
    ids=["en", "en_adverbs", "zh", "zh_told", "mixed"],
)
def test_a_question_of_what_the_document_says_and_nothing_else_is_of_all(pipeline: Pipeline, question: str):
    topics = pipeline.extractive.topics
    assert topics is not None
    topic = topics.asked(read_question(question).query)
    assert topic is not None
    assert topic.whole


@pytest.mark.parametrize(
    "question",
    [
        "What does the plan say about submarines?",
        "Give me an overview of penguins in the plan",
        "规划里关于比特币说了什么",
        "总结一下纲要里潜艇的内容",
        "规划里关于penguins说了什么",
    ],
    ids=["say_en", "overview_en", "say_zh", "summary_zh", "mixed"],
)
def test_a_thing_that_the_document_does_not_know_is_no_question_of_all(pipeline: Pipeline, question: str):
    topics = pipeline.extractive.topics
    assert topics is not None
    assert topics.asked(read_question(question).query) is None


def test_an_outline_that_leaves_clauses_out_says_so(pipeline: Pipeline):
    topics = pipeline.extractive.topics
    assert topics is not None
    topic = topics.asked("第二章讲什么")
    assert topic is not None
    long = replace(topic, parts=(replace(topic.parts[0], count=42),))
    notes = [[s.text for s in outline(long, lang) if s.kind is DraftKind.NOTE][-1] for lang in Lang]
    assert notes == ["（共42条，以上为前19条。）", "(42 clauses in all; these are the first 19.)"]


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("第四章有哪几节？", "第一节 构建区域创新共同体：", "（共3节。）"),
        ("What sections does Chapter IV have?", "Section 1 Building a Regional Innovation Community:", "(3 sections.)"),
        ("整个规划一共多少章？", "1 发展背景：", "（共12章。）"),
        ("List the chapters of the plan.", "1 Development Background:", "(12 chapters.)"),
    ],
)
def test_headings_stand_before_their_clauses_and_are_counted(pipeline: Pipeline, question: str, first: str, last: str):
    answer = pipeline.ask(question)
    notes = [sentence.text for sentence in answer.sentences if sentence.kind is DraftKind.NOTE]
    assert (notes[1], notes[-1]) == (first, last)
    assert len(set(notes)) == len(notes)


@pytest.mark.parametrize(
    ("question", "thing", "numbers"),
    [
        ("哪些条文提到了温州？", "温州", ["0.0.3", "5.1.1", "5.1.3", "5.3.1", "9.3.2"]),
        ("温州在哪些条款里提到？", "温州", ["0.0.3", "5.1.1", "5.1.3", "5.3.1", "9.3.2"]),
        ("Which clauses mention Wenzhou?", "Wenzhou", ["0.0.3", "5.1.1", "5.1.3", "5.3.1", "9.3.2"]),
        ("哪些条文提到了Wenzhou？", "温州", ["0.0.3", "5.1.1", "5.1.3", "5.3.1", "9.3.2"]),
        ("哪几条提到磁悬浮？", "磁悬浮", ["5.1.1"]),
        ("Which clauses mention the Grand Canal?", "Grand Canal", ["3.2.2", "5.1.4", "5.4.1", "6.2.1"]),
    ],
)
def test_every_clause_that_mentions_something_is_quoted_with_the_sentence_that_does(
    pipeline: Pipeline, question: str, thing: str, numbers: list[str]
):
    answer = pipeline.ask(question)
    cited = [citation.clause.number for citation in answer.citations]
    assert cited[:1] == numbers[:1]
    assert set(numbers) <= set(cited)
    claims = [sentence.text for sentence in answer.sentences if sentence.kind is DraftKind.CLAIM]
    assert f"“{thing}”" in answer.sentences[0].text
    assert answer.rejected == ()
    assert claims
    assert sum(thing in claim for claim in claims) >= len(numbers) - 1  # 5.1.1 has 温州 in English alone


def test_what_no_clause_mentions_is_refused(pipeline: Pipeline):
    assert pipeline.ask("哪些条文提到了元宇宙？").status is Status.REFUSED


@pytest.mark.parametrize(
    "question", ["示范区在哪些地方？", "哪些城市提到了机场建设？", "Which cities mention ferries?"]
)
def test_where_a_thing_is_or_who_speaks_of_it_asks_for_no_mentions(pipeline: Pipeline, question: str):
    topics = pipeline.extractive.topics
    assert topics is not None
    found = topics.asked(read_question(question).query)
    assert found is None or not found.mentioned

"""The extractive answerer: the document's own sentences, in the asker's language, few, each with its marker."""

import re
from collections.abc import Sequence

import pytest

from rag import Pipeline
from rag.answerers.extractive import ExtractiveAnswerer
from rag.answerers.selection import BUDGET, LIST_BUDGET, SENTENCES_WIDE
from rag.answerers.sentences import Candidate, SentenceRater
from rag.lexical import LexicalIndex
from rag.types import Clause, DraftKind, Hit, Lang

QUESTIONS = pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("每座石桥有多长？", Lang.ZH),
        ("How long is each stone bridge?", Lang.EN),
        ("石桥stone bridge的长度length是多少？", Lang.ZH),
    ],
    ids=["zh", "en", "mixed"],
)


@QUESTIONS
def test_the_sentence_that_answers_is_chosen(bridges: Pipeline, question: str, lang: Lang):
    answer = bridges.ask(question)
    assert answer.lang is lang
    expected = {"zh": "石桥每座长500米。", "en": "Each stone bridge is 500 meters long."}[lang]
    assert expected in [sentence.text for sentence in answer.sentences]


@QUESTIONS
def test_every_sentence_is_verbatim_in_the_language_and_marked(bridges: Pipeline, question: str, lang: Lang):
    for sentence in bridges.ask(question).sentences:
        (citation,) = sentence.citations
        assert sentence.text in citation.clause[lang]
        assert sentence.kind is DraftKind.CLAIM


def test_where_the_clause_lacks_the_language_the_other_is_quoted(tmp_path, cache_dir):
    from rag import Settings

    (tmp_path / "桥.txt").write_text("石桥长500米。\n木桥长60米。\n", encoding="utf-8")
    pipeline = Pipeline.load(Settings(documents=(tmp_path / "桥.txt",), cache_dir=cache_dir))
    answer = pipeline.ask("How long is the stone bridge (石桥)?")
    assert answer.lang is Lang.EN
    assert answer.sentences[0].text == "石桥长500米。"
    assert (answer.citations[0].quote_zh, answer.citations[0].quote_en) == ("石桥长500米。", "")


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("规划对创新讲了什么内容？", Lang.ZH),
        ("What does the plan say about innovation?", Lang.EN),
        ("5G和LNG", Lang.ZH),
    ],
    ids=["zh", "en", "mixed"],
)
def test_an_answer_is_a_few_sentences_within_its_length(pipeline: Pipeline, question: str, lang: Lang):
    answer = pipeline.ask(question, lang=lang)
    sentences = [sentence.text for sentence in answer.sentences if sentence.kind is DraftKind.CLAIM]
    assert len(sentences) <= SENTENCES_WIDE
    assert len(sentences) <= 1 or sum(map(len, sentences)) <= max(BUDGET[lang], LIST_BUDGET[lang])


def test_no_sentence_is_said_twice(pipeline: Pipeline):
    for question in ("都市圈如何一体化发展？", "How will metropolitan areas become integrated?"):
        texts = [sentence.text for sentence in pipeline.ask(question).sentences]
        assert len(texts) == len(set(texts))


def test_sentences_of_one_clause_stay_together_in_its_order_behind_the_best(pipeline: Pipeline):
    answer = pipeline.ask("太湖、巢湖和淮河怎么治理，由谁负责？")
    clauses = [citation.clause.id for citation in answer.citations]
    assert clauses == sorted(clauses, key=clauses.index)
    assert len(clauses) > len(set(clauses))
    starts = [(citation.clause.id, citation.source_spans.zh[0].start) for citation in answer.citations]
    behind = [start for i, start in enumerate(starts) if start[0] in clauses[:i]]
    assert all(a[1] < b[1] for a, b in zip(behind, behind[1:], strict=False) if a[0] == b[0])


@pytest.mark.parametrize(
    ("question", "names", "numbers"),
    [
        ("浙江与安徽的优势对比", ("浙江", "安徽"), ["3.1.2"]),
        ("Compare what Zhejiang and Anhui are good at", ("Zhejiang", "Anhui"), ["3.1.2"]),
    ],
    ids=["zh", "en"],
)
def test_a_comparison_gives_both_sides(pipeline: Pipeline, question: str, names: tuple[str, ...], numbers: list[str]):
    citations = pipeline.ask(question).citations
    assert list(dict.fromkeys(citation.clause.number for citation in citations)) == numbers
    quoted = " ".join(f"{c.quote_zh} {c.quote_en}" for c in citations if c.clause.number == "3.1.2")
    assert all(name in quoted for name in names)


def test_without_hits_nothing_is_drafted():
    class NoEncoder:
        name, fingerprint, dim = "none", "n", 1

        def encode(self, texts, *, role="passage"):
            raise AssertionError("there is nothing to encode")

    answerer = ExtractiveAnswerer(SentenceRater(NoEncoder(), LexicalIndex(["桥"], tokenise=list)))
    assert list(answerer.draft("多长？", [], lang=Lang.ZH)) == []


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("到2025年5G网络覆盖率要多少，养老服务补贴怎么异地结算？", {"2.4.4", "7.1.2"}),
        ("What 5G coverage is aimed at, and how are residence permits for foreigners handled?", {"2.4.4", "8.3.3"}),
        ("5G coverage的目标是多少，Lishui的试点pilot是什么？", {"2.4.4", "6.3.1"}),
    ],
    ids=["zh", "en", "mixed"],
)
def test_each_of_two_questions_in_one_is_answered(pipeline: Pipeline, question: str, numbers: set[str]):
    assert {citation.clause.number for citation in pipeline.ask(question).citations} >= numbers


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("规划对“提升上海服务功能”怎么说？", "提升上海服务功能："),
        (
            "What does the plan say about improving the service functions of Shanghai?",
            "Improving the service functions",
        ),
        ("规划对Shanghai的“提升上海服务功能”怎么说？", "提升上海服务功能："),
    ],
    ids=["zh", "en", "mixed"],
)
def test_an_overview_begins_with_the_clause_s_title(pipeline: Pipeline, question: str, title: str):
    first, second, *_ = pipeline.ask(question).sentences
    assert (first.kind, second.kind) == (DraftKind.LEAD, DraftKind.CLAIM)
    assert first.text.startswith(title)


@pytest.fixture
def towers(tmp_path, cache_dir) -> Pipeline:
    """A plan whose English leaves out the 150 towers, and whose Chinese leaves out the 300 lamps."""
    from rag import Settings

    text = (
        "塔楼已覆盖全城,建成150座高塔,居民满意。\nThe towers cover the town, and residents are happy.\n"
        "灯光照亮广场。\nThe square is lit by 300 lamps.\n"
    )
    (tmp_path / "towers.txt").write_text(text, encoding="utf-8")
    return Pipeline.load(Settings(documents=(tmp_path / "towers.txt",), cache_dir=cache_dir))


@pytest.mark.parametrize(
    ("question", "note", "words"),
    [
        ("How many towers cover the town?", "The English text leaves out", "建成150座高塔"),
        ("照亮广场的灯光有多少？", "英文本写道", "The square is lit by 300 lamps"),
        ("How many 高塔 towers cover the town?", "The English text leaves out", "建成150座高塔"),
    ],
    ids=["en", "zh", "mixed"],
)
def test_a_figure_that_this_language_leaves_out_is_quoted_in_the_other(towers, question: str, note: str, words: str):
    answer = towers.ask(question)
    kinds = {sentence.text: sentence.kind for sentence in answer.sentences}
    assert any(note in text and kind is DraftKind.NOTE for text, kind in kinds.items())
    assert kinds[words] is DraftKind.CLAIM
    figure = next(sentence for sentence in answer.sentences if sentence.text == words)
    assert [span.of(words) for span in figure.focus] == [re.sub(r".*?(150座|300).*", r"\1", words)]


def test_no_figure_is_missed_where_both_languages_give_it(bridges: Pipeline):
    assert DraftKind.NOTE not in {sentence.kind for sentence in bridges.ask("How long is each stone bridge?").sentences}


class OneSentence:
    """A rater that finds one sentence of a clause, whatever is asked."""

    def __init__(self, position: int) -> None:
        self._position = position

    def rate(self, query: str, hits: Sequence[Hit], lang: Lang) -> list[Candidate]:
        clause, i = hits[0].clause, self._position
        features = {"wanted": 1.0}  # so that no other sentence is added to a brief one
        return [Candidate(clause, i, clause.sentences[i], features, 1.0)]

    def is_about(self, query: str, clause: Clause) -> bool:
        return False


FRAMED = (
    ("到2031年,桥梁全部建成。", "By 2031, all bridges will have been built."),
    ("桥上设灯。", "Lamps will stand on the bridges."),
    ("2033年灯全部换新。", "In 2033 all lamps will be changed."),
)


@pytest.mark.parametrize(
    ("lang", "position", "lead"),
    [(Lang.ZH, 1, ["到2031年："]), (Lang.EN, 1, ["By 2031:"]), (Lang.ZH, 0, []), (Lang.EN, 2, [])],
    ids=["zh", "en", "the_sentence_that_sets_it", "a_sentence_with_its_own"],
)
def test_the_time_that_a_clause_sets_stands_above_a_sentence_that_lacks_it(
    clause_of, hits_of, lang: Lang, position: int, lead: list[str]
):
    answerer = ExtractiveAnswerer(OneSentence(position))  # type: ignore[arg-type]
    draft = list(answerer.draft("桥上有什么lamps？", hits_of([clause_of("1.1", *FRAMED)]), lang=lang))
    assert [sentence.text for sentence in draft if sentence.kind is DraftKind.LEAD] == lead
    assert len(draft) == 1 + len(lead)

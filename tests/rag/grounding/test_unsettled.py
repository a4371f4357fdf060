"""What an answer leaves open: a figure of the year asked for where another's is quoted, any figure at all."""

from collections.abc import Callable

import pytest

from rag import Status
from rag.grounding import Asked, ground
from rag.question import read_question
from rag.types import Answer, Clause, DraftSentence, Hit, Lang


@pytest.fixture
def clause(clause_of: Callable[..., Clause]) -> Clause:
    return clause_of(
        "1.1",
        ("到2031年,桥梁养护体系基本建成。", "By 2031, a system of bridge upkeep will have been basically built."),
        ("检查覆盖率达到80%,比2024年提高20%。", "The inspection coverage will reach 80%, 20% more than in 2024."),
        ("石桥养护费用占比达到3%。", "The share of spending on stone bridges will reach 3%."),
    )


def answer_of(question: str, hits: list[Hit], *drafted: str) -> Answer:
    read = read_question(question)
    asked = Asked(read.text, read.query, read.lang, tuple(hits))
    *_, answer = ground(map(DraftSentence, drafted), asked)
    return answer


def said_of(question: str, clause: Clause, hits_of, *, sentence: int) -> str:
    pair = clause.sentences[sentence]
    return " ".join(answer_of(question, hits_of([clause]), f"{pair[read_question(question).lang]}[d:1.1]").reasons)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2041年养护费用占比的目标是多少？", "没有给出2041年的这一数字或目标，以上引文说的是2031年"),
        ("What is the target share for 2041?", "no such figure or target for 2041; what is quoted is for 2031"),
        ("2041年spending的share是多少?", "2041年"),
    ],
    ids=["zh", "en", "mixed"],
)
def test_it_is_told_with_the_year_that_the_clause_sets_for_what_is_quoted(clause, hits_of, question: str, words: str):
    assert words in said_of(question, clause, hits_of, sentence=2)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("2031年养护费用占比是多少？", 2),
        ("What share is the target for 2031?", 2),
        ("覆盖率比2024年提高多少？", 1),
        ("By what percentage is coverage to rise from 2024?", 1),
        ("What is the target share in the 2019 outline?", 2),
        ("2019年印发的规划里养护费用占比是多少", 2),
        ("2019年的规划里share是多少", 2),
        ("What share is the target for the 2040s?", 2),
        ("养护费用占比的目标是多少？", 2),
        ("Who keeps the stone bridges in 2041?", 2),
        ("2041年谁来养护石桥", 2),
    ],
    ids=["frame_zh", "frame_en", "baseline_zh", "baseline_en", "outline_of_a_year_en", "issued_zh", "plan_of_a_year_mixed",
         "decade", "no_year", "no_figure_en", "no_figure_zh"],
)  # fmt: skip
def test_nothing_is_told_of_the_clause_s_own_year_a_baseline_the_year_of_a_document_or_where_no_figure_is_asked(
    clause, hits_of, question: str, sentence: int
):
    assert said_of(question, clause, hits_of, sentence=sentence) == ""


def test_nothing_is_told_where_a_clause_quoted_beside_it_names_the_year(clause, clause_of, hits_of):
    later = clause_of("1.2", ("到2041年更进一步。", "By 2041, more will have been done."))
    hits: list[Hit] = hits_of([clause, later])
    drafted = ("石桥养护费用占比达到3%。[d:1.1]", "到2041年更进一步。[d:1.2]")
    assert answer_of("2041年养护费用占比是多少", hits, *drafted).reasons == ()


def test_it_is_told_of_a_sentence_in_other_words_too(clause, hits_of):
    answer = answer_of("2041年养护费用占比是多少", hits_of([clause]), "石桥养护的费用占比将达3%。[d:1.1]")
    assert "2031年" in answer.reasons[0]


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("石桥有多少座？", 0, "没有给出所问的具体数量"),
        ("How many bridges are there?", 0, "does not give a number in figures"),
        ("养护要花多少亿元?", 2, "没有给出所问的具体金额"),
        ("How much money goes to stone bridges?", 2, "does not give an amount of money in figures"),
        ("石桥有多少座 bridge?", 0, "没有给出所问的具体数量"),
    ],
    ids=["number_zh", "number_en", "money_zh", "money_en", "mixed"],
)
def test_a_quantity_that_is_asked_for_and_not_given_is_told(clause, hits_of, question: str, sentence: int, words: str):
    assert words in said_of(question, clause, hits_of, sentence=sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("检查覆盖率达到百分之几？", 1),
        ("What percentage will coverage reach?", 1),
        ("养护费用占比达到3%是什么时候?", 2),
    ],
    ids=["zh", "en", "time_of_the_clause"],
)
def test_nothing_is_told_where_it_is_given_or_the_clause_sets_the_time(clause, hits_of, question: str, sentence: int):
    assert said_of(question, clause, hits_of, sentence=sentence) == ""


@pytest.mark.parametrize(
    "question",
    ["报告什么时候提交？", "When are reports due?", "report什么时候提交"],
    ids=["zh", "en", "mixed"],
)
def test_a_month_in_words_is_a_time(clause_of, hits_of, question: str):
    due = clause_of("1.1", ("报告三月底前提交。", "Reports are due by the end of March."))
    assert said_of(question, due, hits_of, sentence=0) == ""


@pytest.mark.parametrize(
    "question",
    ["石桥多久检查一次？", "When are stone bridges inspected?", "stone bridge多久检查一次"],
    ids=["zh", "en", "mixed"],
)
@pytest.mark.parametrize("often", [("每年", "annually"), ("每季度", "every quarter"), ("每月", "each month")])
def test_how_often_is_a_time(clause_of, hits_of, often: tuple[str, str], question: str):
    inspected = clause_of("1.1", (f"石桥{often[0]}检查一次。", f"Stone bridges are inspected {often[1]}."))
    assert said_of(question, inspected, hits_of, sentence=0) == ""


@pytest.mark.parametrize(
    ("question", "words"),
    [("石桥什么时候建成？", "具体时间"), ("When will the bridges be built?", "a date or a time"), ("stone bridge哪年建成", "具体时间")],
    ids=["zh", "en", "mixed"],
)  # fmt: skip
def test_a_time_that_is_asked_for_and_not_given_is_told(clause_of, hits_of, question: str, words: str):
    silent = clause_of("1.1", ("石桥将建成。", "The stone bridges may be built."))
    assert words in said_of(question, silent, hits_of, sentence=0)


def test_the_reason_given_with_the_question_stands_alone(clause, hits_of):
    asked = Asked("石桥有多少座？", "石桥有多少座?", Lang.ZH, tuple(hits_of([clause])), ("其余没有写明。",))
    *_, answer = ground([DraftSentence(f"{clause.sentences[0].zh}[d:1.1]")], asked)
    assert answer.reasons == ("其余没有写明。",)


@pytest.mark.parametrize(
    "question", ["What R&D intensity is targeted for 2035?", "到2035年研发投入强度目标是多少"], ids=["en", "zh"]
)
def test_the_answer_stands_as_a_part_with_the_note_as_its_reason(pipeline, question: str):
    answer = pipeline.ask(question)
    assert answer.status is Status.PARTIAL
    assert answer.citations
    assert "2035" in answer.reasons[0]
    assert "2025" in answer.reasons[0]
    assert answer.reasons[0] in answer.text


def test_nothing_is_told_of_what_is_quoted_where_nothing_is(clause, hits_of):
    answer = answer_of("石桥有多少座？", hits_of([clause]), "铁桥有900座。[d:1.1]")
    assert answer.status is Status.REFUSED
    assert answer.reasons == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("现在的养护费用占比是多少？", "没有给出目前的这一数字，以上引文说的是到2031年的目标"),
        ("What share is it at present?", "no such figure for the present; what is quoted is for 2031"),
        ("目前的share是多少？", "没有给出目前的这一数字"),
    ],
    ids=["zh", "en", "mixed"],
)
def test_a_target_where_the_present_figure_is_asked_for_is_told(clause, hits_of, question: str, words: str):
    assert words in said_of(question, clause, hits_of, sentence=2)


def test_nothing_is_told_of_a_present_figure_that_is_given(clause_of, hits_of):
    now = clause_of("1.1", ("石桥养护费用占比为2%。", "The share of spending on stone bridges is 2%."))
    assert said_of("现在的养护费用占比是多少？", now, hits_of, sentence=0) == ""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("龙潭是古桥之一吗？", "没有提到龙潭"),
        ("古桥包括龙潭吗？", "没有提到龙潭"),
        ("Is Longtan one of the old bridges?", "does not name Longtan"),
        ("Longtan是古桥之一吗？", "没有提到Longtan"),
        ("石桥镇是古桥之一吗？", ""),
        ("Does Longtan keep its old bridges?", ""),
        ("龙潭怎么保护古桥？", ""),
    ],
)
def test_a_place_that_is_not_among_those_quoted_is_told(clause_of, hits_of, question: str, words: str):
    bridges = clause_of(
        "1.1", ("石桥镇、木桥镇的古桥受保护。", "The old bridges of Stonebridge and Woodbridge are protected.")
    )
    said = said_of(question, bridges, hits_of, sentence=0)
    assert words in said
    assert bool(said) == bool(words)


@pytest.mark.parametrize(
    "question",
    ["养护费用怎么分?占比是固定的吗?", "How is spending shared? Is the share fixed?"],
    ids=["zh", "en"],
)
def test_whether_something_holds_of_a_figure_asks_for_none(clause, hits_of, question: str):
    assert said_of(question, clause, hits_of, sentence=0) == ""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("徐州是核心城市之一吗？", "第一句列举的地方中没有徐州"),
        ("Is Xuzhou one of the core cities?", "Xuzhou is not among the places that the first sentence quoted lists"),
        ("南京是核心城市之一吗？", ""),
    ],
    ids=["zh", "en", "named"],
)
def test_a_place_that_only_another_sentence_names_is_told(clause_of, hits_of, question: str, words: str):
    cities = clause_of("1.1", ("核心城市为南京、杭州、合肥。", "The core cities are Nanjing, Hangzhou, and Hefei."))
    roads = clause_of("1.2", ("加强徐州公路建设。", "The roads of Xuzhou are built."))
    lang = read_question(question).lang
    drafted = (f"{cities.sentences[0][lang]}[d:1.1]", f"{roads.sentences[0][lang]}[d:1.2]")
    reasons = answer_of(question, hits_of([cities, roads]), *drafted).reasons
    assert words in " ".join(reasons)
    assert bool(reasons) == bool(words)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (("龙潭镇也在古桥保护区内。", "Longtan is in the old bridge protection area too."), ""),
        (("加强龙潭镇公路建设。", "The roads of Longtan are built."), "第一句列举的地方中没有龙潭"),
    ],
    ids=["of_the_group", "of_something_else"],
)
def test_a_sentence_that_names_the_place_and_the_group_counts(
    clause_of, hits_of, sentence: tuple[str, str], words: str
):
    area = clause_of("1.1", ("在南京、杭州、合肥设古桥保护区。", "Nanjing, Hangzhou, and Hefei have the area."))
    other = clause_of("1.2", sentence)
    drafted = (f"{area.sentences[0].zh}[d:1.1]", f"{other.sentences[0].zh}[d:1.2]")
    reasons = answer_of("龙潭属于古桥保护区吗？", hits_of([area, other]), *drafted).reasons
    assert words in " ".join(reasons)
    assert bool(reasons) == bool(words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("铁路要修多少公里？", "是密度或比率，不是总数"),
        ("How many kilometers of railway will there be?", "a rate or a density, not a total"),
        ("铁路密度是每万平方公里多少公里？", ""),
        ("How many kilometers per square kilometer?", ""),
        ("公路要修多少公里？", ""),
    ],
    ids=["zh", "en", "density_zh", "density_en", "length"],
)
def test_a_density_where_a_length_is_asked_for_is_told(clause_of, hits_of, question: str, words: str):
    texts = ("铁路网密度达到507公里/万平方公里。", "The density will be 507 kilometers per 10,000 square kilometers.")
    roads = ("公路建成300公里。", "300 kilometers of roads are built.")
    clause = clause_of("1.1", texts, roads)
    said = said_of(question, clause, hits_of, sentence=1 if "公路" in question else 0)
    assert words in said
    assert bool(said) == bool(words)

"""What a refusal says that the nearest clauses lack."""

import pytest

from rag import Pipeline, Status
from rag.types import Lang


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How many hectares of forest will be planted?", "a number of hectares of forest"),
        ("How many trees will be planted by 2025?", "a number of trees"),
        ("科技革命会给长三角新增多少就业岗位？", "就业岗位的数量"),
    ],
    ids=["of_en", "one_word_en", "zh"],
)
def test_a_number_is_named_with_what_it_is_of(pipeline: Pipeline, question: str, thing: str):
    assert thing in pipeline.ask(question).reasons[0]


@pytest.mark.parametrize(
    "question",
    [
        "What is the population of the Yangtze River Delta?",
        "How old are the teachers in the Yangtze River Delta?",
        "What is the average 工资 in the Yangtze River Delta?",
    ],
    ids=["population", "teachers", "mixed"],
)
def test_the_document_s_own_subject_is_never_named(pipeline: Pipeline, question: str):
    answer = pipeline.ask(question)
    assert answer.status is Status.REFUSED
    assert "Yangtze" not in answer.reasons[0]
    assert "River" not in answer.reasons[0]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("In which city will the global innovations distribution center have its headquarters?", "center"),
        ("首届进口博览会一共有多少个国家参展？", "参展"),
        ("首届import expo一共有多少个国家参展？", "参展"),
    ],
    ids=["center", "zh", "mixed"],
)
def test_a_word_that_one_of_the_clauses_listed_holds_is_not_named(pipeline: Pipeline, question: str, word: str):
    answer = pipeline.ask(question)
    assert answer.status is Status.REFUSED
    assert word in "".join(hit.clause[lang] for hit in answer.hits[:3] for lang in Lang)
    assert word not in answer.reasons[0]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("长三角的人口有多少？", "人口数"),
        ("What is the resident population of the central area?", "a number of people"),
        ("中心区population有多少常住人口", "人口数"),
        ("How old are the nurses in rural hospitals?", "an age"),
    ],
    ids=["people_zh", "people_en", "people_mixed", "age_en"],
)
def test_people_and_ages_are_not_answered_by_other_figures(pipeline: Pipeline, question: str, kind: str):
    answer = pipeline.ask(question)
    assert answer.status is Status.REFUSED
    assert kind in answer.reasons[0]


@pytest.mark.parametrize(
    "question",
    [
        "人均期望寿命要达到多少岁？",
        "常住人口城镇化率要到多少？",
        "How many people settled medical bills outside their province?",
    ],
)
def test_ages_and_shares_of_people_that_are_given_are_answered(pipeline: Pipeline, question: str):
    assert pipeline.ask(question).status is Status.ANSWERED

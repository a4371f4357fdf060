"""A figure asked for of one year where the clause quoted gives it of another."""

from collections.abc import Callable

import pytest

from rag import Status
from rag.other_years import other_year
from rag.question import read_question
from rag.types import Clause, DraftKind, DraftSentence, Hit


@pytest.fixture
def clause(clause_of: Callable[..., Clause]) -> Clause:
    return clause_of(
        "1.1",
        ("到2031年,桥梁养护体系基本建成。", "By 2031, a system of bridge upkeep will have been basically built."),
        ("检查覆盖率达到80%,比2024年提高20%。", "The inspection coverage will reach 80%, 20% more than in 2024."),
        ("石桥养护费用占比达到3%。", "The share of spending on stone bridges will reach 3%."),
    )


def said_of(question: str, clause: Clause, hits_of, *, sentence: int) -> str:
    read = read_question(question)
    drafted = [DraftSentence(f"{clause.sentences[sentence][read.lang]}[d:1.1]", DraftKind.CLAIM)]
    return other_year(read, drafted, hits_of([clause]))


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
        ("What number is the target for 2041?", 0),
    ],
    ids=["frame_zh", "frame_en", "baseline_zh", "baseline_en", "outline_of_a_year_en", "issued_zh", "plan_of_a_year_mixed",
         "decade", "no_year", "no_figure_en", "no_figure_zh", "no_figure_quoted"],
)  # fmt: skip
def test_nothing_is_told_of_the_clause_s_own_year_a_baseline_the_year_of_a_document_or_where_no_figure_is_asked(
    clause, hits_of, question: str, sentence: int
):
    assert said_of(question, clause, hits_of, sentence=sentence) == ""


def test_nothing_is_told_where_a_clause_quoted_beside_it_names_the_year(clause, clause_of, hits_of):
    later = clause_of("1.2", ("到2041年更进一步。", "By 2041, more will have been done."))
    hits: list[Hit] = hits_of([clause, later])
    drafted = [DraftSentence("石桥养护费用占比达到3%。[d:1.1]"), DraftSentence("到2041年更进一步。[d:1.2]")]
    assert other_year(read_question("2041年养护费用占比是多少"), drafted, hits) == ""


@pytest.mark.parametrize(
    "question", ["What is the 5G coverage target for 2035?", "到2035年研发投入强度目标是多少"], ids=["en", "zh"]
)
def test_the_answer_stands_as_a_part_with_the_note_as_its_reason(pipeline, question: str):
    answer = pipeline.ask(question)
    assert answer.status is Status.PARTIAL
    assert answer.citations
    assert "2035" in answer.reasons[0]
    assert "2025" in answer.reasons[0]
    assert answer.reasons[0] in answer.text

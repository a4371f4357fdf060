"""References to clauses in a question."""

import pytest

from rag.references import clause_references


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第2.4.5条说什么", ("2.4.5",)),
        ("第十二条之一和第三十条", ("12-1", "30")),
        ("What does clause 2.4.5 say, and Article 12-1?", ("2.4.5", "12-1")),
        ("2.4.2讲了什么", ("2.4.2",)),
        ("2025年达到2.1万元, 第一章", ()),
        ("第A.0.1条和第3-1.0.2条", ("A.0.1", "3-1.0.2")),
        ("What does clause A.0.1 say? And 1.2.3.4, a.0.2?", ("A.0.1", "1.2.3.4", "A.0.2")),
        ("附则A.0.1和1.A.0.2讲了什么, see 3-1.1.2.", ("A.0.1", "1.A.0.2", "3-1.1.2")),
        ("第5-10条, article a.b", ()),
        ("2.4.2-2.4.5, clauses of version v1.2.3 or 1.2.3rc", ("2.4.2", "2.4.5")),
        ("clause 2.4.2-2.4.5", ("2.4.2", "2.4.5")),
        ("2.1-3.5万元，2019.12-2020.3", ()),
    ],
    ids=["zh_dotted", "zh_numerals", "en", "bare", "none", "zh_deep", "en_deep", "mixed_deep", "zh_range", "range", "en_range",
         "ranges_of_figures"],
)  # fmt: skip
def test_the_numbers_named_are_read_as_clauses_are_numbered(text: str, numbers: tuple[str, ...]):
    assert clause_references(text) == numbers


def test_a_clause_asked_for_by_its_number_is_what_is_answered_from(pipeline):
    for question in ("第2.4.5条说了什么？", "What does clause 2.4.5 say?"):
        answer = pipeline.ask(question)
        assert {citation.clause.number for citation in answer.citations} == {"2.4.5"}
        assert answer.hits[0].clause.number == "2.4.5"


def test_a_clause_that_is_not_there_is_a_refusal_that_says_so(pipeline):
    assert "99" in pipeline.ask("第99条规定了什么？").reasons[0]

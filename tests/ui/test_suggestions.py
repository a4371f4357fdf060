from dataclasses import replace

import pytest

from rag.types import Lang
from rag.ui.labels import EXAMPLES
from rag.ui.suggestions import example_questions, next_questions


def known_of(pipeline, *questions, number="1.1.4"):
    return {f"lake:{number}": questions}


def test_known_questions_are_in_the_answers_language_and_come_where_their_clause_does(pipeline):
    known = known_of(pipeline, "湿地的面积可以减少吗？", "May the wetlands ever shrink?")
    assert next_questions(pipeline.ask("桥"), known)[2] == "湿地的面积可以减少吗？"
    assert next_questions(pipeline.ask("bridge"), known)[2] == "May the wetlands ever shrink?"


@pytest.mark.parametrize(
    ("asked", "question", "full"),
    [
        ("bridge", "May the wetlands ever shrink?", True),
        ("bridge", "2031 is the year of what?", True),
        ("bridge", "wetlands?", False),
        ("bridge", "dirty rivers", False),
        ("bridge", "may the wetlands ever shrink?", False),
        ("bridge", "May wetlands shrink?", False),
        ("桥", "湿地的面积能减少吗？", True),
        ("桥", "G60走廊的湿地会减少吗?", True),
        ("桥", "湿地？", False),
        ("桥", "湿地的面积不得减少", False),
    ],
    ids=[
        "en",
        "en_number",
        "en_word",
        "en_no_question",
        "en_small",
        "en_three",
        "zh",
        "mixed",
        "zh_short",
        "zh_no_question",
    ],
)
def test_only_full_questions_are_suggested(pipeline, asked, question, full):
    assert (question in next_questions(pipeline.ask(asked), known_of(pipeline, question))) is full


def test_nothing_is_asked_of_a_clause_that_the_answer_cites(pipeline):
    known = known_of(pipeline, "By when are all the bridges built?", number="1.1.1")
    assert known["lake:1.1.1"][0] not in next_questions(pipeline.ask("bridge"), known)
    assert known["lake:1.1.1"][0] in next_questions(pipeline.ask("road"), known)


def test_a_question_already_asked_is_not_suggested_again(pipeline):
    known = known_of(pipeline, "May the wetlands ever shrink?")
    assert known["lake:1.1.4"][0] not in next_questions(pipeline.ask("May the wetlands shrink near a bridge?"), known)
    assert known["lake:1.1.4"][0] not in next_questions(pipeline.ask("road"), known, asked=["may the wetlands shrink?"])


def test_of_a_clauses_questions_the_nearest_to_what_was_asked_is_suggested(pipeline):
    known = known_of(pipeline, "Who looks after the wetlands?", "Do bridges ever harm the wetlands?")
    assert known["lake:1.1.4"][1] in next_questions(pipeline.ask("Which bridges are planned?"), known)


def test_a_misspelled_question_is_not_suggested(pipeline):
    wrong, right = "Do brigdes ever harm the wetlands?", "Who looks after the wetlands?"
    known, answer = known_of(pipeline, wrong, right), pipeline.ask("Which bridges are planned?")
    assert wrong in next_questions(answer, known)
    found = next_questions(answer, known, spelled=pipeline.is_spelled)
    assert right in found
    assert wrong not in found


def test_there_are_three_at_most_each_of_another_clause(pipeline):
    known = {clause.id: (f"What is said of {clause.number}?", "Is there any more?") for clause in pipeline.clauses}
    assert len(next_questions(pipeline.ask("moon"), {})) == 3
    found = next_questions(pipeline.ask("bridge"), known)
    assert len(set(found)) == 3
    assert set(found) & {"What is said of 1.1.2?", "Is there any more?"}


def test_a_clause_without_title_and_known_question_suggests_nothing(pipeline):
    answer = pipeline.ask("bridge")
    from rag.types import Bilingual

    hits = tuple(replace(hit, clause=replace(hit.clause, title=Bilingual())) for hit in answer.hits)
    assert next_questions(replace(answer, hits=hits), {}) == []


def test_examples_of_other_documents_are_made_of_their_titles(pipeline):
    examples = example_questions(pipeline.clauses)
    assert {lang for lang, _ in examples} == set(Lang)
    assert (Lang.EN, "What does the document say about “Maintaining roads”?") in examples


def test_the_bundled_document_has_examples_of_its_own(bundled):
    assert tuple(example_questions(bundled.clauses)) == EXAMPLES

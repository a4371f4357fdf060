from dataclasses import replace

from rag.types import Lang
from rag.ui.labels import EXAMPLES
from rag.ui.suggestions import example_questions, next_questions


def test_known_questions_come_before_titles_in_the_answers_language(pipeline):
    known = {"lake:1.1.1": ("哪一年建成桥？", "By when are bridges built?")}
    assert next_questions(pipeline.ask("桥"), known)[:2] == ["哪一年建成桥？", "关于“养护道路”，文件怎么说？"]
    assert next_questions(pipeline.ask("road"), known)[0] == "By when are bridges built?"


def test_a_question_already_asked_is_not_suggested_again(pipeline):
    known = {"lake:1.1.1": ("By when are bridges built?",)}
    answer = replace(pipeline.ask("bridge"), question="By when are the bridges built?")
    assert "By when are bridges built?" not in next_questions(answer, known)
    earlier = ("By when are bridges built?",)
    assert "By when are bridges built?" not in next_questions(pipeline.ask("road"), known, asked=earlier)


def test_there_are_three_at_most_each_of_another_clause(pipeline):
    known = {clause.id: (f"What of {clause.number}?", f"And {clause.number}?") for clause in pipeline.clauses}
    found = next_questions(pipeline.ask("bridge"), known)
    assert found[:2] == ["What of 1.1.1?", "And 1.1.2?"]
    assert len(next_questions(pipeline.ask("moon"), {})) == 3


def test_the_title_of_a_clause_just_read_is_not_asked_for(pipeline):
    assert "What does the document say about “Building bridges”?" not in next_questions(pipeline.ask("bridge"), {})
    assert "What does the document say about “Building bridges”?" in next_questions(pipeline.ask("road"), {})


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

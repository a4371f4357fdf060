"""The public door, as the design promises it: names, signatures in use, and what importing costs."""

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest

import embeddings
import rag
from rag import Pipeline
from rag.types import Answer, Clause, Hit, Status

HEAVY = ("torch", "faiss", "gradio", "langchain", "langchain_core", "sentence_transformers", "transformers")


def test_rag_names_what_it_promises_and_has_it():
    assert sorted(rag.__all__) == [
        "Answer", "CacheError", "Citation", "Clause", "Document", "Hit", "Lang", "ModelError", "ParseError", "Pipeline",
        "QuestionError", "RagError", "SentencePair", "Settings", "SettingsError", "SourceError", "Span",
        "StaleIndexError", "Status", "UnknownClauseError",
    ]  # fmt: skip
    assert all(hasattr(rag, name) for name in rag.__all__)


def test_embeddings_has_the_names_it_promises():
    assert {"Encoder", "FaissIndex", "VectorIndex", "load_encoder"} <= set(embeddings.__all__)
    assert all(hasattr(embeddings, name) for name in embeddings.__all__)


def test_every_error_of_rag_is_a_rag_error():
    errors = [getattr(rag, name) for name in rag.__all__ if name.endswith("Error")]
    assert all(issubclass(error, rag.RagError) for error in errors)


@pytest.mark.parametrize(
    "history",
    [(), [], [{"role": "user", "content": "规划期到哪年?"}, {"role": "assistant", "content": "2025年。"}]],
    ids=["none", "empty", "turns"],
)
def test_ask_takes_a_question_with_history_and_gives_an_answer(pipeline: Pipeline, history):
    answer = pipeline.ask("规划范围包括什么地方？", history=history, lang=None)
    assert isinstance(answer, Answer)
    assert answer.status in list(Status)
    assert answer.text
    assert answer.lang == "zh"
    cited = [(c.clause.number, c.quote_zh, c.quote_en) for c in answer.citations]
    assert cited
    assert all(isinstance(part, str) for item in cited for part in item)


def test_stream_gives_ever_longer_answers(pipeline: Pipeline):
    answers = list(pipeline.stream("What does the planning scope cover?"))
    assert answers
    assert all(isinstance(answer, Answer) for answer in answers)
    assert answers[-1].text == pipeline.ask("What does the planning scope cover?").text


def test_search_gives_hits_best_first_one_a_clause(pipeline: Pipeline):
    hits = pipeline.search("village clinics", k=10)
    assert len(hits) == 10
    assert all(isinstance(hit, Hit) for hit in hits)
    assert len({hit.clause.id for hit in hits}) == 10


def test_clauses_are_a_sequence_in_document_order(pipeline: Pipeline):
    assert isinstance(pipeline.clauses, Sequence)
    assert len(pipeline.clauses) == 137
    assert pipeline.clauses[0].number == "0.0.1"
    assert pipeline.clauses[-1].number == "12.5.1"


@pytest.mark.parametrize("number", ["2.4.2", "ylz:2.4.2"])
def test_a_clause_is_found_by_number_and_by_id(pipeline: Pipeline, number: str):
    clause = pipeline.clause(number)
    assert isinstance(clause, Clause)
    assert clause.id == "ylz:2.4.2"
    assert [heading.number for heading in clause.path] == ["2", "4"]


def test_load_encoder_gives_unit_rows():
    vectors = embeddings.load_encoder().encode(["高速公路", "expressway"])
    assert vectors.dtype == np.float32
    assert vectors.shape[0] == 2
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)


def loaded_by(code: str) -> str:
    script = f"import sys; {code}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()


def test_importing_rag_loads_no_heavy_library():
    assert loaded_by("import rag") == ""


def test_the_core_without_index_loads_no_heavy_library():
    code = (
        "from rag.documents import BUNDLED, load_parsed; from rag.grounding import ground; from rag.serialise import "
        "to_json; assert len(load_parsed(BUNDLED).clauses) == 137"
    )
    assert loaded_by(code) == ""

"""Answers and hits as JSON: plain values, complete, enough to verify the quotes again."""

import json

import pytest

from rag import Pipeline
from rag.serialise import to_json
from rag.types import Rejection, Verdict


@pytest.mark.parametrize(
    "question", ["石桥有多长？", "How long is a stone bridge?", "石桥stone bridge多长？"], ids=["zh", "en", "mixed"]
)
def test_an_answer_survives_json(bridges: Pipeline, question: str):
    answer = bridges.ask(question)
    record = json.loads(json.dumps(to_json(answer), ensure_ascii=False))
    assert set(record) == {
        "question", "query", "lang", "status", "text", "sentences", "citations", "rejected", "reasons", "notices",
        "hits", "timings", "confidence", "usage", "provenance",
    }  # fmt: skip
    assert (record["question"], record["text"], record["lang"]) == (question, answer.text, answer.lang.value)
    assert [item["clause"] for item in record["hits"]] == [hit.clause.id for hit in answer.hits]


def test_a_citation_can_be_verified_from_its_json(bridges: Pipeline):
    record = json.loads(json.dumps(to_json(bridges.ask("石桥有多长？"))))
    text = bridges.documents[0].text
    for citation in record["citations"]:
        for lang in ("zh", "en"):
            spans = citation["source_spans"][lang]
            assert "\n".join(text[span["start"] : span["end"]] for span in spans) == citation[f"quote_{lang}"]
        span = citation["answer_span"]
        assert record["text"][span["start"] : span["end"]] in [item["text"] for item in record["sentences"]]


def test_a_hit_explains_itself(bridges: Pipeline):
    record = to_json(bridges.search("stone bridge", k=1)[0])
    assert record["number"] in {"1.1.1", "1.1.2"}
    assert all({"rank", "score", "terms"} == set(channel) for channel in record["channels"].values())


def test_a_rejection_keeps_its_verdicts():
    rejection = Rejection("桥长900米。", (Verdict("numbers", False, "900"),))
    assert to_json(rejection) == {
        "text": "桥长900米。",
        "verdicts": ({"check": "numbers", "passed": False, "reason": "900"},),
    }


@pytest.mark.parametrize("value", [None, 3, "桥"], ids=["none", "number", "text"])
def test_any_other_value_stays_as_it_is(value):
    assert to_json(value) == value


def test_a_sentence_s_emphasis_is_its_ranges(bridges: Pipeline):
    sentences = to_json(bridges.ask("石桥有多长？"))["sentences"]
    found = [s["text"][span["start"] : span["end"]] for s in sentences for span in s["focus"]]
    assert found[0] == "500米"

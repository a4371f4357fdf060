"""Questions written by a scripted model: what is kept, where it goes on, what indexing makes of them."""

import json
from pathlib import Path

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from rag import Pipeline, Settings
from rag.documents import load_questions, load_store, questions_file
from rag.errors import ModelError, SourceError
from rag.expand import expand, missing, questions_in


def saying(*replies: str) -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter([AIMessage(reply) for reply in replies]))


@pytest.fixture
def store(bridges_file: Path):
    return load_store([bridges_file])


def run(store, model, cache_dir: Path, **options) -> list[int]:
    return [count for _, count in expand(model, store.documents[0], tuple(store), cache_dir=cache_dir, **options)]


@pytest.mark.parametrize(
    ("reply", "questions"),
    [
        ("1. 桥多长？\n2、桥多长？\n- 谁来修？", ["桥多长？", "谁来修？"]),
        (
            "Here are questions:\n* How long is it?\n\n“Who checks the deck?”",
            ["How long is it?", "Who checks the deck?"],
        ),
        ("桥deck多久检查一次？", ["桥deck多久检查一次？"]),
        ("", []),
    ],
    ids=["zh", "en", "mixed", "empty"],
)
def test_a_reply_s_lines_are_its_questions(reply: str, questions: list[str]):
    assert questions_in(reply) == questions


def test_every_clause_is_asked_in_each_language_it_has(store, tmp_path: Path):
    replies = [f"问题{i}是什么？" if i % 2 == 0 else f"What is number {i}?" for i in range(6)]
    assert run(store, saying(*replies), tmp_path) == [2, 2, 2]
    assert load_questions([Path("bridges.txt")], store, cache_dir=tmp_path)["bridges:1.1.2"] == (
        "问题2是什么？",
        "What is number 3?",
    )


def test_a_run_broken_off_goes_on_where_it_stopped(store, tmp_path: Path):
    with pytest.raises((ModelError, RuntimeError, StopIteration)):
        run(store, saying("桥有几座？", "How many bridges?"), tmp_path)  # the script ends after the first clause
    assert [clause.number for clause in missing(store.documents[0], store, cache_dir=tmp_path)] == ["1.1.2", "1.2.1"]
    assert run(store, saying("桥多长？", "How long?", "多久查一次？", "How often?"), tmp_path) == [2, 2]
    lines = questions_file(store.documents[0], tmp_path).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["clause"] for line in lines] == ["1.1.1", "1.1.1", "1.1.2", "1.1.2", "1.2.1", "1.2.1"]


def test_a_clause_without_a_usable_reply_is_asked_again(store, tmp_path: Path):
    assert run(store, saying("***", "?", "甲是什么？", "B?? what", "丙是什么？", "C what"), tmp_path)[0] == 0
    assert [clause.number for clause in missing(store.documents[0], store, cache_dir=tmp_path)] == ["1.1.1"]


def test_no_more_than_count_are_kept(store, tmp_path: Path):
    three = "甲是什么？\n乙是什么？\n丙是什么？"
    assert run(store, saying(*[three, "What is it?"] * 3), tmp_path, count=2) == [3, 3, 3]


def test_the_next_start_finds_a_clause_by_a_question_written_for_it(store, bridges_file: Path, tmp_path: Path):
    replies = ["甲有多少？", "How many?", "乙有多远？", "How far?", "护栏归谁保洁？", "Who scrubs the railings?"]
    run(store, saying(*replies), tmp_path)
    pipeline = Pipeline.load(Settings(documents=(bridges_file,), cache_dir=tmp_path))
    assert pipeline.search("scrub the railings")[0].clause.number == "1.2.1"
    assert pipeline.search("护栏保洁")[0].clause.number == "1.2.1"


def test_questions_beside_a_file_are_read(bridges_file: Path, tmp_path: Path):
    path = tmp_path / "law.txt"
    path.write_text(bridges_file.read_text(encoding="utf-8"), encoding="utf-8")
    beside = tmp_path / "law.questions.jsonl"
    beside.write_text('{"clause": "1.1.2", "question": "多长？"}\n', encoding="utf-8")
    assert load_questions([path], load_store([path])) == {"law:1.1.2": ("多长？",)}
    beside.write_text('{"clause": "9.9.9", "question": "多长？"}\n', encoding="utf-8")
    with pytest.raises(SourceError, match="law.questions.jsonl, line 1: .*9.9.9"):
        load_questions([path], load_store([path]))

"""Systems: the product over passages, and others behind an address or a library."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from eval import peak
from eval.configs import Config
from eval.errors import PeerError
from eval.hashes import source_hash
from eval.loaders import Passage
from eval.run import evaluate
from eval.systems import load_system, store_of
from eval.systems.http import HttpSystem
from eval.systems.peers import ChunkSearch
from rag.store import MemoryStore
from rag.types import Document, Lang, Status

PASSAGES = [
    Passage("p1", "电车票价为2元，儿童免票。", "票价"),
    Passage("p2", "The last tram leaves the depot at 11 p.m. on every day of the week."),
    Passage("p3", "Dogs ride at half price if they are kept on a short lead."),
]


def test_passages_are_clauses_in_the_language_they_are_written_in():
    zh, en, _ = store_of(PASSAGES)
    assert (zh.number, zh.zh, zh.en, zh.title[Lang.ZH]) == ("p1", PASSAGES[0].text, "", "票价")
    assert (en.zh, en.en) == ("", PASSAGES[1].text)
    document = store_of(PASSAGES).document("passages")
    assert en.source[Lang.EN][0].of(document.text) == PASSAGES[1].text


def test_the_product_searches_a_datasets_passages(cache_dir):
    loaded = load_system(Config(settings={"cache_dir": str(cache_dir)}), PASSAGES)
    assert [hit.clause.number for hit in loaded.system.search("末班车 last tram", k=1)] == ["p2"]
    assert loaded.system.search("电车票价多少？", k=1)[0].clause.number == "p1"


def test_what_the_product_is_made_of_changes_with_its_parts_and_holds_no_secret(cache_dir, monkeypatch):
    monkeypatch.setenv("CLAUSEWISE_API_KEY", "s3cret")
    settings = {"cache_dir": str(cache_dir)}
    plain, other = (
        load_system(Config(settings=settings, weights=w), PASSAGES).made_of for w in ({}, {"lexical clause": 0.0})
    )
    assert {key for key in plain if plain[key] != other[key]} == {"ranking"}
    assert "s3cret" not in json.dumps(dict(plain), default=str)
    assert {"code", "prompts", "documents", "encoder", "settings", "questions", "vectors", "evaluation"} <= set(plain)


def test_a_known_question_less_makes_another_system(tmp_path, cache_dir):
    (tmp_path / "电车.txt").write_text("电车条例\n第一条 电车票价为2元。\n第二条 末班车23点发车。\n", encoding="utf-8")
    known = tmp_path / "电车.questions.jsonl"
    config = Config(settings={"documents": (tmp_path / "电车.txt",), "cache_dir": str(cache_dir)})
    rows = [
        json.dumps({"clause": "1", "question": question}) + "\n" for question in ("票价多少？", "What is the fare?")
    ]
    made_of = []
    for count in (2, 1):
        known.write_text("".join(rows[:count]), encoding="utf-8")
        made_of.append(load_system(config).made_of)
    assert {key for key in made_of[0] if made_of[0][key] != made_of[1][key]} == {"questions", "vectors", "index_bytes"}
    assert None not in (made_of[0]["vectors"], made_of[1]["vectors"])


def test_the_measures_are_part_of_what_a_result_is_made_of(cache_dir):
    folder = Path(peak.__file__).parent
    made_of = load_system(Config(settings={"cache_dir": str(cache_dir)}), PASSAGES).made_of
    assert made_of["evaluation"] == source_hash(folder)
    assert (folder / "metrics" / "facts.py").is_file()


def test_the_source_hash_sees_a_changed_and_a_renamed_file(tmp_path):
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    first = source_hash(tmp_path)
    (tmp_path / "a.py").write_text("2", encoding="utf-8")
    second = source_hash(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, second, source_hash(tmp_path)}) == 3


@pytest.fixture
def server():
    """A server whose reply a test sets as (status, body); it remembers what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        reply = (200, {})
        asked: list[dict] = []

        def do_POST(self):
            type(self).asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, body = type(self).reply
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, *args):
            pass

    Handler.asked = []
    running = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield Handler, f"http://127.0.0.1:{running.server_port}/ask"
    running.shutdown()
    running.server_close()


@pytest.fixture
def store(tram):
    store = MemoryStore()
    store.add(Document("tram", "", "", "", ""), [tram.fare, tram.children, tram.last])
    return store


FULL = {
    "text": "The tram fare is 2 yuan.[1.1.1]",
    "citations": [{"clause": "1.1.1", "quote_en": "fare is 2 yuan"}],
    "hits": ["1.2.1", "tram:1.1.1", {"text": "a unit of its own"}],
    "confidence": 0.8,
}


def test_any_address_is_asked_once_a_question_and_its_reply_measured(server, store, tram):
    handler, url = server
    handler.reply = (200, FULL)
    history = [{"role": "user", "content": "Hello"}]
    run = evaluate(HttpSystem(url, store, timeout=5), [tram.cases[0], tram.case("b", history=history)])
    trial = run.trials[0]
    assert trial.ranked == ("1.2.1", "1.1.1", "chunk:2")
    assert (trial.cited, trial.quotes[0].en, trial.confidence) == (("1.1.1",), "fare is 2 yuan", 0.8)
    assert [(item.text, item.cited) for item in trial.statements] == [("The tram fare is 2 yuan.", ("1.1.1",))]
    assert handler.asked[-1] == {"question": "What is the fare?", "history": history, "k": 10}
    assert len(handler.asked) == 3  # the warm-up and the two


def test_a_confidence_is_taken_also_where_nothing_was_retrieved(server, store, tram):
    handler, url = server
    handler.reply = (200, {"text": "2 yuan.", "confidence": -1})
    assert evaluate(HttpSystem(url, store, timeout=5), [tram.cases[0]]).trials[0].confidence == -1.0


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        pytest.param("What’s the fare?", Lang.EN, id="english-with-a-curly-quote"),
        pytest.param("票价多少?", Lang.ZH, id="chinese"),
        pytest.param("G60科创走廊的tram票价是多少？", Lang.ZH, id="mixed"),
    ],
)
def test_a_replys_language_is_the_questions(server, store, question, lang):
    handler, url = server
    handler.reply = (200, {"text": "2"})
    assert HttpSystem(url, store, timeout=5).ask(question).lang is lang


def test_a_bare_text_is_enough_and_its_markers_are_citations(server, store, tram):
    handler, url = server
    handler.reply = (200, {"text": "电车票价为2元。[1.1.1] 末班车23点发车。[1.2.1][99]"})
    trial = evaluate(HttpSystem(url, store, timeout=5), [tram.cases[1]]).trials[0]
    assert (trial.cited, trial.status, trial.ranked) == (("1.1.1", "1.2.1", "99"), Status.ANSWERED, ())
    assert [(item.text, item.cited) for item in trial.statements] == [
        ("电车票价为2元。", ("1.1.1",)),
        ("末班车23点发车。", ("1.2.1", "99")),
    ]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        pytest.param((500, {}), "answered 500", id="server-error"),
        pytest.param((200, b"<html>"), "answered no JSON", id="no-json"),
        pytest.param((200, {"answer": "x"}), "without a text", id="no-text"),
        pytest.param((200, {"text": "x", "status": "sure"}), "the status 'sure'", id="unknown-status"),
        pytest.param((200, {"text": "x", "hits": "1.1.1"}), "where a list belongs", id="hits-no-list"),
    ],
)
def test_a_reply_of_another_shape_is_a_missing_answer_that_says_why(server, store, tram, reply, told):
    handler, url = server
    handler.reply = reply
    run = evaluate(HttpSystem(url, store, timeout=5), [tram.cases[0]])
    assert told in run.trials[0].error
    assert run.group().figures["full answers"] == 0


def test_an_address_where_nothing_answers_is_a_missing_answer(store, tram):
    run = evaluate(HttpSystem("http://127.0.0.1:9/ask", store, timeout=1), [tram.cases[0]])
    assert "cannot be reached" in run.trials[0].error


def test_a_library_that_retrieves_chunks_is_measured_by_the_words_they_hold(store, tram):
    chunks = ["Nothing of use.", "… 电车票价为2元。末班车23点发车。 …"]
    system = ChunkSearch("lines", tuple(store), lambda query, k: chunks[:k])
    run = evaluate(system, tram.cases[:4], ask=False)
    assert [trial.ranked for trial in run.trials] == [("chunk:0", "1.1.1")] * 2 + [("chunk:0", "1.2.1")] * 2
    assert run.group().figures["MRR@10"] == 1 / 2


@pytest.mark.parametrize("system", ["llamaindex", "txtai"])
def test_a_library_that_is_not_installed_names_the_extra(system, monkeypatch):
    for module in ("llama_index.core", "txtai"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(PeerError, match=r"is not installed .*pip install -e '\.\[peers\]'"):
        load_system(Config(system=system), PASSAGES)

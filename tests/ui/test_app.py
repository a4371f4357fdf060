import json
import socket
import subprocess
import sys
import urllib.request

import gradio as gr
import pytest

import app
from rag.types import Lang
from rag.ui.api import Api
from rag.ui.frame import asset
from rag.ui.launch import launch_options
from rag.ui.running import Running
from rag.ui.window import Window


def call(address, endpoint, **arguments):
    """The last event of a call over plain HTTP: (event name, its data)."""
    body = json.dumps(arguments).encode()
    target = f"{address}gradio_api/call/v2/{endpoint}"
    request = urllib.request.Request(target, body, {"Content-Type": "application/json"})
    event = json.load(urllib.request.urlopen(request))["event_id"]
    lines = urllib.request.urlopen(f"{target}/{event}").read().decode().strip().split("\n")
    return lines[-2].removeprefix("event: "), json.loads(lines[-1].removeprefix("data: "))


def test_ask_over_http_needs_the_question_alone(address):
    event, (answer,) = call(address, "ask", question="bridge?")
    assert event == "complete"
    assert (answer["status"], answer["lang"], answer["citations"][0]["number"]) == ("answered", "en", "1.1.1")
    assert answer["citations"][0]["quote_zh"] == "到2031年建成三座跨湖大桥。"


def test_ask_over_http_takes_a_language_and_a_history(address, pipeline):
    turns = [{"role": "user", "content": "road?"}, {"role": "assistant", "content": "Twice a year."}]
    _, (answer,) = call(address, "ask", question="bridge?", lang="zh", history=turns)
    assert answer["lang"] == Lang.ZH
    assert pipeline.histories[-1] == turns


def test_the_python_client_needs_the_question_alone(address):
    from gradio_client import Client

    answer = Client(address, verbose=False, analytics_enabled=False).predict("桥？", api_name="/ask")
    assert answer["lang"] == Lang.ZH


def test_the_hits_of_an_answer_are_named_with_a_snippet_in_its_language(address):
    _, (answer,) = call(address, "ask", question="桥？")
    assert answer["hits"][3] == {
        "clause": "lake:1.1.4", "number": "1.1.4", "title": "保护湿地", "score": 0.25, "snippet": "湿地面积不减少。"
    }  # fmt: skip


def test_search_and_clause_answer_over_http(address):
    _, (hits,) = call(address, "search", query="bridge", k=2)
    _, (clause,) = call(address, "clause", number="1.1.4")
    assert [hit["number"] for hit in hits] == ["1.1.1", "1.1.2"]
    assert clause["sentences"][1]["zh"] == "湿地面积不减少。"
    assert clause["sentences"][1]["en"] == "The area of wetlands shall not shrink."


def test_an_error_of_the_core_reaches_a_client_as_words(address):
    event, error = call(address, "clause", number="9.9.9")
    assert event == "error"
    assert "numbers run from 1.1.1 to 1.1.4" in json.dumps(error)


@pytest.mark.parametrize(
    ("endpoint", "arguments", "words"),
    [
        ("ask", {"question": 5}, ("question is 5", "give a text")),
        ("ask", {"question": None}, ("question is None", "give a text")),
        ("ask", {"question": "bridge \ud800?"}, ("half a character at 7", "leave it out")),
        ("ask", {"question": "bridge?", "lang": "fr"}, ("lang is 'fr'", '"zh", "en"')),
        ("ask", {"question": "bridge?", "lang": ["zh"]}, ("lang is ['zh']", '"zh", "en"')),
        ("ask", {"question": "bridge?", "history": "road?"}, ("history is 'road?'", "a list of turns")),
        ("ask", {"question": "bridge?", "history": ["x"]}, ("history[0] is 'x'", '{"role": "user"')),
        ("ask", {"question": "?", "history": [{"role": ["user"]}]}, ("history[0] is", '{"role": "user"')),
        ("ask", {"question": "?", "history": [{"role": "user"}]}, ("history[0].content is None", "give a text")),
        (
            "ask",
            {"question": "?", "history": [{"role": "user", "content": [7]}]},
            ("history[0].content is 7", "give a"),
        ),
        ("search", {"query": ["bridge"]}, ("query is ['bridge']", "give a text")),
        ("search", {"query": "bridge", "k": "3"}, ("k is '3'", "whole number")),
        ("search", {"query": "bridge", "k": 2.5}, ("k is 2.5", "whole number")),
        ("search", {"query": "bridge", "k": 0}, ("k is 0", "from 1 on")),
        ("search", {"query": "bridge", "k": True}, ("k is True", "whole number")),
        ("clause", {"number": 1.1}, ("number is 1.1", "give a text")),
    ],
    ids=[
        "question_number",
        "question_null",
        "question_half_a_character",
        "lang_unknown",
        "lang_list",
        "history_text",
        "turn_text",
        "turn_role_list",
        "turn_without_content",
        "turn_part_number",
        "query_list",
        "k_text",
        "k_fraction",
        "k_zero",
        "k_true",
        "number_number",
    ],
)
def test_a_bad_argument_is_answered_in_words_with_the_remedy(pipeline, endpoint, arguments, words):
    with pytest.raises(gr.Error) as caught:
        getattr(Api(pipeline), endpoint)(**arguments)
    assert all(word in caught.value.message for word in words)


def test_a_bad_argument_reaches_a_client_as_words(address):
    event, error = call(address, "search", query="bridge", k="3")
    assert event == "error"
    assert "whole number" in json.dumps(error)


def test_a_history_may_hold_lists_of_parts(pipeline):
    turns = [{"role": "user", "content": [{"type": "text", "text": "road?"}, {"type": "file", "file": {"path": "a"}}]}]
    Api(pipeline).ask("bridge?", history=turns)
    assert pipeline.histories[-1] == turns


def test_an_error_of_the_encoder_reaches_a_client_as_words(broken_pipeline):
    with pytest.raises(gr.Error, match="install it again"):
        Api(broken_pipeline).search("bridge")


def test_an_error_of_the_encoder_is_told_in_the_conversation(broken_pipeline, tmp_path):
    window = Window(broken_pipeline, feedback=tmp_path / "f")
    *_, (conversation, _, question, _, _) = window.ask("bridge?", "", (), None, Running())
    assert "install it again" in conversation
    assert question == "bridge?"


def test_among_several_documents_the_source_pane_names_the_clauses_document(two_documents, tmp_path):
    html = Window(two_documents, feedback=tmp_path / "f").clause_alone("hill:1.1.1")
    assert ">hill:1.1.1</h3>" in html


def test_the_clause_before_the_first_of_a_document_is_none(two_documents, tmp_path):
    html = Window(two_documents, feedback=tmp_path / "f").clause_alone("hill:1.1.1")
    assert 'data-clause="hill:1.1.2"' in html
    assert 'data-clause="lake:1.1.4"' not in html


def test_only_the_three_named_endpoints_are_public(address):
    described = json.load(urllib.request.urlopen(f"{address}gradio_api/info"))
    assert sorted(described["named_endpoints"]) == ["/ask", "/clause", "/search"]


def test_a_busy_port_is_named_with_the_remedy():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        message = app.free_port_error("127.0.0.1", port)
    assert f"127.0.0.1:{port}" in message
    assert "--port" in message


def test_a_port_taken_since_it_was_checked_is_named_with_the_remedy(pipeline, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert app.serve(app.build_app(pipeline), "127.0.0.1", port) == 1
    message = capsys.readouterr().err
    assert f"cannot listen on 127.0.0.1:{port}" in message
    assert "--port" in message


def test_a_free_port_is_no_error():
    assert app.free_port_error("127.0.0.1", 0) == ""


def test_the_port_comes_from_the_environment_unless_given(monkeypatch):
    monkeypatch.setenv("GRADIO_SERVER_PORT", "7991")
    assert app.parse_arguments([]).port == 7991
    assert app.parse_arguments(["--port", "7992"]).port == 7992


def test_a_port_that_is_no_number_is_refused(monkeypatch, capsys):
    monkeypatch.setenv("GRADIO_SERVER_PORT", "lake")
    with pytest.raises(SystemExit):
        app.parse_arguments([])
    assert "lake" in capsys.readouterr().err


def test_no_font_or_asset_comes_from_elsewhere():
    scripts = (
        "page.js",
        "kept.js",
        "chat.js",
        "source.js",
        "document.js",
        "history.js",
        "keeper.js",
        "interface.js",
        "evaluation.js",
        "report.js",
    )
    assert "://" not in "".join(asset(name) for name in ("style.css", *scripts))
    assert not launch_options()["theme"]._stylesheets


def test_importing_rag_loads_no_gradio():
    code = "import rag, sys; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

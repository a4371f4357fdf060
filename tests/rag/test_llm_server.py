"""The language model path over HTTP: a scripted OpenAI-compatible server on this machine, well and badly behaved."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from rag.answerers.chat_model import load_chat_model
from rag.answerers.llm import LangChainAnswerer
from rag.errors import ModelError, SettingsError
from rag.settings import Settings
from rag.types import Bilingual, Clause, DraftKind, Hit, Lang, Source
from tests.rag.scripted_server import Reply, ScriptedServer, event, failing, running, streamed

HITS = [Hit(Clause("d:1.1.1", "d", "1.1.1", (), Bilingual(), "桥长三里。", "The bridge is long.", (), Source()), 1.0)]
KEY = "sk-very-secret"


@pytest.fixture
def server(monkeypatch) -> Iterator[ScriptedServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as server:
        yield server


def settings(server: ScriptedServer, **changes: Any) -> Settings:
    options = {"model": "tiny", "base_url": server.base_url, "api_key": KEY, "retries": 0, "timeout": 5.0}
    return Settings(**(options | changes))


def ask(server: ScriptedServer, *script: Reply, question: str = "桥长多少？", lang: Lang = Lang.ZH, **changes: Any):
    server.script[:] = script
    answerer = LangChainAnswerer(load_chat_model(settings(server, **changes)))
    return answerer.draft(question, HITS, lang=lang)


def failure(server: ScriptedServer, *script: Reply, **changes: Any) -> str:
    with pytest.raises(ModelError) as caught:
        list(ask(server, *script, **changes))
    message = str(caught.value)
    assert KEY not in message
    assert "CLAUSEWISE_MODEL" in message
    return message


def test_a_chinese_answer_is_streamed_into_sentences(server):
    drafts = ask(server, streamed("桥长", "三里。[1.", "1.1]路", "宽十米。【1.1.1】"))
    assert [draft.text for draft in drafts] == ["桥长三里。[1.1.1]", "路宽十米。[1.1.1]"]


def test_an_english_answer_is_streamed_into_sentences(server):
    drafts = ask(
        server, streamed("It is 3.", "5 km long [d:1.1.1]. Trees", " grow."), question="How long?", lang=Lang.EN
    )
    assert [draft.text for draft in drafts] == ["It is 3.5 km long. [1.1.1]", "Trees grow."]


def test_the_silent_token_over_http_is_silence(server):
    assert [draft.kind for draft in ask(server, streamed("NOT_IN", "_DOCUMENT"))] == [DraftKind.SILENT]


def test_the_request_carries_model_temperature_stream_and_messages(server):
    list(ask(server, streamed("桥。[1.1.1]"), temperature=0.5))
    (request,) = server.requests
    assert request["path"] == "/v1/chat/completions"
    assert (request["model"], request["temperature"], request["stream"]) == ("tiny", 0.5, True)
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert "桥长三里。" in request["messages"][1]["content"]
    assert server.authorizations == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("model", "sent"),
    [("tiny", "tiny"), ("openai:tiny", "tiny"), ("qwen2.5:7b", "qwen2.5:7b"), ("org/model", "org/model")],
    ids=["bare", "openai", "ollama_tag", "path"],
)
def test_a_server_of_ones_own_gets_the_bare_model_name(server, model, sent):
    list(ask(server, streamed("桥。[1.1.1]"), model=model))
    assert server.requests[0]["model"] == sent


def test_without_a_key_a_local_server_works_and_never_sees_openais(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert len(list(ask(server, streamed("桥。[1.1.1]"), api_key=""))) == 1
    assert server.authorizations == ["Bearer not-needed"]


def test_a_provider_name_is_built_by_langchain_with_its_own_variables(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    list(ask(server, streamed("桥。[1.1.1]"), model="openai:gpt-4o-mini", base_url="", api_key=""))
    assert server.requests[0]["model"] == "gpt-4o-mini"
    assert server.authorizations == [f"Bearer {KEY}"]


def test_a_follow_up_is_rewritten_over_http(server):
    server.script[:] = [
        streamed("桥宽", "多少？", usage={"prompt_tokens": 40, "completion_tokens": 5, "total_tokens": 45})
    ]
    history = [{"role": "user", "content": "桥长多少？"}]
    rewritten, usage = LangChainAnswerer(load_chat_model(settings(server))).rewrite("那宽呢？", history, Lang.ZH)
    assert (rewritten, usage.prompt_tokens, usage.completion_tokens) == ("桥宽多少？", 40, 5)


def test_a_rewriting_that_never_ends_is_cut_at_its_limit(server):
    server.script[:] = [streamed(*"桥宽多少" * 20, pause=0.05)]
    answerer = LangChainAnswerer(load_chat_model(settings(server)), max_seconds=0.2)
    with pytest.raises(ModelError, match="CLAUSEWISE_MAX_SECONDS"):
        answerer.rewrite("那宽呢？", [{"role": "user", "content": "桥长多少？"}], Lang.ZH)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_recovers_is_tried_again(server, status):
    drafts = ask(server, failing(status), failing(status), streamed("桥。[1.1.1]"), retries=2)
    assert [draft.text for draft in drafts] == ["桥。[1.1.1]"]
    assert len(server.requests) == 3


def test_a_server_that_does_not_recover_is_tried_as_often_as_set(server):
    assert "HTTP 500" in failure(server, failing(500, "out of memory"), retries=1)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "refused the request (HTTP 400)"),
        (401, "set CLAUSEWISE_API_KEY"),
        (403, "set CLAUSEWISE_API_KEY"),
        (404, "check CLAUSEWISE_MODEL and CLAUSEWISE_BASE_URL"),
        (429, "out of quota"),
        (500, "failed (HTTP 500)"),
    ],
)
def test_a_refusing_server_is_reported_with_its_remedy_and_without_the_key(server, status, said):
    message = failure(server, failing(status, f"bad key {KEY} in request"))
    assert said in message
    assert '"tiny" at http://127.0.0.1' in message


def test_the_servers_own_words_are_quoted(server):
    assert "temperature must be 1" in failure(server, failing(400, "temperature must be 1"))


def test_a_slow_server_is_a_time_out(server):
    slow = Reply(streamed("桥。[1.1.1]").body, delay=0.5)
    assert "raise CLAUSEWISE_TIMEOUT" in failure(server, slow, timeout=0.1)


def test_a_dropped_connection_keeps_the_sentences_before_it(server):
    drafts = ask(server, Reply(event("桥长三里。[1.1.1]路") + event("宽"), drop=True))
    assert next(drafts).text == "桥长三里。[1.1.1]"
    with pytest.raises(ModelError, match="broke off"):
        next(drafts)


def test_a_server_that_is_down_is_named_with_its_address(server):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        message = failure(server, streamed(), base_url=address)
    assert address in message
    assert "cannot be reached" in message


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning")
@pytest.mark.parametrize(
    "reply",
    [
        Reply("data: {not json\n\n"),
        Reply('data: "text"\n\n'),
        Reply("data: null\n\n"),
        Reply("data: [1]\n\n"),
        Reply('data: {"choices": null}\n\n'),
        Reply('data: {"choices": ["a"]}\n\n'),
        Reply('data: {"choices": [{"index": 0, "delta": "a"}]}\n\n'),
        Reply('data: {"choices": [{"index": 0, "delta": {"content": 5}}]}\n\n'),
        Reply("<html>Welcome</html>", kind="text/html"),
        Reply("\x00\x01\x02", kind="application/octet-stream"),
        Reply('{"choices": []}', kind="application/json"),
        Reply(),
    ],
    ids=[
        "broken_json", "string", "null", "list", "null_choices", "string_choice", "string_delta", "number_content",
        "html", "binary", "not_a_stream", "no_body",
    ],
)  # fmt: skip
def test_junk_is_a_model_error(server, reply):
    assert "reply" in failure(server, reply)


def test_an_error_inside_the_stream_is_reported(server):
    inside = Reply('data: {"error": {"message": "GPU fell off"}}\n\n')
    assert "GPU fell off" in failure(server, inside)


@pytest.mark.parametrize("pieces", [(), ("",), ("  ", "\n")], ids=["none", "empty", "blank"])
def test_an_empty_reply_is_a_model_error(server, pieces):
    assert "empty reply" in failure(server, streamed(*pieces))


def test_no_model_is_refused_with_an_example():
    with pytest.raises(SettingsError, match="openai:gpt-4o-mini"):
        load_chat_model(Settings())


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("nosuch:model", "write provider:name"),
        ("some-unknown-model", "CLAUSEWISE_BASE_URL"),
        ("openai:gpt-4o-mini", "set CLAUSEWISE_API_KEY"),
    ],
    ids=["provider", "bare", "no_key"],
)
def test_a_model_that_cannot_be_built_is_refused_with_the_remedy(monkeypatch, model, said):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match=said) as caught:
        load_chat_model(Settings(model=model))
    assert model in str(caught.value)


def test_a_provider_whose_package_is_missing_names_the_package():
    pytest.importorskip("langchain")
    try:
        import langchain_fireworks  # noqa: F401
    except ImportError:
        with pytest.raises(SettingsError, match="pip install langchain-fireworks"):
            load_chat_model(Settings(model="fireworks:some-model", api_key=KEY))
    else:
        pytest.skip("langchain-fireworks is installed")

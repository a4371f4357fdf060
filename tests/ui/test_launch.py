import json
import urllib.error
import urllib.request
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from urllib.parse import urlsplit

import pytest

import app
from rag.settings import Settings
from rag.ui.launch import MAX_REQUEST, is_private, launch_options

TOOLS = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


@pytest.fixture(scope="module")
def locked(pipeline, tmp_path_factory):
    """A window with a password."""
    blocks = app.build_app(pipeline, feedback=tmp_path_factory.mktemp("user") / "f")
    _, url, _ = blocks.launch(prevent_thread_lock=True, **launch_options(password="桥 bridge"))
    yield url
    blocks.close(verbose=False)


def status(address, body=None, headers=(), opener=urllib.request):
    request = urllib.request.Request(address, body, dict(headers))
    try:
        with (opener.open if opener is not urllib.request else urllib.request.urlopen)(request, timeout=30) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize(
    ("host", "private"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.0.0.9", True), ("0.0.0.0", False), ("10.0.0.2", False),
     ("example.org", False), ("", False)],
    ids=["v4", "name", "v6", "v4_other", "every", "lan", "domain", "empty"],
)  # fmt: skip
def test_only_addresses_of_this_machine_are_private(host, private):
    assert is_private(host) is private


def test_a_request_that_is_too_long_is_refused_before_it_is_sent(address):
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.putrequest("POST", "/gradio_api/call/ask")
    connection.putheader("Content-Length", str(MAX_REQUEST + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_without_the_password_nothing_answers(locked):
    json_type = {"Content-Type": "application/json"}
    assert status(f"{locked}gradio_api/info") == 401
    assert status(f"{locked}gradio_api/call/ask", b'{"data": ["bridge?"]}', json_type) == 401
    for path in ("gradio_api/mcp/", "gradio_api/mcp", "gradio_api/mcp/sse"):
        assert status(f"{locked}{path}", json.dumps(TOOLS).encode(), json_type) == 401


def test_with_the_password_the_python_client_answers(locked):
    from gradio_client import Client

    client = Client(locked, auth=("anyone", "桥 bridge"), verbose=False, analytics_enabled=False)
    assert client.predict("bridge?", api_name="/ask")["status"] == "answered"


def test_a_wrong_password_opens_nothing(locked):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    form = b"username=anyone&password=bridge"
    assert status(f"{locked}login", form, {"Content-Type": "application/x-www-form-urlencoded"}, opener) == 400
    assert status(f"{locked}gradio_api/info", opener=opener) == 401


def test_whoever_signs_in_is_told_that_any_name_will_do(locked):
    page = urllib.request.urlopen(locked, timeout=30).read().decode()
    assert "Any user name will do" in page
    assert "任意用户名均可" in page or "\\u4efb\\u610f" in page


@pytest.mark.browser
def test_the_browser_refuses_what_would_come_from_or_go_elsewhere(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.evaluate(
        """() => { window.refused = [];
           document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.effectiveDirective)); }"""
    )
    page.evaluate("fetch('http://elsewhere.invalid/').catch(() => 0)")
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.invalid/i.png' }))")
    page.wait_for_function("window.refused.length >= 2")
    refused = set(page.evaluate("window.refused"))
    page.close()
    assert refused == {"connect-src", "img-src"}


def test_files_of_the_machine_are_not_served(address):
    for path in ("/etc/passwd", "..%2f..%2fetc%2fpasswd", str(app.__file__)):
        assert status(f"{address}gradio_api/file={path}") in (400, 403, 404)


def test_the_password_comes_from_a_file_or_a_variable(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAUSEWISE_PASSWORD", "从变量")
    assert app.read_password(app.parse_arguments([])) == "从变量"
    (tmp_path / "p").write_text("从文件\n", encoding="utf-8")
    assert app.read_password(app.parse_arguments(["--password-file", str(tmp_path / "p")])) == "从文件"


def test_an_empty_password_file_is_refused_not_taken_for_no_password(tmp_path, capsys, monkeypatch):
    (tmp_path / "p").write_text("\n", encoding="utf-8")
    assert app.main(["--port", "0", "--password-file", str(tmp_path / "p")]) == 1
    assert "empty" in capsys.readouterr().err


def test_nothing_is_shared_recorded_or_fetched():
    options = launch_options()
    assert (options["share"], options["run_history"], options["enable_monitoring"]) == (False, False, False)
    assert options["auth"] is None


def test_what_is_read_when_first_asked_is_read_before_and_no_language_model_is_paid_for_it(bundled_pipeline):
    used: list[tuple[str, str]] = []

    class Recorded:
        clauses = bundled_pipeline.clauses

        def __init__(self, model: str = "gpt") -> None:
            self._model = model

        def with_settings(self, settings: Settings) -> "Recorded":
            return Recorded(settings.model)

        def ask(self, question: str) -> None:
            used.append((self._model, question))

    app.warm_up(Recorded(), Settings(model="gpt"))
    assert {model for model, _ in used} == {""}
    assert len(used) == 4

"""Everything that `launch()` is told besides host and port: looks, languages, limits, password, MCP; nothing recorded,
nothing fetched, nothing shared.
"""

import hmac
import ipaddress
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from rag.ui.frame import asset
from rag.ui.labels import translations

MAX_REQUEST = 2_000_000  # bytes; a kept conversation of 200 answers is about 1.2 million
MCP_PATH = "/gradio_api/mcp"
# The browser itself refuses whatever would come from elsewhere or go there. Gradio's page needs inline and evaluated
# scripts (its configuration, our panes'), so what keeps foreign text from being one is that it is escaped.
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
_ANY_NAME = "任意用户名均可，只核对密码。 Any user name will do; the password alone is checked."
# Names of fonts that systems bring; nothing is fetched.
FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Noto Sans",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "sans-serif",
)
MONO_FONTS = ("ui-monospace", "Consolas", "monospace")

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_Asgi = Callable[[_Message, _Receive, _Send], Awaitable[None]]


def launch_options(*, password: str = "") -> dict[str, Any]:
    """The arguments of `launch()`; with a password, any user name signs in with it."""
    return {
        "theme": gr.themes.Base(primary_hue="blue", neutral_hue="stone", font=FONTS, font_mono=MONO_FONTS),
        "css": asset("style.css"),
        "head": "".join(f"<script>{asset(name)}</script>" for name in ("page.js", "kept.js", "place.js")),
        "i18n": gr.I18n(**translations()),
        "mcp_server": True,
        "auth": (lambda _, given: same_secret(given, password)) if password else None,
        "auth_message": _ANY_NAME,
        "app_kwargs": {"middleware": [Middleware(Gate, password=password)]},
        "footer_links": [],
        "share": False,
        "ssr_mode": False,
        "pwa": False,
        "run_history": False,
        "enable_monitoring": False,
        "max_file_size": "1mb",
        "quiet": True,
    }


def is_private(host: str) -> bool:
    """Whether only this machine reaches that address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def same_secret(given: str, secret: str) -> bool:
    """Whether they are equal, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode("utf-8"), secret.encode("utf-8"))


class Gate:
    """Refuses requests that are too long, and, where there is a password, MCP requests without it; adds POLICY to replies.

    Gradio asks for its login everywhere but at the MCP server; a client sends `Authorization: Bearer PASSWORD` there.
    """

    def __init__(self, app: _Asgi, *, password: str = "", most: int = MAX_REQUEST) -> None:
        self._app = app
        self._password = password
        self._most = most

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        if self._password and scope["path"].startswith(MCP_PATH) and not self._signed_in(headers):
            await _refuse(send, 401, "send the header Authorization: Bearer with the window's password")
            return
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._most:
            await _refuse(send, 413, f"the request is longer than {self._most:,} bytes; send less")
            return
        await self._app(scope, _Counted(receive, self._most), _with_policy(send))

    def _signed_in(self, headers: dict[bytes, bytes]) -> bool:
        kind, _, given = headers.get(b"authorization", b"").decode("utf-8", "replace").partition(" ")
        return kind.lower() == "bearer" and same_secret(given, self._password)


class _Counted:
    """Receives a body of at most so many bytes; a longer one, sent without its length, ends as if the client had gone."""

    def __init__(self, receive: _Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> _Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        return message if self._left >= 0 else {"type": "http.disconnect"}


def _with_policy(send: _Send) -> _Send:
    async def sent(message: _Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), (b"content-security-policy", POLICY.encode())]
        await send(message)

    return sent


async def _refuse(send: _Send, status: int, words: str) -> None:
    body = json.dumps({"error": words}).encode("utf-8")
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

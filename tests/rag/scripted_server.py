"""A scripted OpenAI-compatible server on this machine, for tests: it does what each reply says, and keeps the requests."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

AT_ONCE = {"retry-after-ms": "1"}  # the client's back-off, shortened by the server


@dataclass(frozen=True)
class Reply:
    """What the server does with one request; `drop` closes the connection before the body is whole, `pause` seconds pass between events."""

    body: str = ""
    status: int = 200
    kind: str = "text/event-stream"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: bool = False
    pause: float = 0.0  # between the events of the stream


def event(content: str, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"role": "assistant", "content": content}, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n"


def streamed(*pieces: str, finish: str = "stop", usage: dict[str, int] | None = None, pause: float = 0.0) -> Reply:
    """A whole answer; `usage` is the count that servers send last where they are asked for it."""
    counted = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [], "usage": usage}
    tail = f"data: {json.dumps(counted)}\n\n" if usage else ""
    body = "".join(event(piece) for piece in pieces) + event("", finish) + tail + "data: [DONE]\n\n"
    return Reply(body, pause=pause)


def failing(status: int, message: str = "no", **headers: str) -> Reply:
    return Reply(json.dumps({"error": {"message": message}}), status, "application/json", AT_ONCE | headers)


class ScriptedServer(ThreadingHTTPServer):
    """Gives the scripted replies one by one, the last one for ever, and keeps the requests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ScriptedHandler)
        self.script: list[Reply] = []
        self.requests: list[dict[str, Any]] = []
        self.authorizations: list[str] = []

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class ScriptedHandler(BaseHTTPRequestHandler):
    server: ScriptedServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append({"path": self.path, **json.loads(body)})
        self.server.authorizations.append(self.headers.get("Authorization", ""))
        script = self.server.script
        reply = script.pop(0) if len(script) > 1 else script[0]
        time.sleep(reply.delay)
        content = reply.body.encode()
        self.send_response(reply.status)
        for name, value in ({"Content-Type": reply.kind} | reply.headers).items():
            self.send_header(name, value)
        if not reply.pause:
            self.send_header("Content-Length", str(len(content) + (100 if reply.drop else 0)))
        self.end_headers()
        for part in content.split(b"\n\n") if reply.pause else ():
            self.wfile.write(part + b"\n\n")
            self.wfile.flush()
            time.sleep(reply.pause)
        if not reply.pause:
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def running() -> Iterator[ScriptedServer]:
    """A server in a thread of its own, stopped at the end."""
    with ScriptedServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()

"""What docs/api.md says, held against the product as it ships."""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

import app
from rag.types import Clause
from rag.ui.api import Api
from rag.ui.launch import launch_options

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
WRITTEN = "http://127.0.0.1:7860/"


def samples(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def served(bundled_pipeline, tmp_path_factory):
    blocks = app.build_app(bundled_pipeline, feedback=tmp_path_factory.mktemp("user") / "f")
    _, url, _ = blocks.launch(prevent_thread_lock=True, **launch_options())
    yield url
    blocks.close(verbose=False)


@pytest.mark.parametrize("place", range(3), ids=["ask", "search", "clause"])
def test_a_python_sample_runs_and_prints(served, place):
    code = samples("python")[place].replace(WRITTEN.rstrip("/"), served)
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert re.search(r"[一-鿿]|\d\.\d\.\d", run.stdout)


def test_there_is_a_python_sample_for_each_endpoint():
    assert re.findall(r'api_name="(/\w+)"', PAGE) == ["/ask", "/search", "/clause"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on the path")
def test_the_sample_for_plain_http_runs(served):
    (code,) = samples("bash")
    run = subprocess.run(["bash", "-c", code.replace(WRITTEN, served)], capture_output=True, text=True, check=False)
    assert "event: complete" in run.stdout, run.stderr


def test_the_configuration_of_an_mcp_client_leads_to_the_tools(served):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    (configuration,) = samples("json")
    address = json.loads(configuration)["mcpServers"]["clausewise"]["url"].replace(WRITTEN, served)

    async def list_tools():
        async with streamable_http_client(address) as (read, write, *_), ClientSession(read, write) as session:
            await session.initialize()
            return [tool.name for tool in (await session.list_tools()).tools]

    with ThreadPoolExecutor(1) as thread:  # this one may hold the event loop of a browser test's Playwright
        assert sorted(thread.submit(lambda: asyncio.run(list_tools())).result()) == ["ask", "clause", "search"]


def section(name):
    return PAGE.split(f"## `/{name}`")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", ["ask", "search", "clause"])
def test_every_argument_is_listed(pipeline, name):
    from inspect import signature

    listed = re.findall(r"^\| `(\w+)` \|", section(name).split("| field |")[0], re.MULTILINE)
    assert listed == [each for each in signature(getattr(Api(pipeline), name)).parameters if each != "request"]


def test_every_field_is_listed(pipeline):
    api = Api(pipeline)
    for name in api.ask("bridge?"):
        assert f"`{name}`" in section("ask").split("| field |")[1]
    for name in api.ask("bridge?")["hits"][0] | api.ask("bridge?")["citations"][0]:
        assert f"`{name}`" in section("ask")
    for name in api.search("bridge")[0]:
        assert f"`{name}`" in section("search")
    for field in fields(Clause):
        assert f"`{field.name}`" in section("clause")

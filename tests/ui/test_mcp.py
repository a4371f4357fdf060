"""The same functions as tools, tried with the MCP project's own client."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client


def talk(address, act):
    """What `act(session)` returns, in a session with the window's MCP server."""

    async def run():
        async with (
            streamable_http_client(f"{address}gradio_api/mcp/") as (read, write, *_),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await act(session)

    with ThreadPoolExecutor(1) as thread:  # this one may hold the event loop of a browser test's Playwright
        return thread.submit(lambda: asyncio.run(asyncio.wait_for(run(), 60))).result()


def test_the_three_functions_are_the_tools(address):
    tools = {tool.name: tool for tool in talk(address, lambda session: session.list_tools()).tools}
    assert sorted(tools) == ["ask", "clause", "search"]
    assert "citing a clause for each sentence" in tools["ask"].description
    assert tools["ask"].inputSchema["properties"]["question"]["description"].startswith("the question")


def call(address, tool, **arguments):
    """The JSON that a tool's one text holds."""
    result = talk(address, lambda session: session.call_tool(tool, arguments))
    assert not result.isError
    (content,) = result.content
    return json.loads(content.text)


def test_ask_needs_the_question_alone(address):
    assert call(address, "ask", question="路？")["citations"][0]["quote_zh"] == "环湖公路每年检查两次。"


def test_search_and_clause_answer_as_json_too(address):
    assert [hit["number"] for hit in call(address, "search", query="bridge", k=2)] == ["1.1.1", "1.1.2"]
    assert call(address, "clause", number="1.1.4")["sentences"][1]["zh"] == "湿地面积不减少。"


def test_a_clients_own_arguments_are_the_schemas(address):
    tools = {tool.name: tool for tool in talk(address, lambda session: session.list_tools()).tools}
    assert sorted(tools["ask"].inputSchema["properties"]) == ["history", "lang", "question"]


def test_a_real_answer_is_short_enough_for_a_model_to_read(bundled_pipeline):
    from rag.ui.api import Api
    from rag.ui.labels import EXAMPLES

    for _, question in EXAMPLES:
        record = Api(bundled_pipeline).ask(question)
        assert len(json.dumps(record["hits"], ensure_ascii=False)) < 4000


def test_an_error_reaches_the_client_as_words(address):
    result = talk(address, lambda session: session.call_tool("clause", {"number": "9.9.9"}))
    assert result.isError
    assert "numbers run from 1.1.1" in result.content[0].text

"""The same functions as tools, tried with the MCP project's own client."""

import ast
import asyncio

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

    return asyncio.run(asyncio.wait_for(run(), 60))


def test_the_three_functions_are_the_tools(address):
    tools = {tool.name: tool for tool in talk(address, lambda session: session.list_tools()).tools}
    assert sorted(tools) == ["ask", "clause", "search"]
    assert "citing a clause for each sentence" in tools["ask"].description
    assert tools["ask"].inputSchema["properties"]["question"]["description"].startswith("the question")


def test_ask_needs_the_question_alone(address):
    result = talk(address, lambda session: session.call_tool("ask", {"question": "路？"}))
    assert not result.isError
    assert ast.literal_eval(result.content[0].text)["citations"][0]["quote_zh"] == "环湖公路每年检查两次。"


def test_an_error_reaches_the_client_as_words(address):
    result = talk(address, lambda session: session.call_tool("clause", {"number": "9.9.9"}))
    assert result.isError
    assert "numbers run from 1.1.1" in result.content[0].text

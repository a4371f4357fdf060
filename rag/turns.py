"""What a turn of a conversation says, in any form that a chat interface passes."""

from collections.abc import Mapping

from rag.types import Turn


def said(turn: Turn) -> str:
    """A turn's text, or the text parts of a list as Gradio passes them, a line each; "" for anything else."""
    content: object = turn.get("content")
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list | tuple) else ()
    texts = [part.get("text") if isinstance(part, Mapping) else part for part in parts]
    return "\n".join(text for text in texts if isinstance(text, str))

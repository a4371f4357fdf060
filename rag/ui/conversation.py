"""What one browser session has said so far. Values only: each function returns a new conversation."""

from dataclasses import dataclass

from rag.types import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer; `answer` is None until the first of it has come.

    rated    "up" or "down" once feedback on the answer has been saved
    stopped  the answer is not whole: it is still being written, or its reader stopped it
    """

    question: str
    answer: Answer | None = None
    rated: str = ""
    stopped: bool = False


Conversation = tuple[Exchange, ...]


def history(conversation: Conversation) -> list[dict[str, str]]:
    """The finished exchanges as chat turns, oldest first, as `Pipeline.ask` takes them."""
    turns = []
    for exchange in conversation:
        if exchange.answer is not None:
            turns.append({"role": "user", "content": exchange.question})
            turns.append({"role": "assistant", "content": exchange.answer.text})
    return turns


def exchange_at(conversation: Conversation, turn: object) -> Exchange | None:
    """The exchange of that index; None for anything that is no index, since `turn` comes from a browser."""
    if isinstance(turn, int | str) and str(turn).isdecimal() and int(turn) < len(conversation):
        return conversation[int(turn)]
    return None


def with_exchange(conversation: Conversation, turn: int, exchange: Exchange) -> Conversation:
    """The conversation with that exchange at index `turn`, in the place of the one there or after the last."""
    return (*conversation[:turn], exchange, *conversation[turn + 1 :])

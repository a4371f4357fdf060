"""What a client passed to an endpoint, checked: whatever JSON can hold may come. Each function raises QuestionError."""

from collections.abc import Mapping
from reprlib import repr as shortened

from rag.errors import QuestionError
from rag.types import Lang, Turn

ROLES = ("user", "assistant")
_TURN = '{"role": "user" or "assistant", "content": "…"}'


def text_of(value: object, name: str) -> str:
    """A text that can be written as UTF-8; `name` is the argument's."""
    if not isinstance(value, str):
        raise QuestionError(f"{name} is {shortened(value)}; give a text, in quotes")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise QuestionError(
            f"{name} has half a character at {error.start} ({shortened(value)}); leave it out"
        ) from error
    return value


def count_of(value: object, name: str) -> int:
    """A whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise QuestionError(f"{name} is {shortened(value)}; give a whole number from 1 on, without quotes")
    return value


def lang_of(value: object, name: str) -> Lang | None:
    """The language of that code; None ("follow the question") for "" and None."""
    if value is None or value == "":
        return None
    for lang in Lang:
        if value == lang.value:
            return lang
    raise QuestionError(f'{name} is {shortened(value)}; give "zh", "en" or "" to follow the question')


def turns_of(value: object, name: str) -> list[Turn]:
    """The earlier turns; [] for None. Their content is a text or, as Gradio has it, a list of parts."""
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise QuestionError(f"{name} is {shortened(value)}; give a list of turns such as {_TURN}")
    return [_turn_of(turn, f"{name}[{place}]") for place, turn in enumerate(value)]


def _turn_of(value: object, name: str) -> Turn:
    if not isinstance(value, Mapping) or value.get("role") not in ROLES:
        raise QuestionError(f"{name} is {shortened(value)}; give a turn such as {_TURN}")
    content = value.get("content")
    for part in content if isinstance(content, list | tuple) else (content,):
        text_of(part.get("text", "") if isinstance(part, Mapping) else part, f"{name}.content")
    return value

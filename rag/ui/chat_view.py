"""The conversation as HTML, and the welcome where there is none yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from rag.types import Document, Lang
from rag.ui.answer_tools import next_html, question_button, tools_html
from rag.ui.answer_view import answer_html
from rag.ui.conversation import Conversation, Exchange
from rag.ui.labels import HTML_LANG, LABELS, unseen, word
from rag.ui.suggestions import next_questions


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the views need to know of the documents.

    known     clause id -> questions that it is known to answer
    examples  questions for an empty chat
    """

    documents: tuple[Document, ...] = ()
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    examples: tuple[tuple[Lang, str], ...] = ()


def conversation_html(conversation: Conversation, shelf: Shelf, *, busy: int | None = None, notice: str = "") -> Markup:
    """The whole conversation, or the welcome where there is none; `notice` is a last word on a question not asked.

    busy    the index of the exchange that is still being answered
    """
    parts = [exchange_html(conversation, turn, shelf, busy=turn == busy) for turn in range(len(conversation))]
    return frame_html(parts or [_welcome_html(shelf)], busy=busy is not None, notice=notice)


def frame_html(exchanges: Sequence[Markup], *, busy: bool = False, notice: str = "") -> Markup:
    """The conversation around exchanges that are HTML already."""
    parts = list(exchanges)
    if notice:
        parts.append(Markup('<p class="notice" role="alert">{}</p>').format(notice))
    return Markup(
        '<div class="conversation" role="log" aria-live="polite" aria-busy="{busy}" aria-labelledby="said-label">'
        '<span id="said-label" class="unseen">{label}</span>{parts}</div>'
    ).format(busy=str(busy).lower(), label=word("conversation"), parts=Markup("").join(parts))


def exchange_html(conversation: Conversation, turn: int, shelf: Shelf, *, busy: bool = False) -> Markup:
    """One question with its answer; `busy` while the answer grows, which has no tools yet."""
    exchange = conversation[turn]
    return Markup(
        '<article class="exchange{busy}" data-exchange="{turn}"><h2 class="question">{label}{question}</h2>{body}</article>'
    ).format(
        busy=" busy" if busy else "",
        turn=turn,
        label=unseen("question"),
        question=exchange.question,
        body=_body_html(conversation, turn, shelf, busy=busy),
    )


def _body_html(conversation: Conversation, turn: int, shelf: Shelf, *, busy: bool) -> Markup:
    exchange: Exchange = conversation[turn]
    if exchange.answer is None:
        return Markup('<p class="aside thinking">{}</p>').format(word("thinking" if busy else "stopped"))
    if busy:
        return answer_html(exchange.answer, turn)
    tools = tools_html(exchange.answer, turn, documents=shelf.documents, rated=exchange.rated)
    if turn == len(conversation) - 1:
        asked = [each.question for each in conversation]
        tools += next_html(next_questions(exchange.answer, shelf.known, asked=asked), exchange.answer)
    return answer_html(exchange.answer, turn, tools=tools)


def _welcome_html(shelf: Shelf) -> Markup:
    words = Markup("").join(
        Markup('<div lang="{}"><h2>{}</h2><p>{}</p></div>').format(
            HTML_LANG[lang], LABELS["welcome"][lang], LABELS["promise"][lang]
        )
        for lang in Lang
    )
    examples = Markup("").join(question_button(question, HTML_LANG[lang]) for lang, question in shelf.examples)
    return Markup('<div class="welcome">{}<p class="label">{}</p><ul class="examples">{}</ul></div>').format(
        words, word("examples"), examples
    )

"""The conversation as HTML, and the welcome where there is none yet.

What is sent to the page is a change: exchanges to put in their places, and how many there are in all (chat.js).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from rag.types import Document, Lang
from rag.ui.answer_tools import again_html, next_html, question_button, tools_html
from rag.ui.answer_view import answer_html
from rag.ui.conversation import Conversation
from rag.ui.labels import HTML_LANG, unseen, word
from rag.ui.suggestions import next_questions


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the views need to know of the documents.

    known     clause id -> questions that it is known to answer
    examples  questions for an empty chat
    counts    document id -> how many clauses it has
    spelled   whether a question is searched for in its own words; None where that cannot be told
    """

    documents: tuple[Document, ...] = ()
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    examples: tuple[tuple[Lang, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    spelled: Callable[[str], bool] | None = None


def frame_html() -> Markup:
    """The conversation's place in the page, which the page fills."""
    return Markup(
        '<div class="conversation" role="log" aria-live="polite" aria-labelledby="said-label"></div>'
        '<span id="said-label" class="unseen">{}</span>'
    ).format(word("conversation"))


def conversation_html(
    conversation: Conversation, shelf: Shelf, *, notice: Markup | str = "", restored: int = 0
) -> Markup:
    """The whole conversation in place of what is there, or the welcome; `notice` is a last word on what could not be done.

    `restored` counts the kept conversations opened, so that the page knows when one has come.
    """
    parts = [exchange_html(conversation, turn, shelf) for turn in range(len(conversation))] or [_welcome_html(shelf)]
    flags = Markup(' data-whole="1"') + (Markup(' data-restored="{}"').format(restored) if restored else "")
    return _change_html(conversation, parts, notice=notice, flags=flags)


def change_html(
    conversation: Conversation,
    turns: Sequence[int],
    shelf: Shelf,
    *,
    busy: bool = False,
    notice: Markup | str = "",
) -> Markup:
    """Only these exchanges of the conversation; `busy` while their answer is being written."""
    if not conversation:
        return conversation_html((), shelf, notice=notice)
    parts = [exchange_html(conversation, turn, shelf, busy=busy) for turn in turns]
    return _change_html(conversation, parts, notice=notice)


def exchange_html(conversation: Conversation, turn: int, shelf: Shelf, *, busy: bool = False) -> Markup:
    """One question with its answer; `busy` while the answer grows, which has no tools yet."""
    return Markup(
        '<article class="exchange{busy}" data-exchange="{turn}"><h2 class="question" tabindex="-1">{label}{question}</h2>'
        "{body}</article>"
    ).format(
        busy=" busy" if busy else "",
        turn=turn,
        label=unseen("question"),
        question=conversation[turn].question,
        body=_body_html(conversation, turn, shelf, busy=busy),
    )


def _change_html(
    conversation: Conversation, parts: Sequence[Markup], *, notice: Markup | str, flags: Markup | str = ""
) -> Markup:
    said = Markup('<div class="notice" role="alert">{}</div>').format(notice) if notice else ""
    return Markup('<div data-count="{}"{}>{}{}</div>').format(len(conversation), flags, Markup("").join(parts), said)


def _body_html(conversation: Conversation, turn: int, shelf: Shelf, *, busy: bool) -> Markup:
    exchange = conversation[turn]
    if exchange.answer is None:
        waiting = Markup('<p class="aside thinking">{}</p>').format(word("thinking" if busy else "stopped"))
        return waiting if busy else waiting + again_html(turn, None)
    if busy:
        return answer_html(exchange.answer, turn, growing=True)
    if exchange.stopped:
        return answer_html(exchange.answer, turn, tools=again_html(turn, exchange.answer.lang))
    tools = tools_html(exchange.answer, turn, documents=shelf.documents, rated=exchange.rated)
    if turn == len(conversation) - 1:
        asked = [each.question for each in conversation]
        tools += next_html(
            next_questions(exchange.answer, shelf.known, asked=asked, spelled=shelf.spelled), exchange.answer
        )
    return answer_html(exchange.answer, turn, tools=tools)


def _welcome_html(shelf: Shelf) -> Markup:
    documents = Markup("").join(_document_html(document, shelf) for document in shelf.documents)
    examples = Markup("").join(question_button(question, HTML_LANG[lang]) for lang, question in shelf.examples)
    return Markup(
        '<div class="welcome"><h2>{}</h2><ul class="shelf">{}</ul><p>{}</p><p class="label">{}</p>'
        '<ul class="examples">{}</ul></div>'
    ).format(word("welcome"), documents, word("promise"), word("examples"), examples)


def _document_html(document: Document, shelf: Shelf) -> Markup:
    """Its titles, how many clauses it has, and the language that prevails."""
    titles = Markup("").join(
        Markup('<span class="title" lang="{}">{}</span>').format(HTML_LANG[lang], document.title[lang])
        for lang in Lang
        if document.title[lang]
    )
    facts = (
        [Markup("{} {}").format(shelf.counts[document.id], word("clause_count"))] if document.id in shelf.counts else []
    )
    if document.prevailing is not None:
        facts.append(word(f"prevails_{document.prevailing}"))
    return Markup('<li>{}<span class="aside">{}</span></li>').format(titles, Markup(" · ").join(facts))

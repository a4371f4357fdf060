"""What can be done with a whole answer: copy, cite, tell again, rate; what to ask next.

Every string goes through markupsafe's `Markup.format`, which escapes it.
"""

from collections.abc import Sequence

from markupsafe import Markup

from rag.types import Answer, Document, Lang
from rag.ui.answer_view import clause_name
from rag.ui.feedback import MAX_COMMENT, VERDICTS
from rag.ui.labels import HTML_LANG, LABELS, word
from rag.ui.quotation import cited_texts
from rag.ui.why_view import why_html


def tools_html(answer: Answer, turn: int, *, documents: Sequence[Document], rated: str = "") -> Markup:
    """The row of buttons under an answer, its feedback form, and "why this answer"."""
    return Markup('<div class="actions">{}{}{}{}</div>{}{}').format(
        _copy_html(copy_text(answer), word("copy")),
        _cite_html(answer, documents) + _link_html(answer.question),
        _retell_html(answer.lang, turn),
        _thumbs_html(turn, rated),
        _feedback_html(turn, rated),
        why_html(answer, turn),
    )


def again_html(turn: int, lang: Lang | None) -> Markup:
    """What is offered below an answer that was stopped: to answer again. It is no whole answer to copy or cite."""
    return Markup('<div class="actions">{}</div>').format(_again_html(lang.value if lang else "auto", turn))


def next_html(questions: Sequence[str], answer: Answer) -> Markup:
    """Questions that could come next, each a button that asks it; nothing where there is none."""
    if not questions:
        return Markup("")
    buttons = Markup("").join(question_button(question, HTML_LANG[answer.lang]) for question in questions)
    return Markup('<div class="next"><p class="label">{}</p><ul class="examples">{}</ul></div>').format(
        word("next_questions"), buttons
    )


def question_button(question: str, html_lang: str) -> Markup:
    """A button that asks the question."""
    return Markup('<li><button type="button" class="example" lang="{}" data-question="{}">{}</button></li>').format(
        html_lang, question, question
    )


def copy_text(answer: Answer) -> str:
    """The answer as plain text with what it quotes of each clause, each quote once, in both languages."""
    quotes = {(cited.clause.id, cited.quote_zh, cited.quote_en): cited for cited in answer.citations}
    lines = [
        " / ".join(filter(None, (f"[{clause_name(cited.clause, answer)}] {cited.quote_zh}", cited.quote_en)))
        for cited in quotes.values()
    ]
    return "\n\n".join(filter(None, (answer.text, "\n".join(lines))))


def _copy_html(text: str, label: Markup) -> Markup:
    return Markup('<button type="button" class="quiet" data-copy="{}">{}</button>').format(text, label)


def _link_html(question: str) -> Markup:
    """Copies the address that asks the question."""
    return Markup('<button type="button" class="quiet" data-copy-question="{}">{}</button>').format(
        question, word("copy_link")
    )


def _cite_html(answer: Answer, documents: Sequence[Document]) -> Markup:
    styles = cited_texts(answer, documents)
    if not styles:
        return Markup("")
    buttons = Markup("").join(_copy_html(text, word(f"cite_{style}")) for style, text in styles.items())
    return Markup('<details class="menu"><summary class="quiet">{}</summary><div>{}</div></details>').format(
        word("cite"), buttons
    )


def _retell_html(lang: Lang, turn: int) -> Markup:
    other = lang.other
    return Markup('<button type="button" class="quiet" lang="{}" data-retell="{}" data-turn="{}">{}</button>{}').format(
        HTML_LANG[other], other.value, turn, LABELS["retell"][lang], _again_html(lang.value, turn)
    )


def _again_html(lang: str, turn: int) -> Markup:
    """`lang` "auto" follows the question."""
    return Markup('<button type="button" class="quiet" data-retell="{}" data-turn="{}">{}</button>').format(
        lang, turn, word("again")
    )


def _thumbs_html(turn: int, rated: str) -> Markup:
    thumb = Markup(
        '<button type="button" class="quiet thumb" data-thumb="{}" data-turn="{}" aria-pressed="{}">{}</button>'
    )
    return Markup("").join(thumb.format(name, turn, str(name == rated).lower(), word(name)) for name in VERDICTS)


def _feedback_html(turn: int, rated: str) -> Markup:
    """The form that a thumb opens; after a rating its thanks, and the thumbs open it again to put the rating right."""
    thanks = Markup('<p class="aside" role="status">{}</p>').format(word("thanks")) if rated else ""
    return Markup(
        '<form class="feedback" data-turn="{}" hidden><label>{}<textarea rows="2" maxlength="{}"></textarea></label>'
        '<button type="submit" class="quiet strong">{}</button><span class="aside">{}</span></form>{}'
    ).format(turn, word("comment"), MAX_COMMENT, word("send"), word("feedback_kept"), thanks)

"""What can be done with a whole answer: copy, cite, tell again, rate; why it is as it is; what to ask next.

Every string goes through markupsafe's `Markup.format`, which escapes it.
"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from rag.render import label
from rag.text import normalise
from rag.types import Answer, Document, Hit
from rag.ui.answer_view import clause_name, link
from rag.ui.feedback import VERDICTS
from rag.ui.labels import HTML_LANG, LABELS, word
from rag.ui.quotation import cited_texts

FOUND = 5  # clauses listed with what each channel said
_CHANNELS = {"lexical": "by_words", "vector": "by_meaning", "reranker": "by_reranker"}


def tools_html(answer: Answer, turn: int, *, documents: Sequence[Document], rated: str = "") -> Markup:
    """The row of buttons under an answer, its feedback form, and "why this answer"."""
    return Markup('<div class="actions">{}{}{}{}</div>{}{}').format(
        _copy_html(copy_text(answer), word("copy")),
        _cite_html(answer, documents),
        _retell_html(answer, turn),
        _thumbs_html(turn, rated),
        _feedback_html(turn, rated),
        _why_html(answer, turn),
    )


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


def _cite_html(answer: Answer, documents: Sequence[Document]) -> Markup:
    styles = cited_texts(answer, documents)
    if not styles:
        return Markup("")
    buttons = Markup("").join(_copy_html(text, word(f"cite_{style}")) for style, text in styles.items())
    return Markup('<details class="menu"><summary class="quiet">{}</summary><div>{}</div></details>').format(
        word("cite"), buttons
    )


def _retell_html(answer: Answer, turn: int) -> Markup:
    button = Markup('<button type="button" class="quiet"{} data-retell="{}" data-turn="{}">{}</button>')
    other = answer.lang.other
    lang = Markup(' lang="{}"').format(HTML_LANG[other])
    return button.format(lang, other.value, turn, LABELS["retell"][answer.lang]) + button.format(
        "", answer.lang.value, turn, word("again")
    )


def _thumbs_html(turn: int, rated: str) -> Markup:
    thumb = Markup(
        '<button type="button" class="quiet thumb" data-thumb="{}" data-turn="{}" aria-pressed="{}">{}</button>'
    )
    return Markup("").join(thumb.format(name, turn, str(name == rated).lower(), word(name)) for name in VERDICTS)


def _feedback_html(turn: int, rated: str) -> Markup:
    if rated:
        return Markup('<p class="aside" role="status">{}</p>').format(word("thanks"))
    return Markup(
        '<form class="feedback" data-turn="{}" hidden><label>{}<textarea rows="2" maxlength="2000"></textarea></label>'
        '<button type="submit" class="quiet strong">{}</button><span class="aside">{}</span></form>'
    ).format(turn, word("comment"), word("send"), word("feedback_kept"))


def _why_html(answer: Answer, turn: int) -> Markup:
    """What was searched and found, by which channel, what the checks said and what they removed."""
    parts = []
    if answer.query and answer.query != normalise(answer.question):
        parts.append(_part("query", Markup("<p>{}</p>").format(answer.query)))
    if answer.rejected:
        removed = Markup("").join(
            Markup("<li><del>{}</del> {}</li>").format(
                rejection.text, "; ".join(verdict.reason for verdict in rejection.verdicts if not verdict.passed)
            )
            for rejection in answer.rejected
        )
        parts.append(_part("removed", Markup('<ul class="removed">{}</ul>').format(removed)))
    checks = dict.fromkeys(each.check for sentence in answer.sentences for each in sentence.verdicts if each.passed)
    if checks:
        parts.append(_part("checked", Markup("<p>{}</p>").format(" · ".join(f"✓ {check}" for check in checks))))
    if answer.hits:
        parts.append(_part("found", _found_html(answer, turn)))
    return Markup('<details class="why"><summary>{}</summary>{}</details>').format(word("why"), Markup("").join(parts))


def _part(name: str, body: Markup) -> Markup:
    return Markup('<p class="label">{}</p>{}').format(word(name), body)


def _found_html(answer: Answer, turn: int) -> Markup:
    heads = Markup("").join(
        Markup("<th scope=col>{}</th>").format(word(name)) for name in ("clause", "terms", "channels")
    )
    rows = Markup("").join(_found_row(hit, answer, turn) for hit in answer.hits[:FOUND])
    return Markup('<table class="found"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(heads, rows)


def _found_row(hit: Hit, answer: Answer, turn: int) -> Markup:
    terms = dict.fromkeys(term for channel in hit.channels.values() for term in channel.terms)
    return Markup('<tr><td>{} <span lang="{}">{}</span></td><td>{}</td><td>{}</td></tr>').format(
        link(hit.clause, answer, turn),
        HTML_LANG[answer.lang],
        label(hit.clause, answer.lang).partition(" ")[2],
        Markup(" ").join(Markup("<kbd>{}</kbd>").format(term) for term in terms),
        _ranks_html({name: channel.rank for name, channel in hit.channels.items()}),
    )


def _ranks_html(ranks: Mapping[str, int]) -> Markup:
    """The ranks a group: "words 1 1 · meaning 2 2 4", the channel's own name where its group is unknown."""
    groups: dict[str, list[Markup]] = {}
    for name, rank in ranks.items():
        kind, _, rest = name.partition(" ")
        groups.setdefault(kind, []).append(Markup('<abbr title="{}">#{}</abbr>').format(rest or kind, rank))
    return Markup(" · ").join(
        Markup("{} {}").format(word(_CHANNELS[kind]) if kind in _CHANNELS else kind, Markup(" ").join(shown))
        for kind, shown in groups.items()
    )

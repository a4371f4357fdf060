"""Answers and the conversation as HTML. Every string goes through markupsafe's `Markup.format`, which escapes it."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from rag.markers import clause_labels
from rag.types import Answer, AnswerSentence, Citation, Clause, DraftKind, Hit, Lang, Source, Span, Status
from rag.ui.clause_view import clause_link
from rag.ui.conversation import Conversation, Exchange
from rag.ui.labels import EXAMPLES, HTML_LANG, LABELS, both

NEAREST = 5  # clauses offered under a refusal
ITEM = "- "
SNIPPET = 90  # characters of a nearest clause's best sentence

_Key = tuple[str, Span, Source]


def conversation_html(conversation: Conversation, *, busy: bool = False, notice: str = "") -> Markup:
    """The whole conversation, or the welcome where there is none; `notice` is a last word on a question not asked.

    busy    the last exchange is still being answered
    """
    last = len(conversation) - 1
    parts = [exchange_html(exchange, turn, busy=busy and turn == last) for turn, exchange in enumerate(conversation)]
    if not parts:
        parts.append(_welcome_html())
    if notice:
        parts.append(Markup('<p class="notice" role="alert">{}</p>').format(notice))
    return Markup(
        '<div class="conversation" role="log" aria-live="polite" aria-busy="{busy}" aria-label="{label}">{parts}</div>'
    ).format(busy=str(busy).lower(), label=both("conversation"), parts=Markup("").join(parts))


def exchange_html(exchange: Exchange, turn: int, *, busy: bool = False) -> Markup:
    """One question with its answer; `turn` is its index in the conversation."""
    answer = exchange.answer
    body = _thinking_html() if answer is None else answer_html(answer, turn, busy=busy)
    return Markup(
        '<article class="exchange" data-exchange="{turn}"><h2 class="question"><span class="unseen">{label}: </span>'
        "{question}</h2>{body}</article>"
    ).format(turn=turn, label=both("question"), question=exchange.question, body=body)


def answer_html(answer: Answer, turn: int, *, busy: bool = False) -> Markup:
    """The answer's sentences with their markers, what limits it, and (once it is whole) what can be done with it."""
    refused = answer.status is Status.REFUSED
    body = _refusal_html(answer, turn) if refused else Markup("").join(_paragraphs(answer, turn))
    reasons = Markup("") if refused else _lines(answer.reasons, "reason")
    if answer.status is Status.PARTIAL:
        reasons = Markup('<p class="status">{}</p>{}').format(LABELS["partial"][answer.lang], reasons)
    tools = Markup("") if busy else Markup("{}{}").format(_actions_html(answer, turn), _why_html(answer, turn))
    return Markup('<div class="answer {status}" lang="{lang}">{body}{reasons}{notices}{tools}</div>').format(
        status=answer.status.value,
        lang=HTML_LANG[answer.lang],
        body=body,
        reasons=reasons,
        notices=_lines(answer.notices, "aside"),
        tools=tools,
    )


def copy_text(answer: Answer) -> str:
    """The answer as plain text with what it quotes of each clause, each quote once, in both languages."""
    quotes = {(cited.clause.id, cited.quote_zh, cited.quote_en): cited for cited in answer.citations}
    lines = [
        " / ".join(filter(None, (f"[{_name(cited.clause, answer)}] {cited.quote_zh}", cited.quote_en)))
        for cited in quotes.values()
    ]
    return "\n\n".join(filter(None, (answer.text, "\n".join(lines))))


def _paragraphs(answer: Answer, turn: int) -> Iterable[Markup]:
    """The sentences, those on one line of `answer.text` in one <p>; a line that begins with a dash is a list item."""
    numbers = {_key(citation): number for number, citation in enumerate(answer.citations)}
    lines: list[list[AnswerSentence]] = []
    cursor = 0
    for sentence in answer.sentences:
        start = answer.text.find(sentence.text, cursor)
        if not lines or "\n" in answer.text[cursor : max(start, cursor)]:
            lines.append([])
        lines[-1].append(sentence)
        cursor = max(cursor, start + len(sentence.text))
    joint = Markup("") if answer.lang is Lang.ZH else Markup(" ")
    for line in lines:
        shown = joint.join(_sentence_html(sentence, answer, turn, numbers) for sentence in line)
        css_class = "item" if line[0].text.startswith(ITEM) else ""
        yield Markup('<p class="{}">{}</p>').format(css_class, shown)


def _sentence_html(sentence: AnswerSentence, answer: Answer, turn: int, numbers: Mapping[_Key, int]) -> Markup:
    links = Markup("").join(
        _link(citation.clause, answer, turn, citation=numbers.get(_key(citation), ""))
        for citation in _one_a_clause(sentence.citations)
    )
    kind = "" if sentence.kind is DraftKind.CLAIM else sentence.kind.value
    joint = "\u2060" if links else ""  # a marker never starts a line
    return Markup('<span class="sentence {}">{}{}{}</span>').format(
        kind, sentence.text.removeprefix(ITEM), joint, links
    )


def _key(citation: Citation) -> _Key:
    return citation.clause.id, citation.answer_span, citation.source_spans


def _one_a_clause(citations: Sequence[Citation]) -> Iterable[Citation]:
    first: dict[str, Citation] = {}
    for citation in citations:
        first.setdefault(citation.clause.id, citation)
    return first.values()


def _refusal_html(answer: Answer, turn: int) -> Markup:
    """What was not found and where to look: `answer.text` in parts, its clauses as links."""
    lang = answer.lang
    return Markup(
        '<p class="status">{title}</p>{reasons}<p class="label">{nearest}</p><ul class="nearest">{hits}</ul>'
    ).format(
        title=LABELS["refused"][lang],
        reasons=_lines(answer.reasons, "reason"),
        nearest=LABELS["nearest"][lang],
        hits=Markup("").join(_nearest_html(hit, answer, turn) for hit in answer.hits[:NEAREST]),
    )


def _nearest_html(hit: Hit, answer: Answer, turn: int) -> Markup:
    clause, lang = hit.clause, answer.lang
    shown = lang if clause[lang] else lang.other
    text = (hit.sentence[shown] if hit.sentence is not None else "") or clause[shown]
    snippet = text if len(text) <= SNIPPET else text[:SNIPPET].rstrip() + "…"
    title = Markup("<strong>{}</strong> ").format(clause.title[shown]) if clause.title[shown] else ""
    return Markup('<li>{link} <span lang="{lang}">{title}{text}</span></li>').format(
        link=_link(clause, answer, turn), lang=HTML_LANG[shown], title=title, text=snippet
    )


def _actions_html(answer: Answer, turn: int) -> Markup:
    lang = answer.lang
    return Markup(
        '<div class="actions"><button type="button" class="quiet" data-copy="{text}" data-done="{done}">{copy}</button>'
        '<button type="button" class="quiet" lang="{other_lang}" data-retell="{other}" data-turn="{turn}">'
        "{retell}</button></div>"
    ).format(
        text=copy_text(answer),
        done=LABELS["copied"][lang],
        copy=LABELS["copy"][lang],
        other_lang=HTML_LANG[lang.other],
        other=lang.other.value,
        turn=turn,
        retell=LABELS["retell"][lang],
    )


def _why_html(answer: Answer, turn: int) -> Markup:
    """What was found and by which channel, what the checks removed, how long each stage took."""
    lang = answer.lang
    parts = []
    if answer.rejected:
        removed = Markup("").join(
            Markup("<li><del>{}</del> {}</li>").format(
                rejection.text, "; ".join(verdict.reason for verdict in rejection.verdicts if not verdict.passed)
            )
            for rejection in answer.rejected
        )
        parts.append(Markup('<p class="label">{}</p><ul>{}</ul>').format(LABELS["removed"][lang], removed))
    if answer.hits:
        found = Markup("").join(_found_html(hit, answer, turn) for hit in answer.hits[:NEAREST])
        parts.append(Markup('<p class="label">{}</p><ul>{}</ul>').format(LABELS["found"][lang], found))
    if answer.timings:
        stages = " · ".join(f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in answer.timings.items())
        parts.append(Markup('<p class="label">{}</p><p>{}</p>').format(LABELS["took"][lang], stages))
    return Markup('<details class="why"><summary>{}</summary>{}</details>').format(
        LABELS["why"][lang], Markup("").join(parts)
    )


def _found_html(hit: Hit, answer: Answer, turn: int) -> Markup:
    channels = "; ".join(
        f"{name} #{score.rank}" + (f" ({', '.join(score.terms)})" if score.terms else "")
        for name, score in hit.channels.items()
    )
    return Markup("<li>{} {}</li>").format(_link(hit.clause, answer, turn), channels)


def _link(clause: Clause, answer: Answer, turn: int, *, citation: int | str = "") -> Markup:
    return clause_link(clause, _name(clause, answer), answer.lang, turn=turn, citation=citation)


def _name(clause: Clause, answer: Answer) -> str:
    """What `answer.text` calls the clause: its number, or its id among several documents."""
    return clause_labels(answer.hits).get(clause.id, clause.number)


def _lines(lines: Sequence[str], css_class: str) -> Markup:
    return Markup("").join(Markup('<p class="{}">{}</p>').format(css_class, line) for line in lines)


def _thinking_html() -> Markup:
    return Markup('<p class="aside thinking">{}</p>').format(both("thinking"))


def _welcome_html() -> Markup:
    words = Markup("").join(
        Markup('<div lang="{}"><h2>{}</h2><p>{}</p></div>').format(
            HTML_LANG[lang], LABELS["welcome"][lang], LABELS["promise"][lang]
        )
        for lang in Lang
    )
    examples = Markup("").join(
        Markup('<li><button type="button" class="example" lang="{}" data-question="{}">{}</button></li>').format(
            HTML_LANG[lang], question, question
        )
        for lang, question in EXAMPLES
    )
    return Markup('<div class="welcome">{}<p class="label">{}</p><ul class="examples">{}</ul></div>').format(
        words, both("examples"), examples
    )

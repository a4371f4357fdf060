"""An answer as HTML: its sentences with their markers, or its refusal with the nearest clauses, and what limits it.

Every string goes through markupsafe's `Markup.format`, which escapes it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from rag.grounding.focus import asks_list
from rag.markers import clause_labels
from rag.types import Answer, AnswerSentence, Citation, Clause, DraftKind, Hit, Lang, Source, Span, Status
from rag.ui.clause_view import clause_link
from rag.ui.labels import HTML_LANG, LABELS, word

NEAREST = 5  # clauses offered under a refusal
ITEM = "- "
FEWEST = 3  # things asked for that are set one a line
SNIPPET = 90  # characters of a nearest clause's best sentence

_JOINT = re.compile(r"[,、，;；]?\s*(?:and|or|以及|[和与及或])?\s*")  # what joins two of them
_STOP = re.compile(r"[,、，;；]?")
_Key = tuple[str, Span, Source]


def answer_html(answer: Answer, turn: int, *, tools: Markup | str = "", growing: bool = False) -> Markup:
    """The answer, what limits it, and below it `tools`; `turn` is its index in the conversation.

    `growing` leaves out how long it took, which would be pushed down by every sentence.
    """
    refused = answer.status is Status.REFUSED
    body = _refusal_html(answer, turn) if refused else Markup("").join(_paragraphs(answer, turn))
    reasons = Markup("") if refused else _lines(answer.reasons, "reason")
    if answer.status is Status.PARTIAL:
        reasons = Markup('<p class="status">{}</p>{}').format(LABELS["partial"][answer.lang], reasons)
    return Markup(
        '<div class="answer {status}"><div class="said" lang="{lang}">{body}{reasons}{notices}</div>{timings}{tools}</div>'
    ).format(
        status=answer.status.value,
        lang=HTML_LANG[answer.lang],
        body=body,
        reasons=reasons,
        notices=_lines(answer.notices, "aside"),
        timings="" if growing else _timings_html(answer.timings),
        tools=tools,
    )


def link(clause: Clause, answer: Answer, turn: int, *, citation: int | str = "") -> Markup:
    """A marker that opens the clause, named as `answer.text` names it."""
    return clause_link(clause, clause_name(clause, answer), turn=turn, citation=citation)


def clause_name(clause: Clause, answer: Answer) -> str:
    """What `answer.text` calls the clause: its number, or its id among several documents."""
    return clause_labels(answer.hits).get(clause.id, clause.number)


def _paragraphs(answer: Answer, turn: int) -> Iterable[Markup]:
    """The sentences, those on one line of `answer.text` in one <p>; a line that begins with a dash is a list item.

    A note that is one of the reasons stands among those, below.
    """
    numbers = {_key(citation): number for number, citation in enumerate(answer.citations)}
    lines: list[list[AnswerSentence]] = []
    cursor = 0
    for sentence in answer.sentences:
        if sentence.kind is DraftKind.NOTE and sentence.text in answer.reasons:
            continue
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
        link(citation.clause, answer, turn, citation=numbers.get(_key(citation), ""))
        for citation in _one_a_clause(sentence.citations)
    )
    kind = "" if sentence.kind is DraftKind.CLAIM else sentence.kind.value
    joint = "\u2060" if links else ""  # a marker never starts a line
    return Markup('<span class="sentence {}">{}{}{}</span>').format(kind, _words_html(sentence, answer), joint, links)


def _words_html(sentence: AnswerSentence, answer: Answer) -> Markup:
    """The sentence with what answers directly in bold; where several things are asked for, each on a line of its own."""
    text, spans = sentence.text, sentence.focus
    start = len(ITEM) if text.startswith(ITEM) else 0
    if not spans:
        return escape(text[start:])
    closing = _STOP.match(text, spans[-1].end)
    ends = [*(span.start for span in spans[1:]), closing.end() if closing else spans[-1].end]
    direct = [Markup("<strong>{}</strong>").format(span.of(text)) for span in spans]
    joints = [text[span.end : end] for span, end in zip(spans, ends, strict=True)]
    entry, row = Markup("{}{}"), Markup("{}")
    if asks_list(answer.query) and len(spans) >= FEWEST and all(map(_JOINT.fullmatch, joints)):
        entry, row = Markup('<span role="listitem">{}{}</span>'), Markup('<span class="entries" role="list">{}</span>')
    entries = Markup("").join(entry.format(*each) for each in zip(direct, joints, strict=True))
    return Markup("{}{}{}").format(text[start : spans[0].start], row.format(entries), text[ends[-1] :])


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
    title = Markup("<strong>{}</strong> ").format(clause.title[shown]) if clause.title[shown] else ""
    return Markup('<li>{link} <span lang="{lang}">{title}{text}</span></li>').format(
        link=link(clause, answer, turn), lang=HTML_LANG[shown], title=title, text=shortened(text)
    )


def shortened(text: str, most: int = SNIPPET) -> str:
    """The beginning of a text, cut between words and marked with "…"; the text itself where it is no longer than `most`."""
    if len(text) <= most:
        return text
    cut = text[:most]
    if text[most].isascii() and cut[-1].isascii():  # a Chinese text can be cut anywhere
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip(" ,;:，；：、") + "…"


def _timings_html(timings: Mapping[str, float]) -> Markup:
    """How long it took in all, and each stage for those who open it; nothing where nothing was timed."""
    if not timings:
        return Markup("")
    stages = Markup(" · ").join(
        Markup("{} {}").format(word(f"stage_{stage}") if f"stage_{stage}" in LABELS else stage, _duration(seconds))
        for stage, seconds in timings.items()
    )
    return Markup('<details class="timings"><summary>{} {}</summary> {}</details>').format(
        word("took"), _duration(sum(timings.values())), stages
    )


def _duration(seconds: float) -> str:
    """0.0424 -> "42 ms", 2.31 -> "2.3 s"."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _lines(lines: Sequence[str], css_class: str) -> Markup:
    return Markup("").join(Markup('<p class="{}">{}</p>').format(css_class, line) for line in lines)

"""Clauses as HTML: both languages side by side, a row a sentence pair, the quoted words marked.

Every string goes through markupsafe's `Markup.format`, which escapes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from rag.types import Citation, Clause, Document, Lang, SentencePair, Span
from rag.ui.headings import heading_words
from rag.ui.labels import HTML_LANG, unseen, word


@dataclass(frozen=True, slots=True)
class Quoted:
    """A clause to show and what of it is quoted; `active` is the citation a reader asked for."""

    clause: Clause
    citations: tuple[Citation, ...] = ()
    active: Citation | None = None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Ids of the clauses before and after; None at the document's ends."""

    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class _Marks:
    quoted: list[Span] = field(default_factory=list)
    active: list[Span] = field(default_factory=list)


def group_by_clause(citations: Sequence[Citation], active: Citation | None = None) -> list[Quoted]:
    """One `Quoted` a clause, in order of first citation."""
    clauses = {citation.clause.id: citation.clause for citation in citations}
    return [
        Quoted(
            clause,
            tuple(citation for citation in citations if citation.clause.id == clause_id),
            active if active is not None and active.clause.id == clause_id else None,
        )
        for clause_id, clause in clauses.items()
    ]


def quote_spans(citation: Citation, lang: Lang) -> list[Span]:
    """Where the quote stands in `citation.clause[lang]`; one span a paragraph, [] where that side has no quote."""
    clause, quote = citation.clause, citation.quote(lang)
    spans, offset = [], 0
    for paragraph in clause.source[lang]:
        for span in citation.source_spans[lang]:
            start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
            if start < end:
                spans.append(Span(offset + start - paragraph.start, offset + end - paragraph.start))
        offset += paragraph.end - paragraph.start + 1  # paragraphs are joined by "\n"
    if quote and _letters("".join(span.of(clause[lang]) for span in spans)) != _letters(quote):
        start = clause[lang].find(quote)
        return [Span(start, start + len(quote))] if start >= 0 else []
    return spans if quote else []


def marked(text: str, span: Span, marks: _Marks) -> Markup:
    """`text[span]` escaped, its marked parts in <mark>: "abcd", "bc" marked -> "a<mark>bc</mark>d"."""
    edges = {span.start, span.end}
    for mark in (*marks.quoted, *marks.active):
        edges |= {edge for edge in (mark.start, mark.end) if span.start < edge < span.end}
    cuts = sorted(edges)
    pieces = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        part = text[start:end]
        if _covers(marks.active, start):
            pieces.append(Markup('<mark class="active">{}</mark>').format(part))
        elif _covers(marks.quoted, start):
            pieces.append(Markup("<mark>{}</mark>").format(part))
        else:
            pieces.append(Markup("{}").format(part))
    return Markup("").join(pieces)


def clause_html(
    quoted: Quoted, *, neighbours: Neighbours | None = None, several_documents: bool = False, path: bool = True
) -> Markup:
    """One clause as an <article>: number (id among several documents), tools, heading paths if `path`, rows.

    Tools are previous and next where `neighbours` are given, a link to copy, and the way into the document.
    """
    clause = quoted.clause
    name = clause.id if several_documents else clause.number
    langs = [lang for lang in Lang if clause[lang]]
    marks = {lang: _marks(quoted, lang) for lang in langs}
    rows = [_row_html(clause, pair, langs, marks) for pair in clause.sentences or (_whole(clause),)]
    missing = [word(f"missing_{lang}") for lang in Lang if not clause[lang]]
    return Markup(
        '<article class="clause{focus}" data-id="{id}" aria-label="{label}">'
        '<header><h3 tabindex="-1">{name}</h3>{tools}</header>'
        '<div class="columns sides-{count}">{paths}{rows}</div>{missing}</article>'
    ).format(
        focus=" focus" if quoted.active is not None else "",
        id=clause.id,
        label=f"{name} {clause.title.zh} {clause.title.en}".strip(),
        name=name,
        tools=_tools_html(clause, neighbours),
        count=len(langs),
        paths=Markup("").join(_path_html(clause, lang) for lang in langs) if path else "",
        rows=Markup("").join(rows),
        missing=Markup("").join(Markup("<footer>{}</footer>").format(note) for note in missing),
    )


def source_html(
    clauses: Sequence[Markup] = (),
    *,
    documents: Sequence[Document] = (),
    notice: Markup | str = "",
    cited: bool = False,
    streamed: bool = False,
    serial: int = 0,
) -> Markup:
    """The source pane: the given clauses and which language of their documents prevails.

    Without clauses, the notice, or a word on what will be shown here.

    cited     they are what an answer brings; the page keeps them to come back to from a clause opened alone
    streamed  the answer being written brought them: they do not take the place of what a reader has opened since
    serial    makes what is sent differ from what was sent before, so that the page sees that it was sent
    """
    body = Markup("").join(clauses) if clauses else Markup('<p class="hint">{}</p>').format(word("no_source"))
    button = Markup('<button type="button" class="quiet{}" data-{}="1"{}>{}</button>')
    kind = "cited" if cited else "alone" if clauses or notice else "none"
    return Markup(
        '<section class="source" aria-labelledby="source-label" data-kind="{kind}" data-serial="{serial}"{streamed}>'
        '<header class="pane-title"><h2 id="source-label">{label}</h2>{to_cited}</header>{prevails}{body}{back}</section>'
    ).format(
        kind=kind,
        serial=serial,
        streamed=Markup(' data-streamed="1"') if streamed else "",
        label=word("source"),
        to_cited=button.format("", "cited", Markup(" hidden"), word("to_cited")) if kind == "alone" else "",
        prevails=Markup("").join(prevailing_html(document) for document in documents),
        body=Markup('<div class="notice" role="alert">{}</div>').format(notice) if notice else body,
        back=button.format(" back", "back", "", word("back")) if clauses else "",
    )


def clause_link(clause: Clause, name: str, *, turn: int | str = "", citation: int | str = "") -> Markup:
    """A link that opens the clause in the source pane; `name` is its number, or its id among several documents."""
    return Markup(
        '<a class="marker" href="?clause={id}" data-clause="{id}" data-turn="{turn}" data-citation="{citation}">'
        "{label}[{name}]</a>"
    ).format(name=name, id=clause.id, turn=turn, citation=citation, label=unseen("open"))


def _letters(text: str) -> str:
    return "".join(text.split())


def _covers(spans: Sequence[Span], position: int) -> bool:
    return any(span.start <= position < span.end for span in spans)


def _marks(quoted: Quoted, lang: Lang) -> _Marks:
    active = quote_spans(quoted.active, lang) if quoted.active is not None else []
    return _Marks([span for citation in quoted.citations for span in quote_spans(citation, lang)], active)


def _whole(clause: Clause) -> SentencePair:
    return SentencePair(clause.zh, clause.en, Span(0, len(clause.zh)), Span(0, len(clause.en)))


def _path_html(clause: Clause, lang: Lang) -> Markup:
    steps = Markup('<span class="step">{}</span>')
    path = Markup(' <span aria-hidden="true">›</span> ').join(
        steps.format(heading_words(heading, lang)) for heading in clause.path
    )
    return Markup('<p class="path" lang="{}">{}</p>').format(HTML_LANG[lang], path)


def _row_html(clause: Clause, pair: SentencePair, langs: Sequence[Lang], marks: Mapping[Lang, _Marks]) -> Markup:
    cells = []
    for lang in langs:
        span = pair.span(lang)
        text = marked(clause[lang], span, marks[lang]) if span is not None else Markup("")
        cells.append(
            Markup('<p class="cell{title}" lang="{lang}">{text}</p>').format(
                title=" title" if pair.is_title else "", lang=HTML_LANG[lang], text=text
            )
        )
    return Markup('<div class="row">{}</div>').format(Markup("").join(cells))


def _tools_html(clause: Clause, neighbours: Neighbours | None) -> Markup:
    plain = Markup('<button type="button" class="quiet" data-{}="{}">{}</button>')
    step = Markup(
        '<button type="button" class="quiet" data-clause="{}" data-step="{}"><span aria-hidden="true">{}</span>{}</button>'
    )
    tools = [plain.format("copy-link", clause.id, word("copy_link"))]
    if neighbours is not None:
        tools.insert(0, plain.format("in-document", clause.id, word("in_document")))
        for name, target, sign in (("previous", neighbours.previous, "←"), ("next", neighbours.next, "→")):
            if target:
                tools.append(step.format(target, name, sign, unseen(name)))
    return Markup('<span class="steps">{}</span>').format(Markup("").join(tools))


def prevailing_html(document: Document) -> Markup:
    """Which language of the document prevails; nothing where neither does."""
    if document.prevailing is None:
        return Markup("")
    title = document.title[document.prevailing]
    return Markup('<p class="prevails">{}: {}</p>').format(title, word(f"prevails_{document.prevailing}"))

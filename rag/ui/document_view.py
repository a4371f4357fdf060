"""A whole document as HTML: its outline, every clause side by side, and what parsing set aside.

Every string goes through markupsafe's `Markup.format`, which escapes it. The outline's search is the browser's.
"""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from rag.parsing import ParseReport
from rag.types import Clause, Document, Heading, Lang
from rag.ui.clause_view import Quoted, clause_html, prevailing_html
from rag.ui.headings import heading_words
from rag.ui.labels import HTML_LANG, LABELS, word

SHOWN = 300  # characters of a line that was set aside


def document_html(
    document: Document,
    clauses: Sequence[Clause],
    report: ParseReport | None,
    *,
    notice: str = "",
    documents: Sequence[Document] = (),
) -> Markup:
    """Outline on the left, the text on the right; `clauses` are the document's, in order.

    notice     a last word on a clause that is not there
    documents  all that are open; among several, one is chosen and clauses are named by id
    """
    several = len(documents) > 1
    return Markup(
        '<div class="book" data-document="{id}">{notice}<nav class="outline" aria-labelledby="outline-label">'
        '{choice}<h2 id="outline-label" class="label">{outline}</h2>'
        '<label class="find">{search}<input type="search" data-find autocomplete="off" spellcheck="false"></label>'
        '<p class="aside found" role="status"></p>{tree}</nav>'
        '<section class="text source" aria-label="{title}">{head}{clauses}{footer}{noise}</section>'
        '<p class="ways"><button type="button" class="quiet" data-to-outline="1">{outline}</button>'
        '<button type="button" class="quiet" data-go-back="1">{back}</button></p></div>'
    ).format(
        choice=_choice_html(document, documents) if several else "",
        back=word("back"),
        id=document.id,
        notice=Markup('<div class="notice" role="alert">{}</div>').format(notice) if notice else "",
        outline=word("outline"),
        search=word("search"),
        tree=_tree_html(clauses, depth=0, several=several),
        title=" ".join(filter(None, (document.title_zh, document.title_en))),
        head=_head_html(document, len(clauses)),
        clauses=_text_html(clauses, several=several),
        footer=prevailing_html(document),
        noise=_noise_html(report, document) if report else "",
    )


def unopened_html() -> Markup:
    """What stands in the pane until a document has come."""
    return Markup('<p class="aside hint">{}</p>').format(word("loading"))


def _choice_html(shown: Document, documents: Sequence[Document]) -> Markup:
    options = Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            each.id,
            Markup(" selected") if each.id == shown.id else "",
            " · ".join(filter(None, (each.title_zh, each.title_en))) or each.id,
        )
        for each in documents
    )
    return Markup('<label class="find">{}<select data-choose="1">{}</select></label>').format(word("document"), options)


def _head_html(document: Document, count: int) -> Markup:
    titles = Markup("").join(
        Markup('<span lang="{}">{}</span>').format(HTML_LANG[lang], document.title[lang])
        for lang in Lang
        if document.title[lang]
    )
    licence = Markup('<details class="aside"><summary>{}</summary><p>{}</p><p>sha256 {}</p></details>').format(
        word("licence"), document.licence, document.sha256
    )
    return Markup('<header class="title"><h2>{}</h2><p class="aside">{} {}</p>{}</header>').format(
        titles, count, word("clause_count"), licence
    )


def _tree_html(clauses: Sequence[Clause], *, depth: int, several: bool) -> Markup:
    """The outline below `depth` headings: a <details> a heading, a link a clause."""
    parts = []
    for heading, group in groupby(clauses, key=lambda clause: clause.path[depth] if len(clause.path) > depth else None):
        inside = list(group)
        if heading is None:
            items = Markup("").join(_item_html(clause, several=several) for clause in inside)
            parts.append(Markup("<ul>{}</ul>").format(items))
        else:
            tree = _tree_html(inside, depth=depth + 1, several=several)
            parts.append(Markup("<details><summary>{}</summary>{}</details>").format(_heading_html(heading), tree))
    return Markup("").join(parts)


def _item_html(clause: Clause, *, several: bool) -> Markup:
    name = clause.id if several else clause.number
    titles = [
        Markup('<span lang="{}">{}</span>').format(HTML_LANG[lang], clause.title[lang] or _opening(clause, lang))
        for lang in Lang
        if clause[lang]
    ]
    return Markup('<li><a href="?clause={}" data-goto="{}"><b>{}</b> {}</a></li>').format(
        clause.id, clause.id, name, Markup(" ").join(titles)
    )


def _opening(clause: Clause, lang: Lang) -> str:
    """The first words of a clause without title."""
    limit = 18 if lang is Lang.ZH else 40
    return clause[lang][:limit].rstrip() + ("…" if len(clause[lang]) > limit else "")


def _heading_html(heading: Heading) -> Markup:
    return Markup(" ").join(
        Markup('<span lang="{}">{}</span>').format(HTML_LANG[lang], heading_words(heading, lang))
        for lang in Lang
        if heading.title[lang]
    )


def _text_html(clauses: Sequence[Clause], *, several: bool) -> Markup:
    """Every clause, under each heading where it first applies."""
    parts: list[Markup] = []
    before: tuple[Heading, ...] = ()
    for clause in clauses:
        same = 0
        while same < min(len(before), len(clause.path)) and before[same] == clause.path[same]:
            same += 1
        for depth, heading in enumerate(clause.path[same:], same):
            parts.append(
                Markup('<h3 class="heading depth-{}" data-depth="{}">{}</h3>').format(
                    depth, depth, _heading_html(heading)
                )
            )
        before = clause.path
        parts.append(clause_html(Quoted(clause), several_documents=several, path=False))
    return Markup("").join(parts)


def _noise_html(report: ParseReport, document: Document) -> Markup:
    """The lines that are no heading and no clause, each with what it was taken for."""
    noise = report.noise()
    if not noise:
        return Markup("")
    rows = Markup("").join(
        Markup('<li><span class="kind">{} {} · {}</span> {}</li>').format(
            word("line"), place.line, _kind_html(place.name), place.span.of(document.text)[:SHOWN]
        )
        for place in noise
    )
    return Markup('<details class="noise"><summary>{} ({})</summary><ul>{}</ul></details>').format(
        word("noise"), len(noise), rows
    )


def _kind_html(name: str) -> Markup:
    """What a line was taken for; the parser's own word where there is no label."""
    label = f"noise_{name.replace(' ', '_')}"
    return word(label) if label in LABELS else Markup("{}").format(name)

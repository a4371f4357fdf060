"""The only place that builds an `Answer`: drafted sentences in, checked and cited sentences out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.grounding.aids import NO_AIDS, Aids
from rag.grounding.checks import check_lead, check_sentence
from rag.grounding.evidence import content, is_verbatim, language, plain
from rag.grounding.focus import focus
from rag.grounding.quotes import find_quote
from rag.grounding.unsettled import unsettled
from rag.markers import MARKER, clause_labels, split_markers, with_markers
from rag.render import MODEL_SILENT, lay_out, render_refusal
from rag.text import compact
from rag.types import (
    Answer,
    AnswerSentence,
    Citation,
    Clause,
    DraftKind,
    DraftSentence,
    Hit,
    Lang,
    Rejection,
    Span,
    Status,
    Verdict,
)

_MARKERS_AT_END = re.compile(rf"(?:\s*{MARKER.pattern})+\s*$", re.IGNORECASE)
_TELLING = 4  # features; fewer words may be any clause's
_REST_SILENT = {
    Lang.ZH: "文件没有回答问题的其余部分。",
    Lang.EN: "The document does not answer the rest of the question.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the answer is to: the user's question, the query searched, the language, the hits, and what to pass on."""

    question: str
    query: str
    lang: Lang
    hits: tuple[Hit, ...]
    reasons: tuple[str, ...] = ()  # why it is refused, or which part is not answered
    notices: tuple[str, ...] = ()
    rejected: tuple[Rejection, ...] = ()  # by an answerer that was tried before
    meant: str = ""  # what is asked of the message, the question before where it asks for that again; "" for all of it


def ground(draft: Iterable[DraftSentence], asked: Asked, *, aids: Aids = NO_AIDS) -> Iterator[Answer]:
    """Check a draft sentence by sentence and yield ever longer answers; the last one is complete.

    Their timings are empty: the caller, who has the clock, fills them in.

    A claim is shown when its markers name retrieved clauses and every check passes; else it is kept in `rejected`.
    A lead is shown once a claim follows it. With no claim left the answer is a refusal; where the claims leave open what
    was asked, it is a part, and a note says so.
    """
    accepted: list[AnswerSentence] = []
    rejected = list(asked.rejected)
    waiting: list[DraftSentence] = []
    silent = False
    for sentence in draft:
        if sentence.kind is DraftKind.SILENT:
            silent = True
        elif sentence.kind is DraftKind.LEAD:
            waiting = [sentence]
        elif sentence.kind is DraftKind.NOTE:
            accepted.append(AnswerSentence(sentence.text, (), (), sentence.kind))
        else:
            words, clauses, verdicts = judge(sentence.text, asked.hits, aids=aids)
            if all(verdict.passed for verdict in verdicts):
                for lead in waiting:  # "By 2035:" may not stand above a target for 2025
                    said = check_lead(lead.text, clauses, aids)
                    if all(verdict.passed for verdict in said):
                        accepted.append(AnswerSentence(lead.text, (), said, lead.kind))
                    else:
                        rejected.append(Rejection(lead.text, said))
                accepted.append(_claim(words, clauses, verdicts, asked, aids))
                waiting = []
                yield _answer(accepted, rejected, asked, complete=False, silent=silent)
            else:
                rejected.append(Rejection(words, verdicts))
    answer = _answer(accepted, rejected, asked, complete=True, silent=silent)
    meant = replace(answer, question=asked.meant or answer.question)
    note = unsettled(meant) if answer.status is Status.ANSWERED else ""
    if note:
        accepted.append(AnswerSentence(note, (), (), DraftKind.NOTE))
        answer = _answer(accepted, rejected, replace(asked, reasons=(note,)), complete=True, silent=silent)
    yield answer


def cut_short(answer: Answer, notices: tuple[str, ...]) -> Answer:
    """An answer whose draft broke off: what was checked stands, as a part, and the notices say why."""
    return replace(answer, status=Status.PARTIAL, notices=notices)


def judge(
    text: str, hits: Sequence[Hit], *, aids: Aids = NO_AIDS
) -> tuple[str, tuple[Clause, ...], tuple[Verdict, ...]]:
    """A drafted claim → its words without markers, the clauses it cites, and every check's verdict."""
    labels = clause_labels(hits)
    by_label = {labels[hit.clause.id]: hit.clause for hit in hits}
    words, references = _split_verbatim(text, labels, by_label) or split_markers(text, labels)
    unknown = [reference for reference in references if reference not in by_label]
    if not references:
        return words, (), (Verdict("marker", False, "the sentence cites no clause"),)
    if unknown:
        return words, (), (Verdict("marker", False, f"no clause {', '.join(unknown)} was retrieved"),)
    clauses = tuple(by_label[reference] for reference in references)
    owner = None if is_verbatim(words, clauses) else _owner(words, by_label)
    reason = f"the sentence stands in {owner}, not in {', '.join(references)}" if owner else ""
    return words, clauses, (Verdict("marker", not owner, reason), *check_sentence(words, clauses, aids))


def _owner(words: str, by_label: Mapping[str, Clause]) -> str | None:
    """The label of the retrieved clause that a sentence is a piece of."""
    if len(content(plain(words))) < _TELLING:
        return None
    return next((label for label, clause in by_label.items() if is_verbatim(words, (clause,))), None)


def _split_verbatim(
    text: str, labels: Mapping[str, str], by_label: Mapping[str, Clause]
) -> tuple[str, tuple[str, ...]] | None:
    """Words and references of a sentence that stands in the clauses its last markers name; None for any other.

    Brackets inside it ("500 meters [12].") are then the document's own footnotes and no markers.
    """
    end = _MARKERS_AT_END.search(text)
    words = text[: end.start()].strip() if end else ""
    references = split_markers(end.group(), labels)[1] if end else ()
    clauses = [by_label[reference] for reference in references if reference in by_label]
    held = any(compact(words) in compact(clause[lang]) for clause in clauses for lang in Lang)
    return (words, references) if held and len(clauses) == len(references) else None


def _answer(
    accepted: Sequence[AnswerSentence], rejected: Sequence[Rejection], asked: Asked, *, complete: bool, silent: bool
) -> Answer:
    """The sentences laid out, each with its place in the text."""
    claims = [sentence for sentence in accepted if sentence.kind is DraftKind.CLAIM]
    base = Answer(
        question=asked.question,
        lang=asked.lang,
        status=Status.PARTIAL if asked.reasons or silent else Status.ANSWERED,
        sentences=(),
        text="",
        citations=(),
        rejected=tuple(rejected),
        hits=asked.hits,
        timings={},
        query=asked.query,
        reasons=asked.reasons or ((MODEL_SILENT if not claims else _REST_SILENT)[asked.lang],) * silent,
        notices=asked.notices,
    )
    if not claims:
        text = render_refusal(asked.hits, base.reasons, asked.lang) if complete else ""
        return replace(base, status=Status.REFUSED, text=text)
    labels = clause_labels(asked.hits)
    marked = [with_markers(each.text, [labels[c.clause.id] for c in each.citations]) for each in accepted]
    text, spans = lay_out(
        [(each.text, words, each.kind) for each, words in zip(accepted, marked, strict=True)], asked.lang
    )
    sentences = tuple(
        replace(each, citations=tuple(replace(citation, answer_span=span) for citation in each.citations))
        for each, span in zip(accepted, spans, strict=True)
    )
    citations = tuple(citation for sentence in sentences for citation in sentence.citations)
    return replace(base, sentences=sentences, text=text, citations=citations)


def _claim(
    words: str, clauses: Sequence[Clause], verdicts: tuple[Verdict, ...], asked: Asked, aids: Aids
) -> AnswerSentence:
    """With what answers the question directly; its clause's other language tells what only one of both says."""
    citations = tuple(_cite(words, clause) for clause in clauses)
    beside = " ".join(citation.quote(language(words).other) for citation in citations)
    return AnswerSentence(
        words, citations, verdicts, DraftKind.CLAIM, focus(asked.query, words, asked.lang, beside, aids.encoder)
    )


def _cite(words: str, clause: Clause) -> Citation:
    """The citation, whose place in the answer is not known yet."""
    quote = find_quote(words, clause)
    return Citation(clause, quote.zh, quote.en, Span(0, 0), quote.source)

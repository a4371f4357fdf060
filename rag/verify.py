"""Receipts: an answer saved as JSON is checked again, against the document's text and by the same checks, offline.

Every quote must stand at its recorded place in the document, every sentence must pass the checks on the clauses it
cites, and the text must be what the sentences make. What differs is a fault, said in one line with the values.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.errors import ReceiptError, SourceError
from rag.grounding.aids import NO_AIDS, Aids
from rag.grounding.checks import check_lead, check_sentence
from rag.markers import clause_labels, with_markers
from rag.parsing import read_source
from rag.render import lay_out, render_refusal
from rag.store import MemoryStore
from rag.types import Clause, Document, DraftKind, Hit, Lang, Span

Record = Mapping[str, Any]
_REMEDY = 'give the file that "python -m rag ask --json" or answer.to_json() wrote'
_LISTS = ("sentences", "citations", "hits", "reasons")


def read_receipt(source: Path | bytes) -> Record:
    """The answer's record in a file or in bytes; raises ReceiptError where there is none."""
    name = "standard input" if isinstance(source, bytes) else str(source)
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else read_source(source).text
        record = json.loads(text)
    except (SourceError, ValueError) as error:
        raise ReceiptError(f"{name} holds no saved answer ({error}); {_REMEDY}") from error
    if not isinstance(record, dict):
        raise ReceiptError(f"{name} holds no saved answer, but a {type(record).__name__}; {_REMEDY}")
    wrong = [key for key in _LISTS if not isinstance(record.get(key), list)]
    wrong += [key for key in ("text", "lang", "status") if not isinstance(record.get(key), str)]
    wrong += ["provenance"] if not isinstance(record.get("provenance"), dict) else []
    if wrong or record["lang"] not in set(Lang):
        raise ReceiptError(f"{name} holds no saved answer: {', '.join(wrong or ['lang'])} missing or wrong; {_REMEDY}")
    return record


def verify_receipt(record: Record, store: MemoryStore, *, aids: Aids = NO_AIDS) -> tuple[str, ...]:
    """What does not hold, in reading order; empty where everything does. Raises ReceiptError for a misshapen record.

    `aids` are those the pipeline had: without its encoder a sentence may fall below what `support` asks by words alone.
    """
    try:
        return tuple(dict.fromkeys(_faults(record, store, aids)))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ReceiptError(f"the saved answer is misshapen ({type(error).__name__}: {error}); {_REMEDY}") from error


def summary(record: Record, faults: Sequence[str]) -> str:
    """One line on what was verified, or on how much was not."""
    if faults:
        return f"NOT verified: {len(faults)} fault{'s' * (len(faults) > 1)}"
    documents = ", ".join(f"{name} {digest[:12]}" for name, digest in record["provenance"]["documents"].items())
    claims = sum(sentence["kind"] == DraftKind.CLAIM for sentence in record["sentences"])
    notes = sum(sentence["kind"] == DraftKind.NOTE for sentence in record["sentences"])
    quotes = sum(bool(citation[f"quote_{lang}"]) for citation in record["citations"] for lang in Lang)
    aside = f"; {notes} of the product's own notes not compared" if notes else ""
    return f"verified: {claims} sentence{'s' * (claims != 1)}, {quotes} quotes, against {documents}{aside}"


def _faults(record: Record, store: MemoryStore, aids: Aids) -> Iterator[str]:
    loaded = {document.id: document for document in store.documents}
    yield from _document_faults(record["provenance"]["documents"], loaded)
    clauses = {clause.id: clause for clause in store}
    for citation in record["citations"]:
        yield from _citation_faults(citation, clauses, loaded, record["text"])
    yield from _sentence_faults(record, clauses, aids)
    yield from _text_faults(record, clauses)


def _document_faults(recorded: Mapping[str, str], loaded: Mapping[str, Document]) -> Iterator[str]:
    for name, digest in recorded.items():
        if name not in loaded:
            yield f"document {name} is not loaded ({', '.join(loaded)} is); name its file with --document"
        elif loaded[name].sha256 != digest:
            yield f"document {name} is another: the answer was made from {digest[:12]}…, this is {loaded[name].sha256[:12]}…"


def _citation_faults(
    citation: Record, clauses: Mapping[str, Clause], loaded: Mapping[str, Document], text: str
) -> Iterator[str]:
    name = citation["clause"]
    clause = clauses.get(name)
    if clause is None:
        yield f"[{name}] is no clause of the documents"
        return
    if not (citation["quote_zh"] or citation["quote_en"]):
        yield f"[{name}] quotes nothing"
    for lang in Lang:
        quote, spans = citation[f"quote_{lang}"], [Span(**span) for span in citation["source_spans"][lang]]
        there = "\n".join(span.of(loaded[clause.document].text) for span in spans)
        if quote != there:
            found = "stands elsewhere in the clause" if quote in clause[lang] else "is not in the clause"
            yield f"[{name}] quote “{quote}” {found}; its place in the document holds “{there}”"
        elif any(not _within(span, clause.source[lang]) for span in spans):
            yield f"[{name}] quote “{quote}” stands outside the clause"
    answered = Span(**citation["answer_span"])
    if not 0 <= answered.start < answered.end <= len(text):
        yield f"[{name}] points to no place in the answer"


def _within(span: Span, paragraphs: Sequence[Span]) -> bool:
    return any(paragraph.start <= span.start and span.end <= paragraph.end for paragraph in paragraphs)


def _sentence_faults(record: Record, clauses: Mapping[str, Clause], aids: Aids) -> Iterator[str]:
    following: tuple[Clause, ...] = ()
    for sentence in reversed(record["sentences"]):  # a lead is checked with the clauses of the claim under it
        words, kind = sentence["text"], DraftKind(sentence["kind"])
        cited = tuple(clauses[name] for name in sentence["clauses"] if name in clauses)
        yield from _focus_faults(words, [Span(**span) for span in sentence.get("focus", ())])
        if kind is DraftKind.CLAIM:
            following = cited
            if len(cited) < len(sentence["clauses"]) or not cited:
                missing = [name for name in sentence["clauses"] if name not in clauses]
                yield f"“{words}” cites {', '.join(missing) + ', unknown' if missing else 'no clause'}"
                continue
        elif sentence["clauses"]:
            yield f"“{words}” cites a clause, yet is no claim"
        verdicts = check_sentence(words, cited, aids) if kind is DraftKind.CLAIM else ()
        verdicts = check_lead(words, following, aids) if kind is DraftKind.LEAD else verdicts
        for verdict in verdicts:
            if not verdict.passed:
                yield f"“{words}” fails the check of {verdict.check}: {verdict.reason}"


def _focus_faults(words: str, spans: Sequence[Span]) -> Iterator[str]:
    """What is emphasised must be in the sentence, in order; an answer saved before there were such ranges has none."""
    ends = [0, *(span.end for span in spans)]
    if any(not end <= span.start < span.end <= len(words) for end, span in zip(ends, spans, strict=False)):
        yield f"“{words}” emphasises what is not in it"


def _text_faults(record: Record, clauses: Mapping[str, Clause]) -> Iterator[str]:
    """Whether the text is what its sentences make, or, where there are none, the refusal for its hits."""
    unknown = [hit["clause"] for hit in record["hits"] if hit["clause"] not in clauses]
    if unknown:
        yield f"the clauses found name {', '.join(unknown)}, unknown in the documents"
        return
    hits = [Hit(clauses[hit["clause"]], hit["score"]) for hit in record["hits"]]
    lang, labels = Lang(record["lang"]), clause_labels(hits)
    if record["sentences"]:
        parts = [
            (
                s["text"],
                with_markers(s["text"], [labels.get(name, name) for name in s["clauses"]]),
                DraftKind(s["kind"]),
            )
            for s in record["sentences"]
        ]
        text, spans = lay_out(parts, lang)
        cited = {
            (span.start, span.end, name)
            for span, s in zip(spans, record["sentences"], strict=True)
            for name in s["clauses"]
        }
        said = {(c["answer_span"]["start"], c["answer_span"]["end"], c["clause"]) for c in record["citations"]}
        if cited != said:
            yield "the citations are not those of the sentences"
    else:
        text = render_refusal(hits, record["reasons"], lang)
    if text != record["text"]:
        yield f"the text is not what its sentences make: “{_difference(text, record['text'])}”"


def _difference(made: str, recorded: str) -> str:
    """The recorded text around the first place where it differs."""
    at = next(
        (i for i, (a, b) in enumerate(zip(made, recorded, strict=False)) if a != b), min(len(made), len(recorded))
    )
    return recorded[max(0, at - 10) : at + 30]

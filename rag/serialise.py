"""Answers and hits as plain JSON values, with what is needed to check them again later."""

from dataclasses import asdict
from functools import singledispatch
from typing import Any

from rag.types import Answer, AnswerSentence, Citation, Hit, Rejection


@singledispatch
def to_json(value: object) -> Any:
    """A value of `rag.types` as dictionaries, lists, strings and numbers; any other value as it is."""
    return value


@to_json.register
def _(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "query": answer.query,
        "lang": answer.lang.value,
        "status": answer.status.value,
        "text": answer.text,
        "sentences": [to_json(sentence) for sentence in answer.sentences],
        "citations": [to_json(citation) for citation in answer.citations],
        "rejected": [to_json(rejection) for rejection in answer.rejected],
        "reasons": list(answer.reasons),
        "notices": list(answer.notices),
        "hits": [to_json(hit) for hit in answer.hits],
        "confidence": answer.confidence,
        "timings": dict(answer.timings),
        "usage": asdict(answer.usage) if answer.usage else None,
        "provenance": asdict(answer.provenance) if answer.provenance else None,
    }


@to_json.register
def _(sentence: AnswerSentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "kind": sentence.kind.value,
        "clauses": list(dict.fromkeys(citation.clause.id for citation in sentence.citations)),
        "verdicts": [asdict(verdict) for verdict in sentence.verdicts],
        "focus": [asdict(span) for span in sentence.focus],
    }


@to_json.register
def _(citation: Citation) -> dict[str, Any]:
    return {
        "clause": citation.clause.id,
        "number": citation.clause.number,
        "title_zh": citation.clause.title.zh,
        "title_en": citation.clause.title.en,
        "quote_zh": citation.quote_zh,
        "quote_en": citation.quote_en,
        "answer_span": asdict(citation.answer_span),
        "source_spans": asdict(citation.source_spans),
    }


@to_json.register
def _(rejection: Rejection) -> dict[str, Any]:
    return asdict(rejection)


@to_json.register
def _(hit: Hit) -> dict[str, Any]:
    return {
        "clause": hit.clause.id,
        "number": hit.clause.number,
        "title_zh": hit.clause.title.zh,
        "title_en": hit.clause.title.en,
        "score": hit.score,
        "sentence_zh": hit.sentence.zh if hit.sentence else "",
        "sentence_en": hit.sentence.en if hit.sentence else "",
        "channels": {name: asdict(channel) for name, channel in hit.channels.items()},
    }

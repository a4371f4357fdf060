"""Answers, hits and clauses as plain dicts that JSON can hold: what the named endpoints return."""

from collections.abc import Mapping
from typing import Any

from rag.types import Answer, Bilingual, Citation, Clause, Hit


def answer_dict(answer: Answer) -> dict[str, Any]:
    """Everything of an answer that a client may show; hits as numbers with their scores."""
    return {
        "question": answer.question,
        "query": answer.query,
        "lang": answer.lang.value,
        "status": answer.status.value,
        "text": answer.text,
        "sentences": [
            {"text": sentence.text, "kind": sentence.kind.value, "clauses": [c.clause.id for c in sentence.citations]}
            for sentence in answer.sentences
        ],
        "citations": [citation_dict(citation) for citation in answer.citations],
        "reasons": list(answer.reasons),
        "notices": list(answer.notices),
        "hits": [hit_dict(hit) for hit in answer.hits],
        "timings": dict(answer.timings),
    }


def citation_dict(citation: Citation) -> dict[str, Any]:
    return {
        "clause": citation.clause.id,
        "number": citation.clause.number,
        "quote_zh": citation.quote_zh,
        "quote_en": citation.quote_en,
        "answer_span": [citation.answer_span.start, citation.answer_span.end],
    }


def hit_dict(hit: Hit) -> dict[str, Any]:
    """A hit with its best sentence pair and each channel's rank."""
    sentence = hit.sentence
    return {
        "clause": hit.clause.id,
        "number": hit.clause.number,
        "title": _bilingual_dict(hit.clause.title),
        "score": float(hit.score),
        "sentence": None if sentence is None else {"zh": sentence.zh, "en": sentence.en},
        "channels": _channels_dict(hit),
    }


def clause_dict(clause: Clause) -> dict[str, Any]:
    """A clause whole, with its aligned sentences."""
    return {
        "clause": clause.id,
        "document": clause.document,
        "number": clause.number,
        "path": [
            {"kind": heading.kind, "number": heading.number, **_bilingual_dict(heading.title)}
            for heading in clause.path
        ],
        "title": _bilingual_dict(clause.title),
        "zh": clause.zh,
        "en": clause.en,
        "sentences": [{"zh": pair.zh, "en": pair.en} for pair in clause.sentences],
    }


def _bilingual_dict(words: Bilingual) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _channels_dict(hit: Hit) -> Mapping[str, dict[str, Any]]:
    return {
        name: {"rank": score.rank, "score": float(score.score), "terms": list(score.terms)}
        for name, score in hit.channels.items()
    }

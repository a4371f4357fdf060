"""The core types: what a clause, a hit, a draft and an answer are.

Read this file first. Every value is frozen; functions elsewhere take these values and return new ones.
All ranges are code-point ranges, half open, as Python slices are: `text[span.start:span.end]`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol


class Lang(StrEnum):
    """A language the product reads and writes."""

    ZH = "zh"
    EN = "en"

    @property
    def other(self) -> "Lang":
        return Lang.EN if self is Lang.ZH else Lang.ZH


class Status(StrEnum):
    """How an answer came out. Only `REFUSED` is a refusal."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Span:
    """A code-point range `[start, end)`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One string in both languages; a missing language is the empty string."""

    zh: str = ""
    en: str = ""

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang is Lang.ZH else self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


@dataclass(frozen=True, slots=True)
class Published:
    """Who issued a document, when and where it was published; what is not known is empty.

    date  "2019-12-01", "2019-12" or "2019"
    """

    issuer: Bilingual = Bilingual()
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source text with its provenance.

    text        the extracted plain text; every offset in the product is a range of it
    sha256      hex digest of the source file's bytes
    prevailing  the authoritative language, None where both are equally so or only one exists
    """

    id: str
    title_zh: str
    title_en: str
    sha256: str
    text: str = field(repr=False)
    prevailing: Lang | None = None
    licence: str = ""
    published: Published = Published()

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_zh, self.title_en)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above a clause: kind, Arabic number or "", title.

    kind  "part", "subpart", "preamble", "chapter", "section", "subsection", "item" or "supplement" (final provisions)
    """

    kind: str
    number: str
    title: Bilingual


@dataclass(frozen=True, slots=True)
class Source:
    """Where a clause's text stands in `Document.text`: one span a paragraph, in reading order."""

    zh: tuple[Span, ...] = ()
    en: tuple[Span, ...] = ()

    def __getitem__(self, lang: Lang) -> tuple[Span, ...]:
        return self.zh if lang is Lang.ZH else self.en


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Aligned sentences of one clause: usually one and one, several on a side where the translation merged or split.

    zh, en              verbatim slices of `clause.zh` and `clause.en`; "" where that side has nothing
    zh_span, en_span    their ranges in `clause.zh` and `clause.en`; None where the side is empty
    is_title            the pair is the clause's own title ("推动都市圈同城化。" / "Promoting …:")
    """

    zh: str
    en: str
    zh_span: Span | None
    en_span: Span | None
    is_title: bool = False

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang is Lang.ZH else self.en

    def span(self, lang: Lang) -> Span | None:
        return self.zh_span if lang is Lang.ZH else self.en_span


@dataclass(frozen=True, slots=True)
class Clause:
    """One logical clause: a paragraph of a plan or an article of a law, in both languages.

    id          "document:number", e.g. "ylz:2.4.2"; never changes
    number      what people see and type: "2.4.2" (chapter.section.ordinal) or an article's "12", "12-1"
    path        the headings above it, outermost first
    title       the clause's own title, empty where it has none
    zh, en      its paragraphs joined by "\\n"; either may be empty, not both
    sentences   aligned pairs in reading order, the title pair first where there is one
    source      the ranges of its paragraphs in the document's text
    is_article  whether it is an article of a law; other clauses may have numbers without dots too
    """

    id: str
    document: str
    number: str
    path: tuple[Heading, ...]
    title: Bilingual
    zh: str
    en: str
    sentences: tuple[SentencePair, ...]
    source: Source
    is_article: bool = False

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang is Lang.ZH else self.en

    @property
    def body(self) -> tuple[SentencePair, ...]:
        """The sentence pairs without the title pair; the title pair itself where there is nothing else."""
        return tuple(pair for pair in self.sentences if not pair.is_title) or self.sentences


@dataclass(frozen=True, slots=True)
class ChannelScore:
    """What one retrieval channel said of a clause: rank (from 1; equal scores share the better), raw score, and why.

    `terms`: the matched terms ("motorway≈expressway" for a related one), the nearest known question, or what moved the
    clause most in the ranking ("held by clause +2.10").
    """

    rank: int
    score: float
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved clause: fused score (higher is better), its best sentence pair, and each channel's own word on it."""

    clause: Clause
    score: float
    sentence: SentencePair | None = None
    channels: Mapping[str, ChannelScore] = field(default_factory=dict)


class DraftKind(StrEnum):
    CLAIM = "claim"  # says something of the document; needs at least one marker
    LEAD = "lead"  # a line such as "By 2025:"; no claim of its own, no marker
    NOTE = "note"  # the product's own word on the answer, such as "the translation omits this"
    SILENT = "silent"  # the answerer found that the document does not answer


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence an answerer wrote, its markers in place: "研发投入强度达到3%以上。[2.4.3]"."""

    text: str
    kind: DraftKind = DraftKind.CLAIM


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check said of one sentence; `reason` names the values where it failed."""

    check: str
    passed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence's ground: verbatim quotes of the clause in both languages.

    quote_zh, quote_en  slices of `clause.zh` and `clause.en`; "" where the clause lacks the language
    answer_span         the range in `Answer.text` of the sentence that the citation supports
    source_spans        the ranges of the quotes in the document's text
    """

    clause: Clause
    quote_zh: str
    quote_en: str
    answer_span: Span
    source_spans: Source

    def quote(self, lang: Lang) -> str:
        return self.quote_zh if lang is Lang.ZH else self.quote_en


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One shown sentence: its text without markers, what it stands on, what each check said.

    focus  the ranges of `text` that answer the question directly (the number, the names asked for), in order and apart
    """

    text: str
    citations: tuple[Citation, ...]
    verdicts: tuple[Verdict, ...]
    kind: DraftKind = DraftKind.CLAIM
    focus: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A drafted sentence that failed a check, kept with the verdicts that removed it."""

    text: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What the language model's calls for an answer cost; tokens are None where the server does not count them.

    seconds           from the request to the last word
    max_tokens        the most the model may write, 0 for the server's own limit; `max_seconds` likewise
    """

    model: str
    seconds: float
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    max_tokens: int = 0
    max_seconds: float = 0.0

    def plus(self, other: "Usage") -> "Usage":
        """Both calls' time and tokens, unknown where one is unknown; model and limits of the other, the later one."""
        seconds = self.seconds + other.seconds
        prompt, completion = (
            None if a is None or b is None else a + b
            for a, b in (
                (self.prompt_tokens, other.prompt_tokens),
                (self.completion_tokens, other.completion_tokens),
            )
        )
        return replace(other, seconds=seconds, prompt_tokens=prompt, completion_tokens=completion)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an answer was made from and by, so that it can be verified later.

    documents  document id -> `Document.sha256`
    settings   the settings that shape answers, as text; never the key
    hashes     what else shapes them -> its hash: the encoder, the index, the fitted models, the prompts
    """

    documents: Mapping[str, str]
    product: str
    encoder: str
    settings: Mapping[str, str]
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What every door shows. Built only by `rag.grounding.ground`.

    question   the user's words; `query` is what was searched (differs for follow-ups)
    text       rendered from `sentences`, markers included; for a refusal, the refusal in the asker's language
    citations  all citations in order of appearance
    rejected   what failed a check
    hits       at least 10 clauses (all, in a smaller document), best first, on refusals too
    reasons    why it was refused or is partial, in the asker's language; empty otherwise
    notices    things the asker should know about how it was made (a model server that failed, say)
    timings    stage -> seconds
    confidence by how much the models of `rag.answerability` find the question answered by its hits, in log-odds above
               their thresholds; None where a rule decided (a document that is not there, a clause asked for by number)
    usage      what the language model's call cost; None where there was none
    provenance what it was made from and by; `rag.grounding.ground` leaves it to the pipeline, as it does timings,
               confidence and usage
    """

    question: str
    lang: Lang
    status: Status
    sentences: tuple[AnswerSentence, ...]
    text: str
    citations: tuple[Citation, ...]
    rejected: tuple[Rejection, ...]
    hits: tuple[Hit, ...]
    timings: Mapping[str, float]
    query: str = ""
    reasons: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    usage: Usage | None = None
    provenance: Provenance | None = None
    confidence: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The answer as plain JSON values, with all that `python -m rag verify` needs."""
        from rag.serialise import to_json

        record: dict[str, Any] = to_json(self)
        return record


Turn = Mapping[str, str]  # {"role": "user" | "assistant", "content": "…"}, as chat interfaces pass them


class Retriever(Protocol):
    """Finds clauses."""

    def search(self, query: str, *, k: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        """The k best clauses, best first, one hit a clause; `documents` limits the search to those ids."""
        ...


class Answerer(Protocol):
    """Writes a draft from hits."""

    def draft(
        self, question: str, hits: Sequence[Hit], *, lang: Lang, history: Sequence[Turn] = ()
    ) -> Iterator[DraftSentence]:
        """Yield the draft sentence by sentence. Nothing, or a `SILENT` sentence, means the hits do not answer."""
        ...


class ClauseStore(Protocol):
    """Holds documents and their clauses."""

    def get(self, clause_id: str) -> Clause:
        """The clause of that id; raises UnknownClauseError."""
        ...

    def document(self, document_id: str) -> Document: ...

    def __iter__(self) -> Iterator[Clause]:
        """All clauses in document order."""
        ...

    def __len__(self) -> int: ...

    def add(self, document: Document, clauses: Sequence[Clause]) -> None: ...

    def remove(self, document_id: str) -> None: ...

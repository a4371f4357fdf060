"""What retrieval and the wording say of a question: the features by which `rag.answerability` tells what is answered."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rag.asked_for import STYLES, answering, asked_keys, asks_quantity, read_quantities
from rag.asked_kinds import KINDS
from rag.asked_names import leads, places, unknown_capitals
from rag.classifier import QuestionClassifier
from rag.documents import Known
from rag.lexical import LexicalIndex, share
from rag.question import Question
from rag.retriever import Channel, TermIndex
from rag.text import ENGLISH_STOP_WORDS, HAN, compact, normalise, stem
from rag.together import TogetherReader
from rag.types import Clause, Document, Hit, Lang, SentencePair
from rag.wanted import wanted_kinds
from rag.wording import worded

CLAUSES = 3  # whose sentences are searched for what is asked
NEAR = 0.7  # of the best sentence's coverage of the question: the sentences that could answer
_REACH = {Lang.ZH: (22, 12), Lang.EN: (70, 45)}  # characters before and behind a quantity that say what it is of
_ALIKE = 0.15  # of the question's terms: a known question with less in common is none to compare with
_TELLS = (
    2.0  # weight of terms: one rare word, or a few common ones; what is rare among clauses with their known questions
)
_COMMON = 1.5  # rarity of a term that more than one clause in five holds
_SAID = 0.2  # of the terms beside a place's name that a sentence on the place must hold
_HEAD_EN = re.compile(r"\b(?:how many|how much|which|what)((?: [a-z0-9-]+){1,4})")
_HEAD_ZH = re.compile(rf"(?:多少|几|哪)[个家条座项种处批所位名次届只张]?([{HAN}]{{2,6}})")
_HEAD_BEFORE_ZH = re.compile(rf"([{HAN}]{{2,6}}?)(?:要?(?:是|为|达到|有|占))?(?:多少|几|什么|谁)")


class SignalReader:
    """Reads the features of questions on the clauses it is built for."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        documents: Sequence[Document],
        terms: LexicalIndex,
        known: Known,
        elsewhere: Channel | None = None,
        classifiers: Mapping[str, QuestionClassifier] | None = None,
    ) -> None:
        """As `rag.answerability.Answerability`."""
        self._elsewhere = elsewhere
        self._terms = terms
        self._questions = known.questions
        self._wording = known.wording
        self._classifiers = classifiers or {}
        self._text = normalise("\n".join(f"{d.title_zh}\n{d.title_en}\n{d.text}" for d in documents))
        self._compact = compact(self._text)
        self._stems = frozenset(stem(word) for word in re.findall(r"[a-z]+", self._text))
        self.terms_of = lru_cache(maxsize=65536)(lambda text: frozenset(terms.terms_in(text)))
        self.own = lru_cache(maxsize=1024)(self._own_terms)
        self._known = lru_cache(maxsize=65536)(self._known_terms)
        titles = "\n".join(f"{d.title_zh}\n{d.title_en}" for d in documents)
        self._together = TogetherReader(titles, self.terms_of, lambda term: terms.weights(term).get(term, 5.0))

    def read(self, question: Question, hits: Sequence[Hit]) -> dict[str, float]:
        """The features of a question and its hits, by name."""
        weights = self._terms.weights(question.query)
        top = hits[:CLAUSES]
        return {
            **self._retrieval(question, hits, weights),
            **self._coverage(question, top, weights),
            **self._known_questions(question, top, weights),
            **self._wanted(question, top, weights),
            **self._names(question, top),
            **self._worded(question, hits[0].clause.document),
            **self._classified(question.query, hits[0].clause),
            **self._together.read(
                question.query, top, weights, head_terms(question, self.terms_of), self.held(hits[0])
            ),
            **{f"says {name}": float(bool(style.search(question.query))) for name, style in STYLES.items()},
        }

    def nearest(self, query: str, hits: Sequence[Hit]) -> list[SentencePair]:
        """The first hit's sentence pair, and those that cover the question's terms nearly as well as the best does."""
        weights = self._terms.weights(query)
        rated = [(share(weights, self._pair(pair)), pair) for hit in hits[:CLAUSES] for pair in hit.clause.sentences]
        best = max(held for held, _ in rated)
        found = [hit.sentence for hit in hits[:1] if hit.sentence]
        return [*found, *(pair for held, pair in rated if held >= NEAR * best)]

    def said_of(self, query: str, names: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether one of the texts on a place holds enough of what else a question says; so if it says little else."""
        apart = frozenset().union(*map(self.terms_of, names))
        known = set(self._terms.known(query)) - apart
        weights = {term: weight for term, weight in self._terms.weights(query).items() if term in known}
        if sum(weights.values()) < _TELLS:
            return True
        return any(share(weights, self.terms_of(text)) >= _SAID for text in texts)

    def knows_beside(self, query: str) -> bool:
        """Whether the documents know anything of a question beside its places and their own subject."""
        return not self._together.beside(query, self._terms.weights(query)).keys().isdisjoint(self._terms.known(query))

    def knows(self, term: str) -> bool:
        """Whether the documents hold a term or, for a longer one, its text."""
        return bool(self._terms.known(term)) or term in self._compact

    def in_text(self, term: str) -> bool:
        """Whether the documents' own text holds a term, known questions apart."""
        return term in self._stems or term in self._compact

    def is_subject(self, word: str) -> bool:
        """Whether a word is the documents' own subject: of their titles, or in a good part of their clauses."""
        return all(
            self._together.is_subject(term) or self._terms.weights(term).get(term, _COMMON) < _COMMON
            for term in self.terms_of(word)
        )

    def held(self, hit: Hit) -> frozenset[str]:
        """The terms of a clause, its headings and its known questions."""
        known = (self._known(text)[0] for text in self._questions.get(hit.clause.id, ()))
        return self.own(hit.clause).union(*known)

    def _retrieval(self, question: Question, hits: Sequence[Hit], weights: Mapping[str, float]) -> dict[str, float]:
        total = sum(weights.values()) or 1.0
        known = set(self._terms.known(question.query))
        lexical = _matched(hits[0])
        return {
            "question": _best(hits[:CLAUSES], "vector question"),
            "first question": _best(hits[:1], "vector question"),
            **_near_misses(hits),
            **self._other_things(question, hits),
            "sentence": max(_best(hits[:CLAUSES], f"vector sentence {lang}") for lang in Lang),
            "first sentence": max(_best(hits[:1], f"vector sentence {lang}") for lang in Lang),
            "score": hits[0].score,
            "ahead": hits[0].score - hits[1].score if len(hits) > 1 else 0.0,
            "covered": share(weights, lexical),
            "unknown": sum(weight for term, weight in weights.items() if term not in known) / total,
            "rarest open": max((weight for term, weight in weights.items() if term not in lexical), default=0.0),
            "open terms": float(sum(term not in lexical for term in weights)),
            "terms": math.log1p(len(weights)),
            "chinese": float(question.lang is Lang.ZH),
        }

    def _other_things(self, question: Question, hits: Sequence[Hit]) -> dict[str, float]:
        """How like the question is to the nearest one about other things, and how much more to the nearest that is answered."""
        nearest = 0.0
        if self._elsewhere and self._elsewhere.encoder and not isinstance(self._elsewhere.index, TermIndex):
            vector = self._elsewhere.encoder.encode([question.query], role="query")
            nearest = float(self._elsewhere.index.search(vector, 1)[0][0, 0])
        return {"elsewhere": nearest, "ahead of elsewhere": _best(hits, "vector question") - nearest}

    def _coverage(self, question: Question, top: Sequence[Hit], weights: Mapping[str, float]) -> dict[str, float]:
        own = [self.own(hit.clause) for hit in top]
        pairs = [[share(weights, self._pair(pair)) for pair in hit.clause.sentences] for hit in top]
        side = [frozenset().union(*(self.terms_of(p[question.lang]) for p in hit.clause.sentences)) for hit in top]
        unheld = [weight for term, weight in weights.items() if term not in own[0]]
        first = share(weights, own[0])
        return {
            "clause": max(share(weights, terms) for terms in own),
            "first clause": first,
            "pair": max(map(max, pairs)),
            "first pair": max(pairs[0]),
            "own language": max(share(weights, terms) for terms in side),
            "rarest unheld": max(unheld, default=0.0),
            "unheld": sum(unheld),
            "by questions": share(weights, _matched(top[0])) - first,
        }

    def _known_questions(
        self, question: Question, top: Sequence[Hit], weights: Mapping[str, float]
    ) -> dict[str, float]:
        """How like the question a known one of the first clauses is, and one that asks for the same kinds of thing."""
        keys = asked_keys(question.query)
        alike = same = 0.0
        total = sum(weights.values()) or 1.0
        for text in (text for hit in top for text in self._questions.get(hit.clause.id, ())):
            terms, rarity = self._known(text)
            common = sum(weight for term, weight in weights.items() if term in terms)
            if common < _ALIKE * total:
                continue
            score = 2 * common / (total + rarity)
            alike = max(alike, score)
            same = max(same, score) if keys <= asked_keys(text) else same
        known = any(self._questions.get(hit.clause.id) for hit in top)
        return {"known questions": float(known), "alike": alike, "alike in kind": same, "alike gap": alike - same}

    def _known_terms(self, text: str) -> tuple[frozenset[str], float]:
        """The terms of a known question, and the sum of their weights."""
        weights = self._terms.weights(normalise(text))
        return frozenset(weights), sum(weights.values()) or 1.0

    def _wanted(self, question: Question, top: Sequence[Hit], weights: Mapping[str, float]) -> dict[str, float]:
        query = question.query
        near = self.nearest(query, top)
        values = self._quantity(query, top, near, weights)
        texts = [normalise(text) for pair in near for text in (pair.zh, pair.en)]
        for kind in KINDS:
            asks = bool(kind.asks.search(query))
            values[f"asks {kind.key}"] = float(asks)
            values[f"lacks {kind.key}"] = float(asks and not any(kind.answers.search(text) for text in texts))
        for wanted in wanted_kinds(query):
            values[f"asks {wanted.name.en}"] = 1.0
        head = head_terms(question, self.terms_of)
        rarity = {term: self._terms.weights(term).get(term, 5.0) for term in head}
        pairs = [share(rarity, self._pair(pair)) for pair in near]
        clauses = [share(rarity, self.own(hit.clause)) for hit in top]
        return {
            **values,
            "kinds": float(len(asked_keys(query))),
            "has head": float(bool(head)),
            "head": max(pairs) if head else 1.0,
            "head in clause": max(clauses) if head else 1.0,
        }

    def _quantity(
        self, query: str, top: Sequence[Hit], near: Sequence[SentencePair], weights: Mapping[str, float]
    ) -> dict[str, float]:
        """Whether a quantity is asked for, none is near, and how much of the question stands right around one."""
        asks = asks_quantity(query)
        lacks, around, somewhere = asks, 0.0, False
        for pair in (pair for hit in top for pair in hit.clause.sentences) if asks else ():
            for lang in Lang:
                for quantity in answering(query, pair[lang]):
                    somewhere = True
                    lacks = lacks and pair not in near
                    before, behind = _REACH[lang]
                    window = pair[lang][max(0, quantity.span.start - before) : quantity.span.end + behind]
                    around = max(around, share(weights, self.terms_of(window)))
        own = {quantity.value for quantity in read_quantities(query)}
        given = [q for pair in near for lang in Lang for q in read_quantities(pair[lang]) if q.value not in own]
        unmet = sum(not any(wanted.answers(quantity) for quantity in given) for wanted in wanted_kinds(query))
        return {
            "asks quantity": float(asks),
            "lacks quantity": float(lacks),
            "around quantity": around,
            "quantity in clause": float(somewhere),
            "quantities unmet": float(unmet),
        }

    def _worded(self, question: Question, document: str) -> dict[str, float]:
        """How the question is worded, where the document tells how its questions are."""
        weights = self._wording.get(document, {})
        return {"wording": float(bool(weights)), **worded(question.query, weights)}

    def _classified(self, query: str, first: Clause) -> dict[str, float]:
        """What the classifier of the first clause's document tells, where it has one, and how probable that clause is by it."""
        classifier = self._classifiers.get(first.document)
        if classifier is None:
            return {"classified": 0.0}
        told = {f"classified {name}": value for name, value in classifier.told(query).items()}
        return {"classified": 1.0, "classified first": classifier.score(query, first.id), **told}

    def _names(self, question: Question, top: Sequence[Hit]) -> dict[str, float]:
        named = places(question.text)
        known = [names for names in named if any(name in self._text for name in names)]
        texts = [normalise(f"{hit.clause.zh}\n{hit.clause.en}\n{_headings(hit.clause)}") for hit in top]
        return {
            "places unknown": float(len(named) - len(known)),
            "place leads": float(any(leads(question.query, names[0]) for names in named if names not in known)),
            "places not first": float(sum(not any(name in texts[0] for name in names) for names in known)),
            "places not near": float(sum(not any(n in text for n in names for text in texts) for names in known)),
            "capitals unknown": float(len(unknown_capitals(question.text, self._stems.__contains__))),
        }

    def _pair(self, pair: SentencePair) -> frozenset[str]:
        return self.terms_of(f"{pair.zh}\n{pair.en}")

    def _own_terms(self, clause: Clause) -> frozenset[str]:
        """The terms of a clause and its headings."""
        return self.terms_of(_headings(clause)).union(*map(self._pair, clause.sentences))


def head_terms(question: Question, terms_of) -> frozenset[str]:  # type: ignore[no-untyped-def]
    """The terms of the thing asked for: "how many large airports are" -> large, airport; "多少家养老院" -> 养老院."""
    if question.lang is Lang.EN:
        match = _HEAD_EN.search(question.query)
        words = [word for word in match[1].split() if word not in ENGLISH_STOP_WORDS] if match else []
        return frozenset(map(stem, words))
    match = _HEAD_ZH.search(question.query) or _HEAD_BEFORE_ZH.search(question.query)
    return terms_of(match[1]) if match else frozenset()


def _headings(clause: Clause) -> str:
    titles = (clause.title, *(step.title for step in clause.path))
    return "\n".join(f"{title.zh} {title.en}" for title in titles)


def _near_misses(hits: Sequence[Hit]) -> dict[str, float]:
    """How like the question is to the nearest one that is not answered, and how much more to the nearest that is.

    Of all hits and of the first; without such questions there is nothing that speaks against an answer.
    """
    found = {}
    for name, some in (("unanswered", hits), ("first unanswered", hits[:1])):
        found[name] = _best(some, "vector unanswered")
        found[f"ahead of {name}"] = _best(some, "vector question") - found[name]
    return found


def _matched(hit: Hit) -> set[str]:
    """The terms of the question that a clause holds; none where it was asked for by its number and not found by words."""
    return set(hit.channels["lexical clause"].terms) if "lexical clause" in hit.channels else set()


def _best(hits: Sequence[Hit], channel: str) -> float:
    return max((hit.channels[channel].score for hit in hits if channel in hit.channels), default=0.0)

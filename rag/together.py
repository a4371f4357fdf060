"""Whether all that a question asks stands together: in one sentence, beside its places, in the known question nearest to it.

"三省一市有多少常住人口" over "常住人口城镇化率达到70%": the words are there, and no sentence has a number of people
"""

from collections.abc import Callable, Mapping, Sequence

from rag.asked_for import answering, asks_quantity, unmet
from rag.asked_names import places
from rag.lexical import share
from rag.types import Hit, Lang, SentencePair

Terms = Callable[[str], frozenset[str]]
_BEHIND = {Lang.ZH: 4, Lang.EN: 45}  # characters behind a quantity that may say what it counts: "46 open ports"
_BEFORE = {Lang.ZH: 16, Lang.EN: 70}


class TogetherReader:
    """Reads the features of questions on what stands together."""

    def __init__(self, titles: str, terms_of: Terms, weight: Callable[[str], float]) -> None:
        """`titles` of the documents, which any question of them may hold; `weight` of a term: its rarity."""
        self._subject = terms_of(titles)
        self._terms_of = terms_of
        self._weight = weight

    def read(
        self, query: str, hits: Sequence[Hit], weights: Mapping[str, float], head: frozenset[str], held: frozenset[str]
    ) -> dict[str, float]:
        """The features; `weights` of the question's terms, `head` those of the thing asked for, `held` by the first clause."""
        pairs = [pair for hit in hits for pair in hit.clause.sentences]
        beside = self.beside(query, weights)
        of_head = {term: self._weight(term) for term in head}
        return {
            **self._sentences(query, pairs, weights, of_head, beside),
            "counted": self._counted(query, pairs, of_head) if head and asks_quantity(query) else 1.0,
            "nearest head": self._nearest_head(hits[0], of_head) if head else 1.0,
            "beside": sum(beside.values()),
            "beside held": share(beside, held),
        }

    def beside(self, query: str, weights: Mapping[str, float]) -> dict[str, float]:
        """The weights of what a question says beside its places and the documents' subject."""
        named = frozenset().union(*(self._terms_of(name) for names in places(query) for name in names))
        apart = named | self._subject
        return {term: weight for term, weight in weights.items() if term not in apart}

    def is_subject(self, term: str) -> bool:
        """Whether the titles of the documents hold a term."""
        return term in self._subject

    def _sentences(
        self,
        query: str,
        pairs: Sequence[SentencePair],
        weights: Mapping[str, float],
        head: Mapping[str, float],
        beside: Mapping[str, float],
    ) -> dict[str, float]:
        """How much of the question the best sentence holds that also has every kind of thing it asks for."""
        rated = [(self._pair(pair), not unmet(query, [pair])) for pair in pairs]
        meeting = [terms for terms, meets in rated if meets]
        best = max((share(weights, terms) for terms, _ in rated), default=0.0)
        return {
            "kind pair gap": best - max((share(weights, terms) for terms in meeting), default=0.0),
            "kind head": max((share(head, terms) for terms in meeting), default=0.0) if head else 1.0,
            "beside pair": max((share(beside, terms) for terms in meeting), default=0.0),
        }

    def _counted(self, query: str, pairs: Sequence[SentencePair], head: Mapping[str, float]) -> float:
        """How much of the thing asked for stands right around a quantity that could answer."""
        found = 0.0
        for pair in pairs:
            for lang in Lang:
                for quantity in answering(query, pair[lang]):
                    span = quantity.span
                    around = pair[lang][max(0, span.start - _BEFORE[lang]) : span.end + _BEHIND[lang]]
                    found = max(found, share(head, self._terms_of(around)))
        return found

    def _nearest_head(self, hit: Hit, head: Mapping[str, float]) -> float:
        """How much of the thing asked for the known question nearest in meaning asks for too."""
        channel = hit.channels.get("vector question")
        return share(head, self._terms_of(channel.terms[0])) if channel and channel.terms else 0.0

    def _pair(self, pair: SentencePair) -> frozenset[str]:
        return self._terms_of(f"{pair.zh}\n{pair.en}")

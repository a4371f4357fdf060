"""The best hits in the order of a reranker, which reads the query and a sentence together."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from embeddings import Reranker
from rag.text import detect_language
from rag.types import ChannelScore, Hit, Lang, Retriever

RERANKER = "reranker"  # the name under which a hit's `channels` tell what the reranker said of it
RERANKED = 20  # hits read again; hit@20 of the retriever is 0.998 on validation questions, and each costs a model's run


class RerankingRetriever:
    """A retriever whose first `RERANKED` hits a reranker orders anew; those behind them stay where they are."""

    def __init__(self, retriever: Retriever, reranker: Reranker) -> None:
        self._retriever = retriever
        self._reranker = reranker

    def search(self, query: str, *, k: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        """The k best clauses, best first; hits that the reranker scores alike keep the retriever's order.

        The scores stay at their places, whichever hit comes to stand there: what reads them (weak, ahead, refused)
        was fitted on the retriever's scale, and a reranker's is its own.
        """
        if k <= 0:
            return []
        hits = self._retriever.search(query, k=max(k, RERANKED), documents=documents)
        return [*self._reranked(query, hits[:RERANKED]), *hits[RERANKED:]][:k]

    def _reranked(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        lang = detect_language(query) or Lang.ZH  # numbers alone read the same in both
        scores = self._reranker.score(query, [_text(hit, lang) for hit in hits])
        order = np.argsort(-scores, kind="stable")
        return [
            replace(
                hits[i],
                score=place.score,
                channels={**hits[i].channels, RERANKER: ChannelScore(rank, float(scores[i]))},
            )
            for rank, (i, place) in enumerate(zip(order, hits, strict=True), 1)
        ]


def _text(hit: Hit, lang: Lang) -> str:
    """What is read of a hit: its best sentence behind the clause's title, the clause where it has none.

    In the other language where this one is missing.
    """
    best = hit.sentence or hit.clause
    side = lang if best[lang] else lang.other
    title = "" if hit.sentence is None or hit.sentence.is_title else hit.clause.title[side]
    return f"{title} {best[side]}".strip()

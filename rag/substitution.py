"""A thing that a follow-up names alone, put into the question before it: "大气呢？" after "水污染怎么治？" -> "大气怎么治？".

What it takes the place of is not told by the words: every stretch of the earlier question that names something is tried,
and `rag.finder` takes what finds most.
"""

import re
from collections.abc import Iterator, Sequence

from rag.text import ENGLISH_STOP_WORDS, HAN

MOST = 8  # questions tried
_TAIL_ZH = 2  # characters of a stretch that may stay behind the thing: 资金自由 -> 运输自由
_TAIL_EN = 2  # words: "water pollution treated" -> "air pollution treated"
# What parts the things named in a Chinese question: what it asks, and words that stand between things.
_BETWEEN_ZH = re.compile(
    r"(?:在|是|有|要|由)?(?:什么|哪[一二两三四五六七八九十几些个里儿]*|多少|几|谁|怎么?样?|如何|何时|为何|多[大长高久远])[^,?？]*"
    r"|方面|[上中里](?=[有的是,]|$)|能否|可以|(?<![功可职智性节效产])能(?![力源量够])|[的在和与对把将是有了及吗、,?？]|20\d\d年?"
)
_SMALLEST = 2  # characters


def in_its_place(thing: str, topic: str) -> list[str]:
    """At most `MOST` questions: a normalised one with the thing in the place of each stretch of it that names something."""
    if re.search(f"[{HAN}]", topic):
        spans = [(*span, _tails_zh(topic[slice(*span)], thing)) for span in _stretches_zh(topic)]
    else:
        spans = [(*span, _tails_en(topic[slice(*span)])) for span in _stretches_en(topic)]
    found = [f"{topic[:start]}{thing}{tail}{topic[end:]}" for start, end, tails in spans for tail in tails]
    return list(dict.fromkeys(found))[:MOST]


def _stretches_zh(topic: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in (*_BETWEEN_ZH.finditer(topic), None):
        end = match.start() if match else len(topic)
        if end - start >= _SMALLEST:
            yield start, end
        start = match.end() if match else end


def _stretches_en(topic: str) -> Iterator[tuple[int, int]]:
    """Runs of content words; the one right behind "what" or "which" is of what kind the answer is, unless it is the only one."""
    runs: list[tuple[int, int]] = []
    kind: tuple[int, int] | None = None
    before = ""
    for word in re.finditer(r"[\w'-]+", topic):
        if word[0] in ENGLISH_STOP_WORDS or word[0].isdecimal():
            before = word[0]
            continue
        if runs and not before:
            runs[-1] = (runs[-1][0], word.end())
        else:
            runs.append(word.span())
            kind = runs[-1] if before in ("what", "which", "many", "much") else kind
        before = ""
    others = [run for run in runs if kind is None or run[0] != kind[0]]
    yield from others or runs


def _tails_zh(stretch: str, thing: str) -> Sequence[str]:
    tail = stretch[-_TAIL_ZH:]
    return ("", tail) if len(stretch) >= 2 * _TAIL_ZH and not thing.endswith(tail) else ("",)


def _tails_en(stretch: str) -> Sequence[str]:
    words = stretch.split()
    return ("", *(" " + " ".join(words[-size:]) for size in range(1, min(_TAIL_EN, len(words) - 1) + 1)))

"""Text, normalised once: script, width and case folded; its language; its words for matching.

Everything here is for matching. What is shown and quoted is always the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from rag.numbers import Kind, quantities
from rag.types import Lang

TERMS_VERSION = 4  # raise it when `tokens` changes, or caches of terms go stale
HAN = r"\u3400-\u9fff\uf900-\ufaff"
_HAN_RUN = re.compile(rf"[{HAN}]+")
_ABBREVIATION = re.compile(r"[A-Za-z]*[A-Z0-9][A-Z0-9.]+(?![A-Za-z])|[A-Za-z]+\d[\d.]*")  # "GDP", "PM2.5", "IPv6"
_FEW = 2
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
# One token: a number with its decimals, percent or ratio; letters and digits grown together; a run of Chinese.
_TOKEN = re.compile(rf"\d+(?:[.,:/]\d+)*%?(?![a-z])|[a-z0-9]+(?:\.\d+)?|[{HAN}]+")
_MAYBE_QUANTITY = re.compile(
    r"\d|分之|[二三四五六七八九十百千万亿]{2}|\b(?:per ?cent|hundred|thousand|million|billion|half|quarter|thirds?|\w+teen|\w+ty)\b",
    re.I,
)
_QUOTES = str.maketrans("“”‘’「」『』∶：", '""\'\'""""::')
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\uac00-\ud7af]"
)
# Function words that tell languages written in the Latin alphabet apart (the commonest of each).
_FUNCTION_WORDS = {
    "en": "the of to in is and what which how does do for are who when where why on be will by with from can it",
    "fr": "le la les des est une quel quelle quels dans pour du et sur que qui sont au aux comment pourquoi",
    "es": "el los las una qué cuál cuáles es para del por en y que cómo dónde con se son",
    "de": "der die das und ist wie was welche welcher für im den mit auf ein eine von zu wird werden",
    "pt": "o os as uma qual quais é para do da dos das em e que como onde com são",
    "it": "il lo gli una quale quali è per del della dei di e che come dove con sono nel",
    "vi": "là của và các trong được những cho với không có một gì nào",
    "id": "yang dan di ini itu dengan untuk dari adalah apa berapa bagaimana",
}  # fmt: skip
ENGLISH_STOP_WORDS = frozenset(
    (
        "a an the of to in on at by for from with and or is are was were be been being will would shall should can "
        "could may might must do does did has have had having it its this that these those there their they them he "
        "she we you i me my your our us as if than then so not no nor any all some each every other such what which "
        "who whom whose when where why how please tell say says said about into over under between among per via "
        "also more most much many s t re until during within without through across after before since upon against "
        "toward towards because while whether both either neither here just only very too now"
    ).split()
)
CHINESE_STOP_WORDS = frozenset(
    (
        "的 了 是 在 和 与 及 或 有 吗 呢 吧 啊 呀 嘛 什么 哪些 哪个 哪 怎么 怎样 如何 多少 几 为 对 将 要 会 "
        "能 可以 应 就 都 也 还 这 那 这个 那个 其 之 于 以 由 从 到 被 把 给 让 个 请问 请 告诉 我 你 他 她 它 "
        "我们 你们 他们 一个 一些 是否 有没有 是不是 关于 对于 根据 按照 以及 并 等 等等 中 里 上 下"
    ).split()
)


_FUNCTION_CHARACTERS = re.compile(
    "有?(?:什么|多少|多[大长高宽远久快]|哪[些个几里儿]?|怎么样?|怎样|如何|为什么|为何|是否|是不是|有没有|能不能|会不会)|请问|告诉我|谁|[的了吗呢吧啊呀嘛]"
)


class Segmenter(Protocol):
    """Cuts a run of Chinese characters into words."""

    def __call__(self, text: str) -> Iterator[str]: ...


def normalise(text: str) -> str:
    """NFKC, traditional to simplified, lower case, plain quotes and colons: "第Ⅲ類，２.２∶1" -> "第iii类,2.2:1"."""
    return to_simplified(unicodedata.normalize("NFKC", text.translate(_QUOTES)).lower())


def compact(text: str) -> str:
    """`normalise` without any white space; what quotes and answers are compared by."""
    return "".join(normalise(text).split())


def to_simplified(text: str) -> str:
    """Traditional Chinese characters to simplified ones, by OpenCC; other text is left as it is."""
    return str(_opencc().convert(text)) if _HAN_RUN.search(text) else text


def detect_language(text: str) -> Lang | None:
    """The language of a question: Chinese, English, or None for another language or no words at all.

    A Chinese character weighs two thirds of a Latin word, about what it says; on a tie Chinese wins. Abbreviations
    ("GDP呢") are of either language: one or two beside Chinese weigh nothing.

    >>> detect_language("What happens in the 示范区?"), detect_language("G60科创走廊是什么？"), detect_language("Где?")
    (<Lang.EN: 'en'>, <Lang.ZH: 'zh'>, None)
    """
    han = sum(len(run) for run in _HAN_RUN.findall(text))
    words = [word.lower() for word in _LATIN_WORD.findall(unicodedata.normalize("NFC", text))]
    if len(_OTHER_SCRIPT.findall(text)) > max(han, len(words)) / 2:
        return None
    if not han and not words:
        return None
    if han * 2 / 3 >= len(words) or (
        han and len(words) <= _FEW and not _LATIN_WORD.search(_ABBREVIATION.sub(" ", text))
    ):
        return Lang.ZH
    return Lang.EN if _is_english(text) else None


def _is_english(text: str) -> bool:
    """English unless two or more function words of another language outnumber its own."""
    words = [word for word in re.split(r"[^\w]+", text.lower()) if word]
    counts = {lang: len(set(words) & _function_words(lang)) for lang in _FUNCTION_WORDS}
    rival = max(count for lang, count in counts.items() if lang != "en")
    return rival < 2 or counts["en"] >= rival


@cache
def _function_words(lang: str) -> frozenset[str]:
    return frozenset(_FUNCTION_WORDS[lang].split())


def tokens(text: str, segment: Segmenter) -> list[str]:
    """The terms of a text for lexical matching, in order, repeats kept; stop words are left out.

    English words are stemmed (Snowball); Chinese is cut into words, and longer runs also give their character pairs,
    so that a word cut differently, or one wrong character, does not lose the match. A quantity also gives its value,
    last: "百分之七十", "70%" and "seventy percent" all give "=7/10", "2.1万" and "21,000" both "=21000".
    """
    found: list[str] = []
    for token in _TOKEN.findall(normalise(text)):
        if _HAN_RUN.match(token):
            found += [word for word in segment(token) if _is_content(word)]
            found += _character_pairs(token)
        elif token not in ENGLISH_STOP_WORDS:
            found.append(stem(token))
    return found + _values(text)


def _values(text: str) -> list[str]:
    """The values of a text's amounts and shares as terms; texts that cannot hold any are passed over, at a price of 1 ms."""
    if not _MAYBE_QUANTITY.search(text):
        return []
    return [
        f"={quantity.value}" for quantity in quantities(text) if quantity.kind in (Kind.COUNT, Kind.SHARE, Kind.RATIO)
    ]


def words(text: str, segment: Segmenter) -> dict[str, str]:
    """The words that carry a text's meaning, in order, term → as written: "river chiefs 河长" -> river, chief, 河长.

    Their terms are among those of `tokens`; numbers, character pairs and English words of one or two letters are not.
    """
    found: dict[str, str] = {}
    for token in _TOKEN.findall(normalise(text)):
        if _HAN_RUN.match(token):
            found |= {word: word for word in segment(token) if _is_content(word)}
        elif token.isalpha() and len(token) > 2 and token not in ENGLISH_STOP_WORDS:
            found.setdefault(stem(token), token)
    return found


def _is_content(word: str) -> bool:
    return len(word) > 1 and word not in CHINESE_STOP_WORDS and not _FUNCTION_CHARACTERS.fullmatch(word)


def _character_pairs(run: str) -> list[str]:
    """The pairs of neighbouring characters, none across a question or function word: 石桥有多长 -> [石桥]."""
    pieces = [piece for piece in _FUNCTION_CHARACTERS.split(run) if piece]
    return [pair for p in pieces for pair in ([p[i : i + 2] for i in range(len(p) - 1)] if len(p) > 1 else [p])]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case English word; a token with digits is left alone."""
    return str(_stemmer().stemWord(word)) if word.isalpha() else word


@cache
def jieba_segmenter(cache_dir: Path, dictionary: Path | None = None) -> Segmenter:
    """jieba's search-mode cutter, its cache kept in our cache folder and not in the shared temporary one.

    `dictionary` is a file of "word count" lines in place of jieba's own 349,000 words, which take a second to load.
    """
    import logging

    import jieba

    tokenizer = jieba.Tokenizer(str(dictionary) if dictionary else None)
    jieba.setLogLevel(logging.CRITICAL)  # it logs a traceback where the cache cannot be written, and works on without
    with suppress(OSError):
        cache_dir.mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(cache_dir)

    def segment(text: str) -> Iterator[str]:
        return iter(tokenizer.cut_for_search(text))

    return segment


@cache
def _opencc():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    from Stemmer import Stemmer

    return Stemmer("english")

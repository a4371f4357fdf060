"""The words of a question that a text does not hold, as they stand in the question: what a refusal names."""

import re
from collections.abc import Callable
from functools import cache

from rag.question import Question
from rag.text import ENGLISH_STOP_WORDS, HAN, compact, normalise, stem

MOST = 3
_QUOTED = re.compile(r"[“\"《「]([^”\"》」]{2,30})[”\"》」]")
_LATIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9-]|['’](?!s\b))*[A-Za-z0-9](?:\.\d+)?|(?<![A-Za-z\d.])\d[\d.,]*%?")
_RUN = re.compile(f"[{HAN}]{{2,}}")
_MEASURES = "个家座位年月日天点部条首篇本份种项次号台辆"
_FUNCTION = re.compile(
    f"有?(?:什么|多少|多[大长高宽远久快]|哪[些几里儿{_MEASURES}]?|怎么样?|怎样|如何|为什么|为何|是否|是不是|有没有|能不能|会不会|可不可以)"
    f"|[几两一二三四五六七八九十][{_MEASURES}]|(?<!首)都(?!市)|请问|告诉我|帮我|给我|关于|对于|一共|总共|具体|分别|最|目前|现在|(?:星期|周|礼拜)[一二三四五六日天末]|今天|明天|昨天|今年|去年"
    "|总结|概括|解释|翻译|引用|通俗|简单|已经|可以|应该|需要|提到|提及|涉及|谈到|说到|讲到|达到|完成|结束|开始|进行|(?:规划|文件|纲要)[里中]|文件|纲要|[的了吗呢吧啊呀嘛是在和与及或有谁几要到将被把给让能会由从于就也还我你他她它们这那去来帮对各写]"
)
_EDGES = "上下里中内外"  # say where, at the edge of a stretch
# Said of any document, of how the question is put, or of no thing: verbs without a matter of their own, words of degree.
_GENERIC = (
    "much many there tell plan say give name exact exactly list know would could target percent people "
    "document outline text paper file content clause "
    "go goes went gone come came get got make made take took taken put set let keep kept become became happen "
    "start begin began begun finish end stop complete reach achieve want need try tried use find found show shown look "
    "see saw seen think thought ask mean meant call told gave given said knew known intend aim hope expect envisage "
    "mention state describe discuss cover address include contain involve concern relate refer specify exist "
    "really actually currently specifically roughly approximately mainly overall total specific current latest "
    "summarise summarize summary explain plain simple brief terms words sum quote cite translate "
    "lot something anything everything someone anyone thing way kind sort type part still yet already ever etc"
).split()


def open_words(question: Question, held: Callable[[str], bool]) -> list[str]:
    """At most `MOST` words of a question of which `held(term)` is false: quoted ones, names and long ones first.

    A Chinese word is a stretch of characters that no held pair covers: "示范区的房价" -> ["房价"].
    """
    quoted = [phrase for phrase in _QUOTED.findall(question.text) if not held(compact(phrase))]
    latin = [word for word in _LATIN.findall(question.text) if _counts(word) and not held(stem(word.lower()))]
    chinese = [word for run in _RUN.findall(normalise(question.text)) for word in _open_runs(run, held)]
    found = list(dict.fromkeys([*quoted, *latin, *sorted(chinese, key=len, reverse=True)]))
    return [word for word in found if not any(word != other and word in other for other in found)][:MOST]


def _counts(word: str) -> bool:
    low = word.lower()
    return len(word) > 2 and low not in ENGLISH_STOP_WORDS and low not in _generic() and stem(low) not in _generic()


@cache
def _generic() -> frozenset[str]:
    return frozenset((*_GENERIC, *map(stem, _GENERIC)))


def _open_runs(run: str, held: Callable[[str], bool]) -> list[str]:
    """The stretches of two characters and more that no held pair covers: 今天上海天气 -> 今天, 天气."""
    words = []
    for piece in filter(lambda piece: len(piece) > 1, _FUNCTION.split(run)):
        covered = {at for i in range(len(piece) - 1) if held(piece[i : i + 2]) for at in (i, i + 1)}
        left = "".join(" " if i in covered else character for i, character in enumerate(piece))
        words += [word for word in (part.strip(_EDGES) for part in left.split()) if len(word) > 1]
    return words

"""The language that a message asks to be answered in: "中心区面积多大？请用英文回答", "In Chinese, please: …".

A button does the same in the chat window; who types, or calls a function, says it in words. A piece of a message asks for
a language where it names one and says nothing else but what such requests say.
"""

import re

from rag.text import HAN
from rag.types import Lang

_NAMES = {
    Lang.ZH: r"(?:简体|繁体|簡體|繁體)?(?:中文|[汉漢华華][语語]|中国话|普通话|国语)|中[译譯](?:文|本)?"
    r"|\b(?:(?:simplified|traditional|mandarin) )?chinese\b|\bmandarin\b",
    Lang.EN: r"英文|英[语語]|英[译譯](?:文|本)?|\benglish\b",
}
_NAME = rf"(?:{'|'.join(f'(?P<{lang}>{names})' for lang, names in _NAMES.items())})"
_ANY_NAME = re.compile("|".join(_NAMES.values()), re.IGNORECASE)
_TRANSLATE = re.compile(r"翻[译譯]|\btranslat\w+\b|怎[么麼][译譯]", re.IGNORECASE)
# What requests for a language say beside its name, in any order.
_WORDS_ZH = (
    r"能不能|可不可以|可以|可否|麻[烦煩]|[谢謝][谢謝]|有没有|刚才|剛才|上面|重新|切[换換]|直接|[应應][该該]|官方|正式|标准|"
    r"[回作]答|回[复覆復]|答[复覆]|答案|告[诉訴]|复述|重复|翻[译譯]|版本|原文|[译譯]文|[语語]言|怎[么麼样樣]|是?什[么麼]|"
    r"[请請帮幫你您我给給要用以来來再把它这這那个個条條句话話段的能说說讲講写寫答译譯翻成为為到换換改一份遍下次版呢吗嗎吧呀啊有只都也就好了里中谢]"
)
_WORDS_EN = (
    r"\b(?:now|the|same|in|into|to|please|pls|could|can|would|will|you|put|that|it|this|these|those|i|we|us|want|need|like|'?d|show|"
    r"me|give|get|have|see|read|original|official|text|version|translat\w+|wording|answer|reply|response|respond|write|your|use|"
    r"say|speak|tell|explain|repeat|again|back|for|my|a|an|only|just|and|but|or|so|what|'?s|about|how|is|are|do|does|of|one|last|previous|thing|"
    r"everything|all|also|too|then|instead|time|thanks|thank|ok|okay|sorry|kindly|our|language|question|sentence|from|on|by)\b"
)
_SAID = re.compile(rf"{_WORDS_ZH}|{_WORDS_EN}|[^\w]|_", re.IGNORECASE)
_CLAUSE = re.compile(
    r"第?\d+(?:\.\d+)+[条條]?|\b(?:clauses?|articles?|sections?) \d+(?:\.\d+)*|第[\d一二三四五六七八九十百]+[条條]",
    re.I,
)
_END = r"[\s?？!！。.~～,，:：;；]*"
# What asks for a thing in a language: of all that it holds the thing alone is what is searched for.
_OF_A_THING = [
    re.compile(rf"\s*(?:{pattern}){_END}", re.IGNORECASE)
    for pattern in (
        rf"把?(?P<thing>[^,，]{{1,99}}?)(?:这个[词词]|一词)?(?:的|在|用){{0,3}}(?:官方|正式|标准)?的?{_NAME}(?:版|原文|里|中|名称?|翻[译譯]){{0,3}}(?:是什[么麼]|是啥|[该該應应]{{0,2}}怎[么麼样樣]"
        r"[说說讲講表翻写寫译譯]?[述达達译譯]?)",
        r"(?P<thing>[^,，]{1,99}?)(?:这个[词词]|一词)?[该該應应]{0,2}怎[么麼]翻?[译譯]",
        rf"[请請麻烦煩]{{0,9}}你?用{_NAME}翻?[译譯](?:一下)?(?P<thing>.{{1,99}})",
        rf"[请請麻烦煩你能帮幫我]{{0,9}}把?(?P<thing>[^,，]{{1,99}}?)[请請麻烦煩你帮幫我再]{{0,9}}(?:翻[译譯]?|[译譯])(?:成|为|為|作){_NAME}(?:一下|吗|吧)?",
        rf"(?:(?:please|can|could|you|me|give|show|tell|what(?:'s|’s| is)|is|the) ?){{0,9}}\b{_NAME} "
        r"(?:term|word|name|expression|text|version|original|wording|translation)? ?(?:of|for) (?P<thing>.{1,99}?)",
        rf"(?:please |can you |could you ){{0,3}}translate (?P<thing>.{{1,99}}?) (?:in)?to {_NAME}(?:,? please)?",
        rf"(?:what(?:'s|’s| is)|how (?:do|would|can) (?:you|i|we) say|how to say|what does) (?P<thing>.{{1,99}}?) (?:mean )?in {_NAME}",
        rf"how is (?P<thing>.{{1,99}}?) (?:written|put|said|called|rendered|translated) in (?:the )?{_NAME}(?: \w+)?",
    )
]
# Before what is asked, without punctuation between, and behind it.
_EDGES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^[请請麻烦煩你能帮幫我]{{0,9}}用{_NAME}(?:回答|告[诉訴]我?|[说說介解][明释绍釋紹]?)(?:一下)?",
        rf"^(?:please |can you |could you ){{0,3}}(?:answer|reply|respond|tell me|explain|say)(?: me)? in {_NAME} "
        r"(?=(?:what|which|who|how|when|where|why|whether)\b)",
        rf" in {_NAME},? please{_END}$",
    )
]
_PIECES = re.compile(r"(?<=[?？!！。;；:：,，\n])|(?<=\.)(?=\s)|(?=[(（\[【])|(?<=[)）\]】])")


def without_language(text: str) -> tuple[str, Lang | None]:
    """A message without its request for a language, and that language; itself and None where it makes none.

    "" is what remains where nothing else is said: the question before it is asked again. A translation of which no language
    is named is one into the other language than the message's.
    """
    pieces = _PIECES.split(text)
    if all(map(_is_request, pieces)) and (_ANY_NAME.search(text) or _TRANSLATE.search(text)):
        return " ".join(match[0] for match in _CLAUSE.finditer(text)), _named(text)
    requests = [piece for piece in pieces if _ANY_NAME.search(piece) and _is_request(piece)]
    if requests and not any(map(_CLAUSE.search, requests)):
        rest = "".join(piece for piece in pieces if piece not in requests)
        return rest.strip(" ,，:：;；、\n"), _named(requests[0])
    for pattern in _EDGES:
        match = pattern.search(text)
        if match:
            return f"{text[: match.start()]}{text[match.end() :]}".strip(" ,，:："), _named(match[0])
    thing = next((match for pattern in _OF_A_THING for match in [pattern.fullmatch(text)] if match), None)
    if thing and _SAID.sub("", thing["thing"]):
        return thing["thing"].strip(), _named(f"{text[: thing.start('thing')]} {text[thing.end('thing') :]}")
    return text, None


def _is_request(piece: str) -> bool:
    """Whether a piece says nothing but what requests for a language say, and the numbers of clauses."""
    return not _SAID.sub("", _ANY_NAME.sub(" ", _CLAUSE.sub(" ", piece)))


def _named(words: str) -> Lang:
    match = re.search(_NAME, words, re.IGNORECASE)
    if match:
        return next(lang for lang in Lang if match[lang.value])
    return Lang.EN if re.search(f"[{HAN}]", words) else Lang.ZH

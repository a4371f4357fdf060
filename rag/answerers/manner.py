"""How much a question asks for, by its words: one thing, or a list or comparison."""

import re

_WIDE = re.compile(
    r"区别|有何不同|哪些|哪几|哪[二两三四五六七八九十]|分别|列举|都有|有什么|什么内容|讲了|怎么说|对比|相比|比较一下"
    r"|which .*s\b|what are|what (?:kinds|types|measures|does .* say)|list\b|name the|what .* (?:say|do) about"
    r"|compare\b|versus\b|difference between|\bdiffer\b"
)
_SPECIFIC = re.compile(
    r"哪(?!些)|多[少大长高远久快宽深重]|几|谁|\b(?:which|who|when|where|how (?:many|much|long|big|large|far|fast|high|often))\b"
)


def is_wide(query: str) -> bool:
    """Whether a normalised question asks for a list, a comparison or what is said of something."""
    return bool(_WIDE.search(query))


def is_specific(query: str) -> bool:
    """Whether a normalised question asks for one thing: a person, a place, a time, a number, which of some."""
    return bool(_SPECIFIC.search(query))

"""How texts are compared: the same on both sides, so that width, case, spacing and markers do not decide."""

import re
import unicodedata

# A marker as it stands in an answer: "[2.4.2]", "[ylz:2.4.2]", "[12-1]", "[2.4.2, 1.1.1]".
MARKER = re.compile(r"\[[A-Za-z0-9_:.,;，、\- ]{0,40}[0-9][A-Za-z0-9_:.,;，、\- ]{0,40}\]")


def squash(text: str) -> str:
    """NFKC, lower case, all white space removed: "Ｒ＆Ｄ  At 3％" -> "r&dat3%"."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def without_markers(text: str) -> str:
    """The text without its citation markers: "达到18%。[2.4.3]" -> "达到18%。"."""
    return MARKER.sub("", text)

"""Titles: of the document, from its front matter, and of clauses, from their first words."""

import re
from collections.abc import Sequence

from rag.parsing.headings import HAN_NUMBER
from rag.parsing.outline import Outline
from rag.parsing.pieces import language
from rag.types import Bilingual, Lang, Span

_STATUS = re.compile(r"\s*[\[【(（](?:effective|现行有效|已被修改|已失效|revised|invalid)[\]】)）]\s*$", re.IGNORECASE)
_ISSUED = re.compile(r"(?:印发|公布|发布|批准|转发)[^《]*《(?P<title>[^》]+)》")
_TITLE_LENGTH = {Lang.ZH: 60, Lang.EN: 250}
_ZH_TITLE = re.compile(r"[—–\-\s]*[^。！？,，;；:：]{2,30}[。]")
_EN_TITLE = re.compile(r"[—–\-\s]*[^.:;]{3,200}(?P<end>[:.])(?=\s)")
_TITLE_WORDS = 25
_NUMBERED = re.compile(rf"[（(]{HAN_NUMBER}[）)]")  # "（一）产业发展。加快…" is a titled paragraph of a plan


def document_title(outline: Outline, text: str, lang: Lang) -> str:
    """The title in a language, the 《…》 issued or the last short line of the front matter; "" where there is none."""
    found = ""
    for place in outline.placements:
        if place.kind != "noise" or place.name != "front matter":
            break
        line = _STATUS.sub("", place.span.of(text))
        if language(line) is not lang or len(line) > _TITLE_LENGTH[lang] or line.endswith((".", "。", ":", "：")):
            continue
        issued = _ISSUED.search(line)
        found = issued["title"] if issued else line
        if issued:
            break
    return found


def clause_title(zh: str, en: str, sentences: Sequence[Span]) -> Bilingual:
    """The words a titled paragraph opens with, end marks included: "推动都市圈同城化。以…" / "Promoting …: With …".

    A Chinese title is a first sentence without a comma that others follow (`sentences` are the Chinese ones). So may
    a plain fact be: it is no title unless the English one ends in a colon, two or more sentences follow, or it is
    numbered. The English one runs to the first colon or, in the latter cases, full stop; alone, to a colon.
    """
    if not zh:
        return Bilingual(en=_en_title(en, ends=":"))
    title = _ZH_TITLE.match(zh) if len(sentences) > 1 else None
    is_sure = len(sentences) > 2 or bool(_NUMBERED.match(zh))
    en_title = _en_title(en, ends=":." if is_sure else ":") if title else ""
    if not (is_sure or en_title):
        return Bilingual()
    return Bilingual(title.group(), en_title) if title and (en_title or not en) else Bilingual()


def _en_title(text: str, *, ends: str) -> str:
    match = _EN_TITLE.match(text)
    found = match and match["end"] in ends and len(match.group().split()) <= _TITLE_WORDS and match.end() < len(text)
    return match.group() if match and found else ""


def bare(title: str) -> str:
    """A title without its dashes and stop: "——坚持创新共建。" -> "坚持创新共建"."""
    return title.strip("—–- \t\n\xa0。.:：")

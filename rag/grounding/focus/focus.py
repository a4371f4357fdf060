"""`focus`: the parts of a sentence that answer, by the kind of thing that the question asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings import Encoder
from rag.asked_for import STYLES, asked_keys, asks_quantity
from rag.asked_names import places
from rag.asked_parts import parts_of
from rag.grounding.evidence import content, language, plain
from rag.grounding.focus.amounts import amounts, left_out, nearest_amount, same_amounts
from rag.grounding.focus.evidence import asked_content, is_relevant, shared
from rag.grounding.focus.listing import Listing
from rag.grounding.focus.lists import listings
from rag.grounding.focus.names import doers, only_place, seats
from rag.question import Question
from rag.text import compact
from rag.types import Lang, Span

_NUMERAL = "[两二三四五六七八九十]"
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|must|will|shall|should|can|may|might|about|this|if)\b"
_LIST = re.compile(
    rf"哪些|哪几|哪{_NUMERAL}|有什么|是什么|包括什么|分别|列举|列出|都有"
    rf"|\b(?:which|what) (?:(?!{_AUXILIARY})[\w-]+ ){{0,3}}?(?!{_AUXILIARY})[a-z-]+s\b|\bwhat are\b|\blist\b|\bname (?:the|all|some)\b"
)
_HEADS = (
    re.compile(
        rf"哪(?:些|几|{_NUMERAL})(?:类型的?|种类的?|方面的?|[大类种个家座项条])*+(?P<head>[\u3400-\u9fff]{{1,6}})"
    ),
    re.compile(r"什么(?:样的?)?(?P<head>[\u3400-\u9fff]{2,6})"),
    re.compile(
        r"(?P<head>[\u3400-\u9fff]{2,6}?)(?:主要|一共|具体|都|分别)?(?:有|是|包括|分为|指的?是|涉及|涵盖)(?:哪|什么)"
    ),
    re.compile(
        rf"\b(?:which|what)(?: (?:are|were))?(?: the| other| kinds of| types of)*(?P<head>(?: (?!{_AUXILIARY})[a-z-]+){{1,3}})"
    ),
    re.compile(rf"\b(?:list|name) (?:the|all|some)(?P<head>(?: (?!{_AUXILIARY})[a-z-]+){{1,3}})"),
)
_HOW = re.compile(r"怎么|怎样|如何|\bhow (?:do|does|did|will|can|should|is|are|to)\b")
_CLOSED = re.compile(
    r"为什么|为何|为啥|\bwhy\b|什么意思|指的是什么|\bwhat is an?\b|\bstands? for\b|\bmeans?\b|\brefers?\b"
)
_PLACES = re.compile(
    rf"哪(?:[一个些几座]|{_NUMERAL})*(?:城市|省(?![际级])|市(?!场)|区(?!域)|县(?!域)|地方|国家|镇|村|地区|里|儿)|在哪|什么地方|何处|\bwhere\b"
    r"|\b(?:which|what) (?:[a-z]+ ){0,2}(?:cities|countries|provinces|counties|towns|districts|places|areas|locations|sites|city|province)\b"
)
_CITIES, _PROVINCE = re.compile(r"城市|\b(?:cit(?:y|ies)|towns?)\b"), re.compile(r"省$|\bprovince$")
# Places that do nothing themselves.
_NATURE = re.compile(r"[江河湖海山岛湾]$|\b(?:rivers?|lakes?|canals?|mountains?|islands?|bays?)$", re.IGNORECASE)
_WHETHER = re.compile(r"(.)[不没]\1")
_OPEN = re.compile(r"哪|什么|多少|几|谁|何|\b(?:what|which|who|whom|whose|when|where|how)\b")
_BUT = re.compile(r"除了?|除开|\b(?:apart from|besides|except|other than|in addition to)\b")
_GENERIC = content("thing things content contents 内容 方面 东西")
_NUMBER = re.compile(r"[\d.,%]+")


def focus(query: str, sentence: str, lang: Lang, beside: str = "", encoder: Encoder | None = None) -> tuple[Span, ...]:
    """The ranges of a sentence's text that answer a normalised question directly, in order; none where that is unsure.

    lang    the answer's language
    beside  what its clause says in the other language. A sentence in another language than the question is read by it;
            one that is not in the answer's is shown for what its translation leaves out, and only that is the answer
    encoder tells figures apart where the words do not

    >>> [span.of(text) for span in focus("研发投入强度要达到多少", text := "研发投入强度达到3%以上,贡献率达到65%。", Lang.ZH)]
    ['3%以上']
    """
    parts = [part.question.query for part in parts_of(Question(query, lang, query))]
    found = [span for part in parts for span in _focus(part, sentence, lang, beside, encoder)] if len(parts) > 1 else []
    return _apart(found) or _focus(query, sentence, lang, beside, encoder)


def _focus(query: str, sentence: str, lang: Lang, beside: str, encoder: Encoder | None) -> tuple[Span, ...]:
    """The same for a question that is but one."""
    if _is_closed(query) or not asked_content(query):
        return ()
    read = language(sentence)
    spans: tuple[Span, ...] = ()
    if asks_quantity(query):
        if language(query) is read or not beside:
            spans = amounts(query, sentence)
        elif read is lang:
            spans = same_amounts(amounts(query, beside), beside, sentence)
        else:
            spans = left_out(query, sentence, beside)
    if not spans or asks_list(query):
        spans = _apart((*spans, *_names(query, sentence)))
    if not spans and encoder and language(query) is read is lang:
        spans = nearest_amount(query, sentence, encoder)
    return spans


def asks_list(query: str) -> bool:
    """Whether a normalised question asks for several things by name."""
    return bool(_LIST.search(query))


def _is_closed(query: str) -> bool:
    """Whether a question asks yes or no, why, how, or what a word means: no words of a sentence alone answer that."""
    whether = STYLES["whether"].search(query) and not _OPEN.search(query)
    return bool(
        whether or _CLOSED.search(query) or _WHETHER.search(query) or (_HOW.search(query) and not asks_quantity(query))
    )


def _names(query: str, sentence: str) -> tuple[Span, ...]:
    """The names asked for: the items of a list, who does it, where it is."""
    kinds = asked_keys(query)
    listed = [_but(query, sentence, _of_region(query, sentence, listing)) for listing in listings(sentence)]
    found = [listing for listing in listed if _is_news(query, sentence, listing)]
    of_places = [listing for listing in found if listing.places]
    if _PLACES.search(query):
        return _chosen(query, sentence, of_places, sure=True) or seats(query, sentence) or only_place(query, sentence)
    if kinds & {"person", "body", "company"}:
        acting = [
            listing for listing in of_places if not any(_NATURE.search(item.of(sentence)) for item in listing.items)
        ]
        named = _chosen(query, sentence, acting, sure=True) if "person" in kinds else ()
        return named or doers(query, sentence) or seats(query, sentence)
    return _chosen(query, sentence, found) if asks_list(query) else ()


def _of_region(query: str, sentence: str, listing: Listing) -> Listing:
    """A list of several regions' places cut down to the region that the question names; else the list."""
    asked = {names[0].removesuffix("省") for names in places(query)}
    start = listing.piece.start
    for row in listing.rows:
        said = {names[0].removesuffix("省") for names in places(sentence[start : row.piece.end])}
        if asked & said - {compact(item.of(sentence)) for item in row.items}:
            return replace(listing, items=row.items)
        start = row.items[-1].end
    return listing


def _but(query: str, sentence: str, listing: Listing) -> Listing:
    """A list without the things that the question leaves out: "除了太湖还有哪些", "which besides Lake Tai"."""
    left_out = _BUT.search(query)
    kept = tuple(item for item in listing.items if not left_out or compact(item.of(sentence)) not in compact(query))
    return replace(listing, items=kept) if kept else listing


def _is_news(query: str, sentence: str, listing: Listing) -> bool:
    """Whether a list says what the question does not say itself, and not in numbers alone."""
    known = sum(compact(item.of(sentence)) in compact(query) for item in listing.items)
    return 2 * known < len(listing.items) and not all(_NUMBER.match(item.of(sentence)) for item in listing.items)


def _chosen(query: str, sentence: str, found: Sequence[Listing], *, sure: bool = False) -> tuple[Span, ...]:
    """The items of the one list that is of what the question asks for; `sure`: they are of its kind, whatever their name."""
    head = _head(_BUT.split(query)[0] or query)
    near = [listing for listing in found if head & _called(sentence, listing)]
    if not near and head and not sure:
        return ()
    near = near or list(found)
    if _CITIES.search(query):
        near = [each for each in near if not any(_PROVINCE.search(item.of(sentence)) for item in each.items)]
    held = [[len(shared(query, span.of(sentence))) for span in (each.around, each.piece)] for each in near]
    best = [listing for listing, count in zip(near, held, strict=True) if count == max(held)]
    return best[0].items if len(best) == 1 and (max(held)[0] or sure) and is_relevant(query, sentence) else ()


def _called(sentence: str, listing: Listing) -> frozenset[str]:
    """What a list's items are called: by the words around it, and by what most of them end with or hold."""
    held = [content(plain(item.of(sentence))) for item in listing.items]
    last = [item.of(sentence)[-1:] for item in listing.items]  # "哪四条线": …红线, …保护线
    common = {character for character in last if 2 * last.count(character) > len(last)}
    common |= {word for words in held for word in words if 2 * sum(word in others for others in held) > len(held)}
    return content(plain(listing.category)) | common


def _head(query: str) -> frozenset[str]:
    """What the things asked for are called, as content: "哪些新技术" -> 新技, 技术; "which cities" -> citi."""
    for pattern in _HEADS:
        match = pattern.search(query)
        if match:
            words = match["head"]
            if words.isascii():
                return content(plain(words)) - _GENERIC
            ahead = (
                match.start("head") == match.start()
            )  # "四条线是哪四条": the name ends there, its last character tells
            last = words[-1:] if ahead or len(words) == 1 else ""
            return content(plain(words[-3:] if ahead else words[:3])) - _GENERIC | frozenset(last)
    return frozenset()


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """In order, without those that overlap one before."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)

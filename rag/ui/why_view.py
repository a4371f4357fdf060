"""Why an answer is as it is: what was searched and found, by which channel, what the checks said and what they removed.

Every string goes through markupsafe's `Markup.format`, which escapes it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from rag.render import label
from rag.text import normalise, stem
from rag.types import Answer, ChannelScore, Hit, Rejection, Verdict
from rag.ui.answer_view import link
from rag.ui.labels import HTML_LANG, LABELS, word

FOUND = 5  # clauses listed with what each channel said
_LEAST = {
    "reranker": float("-inf"),
    "classifier": -3.0,
}  # scores that are logarithms, and from where they say that something was found
_KNOWN_QUESTION, _UNANSWERED = "question", "unanswered"
_LATIN = re.compile(r"[a-z0-9]+(?:[-.'][a-z0-9]+)*")


def why_html(answer: Answer, turn: int) -> Markup:
    """What a reader opens to see where the answer comes from; `turn` is its index in the conversation."""
    parts = []
    if answer.query and answer.query != normalise(answer.question):
        parts.append(_part("query", Markup("<p>{}</p>").format(answer.query)))
    if answer.rejected:
        removed = Markup("").join(_removed_html(rejection) for rejection in answer.rejected)
        parts.append(_part("removed", Markup('<ul class="removed">{}</ul>').format(removed)))
    checks = dict.fromkeys(each.check for sentence in answer.sentences for each in sentence.verdicts if each.passed)
    if checks:
        passed = Markup(" · ").join(Markup("✓ {}").format(_named("check", check)) for check in checks)
        parts.append(_part("checked", Markup("<p>{}</p>").format(passed)))
    if answer.hits:
        found = Markup("").join(_found_html(hit, answer, turn) for hit in answer.hits[:FOUND])
        parts.append(_part("found", Markup('<ul class="found">{}</ul>').format(found)))
    return Markup('<details class="why"><summary>{}</summary>{}</details>').format(word("why"), Markup("").join(parts))


def shown_channels(hit: Hit, query: str) -> dict[str, ChannelScore]:
    """What is shown of a hit's channels: of each kind the one that ranked it best, where it found anything.

    Kinds are "lexical", "related", "vector", "classifier", "reranker" and "question" (the nearest known question, which is its term). The terms
    of the lexical one are the query's words that any lexical channel matched; what the ranking weighed and the nearest near miss
    are left out.
    """
    best: dict[str, ChannelScore] = {}
    for name, channel in hit.channels.items():
        kind, _, rest = name.partition(" ")
        kind = _KNOWN_QUESTION if rest == _KNOWN_QUESTION else kind
        found = channel.score > _LEAST.get(kind, 0.0)
        if kind == "ranking" or rest == _UNANSWERED or not found or (kind in best and best[kind].rank <= channel.rank):
            continue
        best[kind] = ChannelScore(channel.rank, channel.score, channel.terms if kind == _KNOWN_QUESTION else ())
    matched = [term for name, each in hit.channels.items() if name.startswith("lexical") for term in each.terms]
    if "lexical" in best:
        best["lexical"] = ChannelScore(
            best["lexical"].rank, best["lexical"].score, words_matched(query, dict.fromkeys(matched))
        )
    return best


def words_matched(query: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The query's words behind index terms, in its order; single characters, and terms inside or across longer ones, are no words.

    "体育资源共享", [体育, 共享, 资源共享, 育资] -> 体育, 资源共享; "protected lakes", [protect] -> protected
    """
    found: dict[int, str] = {}
    taken: set[int] = set()
    terms = list(terms)
    for term in sorted((term for term in terms if len(term) > 1 and not term.isascii()), key=lambda term: -len(term)):
        for start in _places(query, term):
            place = range(start, start + len(term))
            if taken.isdisjoint(place):
                taken.update(place)
                found[start] = term
    for match in _LATIN.finditer(query):
        if match[0] in terms or stem(match[0]) in terms:
            found[match.start()] = match[0]
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))


def _places(text: str, term: str) -> Iterable[int]:
    start = text.find(term)
    while start >= 0:
        yield start
        start = text.find(term, start + 1)


def _part(name: str, body: Markup) -> Markup:
    return Markup('<p class="label">{}</p>{}').format(word(name), body)


def _named(kind: str, name: str) -> Markup | str:
    """The name of a check or channel in the interface's language, its own where it has none."""
    return word(f"{kind}_{name}") if f"{kind}_{name}" in LABELS else name


def _removed_html(rejection: Rejection) -> Markup:
    reasons = Markup("").join(_failed_html(verdict) for verdict in rejection.verdicts if not verdict.passed)
    return Markup("<li><del>{}</del>{}</li>").format(rejection.text, reasons)


def _failed_html(verdict: Verdict) -> Markup:
    """ "✗ numbers: not in 2.4.4: 900"; the core gives its reasons in English."""
    reason = Markup(': <span lang="en">{}</span>').format(verdict.reason) if verdict.reason else ""
    return Markup('<p class="because">✗ {}{}</p>').format(_named("check", verdict.check), reason)


def _found_html(hit: Hit, answer: Answer, turn: int) -> Markup:
    channels = shown_channels(hit, answer.query or normalise(answer.question))
    lines = [Markup('<p class="because">{}</p>').format(_ranks_html(channels))] if channels else []
    if "lexical" in channels and channels["lexical"].terms:
        words = Markup(" ").join(Markup("<kbd>{}</kbd>").format(term) for term in channels["lexical"].terms)
        lines.append(_because("terms", words))
    if _KNOWN_QUESTION in channels:
        lines.append(_because("nearest_question", _quoted(channels[_KNOWN_QUESTION].terms)))
    return Markup('<li>{} <span lang="{}">{}</span>{}</li>').format(
        link(hit.clause, answer, turn),
        HTML_LANG[answer.lang],
        label(hit.clause, answer.lang).partition(" ")[2],
        Markup("").join(lines),
    )


def _because(name: str, body: Markup) -> Markup:
    return Markup('<p class="because">{}: {}</p>').format(word(name), body)


def _quoted(terms: Sequence[str]) -> Markup:
    return Markup(" ").join(Markup("“{}”").format(term) for term in terms)


def _ranks_html(channels: Mapping[str, ChannelScore]) -> Markup:
    """The rank each kind of channel gave: "words no. 1 · meaning no. 2"."""
    return Markup(" · ").join(
        Markup('<span class="rank">{} {}{}{}</span>').format(
            _named("by", kind), word("rank_before"), channel.rank, word("rank_after")
        )
        for kind, channel in channels.items()
    )

"""Which of the rated sentences are quoted, and in what order: the fewest that answer, whole where a part would mislead."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from rag.answerers.belonging import Candidate
from rag.asked_names import places
from rag.grounding import places as geography
from rag.text import normalise
from rag.types import Clause, Lang, SentencePair
from rag.wanted import asks_time, holds_time

Place = tuple[str, int]  # a clause's id and the position of its sentence
SENTENCES, SENTENCES_WIDE = 4, 6
SHORT = 3  # a clause of so many sentences may be quoted whole
BUDGET = {Lang.ZH: 240, Lang.EN: 650}  # characters that further sentences may fill
LIST_BUDGET = {Lang.ZH: 350, Lang.EN: 1500}
LEAST = (
    -1.8
)  # log-odds from which a sentence belongs to the answer; chosen on held-out questions, see `python -m eval choose`
BRIEF = {Lang.ZH: 45, Lang.EN: 150}  # characters; a shorter answer takes the sentence that follows in the clause
_LEAD = re.compile(r"[:：]$")
_ITEM = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z]|[ivx]{1,4})[)）、.．]|[—–-]")
_LEANS = re.compile(
    r"但|惟|然而|前[一二三四五两]?[项项款段條条目]|前項|本項|本项|其中|however\b|(?:in )?the (?:preceding|foregoing)\b|notwithstanding the preceding"
    r"|such\b|these\b|this\b(?! (?:outline|plan|law|act|code|decree|regulation|ordinance|agreement|treaty|contract)\b)|those\b",
    re.IGNORECASE,
)
_FRAME = re.compile(r"(?:到|至)?\d{4}年|by \d{4}\b", re.IGNORECASE)


def select(
    query: str,
    candidates: Sequence[Candidate],
    *,
    lang: Lang,
    wide: bool = False,
    whole: bool = False,
    in_order: bool = False,
    parts: Collection[Place] = (),
    scale: float = 1.0,
) -> list[Candidate]:
    """The sentences to quote, best clause first, the best sentence ahead of the others where those can stand behind it.

    `candidates` are best first.

    wide        a list or an overview is asked for: more, and longer
    whole       the question is about all of the best clause: its sentences count as near, whatever their words, in its order
    in_order    the clause itself is asked for, by its number: it is quoted from its beginning
    parts       the best sentences for each of the questions in one
    scale       what the number of sentences and their characters are multiplied by
    """
    if in_order:
        candidates = sorted(candidates, key=lambda c: (c.clause is not candidates[0].clause, c.position))
        candidates = [candidate for candidate in candidates if candidate.clause is candidates[0].clause]
    all_of_it = whole or in_order
    chosen = _choose(candidates, lang=lang, wide=wide or whole, all_of_it=all_of_it, parts=parts, scale=scale)
    chosen = _with_previous(_with_follower(chosen, candidates, lang=lang), candidates, lang=lang)
    if asks_time(query):
        chosen = _with_time(chosen, candidates)
    if wide:
        chosen = _with_places(query, chosen, candidates)
    chosen = _without_other_provinces(query, chosen)
    chosen = _with_lists(chosen, candidates, budget=LIST_BUDGET[lang], lang=lang)
    return _in_reading_order(chosen, leads=not all_of_it, lang=lang)


def words_of(candidate: Candidate, lang: Lang) -> str:
    """The sentence in that language, in the other where the clause lacks it."""
    return candidate.pair[lang] or candidate.pair[lang.other]


def _choose(
    candidates: Sequence[Candidate],
    *,
    lang: Lang,
    wide: bool,
    all_of_it: bool = False,
    parts: Collection[Place] = (),
    scale: float = 1.0,
) -> list[Candidate]:
    """The best sentence, those for the parts of the question, then those that belong to the answer, while they fit the budget.

    A clause of more than `SHORT` sentences is quoted whole only where `all_of_it` or longer answers are asked for, as far
    as the budget goes.
    """
    best, least = candidates[0], LEAST * scale
    belonging = [c for c in candidates[1:] if c.belongs >= least or (all_of_it and c.clause is best.clause)]
    wide = wide or any(c.clause is not best.clause for c in belonging)
    budget = scale * (LIST_BUDGET[lang] if wide else BUDGET[lang])
    most = round((SENTENCES_WIDE if wide else SENTENCES) * scale)
    chosen = [best, *(c for c in candidates[1:] if (c.clause.id, c.position) in parts)]
    length = _size(chosen, lang)
    for candidate in belonging if all_of_it else sorted(belonging, key=lambda c: -c.belongs):
        size = len(words_of(candidate, lang))
        quoted = sum(candidate.clause is known.clause for known in chosen)
        last = scale <= 1 and quoted >= SHORT and quoted + 1 == len(candidate.clause.body)
        room = all_of_it or (len(chosen) < most and not last)
        if candidate not in chosen and room and length + size <= budget:
            chosen.append(candidate)
            length += size
    return chosen


def _with_follower(chosen: list[Candidate], candidates: Sequence[Candidate], *, lang: Lang) -> list[Candidate]:
    """A brief sentence alone ("By 2035, … will have reached a relatively high level.") with the one that spells it out."""
    if len(chosen) > 1 or len(words_of(chosen[0], lang)) > BRIEF[lang] or chosen[0].features["wanted"]:
        return chosen
    after = [c for c in candidates if c.clause is chosen[0].clause and c.position == chosen[0].position + 1]
    return [*chosen, *(c for c in after if len(words_of(c, lang)) <= BUDGET[lang])]


def _with_time(chosen: list[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """With the sentence that sets the time for those after it ("By 2035, …"), where none of the chosen names one."""
    if any(holds_time(c.pair) for c in chosen):
        return chosen
    before = [
        c
        for c in candidates
        if c.clause is chosen[0].clause
        and c.position < chosen[0].position
        and any(_FRAME.match(c.pair[lang]) for lang in Lang)
    ]
    return [*chosen, *sorted(before, key=lambda c: -c.position)[:1]]


def _with_places(query: str, chosen: list[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Where several places are asked about, with the best sentence on each that none of the chosen names, of their clauses."""
    asked = places(query)
    clauses = {candidate.clause.id for candidate in chosen}
    for names in asked if len(asked) > 1 else ():
        if not any(_names(candidate, names) for candidate in chosen):
            chosen = [*chosen, *[c for c in candidates if c.clause.id in clauses and _names(c, names)][:1]]
    return chosen


def _without_other_provinces(query: str, chosen: list[Candidate]) -> list[Candidate]:
    """Where provinces are asked about, without the sentences behind the best that speak of others and of none of those."""
    asked = {name for name, english in geography.provinces() if name in query or _holds(query, english)}
    spoken = [_provinces_of(candidate) for candidate in chosen]
    if not spoken[0] & asked:
        return chosen
    return [c for c, named in zip(chosen, spoken, strict=True) if named & asked or not named]


def _provinces_of(candidate: Candidate) -> set[str]:
    """The provinces that a sentence names in each of its languages, in short too (皖江)."""
    zh, en = candidate.pair.zh, candidate.pair.en.lower()
    short = {geography.SHORT.get(character) for character in zh}
    return {
        name
        for name, english in geography.provinces()
        if (not zh or name in zh or name in short) and (not en or _holds(en, english))
    }


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text) is not None


def _names(candidate: Candidate, names: Sequence[str]) -> bool:
    text = normalise(f"{candidate.pair.zh}\n{candidate.pair.en}")
    return any(name in text for name in names)


def _with_previous(chosen: list[Candidate], candidates: Sequence[Candidate], *, lang: Lang) -> list[Candidate]:
    """A best sentence that leans on the one before it ("However, …", "前项…") with that one; other such ones left out."""
    best, *others = chosen
    kept = [best, *(c for c in others if not _LEANS.match(words_of(c, lang)) or _previous(c, others, best) is not None)]
    before = _previous(best, candidates)
    if _LEANS.match(words_of(best, lang)) and before is not None and before not in kept:
        kept.append(before)
    return kept


def _previous(candidate: Candidate, *among: Candidate | Sequence[Candidate]) -> Candidate | None:
    """The candidate right before one in its clause, None where it is not `among` those."""
    known = [c for group in among for c in (group if isinstance(group, Sequence) else [group])]
    place = (candidate.clause.id, candidate.position - 1)
    return next((c for c in known if (c.clause.id, c.position) == place), None)


def _with_lists(
    chosen: Sequence[Candidate], candidates: Sequence[Candidate], *, budget: int, lang: Lang
) -> list[Candidate]:
    """The chosen, with what they cannot stand without: an item's lead ("The following are prohibited:") and a lead's items.

    A lead or an item alone may say the opposite of the clause. Items are added in order while they fit the budget; a
    list of another clause than the best sentence's that does not fit is left out altogether.
    """
    whole = list(chosen)
    for candidate in chosen:
        siblings = sorted((c for c in candidates if c.clause is candidate.clause), key=lambda c: c.position)
        at = siblings.index(candidate)
        if _is_item(candidate):
            heads = [c for c in siblings[:at] if _LEAD.search(words_of(c, lang))]
            whole += [head for head in heads[-1:] if head not in whole]
        elif _LEAD.search(words_of(candidate, lang)):
            items = list(takewhile(_is_item, siblings[at + 1 :])) or siblings[at + 1 : at + 2]
            rest = [c for c in whole if c not in items]
            fit = [item for i, item in enumerate(items) if _size([*rest, *items[: i + 1]], lang) <= budget]
            first = candidate.clause is chosen[0].clause
            whole = [*rest, *fit] if first or fit == items else [c for c in rest if c.clause is not candidate.clause]
    return whole


def is_cut_short(chosen: Sequence[Candidate], clause: Clause) -> bool:
    """Whether the lead and first item of a clause's list are chosen, and a later item is not."""
    places = {c.position for c in chosen if c.clause is clause}
    for place, pair in enumerate(clause.sentences):
        if place in places and any(_LEAD.search(pair[lang]) for lang in Lang):
            items = list(takewhile(lambda i: _is_listed(clause.sentences[i]), range(place + 1, len(clause.sentences))))
            if items and items[0] in places and not places.issuperset(items):
                return True
    return False


def _size(candidates: Sequence[Candidate], lang: Lang) -> int:
    return sum(len(words_of(candidate, lang)) for candidate in candidates)


def _is_item(candidate: Candidate) -> bool:
    return _is_listed(candidate.pair)


def _is_listed(pair: SentencePair) -> bool:
    return any(_ITEM.match(pair[lang]) for lang in Lang)


def _in_reading_order(chosen: Sequence[Candidate], *, leads: bool, lang: Lang) -> list[Candidate]:
    """Sentences of one clause together and in its order, the clause of the best sentence first.

    The best sentence itself `leads`, unless it needs what stands before it: what it leans on, the
    lead of its list, or the year that is set for it.
    """
    best = chosen[0]
    before = [c for c in chosen if c.clause is best.clause and c.position < best.position]
    needed = any(_LEAD.search(words_of(c, lang)) or _FRAME.match(words_of(c, lang)) for c in before)
    leads = leads and not (needed or _is_item(best) or _LEANS.match(words_of(best, lang)))
    clauses = list(dict.fromkeys(candidate.clause.id for candidate in chosen))
    return sorted(chosen, key=lambda c: (clauses.index(c.clause.id), not (leads and c is best), c.position))

"""Answers as text: sentences with their markers, refusals with the nearest clauses."""

from collections.abc import Sequence

from rag.types import Answer, Clause, DraftKind, Hit, Lang, Span, Usage

NEAREST = 3
_SILENT = {
    Lang.ZH: "文件没有回答这个问题。",
    Lang.EN: "The document does not answer this question.",
}
# A model's silence is no proof that the document is silent: it is said in place of the sentence above.
MODEL_SILENT = {
    Lang.ZH: "语言模型在最接近的条文里没有找到答案。",
    Lang.EN: "The language model found no answer in the nearest clauses.",
}
_REJECTED = {Lang.ZH: "\n未通过核实而去掉的句子：", Lang.EN: "\nRemoved, because a check failed:"}
_NO_REJECTED = {Lang.ZH: "\n没有去掉的句子。", Lang.EN: "\nNo sentence was removed."}
_NEAREST = {Lang.ZH: "最接近的条文：", Lang.EN: "Nearest clauses: "}


def label(clause: Clause, lang: Lang, *, qualified: bool = False) -> str:
    """A clause's number and name: "3.2.1 推动都市圈同城化"; the last heading serves where it has no title.

    `qualified` gives the id, for use among several documents.
    """
    names = [clause.title[lang], *(step.title[lang] for step in reversed(clause.path))]
    return f"{clause.id if qualified else clause.number} {next((name for name in names if name), '')}".strip()


def lay_out(parts: Sequence[tuple[str, str, DraftKind]], lang: Lang) -> tuple[str, tuple[Span, ...]]:
    """Join (sentence, the same with its markers, kind) parts into an answer's text, with each sentence's range in it.

    Leads, notes and list items ("- …") begin a line; other sentences run on, in English with a space between.
    """
    text = ""
    spans: list[Span] = []
    previous = None
    for words, marked, kind in parts:
        if text:
            starts_line = words.startswith("- ") or DraftKind.CLAIM is not kind or previous is not DraftKind.CLAIM
            text += "\n" if starts_line else "" if lang is Lang.ZH else " "
        spans.append(Span(len(text), len(text) + len(words)))
        text += marked
        previous = kind
    return text, tuple(spans)


def focus_in_text(answer: Answer) -> tuple[Span, ...]:
    """The ranges of `answer.text` that answer the question directly, in order."""
    return tuple(
        Span(sentence.citations[0].answer_span.start + span.start, sentence.citations[0].answer_span.start + span.end)
        for sentence in answer.sentences
        if sentence.citations
        for span in sentence.focus
    )


def emphasised_lines(answer: Answer) -> list[list[tuple[str, bool]]]:
    """The lines of `answer.text`, each in runs: (words, whether they answer directly). A line without words is no line."""
    runs: list[tuple[str, bool]] = []
    at = 0
    for span in focus_in_text(answer):
        runs += [(answer.text[at : span.start], False), (span.of(answer.text), True)]
        at = span.end
    runs.append((answer.text[at:], False))
    lines: list[list[tuple[str, bool]]] = [[]]
    for words, bold in runs:
        first, *others = words.split("\n")
        lines[-1].append((first, bold))
        lines += [[(line, bold)] for line in others]
    return [kept for line in lines if (kept := [run for run in line if run[0]])]


def render_refusal(hits: Sequence[Hit], reasons: Sequence[str], lang: Lang) -> str:
    """A refusal in the asker's language: that the document (or a model on it) is silent, what was not found, where to look."""
    separator, stop, space = ("；", "。", "") if lang is Lang.ZH else ("; ", ".", " ")
    lines = [space.join(reasons if MODEL_SILENT[lang] in reasons else (_SILENT[lang], *reasons))]
    if hits:
        qualified = len({hit.clause.document for hit in hits}) > 1
        names = [label(hit.clause, lang, qualified=qualified) for hit in hits[:NEAREST]]
        lines.append(_NEAREST[lang] + separator.join(names) + stop)
    return "\n".join(lines)


def usage_line(usage: Usage, lang: Lang) -> str:
    """What the language model cost: "gpt-4o-mini: 2,310 + 84 tokens (at most 1,024), 1.2 s (at most 120 s)"."""
    most = "最多" if lang is Lang.ZH else "at most "
    limits = [f"({most}{limit:,g})" if limit else "" for limit in (usage.max_tokens, usage.max_seconds)]
    counts = [f"{count:,}" if count is not None else "?" for count in (usage.prompt_tokens, usage.completion_tokens)]
    name = "个词元" if lang is Lang.ZH else "tokens"
    tokens = " ".join(filter(None, (" + ".join(counts), name, limits[0])))
    seconds = " ".join(filter(None, (f"{usage.seconds:.1f} s", limits[1])))
    return f"{usage.model}: {tokens}, {seconds}"


def rejected_lines(answer: Answer) -> list[str]:
    """The sentences that were removed, each struck through, with the checks it failed and why; a line if there are none."""
    if not answer.rejected:
        return [_NO_REJECTED[answer.lang]]
    lines = [_REJECTED[answer.lang]]
    for rejection in answer.rejected:
        failed = [f"{verdict.check}: {verdict.reason}" for verdict in rejection.verdicts if not verdict.passed]
        lines += [f"  ~~{rejection.text}~~", *(f"      {reason}" for reason in failed)]
    return lines

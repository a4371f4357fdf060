"""How many whole laws the parser gets right: every article found, paired and numbered as in the data.

`python -m eval.laws --data ../shared/data` renders 200 bilingual Taiwan laws interleaved and as two files, and 200
mainland laws in Chinese, parses each and compares. Texts are compared without white space.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.law_rendering import chinese_only, interleaved, style_of, two_files
from eval.law_source import (
    MAINLAND_FILE,
    TAIWAN_FILE,
    Law,
    draw_mainland,
    draw_taiwan,
    is_sound,
    read_mainland,
    read_taiwan,
)
from rag.errors import ParseError
from rag.parsing import parse
from rag.types import Clause, Lang

Parse = Callable[[str], tuple[str, Sequence[Clause]]]  # text -> (the document's text, its clauses)


@dataclass(frozen=True, slots=True)
class Miss:
    """One article that came out otherwise than in the data; `number` is "" where the whole law failed."""

    law: str
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """One rendering's result. A law is right when all its articles are and no article was invented."""

    rendering: str
    laws: int
    laws_right: int
    articles: int
    articles_right: int
    seconds: float
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class LawReport:
    """All renderings, and how many laws of each source were left out because their rows are damaged."""

    tallies: tuple[Tally, ...]
    left_out: dict[str, int]


def measure(data: Path, *, seed: int = 7, laws: int = 200, parse_text: Parse | None = None) -> LawReport:
    """Render and parse `laws` laws of each source. Raises FileNotFoundError where `data` lacks the two files."""
    read = parse_text or _parse
    taiwan, mainland = read_taiwan(data / TAIWAN_FILE), read_mainland(data / MAINLAND_FILE)
    sound = {TAIWAN_FILE: list(filter(is_sound, taiwan)), MAINLAND_FILE: list(filter(is_sound, mainland))}
    left_out = {TAIWAN_FILE: len(taiwan) - len(sound[TAIWAN_FILE])}
    left_out[MAINLAND_FILE] = len(mainland) - len(sound[MAINLAND_FILE])
    bilingual = draw_taiwan(sound[TAIWAN_FILE], seed=seed, count=laws)
    chinese = draw_mainland(sound[MAINLAND_FILE], seed=seed, count=laws)
    tallies = (
        _tally("Taiwan, interleaved", bilingual, lambda law: interleaved(law, style_of(law, seed=seed)), read),
        _tally("Taiwan, two files", bilingual, lambda law: "\n\n".join(two_files(law, style_of(law, seed=seed))), read),
        _tally("mainland, Chinese only", chinese, lambda law: chinese_only(law, style_of(law, seed=seed)), read),
    )
    return LawReport(tallies, left_out)


def compare(law: Law, text: str, clauses: Sequence[Clause]) -> list[Miss]:
    """What differs between the data and the clauses of its rendering; empty when all is right."""
    return [Miss(law.id, number, reason) for number, reason in _differences(law, text, clauses)]


def _differences(law: Law, text: str, clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    parsed = {clause.number: clause for clause in clauses}
    known = {article.number for article in law.articles}
    for number, times in Counter(clause.number for clause in clauses).items():
        if times > 1 or number not in known:
            yield number, "invented" if number not in known else f"found {times} times"
    for article in law.articles:
        clause = parsed.get(article.number)
        if clause is None:
            yield article.number, "not found"
        elif _bare(clause.zh) != _bare(article.zh):
            yield article.number, "Chinese: " + _first_difference(article.zh, clause.zh)
        elif _bare(clause.en) != _bare(article.en):
            yield article.number, "English: " + _first_difference(article.en, clause.en)
        elif not _is_verbatim(clause, text):
            yield article.number, "its source ranges do not reproduce it"


def _tally(rendering: str, laws: Sequence[Law], render: Callable[[Law], str], read: Parse) -> Tally:
    started, misses = time.perf_counter(), []
    right = 0
    for law in laws:
        try:
            found = compare(law, *read(render(law)))
        except ParseError as error:
            found = [Miss(law.id, article.number, f"ParseError: {error}") for article in law.articles]
        right += not found
        misses += found
    articles = sum(len(law.articles) for law in laws)
    wrong = len({(miss.law, miss.number) for miss in misses if miss.reason != "invented"})
    seconds = time.perf_counter() - started
    return Tally(rendering, len(laws), right, articles, articles - wrong, seconds, tuple(misses))


def _parse(text: str) -> tuple[str, Sequence[Clause]]:
    parsed = parse(text, id="law", name="law.txt")
    return parsed.document.text, parsed.clauses


def _is_verbatim(clause: Clause, text: str) -> bool:
    """Whether source ranges and sentence ranges both give back the clause's words, nothing lost between sentences."""
    for lang in Lang:
        told = "\n".join(span.of(text) for span in clause.source[lang])
        pieces = [(pair.span(lang), pair[lang]) for pair in clause.sentences]
        sliced = [span.of(clause[lang]) for span, _ in pieces if span]
        if _bare(told) != _bare(clause[lang]) or _bare("".join(sliced)) != _bare(clause[lang]):
            return False
        if sliced != [words for span, words in pieces if span]:
            return False
    return True


def _bare(text: str) -> str:
    return "".join(text.split())


def _first_difference(wanted: str, got: str) -> str:
    wanted, got = _bare(wanted), _bare(got)
    same = next((i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got)))
    return f"wanted …{wanted[same : same + 30]!r}, got …{got[same : same + 30]!r} after {same} characters"


def describe(report: LawReport, *, misses: int = 10) -> str:
    """The report as a table in Markdown, the first miss of the first few wrong laws of each rendering below it."""
    lines = ["| rendering | laws right | articles right | seconds |", "|---|---|---|---|"]
    for tally in report.tallies:
        laws = f"{tally.laws_right}/{tally.laws} ({tally.laws_right / max(tally.laws, 1):.1%})"
        articles = f"{tally.articles_right}/{tally.articles} ({tally.articles_right / max(tally.articles, 1):.2%})"
        lines.append(f"| {tally.rendering} | {laws} | {articles} | {tally.seconds:.1f} |")
    for source, count in report.left_out.items():
        lines.append(f"{source}: {count} laws never drawn: a row of theirs swallowed a heading or a portal's line")
    for tally in report.tallies:
        first = {miss.law: miss for miss in reversed(tally.misses)}
        shown = sorted(first.values(), key=tally.misses.index)[:misses]
        lines += [f"{tally.rendering}: {miss.law} {miss.number}: {miss.reason}" for miss in shown]
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the two law files")
    parser.add_argument("--seed", type=int, default=7, help="fixes which laws are drawn and how they are rendered")
    parser.add_argument("--laws", type=int, default=200, help="laws of each source")
    parser.add_argument(
        "--misses", type=int, default=10, help="wrong laws listed per rendering, each with its first miss"
    )


def main(args: argparse.Namespace) -> int:
    """Exit status 0 when every law is right, 1 when one is not, 2 where the files are missing."""
    missing = [name for name in (TAIWAN_FILE, MAINLAND_FILE) if not (args.data / name).is_file()]
    if missing:
        sys.stderr.write(f"no {' and no '.join(missing)} in {args.data}; name their folder with --data\n")
        return 2
    report = measure(args.data, seed=args.seed, laws=args.laws)
    sys.stdout.write(describe(report, misses=args.misses) + "\n")
    return 0 if all(tally.laws_right == tally.laws for tally in report.tallies) else 1


if __name__ == "__main__":
    _parser = argparse.ArgumentParser(prog="python -m eval.laws", description=__doc__)
    add_arguments(_parser)
    raise SystemExit(main(_parser.parse_args()))

"""The command line: python -m rag ask | search | show | verify | index | expand."""

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from embeddings import load_encoder
from rag.channels import write_index
from rag.documents import BUNDLED, load_parsed, load_store, questions_file
from rag.errors import FOR_PEOPLE
from rag.grounding import aids_of
from rag.markers import clause_labels
from rag.pipeline import Pipeline
from rag.question import read_question
from rag.render import emphasised_lines, label, rejected_lines, usage_line
from rag.serialise import to_json
from rag.settings import Settings, add_arguments
from rag.types import Answer, Clause, Hit, Lang
from rag.verify import read_receipt, summary, verify_receipt


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it did its work, 1 when the document is silent, 2 for an error that names its remedy."""
    logging.basicConfig(format="%(message)s")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console that cannot show Chinese shows question marks
    args = _parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except FOR_PEOPLE as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m rag", description="Ask a bilingual document; answers cite its clauses.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    ask = _command(commands, "ask", _ask, "answer a question in Chinese or English")
    ask.add_argument("question", nargs="+")
    ask.add_argument(
        "--lang", choices=[lang.value for lang in Lang], help="language of the answer, else the question's"
    )
    ask.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    ask.add_argument("--rejected", action="store_true", help="show the sentences that failed a check too, and why")

    search = _command(commands, "search", _search, "find clauses by words in either language")
    search.add_argument("query", nargs="+")
    search.add_argument("--lang", choices=[lang.value for lang in Lang], help="language shown, else the query's")
    search.add_argument("--json", action="store_true", help="print the hits as JSON")
    search.add_argument("--explain", action="store_true", help="show each channel's rank and the terms that matched")

    show = _command(commands, "show", _show, "print a clause in both languages, or what the parser made of the source")
    show.add_argument("number", nargs="?", help="a clause such as 2.4.2; none: the outline")
    show.add_argument("--report", action="store_true", help="count headings, clauses and noise, and list the noise")

    verify = _command(commands, "verify", _verify, "check an answer saved as JSON against its documents, offline")
    verify.add_argument("file", type=Path, help='what "ask --json" printed; - for standard input')

    index = _command(commands, "index", _index, "build the index of the documents again")
    index.add_argument("--bundled", action="store_true", help="write the vectors that ship with the bundled document")

    wanted = "have the language model write questions that each clause answers; the next start indexes them"
    expand = _command(commands, "expand", _expand, wanted)
    expand.add_argument("--count", type=int, default=8, metavar="N", help="questions a clause and language")
    return parser


def _command(commands, name: str, run, help: str) -> argparse.ArgumentParser:  # type: ignore[no-untyped-def]
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=help, description=help[0].upper() + help[1:] + "."
    )
    command.set_defaults(run=run)
    add_arguments(command)
    return command


def _ask(args: argparse.Namespace) -> int:
    question = " ".join(args.question)
    read_question(question)  # before the index is built for one that cannot be asked
    answer = Pipeline.load(Settings.from_args(args), progress=True).ask(question, lang=args.lang)
    if args.json:
        print(json.dumps(to_json(answer), ensure_ascii=False, indent=2))
    else:
        _print_answer(answer)
        for line in rejected_lines(answer) if args.rejected else ():
            print(line)
    return 0 if answer.citations else 1


def _print_answer(answer: Answer) -> None:
    for notice in answer.notices:
        print(notice, file=sys.stderr)
    bold, plain = ("\033[1m", "\033[0m") if _takes_colour(sys.stdout) else ("", "")
    for line in emphasised_lines(answer):
        print("".join(f"{bold}{words}{plain}" if direct else words for words, direct in line))
    if answer.usage:
        print(usage_line(answer.usage, answer.lang), file=sys.stderr)
    labels = clause_labels(answer.hits)
    shown: set[str] = set()
    for citation in answer.citations:
        if citation.clause.id not in shown:
            print(f"\n[{labels[citation.clause.id]}] {_where(citation.clause, answer.lang)}")
        shown.add(citation.clause.id)
        for quote in (citation.quote_zh, citation.quote_en):
            if quote:
                print(f"    {quote}")


def _takes_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows bold, and nobody asked for none (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _search(args: argparse.Namespace) -> int:
    query = " ".join(args.query)
    settings = Settings.from_args(args)
    hits = Pipeline.load(settings, progress=True).search(query, k=settings.k)
    if args.json:
        print(json.dumps([to_json(hit) for hit in hits], ensure_ascii=False, indent=2))
        return 0
    lang = Lang(args.lang) if args.lang else read_question(query).lang
    qualified = len(settings.documents) > 1
    for rank, hit in enumerate(hits, 1):
        _print_hit(rank, hit, lang, qualified=qualified, explain=args.explain)
    return 0


def _print_hit(rank: int, hit: Hit, lang: Lang, *, qualified: bool, explain: bool) -> None:
    print(f"{rank:>2}. {label(hit.clause, lang, qualified=qualified)}   ({hit.score:.2f})")
    if hit.sentence:
        print(f"    {hit.sentence[lang] or hit.sentence[lang.other]}")
    if explain:
        for name, channel in hit.channels.items():
            terms = f"  {' '.join(channel.terms)}" if channel.terms else ""
            print(f"      {name:<20} rank {channel.rank:<4} score {channel.score:<8.3f}{terms}")


def _show(args: argparse.Namespace) -> int:
    settings = Settings.from_args(args)
    if args.report:
        for path in settings.documents or (BUNDLED,):
            _print_report(path)
        return 0
    store = load_store(settings.documents)
    qualified = len(store.documents) > 1
    if args.number:
        _print_clause(store.get(args.number), qualified=qualified)
    else:
        for clause in store:
            print("\t".join(label(clause, lang, qualified=qualified) for lang in Lang))
    return 0


def _print_clause(clause: Clause, *, qualified: bool) -> None:
    for lang in Lang:
        print(f"[{clause.id if qualified else clause.number}] {_where(clause, lang)}")
        print((clause[lang] or "—") + "\n")


def _where(clause: Clause, lang: Lang) -> str:
    """The headings above a clause and its title: "总体要求 › 发展目标 › …"."""
    names = [*(step.title[lang] or step.title[lang.other] for step in clause.path), clause.title[lang]]
    return " › ".join(name for name in names if name)


def _print_report(path: Path) -> None:
    parsed = load_parsed(path)
    print(f"{parsed.report.name}: {parsed.document.title_zh} / {parsed.document.title_en}")
    for kind, count in sorted(parsed.report.count().items()):
        print(f"  {count:>5}  {kind}")
    for note in parsed.report.notes:
        print(f"  note: {note}")
    for place in parsed.report.noise():
        print(f"  line {place.line}, {place.name}: {place.span.of(parsed.document.text)[:100]}")


def _verify(args: argparse.Namespace) -> int:
    record = read_receipt(sys.stdin.buffer.read() if str(args.file) == "-" else args.file)
    settings = Settings.from_args(args)
    store = load_store(settings.documents)
    faults = verify_receipt(record, store, aids=aids_of(store.documents, load_encoder(settings.encoder)))
    for fault in faults:
        print(fault)
    print(summary(record, faults))
    return 1 if faults else 0


def _index(args: argparse.Namespace) -> int:
    settings = Settings.from_args(args)
    folder, manifest = write_index(settings, bundled=args.bundled)
    print(f"{manifest.rows} rows by encoder {manifest.encoder} in {folder}")
    print(json.dumps(asdict(manifest), indent=2))
    return 0


def _expand(args: argparse.Namespace) -> int:
    from tqdm import tqdm

    from rag.answerers.chat_model import load_chat_model
    from rag.expand import expand, missing

    settings = Settings.from_args(args)
    model = load_chat_model(settings)
    store = load_store(settings.documents)
    for document in store.documents:
        left = missing(document, store, cache_dir=settings.cache_dir)
        print(f"{document.id}: {len(left)} clauses without questions of the model's")
        written = expand(model, document, tuple(store), cache_dir=settings.cache_dir, count=max(args.count, 1))
        counts = [count for _, count in tqdm(written, total=len(left), unit="clause", disable=not left)]
        print(f"{document.id}: {sum(counts)} questions in {questions_file(document, settings.cache_dir)}")
        if 0 in counts:
            print(f"{counts.count(0)} clauses got none; run the command again to ask for them once more")
    return 0


if __name__ == "__main__":
    sys.exit(main())

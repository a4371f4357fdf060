"""`python -m eval`: put a dataset's questions to the product and print how well it answers them.

python -m eval [--dataset FILE] [--kind K] [--lang L] [--limit N] [--json FILE] [--misses]
python -m eval laws …
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path

from tqdm import tqdm

from eval import report
from eval.cases import DEFAULT_DATASET, KINDS, Case, load_cases, select_cases
from eval.errors import EvalError
from eval.run import Run, System, evaluate
from rag.errors import FOR_PEOPLE
from rag.types import Lang

# Sub-command -> (module with `add_arguments(parser)` and `main(args) -> int`, help); imported only when asked for.
COMMANDS = {
    "laws": ("eval.laws", "parse laws rendered from the article files and count what is found"),
    "calibrate": ("eval.calibrate", "fit the models that tell what the documents answer"),
    "refusals": (
        "eval.refusals",
        "right and false refusals by kind and language, and what other thresholds would give",
    ),
}


def load_pipeline() -> System:
    """The product as it ships: bundled document, bundled encoder, settings of the environment."""
    from rag import Pipeline

    pipeline: System = Pipeline.load()
    return pipeline


def main(argv: Sequence[str] | None = None, *, load: Callable[[], System] = load_pipeline) -> int:
    """Run one command; 0 on success, 2 where a file, a setting or an option is wrong."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if words and words[0] in COMMANDS:
            return _run_command(words[0], words[1:])
        return _run_answers(_parser().parse_args(words), load)
    except (EvalError, *FOR_PEOPLE) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {name}   {help_text}" for name, (_, help_text) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Put a dataset's questions to the product and print how well it answers them.",
        epilog=f"other commands (each has --help):\n{commands}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--dataset", type=Path, default=DEFAULT_DATASET, metavar="FILE", help="JSON Lines of cases")
    kinds = f"only this kind ({', '.join(KINDS)}); may be repeated"
    parser.add_argument("--kind", action="append", default=[], choices=KINDS, metavar="K", help=kinds)
    parser.add_argument("--lang", type=Lang, choices=tuple(Lang), metavar="{zh,en}", help="only this language")
    parser.add_argument("--limit", type=_count, metavar="N", help="only the first N of these questions")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every question's record to FILE")
    parser.add_argument("--misses", action="store_true", help="list the failing questions")
    return parser


def _count(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no count; give a whole number from 1")
    return int(word)


def _run_command(name: str, words: Sequence[str]) -> int:
    module_name, help_text = COMMANDS[name]
    command = import_module(module_name)
    parser = argparse.ArgumentParser(prog=f"python -m eval {name}", description=help_text)
    command.add_arguments(parser)
    return int(command.main(parser.parse_args(words)))


def _run_answers(args: argparse.Namespace, load: Callable[[], System]) -> int:
    cases = select_cases(load_cases(args.dataset), kinds=args.kind, lang=args.lang, limit=args.limit)
    run = evaluate(load(), cases, progress=_bar)
    if args.misses:
        print(report.misses(run), end="\n\n")
    print(report.table(run), report.LEGEND, report.details(run), sep="\n\n")
    if args.json:
        _write_json(args.json, run, args.dataset)
    return 0


def _bar(cases: Sequence[Case]) -> Iterable[Case]:
    bar: Iterable[Case] = tqdm(cases, unit=" questions", file=sys.stderr, disable=None, leave=False)
    return bar


def _write_json(path: Path, run: Run, dataset: Path) -> None:
    digest = hashlib.sha256(dataset.read_bytes()).hexdigest()
    record = report.record(run, dataset={"name": dataset.name, "sha256": digest, "cases": len(run.trials)})
    try:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{path} cannot be written ({error.strerror}); name another file after --json") from error
    print(f"\nwrote {path}")


if __name__ == "__main__":
    sys.exit(main())

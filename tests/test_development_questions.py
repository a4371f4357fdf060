"""The development questions measure the product, so that none of them, nor a near copy, may be anywhere in it."""

import ast
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from rag.text import compact

ROOT = Path(__file__).parents[1]
LIMIT = 85  # percent; above it two questions differ in a word or in punctuation


def plain(text: str) -> str:
    return "".join(character for character in compact(text) if character.isalnum())


def questions(file: Path) -> list[str]:
    """The questions of a file; the claims of one that holds claims."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row["question"] if "question" in row else row["text"] for row in rows]


def strings(file: Path) -> list[str]:
    """Every string in a Python file, the parts of f-strings included."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


DEVELOPMENT = questions(ROOT / "eval" / "datasets" / "ylz" / "dev.jsonl")
PLACES = {
    "prompts": [line for file in (ROOT / "prompts").glob("*.md") for line in lines(file)],
    "corpus": [text for file in (ROOT / "rag" / "corpus").glob("*/*.jsonl") for text in questions(file)],
    "product": [text for top in ("rag", "embeddings", "prompts", "eval") for file in (ROOT / top).rglob("*.py")
                for text in strings(file)] + strings(ROOT / "app.py"),
    "tests": [text for file in (ROOT / "tests").rglob("*.py") for text in strings(file)],
    "page": [line for file in (ROOT / "rag" / "ui").glob("*.js") for line in lines(file)],
}  # fmt: skip


def near_copies(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs (development question, text) that are the same but for a word."""
    wanted, found = [plain(text) for text in DEVELOPMENT], [plain(text) for text in texts]
    ratios = process.cdist(wanted, found, scorer=fuzz.ratio, score_cutoff=LIMIT)
    return [(DEVELOPMENT[i], texts[j]) for i, j in zip(*(ratios > LIMIT).nonzero(), strict=True)]


@pytest.mark.parametrize("place", list(PLACES))
def test_no_development_question_occurs_in_the_product_or_its_tests(place: str):
    assert PLACES[place]
    assert near_copies(PLACES[place]) == []


def test_no_development_question_is_tuned_on():
    others = [file for file in (ROOT / "eval" / "datasets").glob("*/*.jsonl") if file.name != "dev.jsonl"]
    assert near_copies([text for file in others for text in questions(file)]) == []


def test_a_near_copy_would_be_seen():
    assert near_copies([f"{DEVELOPMENT[0]} ", DEVELOPMENT[1].rstrip("？?"), "石桥有多长？"]) == [
        (DEVELOPMENT[0], f"{DEVELOPMENT[0]} "),
        (DEVELOPMENT[1], DEVELOPMENT[1].rstrip("？?")),
    ]

"""The import table of the design: who may import whom, and by which file each heavy library enters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("prompts", "embeddings", "rag", "eval", "app")
MAY_IMPORT = {
    "prompts": set(),
    "embeddings": set(),
    "rag": {"prompts", "embeddings"},
    "eval": {"rag", "embeddings"},
    "app.py": {"rag", "eval"},
}
# Library -> the files (or folders) it may be imported in; langchain stands for langchain_core and the like too.
HEAVY = {
    "faiss": ("embeddings/index.py",),
    "torch": ("embeddings/train.py", "embeddings/transformer.py"),
    "sentence_transformers": ("embeddings/train.py", "embeddings/transformer.py"),
    "transformers": ("embeddings/",),
    "onnxruntime": ("embeddings/",),
    "tokenizers": ("embeddings/",),
    "bm25s": ("rag/lexical.py",),
    "jieba": ("rag/text.py",),
    "opencc": ("rag/text.py", "embeddings/export.py"),
    "langchain": ("rag/answerers/", "rag/adapters.py", "rag/expand.py", "eval/systems/"),
    "gradio": ("rag/ui/", "app.py"),
    "ir_measures": ("eval/metrics/",),
}
AT_CALL_TIME = ("torch", "faiss", "sentence_transformers", "bm25s", "jieba", "opencc", "onnxruntime", "transformers")


def python_files() -> list[str]:
    found = [path for package in OURS[:-1] for path in (ROOT / package).rglob("*.py")]
    return sorted(path.relative_to(ROOT).as_posix() for path in [*found, ROOT / "app.py"])


def imports(file: str) -> Iterator[tuple[str, ast.stmt]]:
    """Every module that a file imports anywhere, with the statement; type-checking imports count too."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively; write the whole name"
            yield node.module or "", node


def test_every_package_of_the_table_has_files():
    folders = {file.split("/")[0] for file in python_files()}
    assert folders == set(MAY_IMPORT)


@pytest.mark.parametrize("package", list(MAY_IMPORT))
def test_a_package_imports_only_what_the_table_allows(package: str):
    own = package.removesuffix(".py")
    files = [file for file in python_files() if file.split("/")[0] == package]
    wrong = [
        f"{file}:{node.lineno} imports {module}"
        for file in files
        for module, node in imports(file)
        if module.split(".")[0] in set(OURS) - MAY_IMPORT[package] - {own}
    ]
    assert wrong == []


def test_eval_is_imported_by_its_modules_never_as_a_name():
    """`import eval` would hide the builtin."""
    wrong = [
        f"{file}:{node.lineno}"
        for file in python_files()
        for module, node in imports(file)
        if isinstance(node, ast.Import) and module.split(".")[0] == "eval"
    ]
    assert wrong == []


@pytest.mark.parametrize("library", list(HEAVY))
def test_a_heavy_library_enters_only_by_its_files(library: str):
    wrong = [
        f"{file}:{node.lineno} imports {module}"
        for file in python_files()
        for module, node in imports(file)
        if re.match(rf"{library}(?:_\w+)?(?:\.|$)", module) and not file.startswith(HEAVY[library])
    ]
    assert wrong == []


@pytest.mark.parametrize("library", AT_CALL_TIME)
def test_a_heavy_library_is_imported_inside_the_function_that_needs_it(library: str):
    at_top = [
        f"{file}:{node.lineno}"
        for file in python_files()
        for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name.split(".")[0] == library
    ]
    assert at_top == []


def test_no_file_pickles():
    wrong = [file for file in python_files() for module, _ in imports(file) if module in ("pickle", "dill", "joblib")]
    assert wrong == []

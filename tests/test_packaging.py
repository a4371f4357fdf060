"""What an installed copy holds: every package, and every data file the packages read."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]
TOP = ("embeddings", "eval", "prompts", "rag")
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
DATA_FOLDERS = ("rag", "rag/corpus", "prompts", "eval/datasets", "embeddings/models", "rag/ui")


def packages() -> list[str]:
    """Every folder with an `__init__.py`, by its dotted name."""
    return sorted(
        ".".join(file.parent.relative_to(ROOT).parts) for top in TOP for file in (ROOT / top).rglob("__init__.py")
    )


def is_packed(file: PurePosixPath) -> bool:
    """Whether a package-data pattern of a package above the file matches it, as setuptools globs: `*` within a folder."""
    for package, patterns in SETUPTOOLS["package-data"].items():
        folder = PurePosixPath(package.replace(".", "/"))
        if file.is_relative_to(folder):
            parts = file.relative_to(folder).parts
            for pattern in patterns:
                steps = PurePosixPath(pattern).parts
                if len(steps) == len(parts) and all(map(fnmatch, parts, steps)):
                    return True
    return False


def data_files(folder: str) -> list[PurePosixPath]:
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return [
        PurePosixPath(path.relative_to(ROOT).as_posix())
        for path in files
        if path.suffix not in (".py", ".pyc") and "__pycache__" not in path.parts
    ]


def test_pyproject_lists_exactly_the_folders_that_hold_packages():
    assert sorted(SETUPTOOLS["packages"]) == packages()


def test_every_folder_with_python_files_is_a_package():
    folders = {path.parent for top in TOP for path in (ROOT / top).rglob("*.py")}
    assert {folder for folder in folders if not (folder / "__init__.py").is_file()} == set()


def test_every_module_named_beside_the_packages_exists():
    assert all((ROOT / f"{module}.py").is_file() for module in SETUPTOOLS["py-modules"])


@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_every_data_file_is_packed(folder: str):
    files = data_files(folder)
    assert files
    assert [str(file) for file in files if not is_packed(file)] == []


def test_the_type_marker_is_packed():
    assert is_packed(PurePosixPath("rag/py.typed"))


def test_a_pattern_does_not_reach_into_folders_below():
    assert not is_packed(PurePosixPath("prompts/deeper/answer.md"))


def test_no_test_folder_is_a_package():
    """tests/rag/__init__.py would hide rag."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []

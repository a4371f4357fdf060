"""Jinja templates of this folder, escaping whatever they are given."""

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def template(name: str) -> Any:
    """A template by its file's name."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["percent"] = percent
    return env.get_template(name)


def percent(figure: float | None, digits: int = 1) -> str:
    return "–" if figure is None else f"{100 * figure:.{digits}f}"

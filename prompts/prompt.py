"""A prompt: a text with named gaps, which refuses to be filled in part."""

from dataclasses import dataclass
from pathlib import Path
from string import Template

from prompts.errors import PromptError

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template in one language. `$name` is a gap, `$$` a dollar sign."""

    name: str
    lang: str
    template: str

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the gaps, sorted."""
        return tuple(sorted(Template(self.template).get_identifiers()))

    def render(self, **values: str) -> str:
        """The text with every gap filled. Values are put in as they are: a `$` in one is no gap.

        Raises PromptError naming every missing and every unknown variable.
        """
        missing = sorted(set(self.variables) - set(values))
        unknown = sorted(set(values) - set(self.variables))
        if missing or unknown:
            faults = [
                f"{what} {', '.join(names)}" for what, names in (("missing", missing), ("unknown", unknown)) if names
            ]
            expected = ", ".join(self.variables) or "none"
            raise PromptError(
                f"prompt {self.name}.{self.lang}.md: {'; '.join(faults)}; pass exactly its variables: {expected}"
            )
        return Template(self.template).substitute(values)


def load(name: str, lang: str) -> Prompt:
    """The prompt in `name.<lang>.md`; raises PromptError where there is none, or where a `$` starts no variable."""
    path = _FOLDER / f"{name}.{lang}.md"
    if path.parent != _FOLDER or not path.is_file():
        known = ", ".join(sorted(found.name for found in _FOLDER.glob("*.md")))
        raise PromptError(f"no prompt {name}.{lang}.md; the prompts are {known}")
    template = path.read_text(encoding="utf-8").strip()
    if not Template(template).is_valid():
        raise PromptError(f"prompt {path.name} has a $ that starts no variable; write $$ for a dollar sign")
    return Prompt(name, lang, template)

"""Settings: one typed value that every door reads, from the environment and from flags.

A flag wins over the environment, the environment over the default. An empty variable counts as unset. The key of the
language model has no flag: command lines are seen in process lists and kept in shell histories.
"""

import argparse
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_cache_dir

from rag.errors import SettingsError

_PREFIX = "CLAUSEWISE_"
_NO_FLAG = frozenset({"api_key"})
_INTEGERS = frozenset({"retries", "k", "max_tokens"})
_NUMBERS = frozenset({"timeout", "temperature", "max_seconds"})
# name -> lowest, highest. More than 10 retries with back-off would look like a hang; 2 is the highest temperature of
# the OpenAI interface; a timeout of a day is as good as none.
_RANGES = {"timeout": (0.001, 86_400.0), "retries": (0, 10), "temperature": (0.0, 2.0), "k": (1, 1000)}
_RANGES |= {"max_tokens": (0, 1_000_000), "max_seconds": (0.0, 86_400.0)}
_HELP = {
    "documents": ("PATH", "source file to answer from; repeatable (default: the bundled document)"),
    "encoder": ("NAME", 'encoder: "bundled", or a sentence-transformers model by name or path'),
    "reranker": (
        "NAME",
        "sentence-transformers CrossEncoder that orders the best clauses anew, by name or path; none by default",
    ),
    "model": ("NAME", 'language model such as "openai:gpt-4o-mini"; none: answers are quoted sentences'),
    "base_url": ("URL", "address of an OpenAI-compatible server, such as http://localhost:11434/v1"),
    "timeout": ("SECONDS", "longest wait for the language model's next word"),
    "retries": ("N", "further tries when the language model's server fails"),
    "temperature": ("T", "sampling temperature of the language model, 0 to 2"),
    "max_tokens": ("N", "most tokens of an answer by the language model (0: the server's own limit)"),
    "max_seconds": ("SECONDS", "longest a whole answer of the language model may take (0: no limit)"),
    "cache_dir": ("FOLDER", "where built indexes are kept"),
    "k": ("N", "clauses to retrieve"),
    "length": ("LENGTH", "how long answers are: short, normal or long"),
}
LENGTHS = ("short", "normal", "long")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. Building one checks every value; a bad one raises SettingsError with the remedy.

    documents    source files; empty means the bundled document
    encoder      "bundled", or a sentence-transformers name or path
    reranker     "" keeps the retriever's order; or a sentence-transformers CrossEncoder, by name or path
    model        "" answers without a language model; "provider:name" as LangChain's `init_chat_model` takes it;
                 or the bare name a server at `base_url` knows
    base_url     an OpenAI-compatible server; "" means the provider's own
    api_key      "" leaves the key to the provider's own variable (OPENAI_API_KEY, …)
    timeout      seconds
    retries      tries after the first
    temperature  0 is the most repeatable
    max_tokens   most tokens of an answer, 0 for the server's own limit
    max_seconds  of a whole answer, retries included, 0 for no limit; `timeout` limits the wait for the next word
    k            clauses to retrieve
    length       how long answers are, one of LENGTHS
    """

    documents: tuple[Path, ...] = ()
    encoder: str = "bundled"
    reranker: str = ""
    model: str = ""
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    timeout: float = 60.0
    retries: int = 2
    temperature: float = 0.0
    max_tokens: int = 2048
    max_seconds: float = 180.0
    cache_dir: Path = field(default_factory=lambda: Path(user_cache_dir("clausewise")))
    k: int = 10
    length: str = "normal"

    def __post_init__(self) -> None:
        for name, (lowest, highest) in _RANGES.items():
            _check_range(name, getattr(self, name), lowest, highest)
        if not self.encoder:
            raise _bad("encoder", self.encoder, 'name a sentence-transformers model, or "bundled"')
        if self.length not in LENGTHS:
            raise _bad("length", self.length, f"set it to {', '.join(LENGTHS[:-1])} or {LENGTHS[-1]}")
        _check_model(self.model)
        _check_base_url(self.base_url, self.model)
        _check_api_key(self.api_key)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, **overrides: object) -> "Settings":
        """Settings from CLAUSEWISE_<FIELD> variables of `env` (default: the process's).

        `overrides` win, as values or as text to be read like a variable; None means not given.
        """
        env = os.environ if env is None else env
        names = [item.name for item in fields(cls)]
        if unknown := sorted(set(overrides) - set(names)):
            raise SettingsError(f"unknown settings {', '.join(unknown)}; the settings are {', '.join(names)}")
        given: dict[str, object] = {name: env[_variable(name)] for name in names if env.get(_variable(name))}
        given |= {name: value for name, value in overrides.items() if value is not None}
        return cls(**{name: _read(name, value) for name, value in given.items()})  # type: ignore[arg-type]

    @classmethod
    def from_args(cls, args: argparse.Namespace, env: Mapping[str, str] | None = None) -> "Settings":
        """Settings from a namespace parsed with `add_arguments`, and the environment for flags not given."""
        flags = {item.name: getattr(args, item.name, None) for item in fields(cls)}
        return cls.from_env(env, **flags)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add a flag for every setting but the key. Values stay text here, so that one place reads and checks them."""
    group = parser.add_argument_group("settings", "a flag wins over its CLAUSEWISE_… variable; the key has only that")
    for name, (metavar, text) in _HELP.items():
        if name == "documents":
            group.add_argument(_flag(name), dest=name, action="append", metavar=metavar, help=text)
        else:
            group.add_argument(_flag(name), dest=name, metavar=metavar, help=text)


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def _flag(name: str) -> str:
    return "--document" if name == "documents" else "--" + name.replace("_", "-")


def _where(name: str) -> str:
    return _variable(name) if name in _NO_FLAG else f"{_variable(name)} ({_flag(name)})"


def _bad(name: str, value: object, remedy: str) -> SettingsError:
    return SettingsError(f"{_where(name)} is {str(value)!r}; {remedy}")


def _read(name: str, value: object) -> object:
    """A value in the field's type; text is read, anything else is taken to be of the type already."""
    if name == "documents":
        return _paths(value)
    if not isinstance(value, str):
        return value
    if name in _INTEGERS:
        return _number(name, value, int, "a whole number")
    if name in _NUMBERS:
        return _number(name, value, float, "a number")
    return Path(value).expanduser() if name == "cache_dir" else value.strip()


def _paths(value: object) -> tuple[Path, ...]:
    if isinstance(value, str):
        value = value.split(os.pathsep)
    if not isinstance(value, Iterable):
        raise _bad("documents", value, f"list paths, separated by {os.pathsep!r} in the variable")
    return tuple(Path(part).expanduser() for part in value if str(part).strip())


def _number(name: str, text: str, kind: type[int] | type[float], what: str) -> int | float:
    try:
        return kind(text)
    except ValueError:
        lowest, highest = _RANGES[name]
        raise _bad(name, text, f"set it to {what} from {lowest:g} to {highest:g}") from None


def _check_range(name: str, value: float, lowest: float, highest: float) -> None:
    wrong_type = isinstance(value, bool) or not isinstance(value, int if name in _INTEGERS else (int, float))
    if wrong_type or not math.isfinite(value) or not lowest <= value <= highest:
        what = "a whole number" if name in _INTEGERS else "a number"
        raise _bad(name, value, f"set it to {what} from {lowest:g} to {highest:g}")


def _check_model(model: str) -> None:
    provider, colon, name = model.partition(":")
    if any(char.isspace() for char in model) or (colon and not (provider and name)):
        raise _bad("model", model, 'set it to a name such as "openai:gpt-4o-mini", or leave it empty for none')


def _check_base_url(base_url: str, model: str) -> None:
    if not base_url:
        return
    try:
        parts = urlsplit(base_url)
        host = parts.hostname if parts.scheme in ("http", "https") and (parts.port or 0) >= 0 else None
    except ValueError:  # a port that is no number, an unclosed IPv6 bracket
        host = None
    if host is not None and "@" in parts.netloc:
        raise SettingsError(f"{_where('base_url')} holds a user name or key; put the key in {_variable('api_key')}")
    if host is None or any(char.isspace() for char in base_url):
        raise _bad("base_url", base_url, "set it to an http(s) address such as http://localhost:11434/v1")
    if not model:
        raise _bad("base_url", base_url, f"but no model is set: name one of that server's in {_where('model')}")


def _check_api_key(api_key: str) -> None:
    # It travels in an HTTP header. The value stays out of the message.
    if not (api_key.isascii() and (api_key.isprintable()) and " " not in api_key):
        raise SettingsError(f"{_variable('api_key')} holds a space, a line break or a non-ASCII letter; paste it again")

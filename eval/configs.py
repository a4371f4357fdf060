"""What is compared: a configuration of the product, or another system, from a TOML file.

name = "without vectors"
system = "clausewise"          # or http, llamaindex, txtai, langchain
url = "http://localhost:8000"  # http only
[settings]                     # any of rag.settings.Settings
encoder = "bundled"
[weights]                      # channels and other features (rag/ranking.json) of another weight; 0 turns one off
"vector question" = 0
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from eval.errors import ConfigError
from rag.ranking import CLASSIFIED, WITH, WITHOUT, load_model
from rag.settings import Settings

_TEXTS = {"encoder", "model", "base_url", "length", "cache_dir"}  # settings that TOML could give as something else
SYSTEMS = ("clausewise", "http", "llamaindex", "txtai", "langchain")


@dataclass(frozen=True, slots=True)
class Config:
    """One column of a comparison.

    settings  those of `Settings` that differ from the defaults and the environment
    weights   channel name -> weight, those that differ
    """

    name: str = "clausewise"
    system: str = "clausewise"
    settings: Mapping[str, object] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    url: str = ""

    def build_settings(self) -> Settings:
        """The whole settings, those of the environment beneath; raises SettingsError."""
        return Settings.from_env(None, **self.settings)


def read_config(path: Path) -> Config:
    """A configuration from TOML; its name is the file's where it gives none. Raises ConfigError naming file and key."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}); name a TOML file after --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f'{path} is no TOML ({error}); an example line: name = "without vectors"') from error
    _check_keys(f"{path}", table, [item.name for item in fields(Config)])
    for key in ("name", "system", "url"):
        if not isinstance(table.get(key, ""), str):
            raise ConfigError(f"{path}, key {key!r} is {table[key]!r}; write it as text, in quotes")
    config = Config(
        table.get("name", path.stem),
        table.get("system", "clausewise"),
        _settings(path, table.get("settings", {})),
        _weights(path, table.get("weights", {})),
        table.get("url", ""),
    )
    if config.system not in SYSTEMS:
        raise ConfigError(f"{path}, key 'system' is {config.system!r}; write one of {', '.join(SYSTEMS)}")
    if (config.system == "http") is not bool(config.url):
        remedy = "give the address to ask" if config.system == "http" else 'take it out, or set system = "http"'
        raise ConfigError(f"{path}, key 'url' is {config.url!r} and the system {config.system}; {remedy}")
    return config


def _settings(path: Path, given: Any) -> dict[str, object]:
    """Paths of documents are read as from the configuration's own folder; `Settings` checks the numbers."""
    _check_keys(f"{path}, [settings]", given, [item.name for item in fields(Settings) if item.name != "api_key"])
    found = dict(given)
    for name in _TEXTS & set(found):
        if not isinstance(found[name], str):
            raise ConfigError(f"{path}, [settings], key {name!r} is {found[name]!r}; write it as text, in quotes")
    if "documents" in found:
        listed = found["documents"] if isinstance(found["documents"], list) else [found["documents"]]
        if not all(isinstance(item, str) for item in listed):
            raise ConfigError(f"{path}, [settings], key 'documents' is {listed!r}; write a list of paths, in quotes")
        found["documents"] = tuple(path.parent / item for item in listed)
    return found


def _weights(path: Path, given: Any) -> dict[str, float]:
    _check_keys(f"{path}, [weights]", given, _features())
    for name, weight in given.items():
        if isinstance(weight, bool) or not isinstance(weight, (int, float)):
            raise ConfigError(f"{path}, [weights], key {name!r} is {weight!r}; write a number, 0 to turn it off")
    return {name: float(weight) for name, weight in given.items()}


def _features() -> list[str]:
    models = [load_model(kind) for kind in (CLASSIFIED, WITH, WITHOUT)]
    return list(dict.fromkeys(name for model in models for weights in (model.first, model.last) for name in weights))


def _check_keys(place: str, table: Any, known: list[str]) -> None:
    if not isinstance(table, dict):
        raise ConfigError(f"{place} is {table!r}; write a table, its keys below a line such as [settings]")
    unknown = [key for key in table if key not in known]
    if unknown:
        raise ConfigError(f"{place}, key {unknown[0]!r} is unknown; the keys are {', '.join(known)}")

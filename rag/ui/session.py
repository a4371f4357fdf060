"""What one browser session has set for itself: its language model, answer length and encoder.

Gradio keeps the value in memory, one a session, and drops it with the session; no other session can see it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.errors import ModelError
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

PROVIDERS = {
    "none": "",
    "compatible": "",
    "openai": "openai:",
    "anthropic": "anthropic:",
}  # -> prefix of the model's name
_PROMPT = "Reply with the word OK."
_LONGEST = 200  # characters of the model's reply that are shown
_ENCODERS_KEPT = 2  # each holds an index and an encoder in memory

LoadPipeline = Callable[[Settings], "Pipeline"]


@dataclass(frozen=True, slots=True)
class Session:
    """A session's pipeline and the settings it was made with; `pipeline` None stands for the window's own."""

    settings: Settings
    pipeline: "Pipeline | None" = None


class Workshop:
    """Makes sessions from the window's own pipeline and settings; pipelines of other encoders are kept, two at most."""

    def __init__(self, pipeline: "Pipeline", settings: Settings, load: LoadPipeline | None = None) -> None:
        """`load` makes the pipeline of another encoder; None allows no other."""
        self._pipeline = pipeline
        self._settings = settings
        self._load = lru_cache(_ENCODERS_KEPT)(load) if load else None

    @property
    def settings(self) -> Settings:
        return self._settings

    def session(self, settings: Settings) -> Session:
        """A session with the model, length and encoder of `settings`. Raises SettingsError, EncoderError, SourceError."""
        pipeline = self._pipeline
        if settings.encoder != self._settings.encoder and self._load:
            pipeline = self._load(replace(self._settings, encoder=settings.encoder, model="", base_url="", api_key=""))
        return Session(settings, pipeline.with_settings(settings))


def chosen_settings(
    before: Settings, *, provider: str, model: str, base_url: str, api_key: str, length: str, encoder: str
) -> Settings:
    """`before` with what was chosen; an empty key keeps the one before for the same server. Raises SettingsError."""
    model, base_url = model.strip(), base_url.strip()
    if provider == "none":
        return replace(before, model="", base_url="", api_key="", length=length, encoder=encoder.strip())
    prefix = PROVIDERS[provider]
    name = model if not model or model.startswith(prefix) else prefix + model
    server = base_url if provider == "compatible" else ""
    same = _server_of(name, server) == _server_of(before.model, before.base_url)
    key = api_key.strip() or (before.api_key if same else "")
    return replace(before, model=name, base_url=server, api_key=key, length=length, encoder=encoder.strip())


def _server_of(model: str, base_url: str) -> str:
    """Who gets the key: the server at the address, else the provider in the model's name."""
    return base_url or model.partition(":")[0]


def try_model(settings: Settings) -> str:
    """What the settings' language model replies to a short greeting. Raises SettingsError, ModelError."""
    from rag.answerers.chat_model import load_chat_model, stream_text

    reply = "".join(stream_text(load_chat_model(settings), [("user", _PROMPT)])).strip()
    if not reply:
        raise ModelError("the language model sent an empty reply; try again or choose another")
    return reply[:_LONGEST]

"""The Settings tab: the interface, and this session's answers, language model and encoder.

The browser keeps what is chosen, all but the key (settings.js), and sends it again when the page is loaded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import gradio as gr
from markupsafe import Markup

from rag.errors import FOR_PEOPLE
from rag.settings import Settings
from rag.ui.frame import QUIET, html_pane, keys_html
from rag.ui.labels import word
from rag.ui.session import PROVIDERS, Session, Workshop, chosen_settings, try_model
from rag.ui.settings_view import form_html, interface_html

_LONGEST = 2000  # characters of a field
# The core names its settings as the command line does; the pane, by the labels of its fields.
_SETTING = re.compile(
    r"(?:unset CLAUSEWISE_MODEL to answer without a language model|CLAUSEWISE_([A-Z_]+)(?: \(--[a-z-]+\))?)"
)
_FIELDS = {
    "MODEL": "model_name",
    "BASE_URL": "base_url",
    "API_KEY": "api_key",
    "ENCODER": "encoder",
    "LENGTH": "length",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands in the form: texts, whatever a request brings."""

    provider: str = "none"
    model: str = ""
    base_url: str = ""
    api_key: str = ""
    length: str = "normal"
    encoder: str = ""

    @classmethod
    def of(cls, event: gr.EventData) -> "Chosen":
        given = {field.name: getattr(event, field.name, None) for field in fields(cls)}
        return cls(**{name: value.strip()[:_LONGEST] for name, value in given.items() if isinstance(value, str)})

    @property
    def problem(self) -> str:
        """The label that says what is missing or wrong; "" where nothing is."""
        if self.provider not in PROVIDERS or self.provider == "none":
            return ""
        if not self.model or any(character.isspace() for character in self.model):
            return "bad_model"
        if self.provider == "compatible" and not re.fullmatch(r"https?://[^\s@]+", self.base_url):
            return "bad_address"
        key = self.api_key
        return "" if key.isascii() and " " not in key and (not key or key.isprintable()) else "bad_key"


class Setter:
    """Applies and tries what is chosen in the form, for one session."""

    def __init__(self, workshop: Workshop, *, closed: bool = False) -> None:
        """`closed` lets a session set its answer length alone, whatever a request brings."""
        self._workshop = workshop
        self._closed = closed

    def apply(self, chosen: Chosen, session: Session | None) -> tuple[Session | None, Markup]:
        """The session with what was chosen, and how it went."""
        if chosen.problem and not self._closed:
            return session, notice_html(chosen.problem)
        try:
            made = self._workshop.session(self._settings(chosen, session))
        except FOR_PEOPLE as error:
            return session, notice_html("setting_failed", str(error))
        model = Markup(" <b>{}</b>").format(made.settings.model) if made.settings.model else ""
        about = Markup("") if made.settings.model else Markup(" {}").format(word("no_model_now"))
        return made, Markup('<p role="status" data-applied="1">✓ {}{}{}</p>').format(word("applied"), model, about)

    def try_out(self, chosen: Chosen, session: Session | None) -> Iterator[Markup]:
        """That the chosen language model is asked, then what it replies to a greeting, or why it does not."""
        if chosen.problem:
            yield notice_html(chosen.problem)
            return
        yield Markup('<p role="status">{}</p>').format(word("testing"))
        try:
            settings = self._settings(chosen, session)
            if not settings.model:
                yield Markup('<p role="status">{}</p>').format(word("no_model_now"))
            else:
                yield Markup('<p role="status">✓ {}“{}”</p>').format(word("model_answers"), try_model(settings))
        except FOR_PEOPLE as error:
            yield notice_html("model_failed", str(error))

    def _settings(self, chosen: Chosen, session: Session | None) -> Settings:
        before = session.settings if session is not None else self._workshop.settings
        if self._closed:
            return replace(before, length=chosen.length)
        return chosen_settings(
            before,
            provider=chosen.provider if chosen.provider in PROVIDERS else "none",
            model=chosen.model,
            base_url=chosen.base_url,
            api_key=chosen.api_key,
            length=chosen.length,
            encoder=chosen.encoder or before.encoder,
        )


def settings_pane(workshop: Workshop, session: gr.State, *, closed: bool) -> None:
    """Build the tab in the surrounding Blocks context; `closed` leaves the server's own settings out."""
    setter = Setter(workshop, closed=closed)
    html_pane(interface_html(), id="interface", script="interface.js")
    form = html_pane(form_html(workshop.settings, closed=closed), id="settings", script="settings.js")
    outcome = html_pane("", id="outcome", script="outcome.js")
    html_pane(Markup("<h2>{}</h2>{}").format(word("keys"), keys_html()), id="shortcuts")

    def apply(session: Session | None, event: gr.EventData) -> tuple[Any, Any]:
        return setter.apply(Chosen.of(event), session)

    def try_out(session: Session | None, event: gr.EventData) -> Iterator[Markup]:
        yield from setter.try_out(Chosen.of(event), session)

    form.apply(apply, session, [session, outcome], **QUIET)
    if not closed:
        form.test(try_out, session, outcome, **QUIET)


def resume_pane(workshop: Workshop, session: gr.State, *, closed: bool) -> None:
    """A pane without looks, on the page from the first: it sets again what the browser kept, where there is something."""
    setter = Setter(workshop, closed=closed)
    kept = html_pane("", id="choices", script="choices.js", visible="hidden")

    def resume(session: Session | None, event: gr.EventData) -> Session | None:
        return setter.apply(Chosen.of(event), session)[0]

    kept.resume(resume, session, session, **QUIET)


def notice_html(label: str, detail: str = "") -> Markup:
    """What is wrong in the interface's language, and the core's own words on it, which are English."""
    said = Markup("")
    for place, part in enumerate(re.split(_SETTING, detail)):
        if place % 2 == 0:
            said += part
        elif part in _FIELDS:
            said += Markup("“{}”").format(word(_FIELDS[part]))
        else:
            said += Markup("choose “{}”").format(word("none")) if part is None else part.lower()
    details = Markup('<br><span lang="en">{}</span>').format(said) if detail else Markup("")
    return Markup('<div class="notice" role="alert">{}{}</div>').format(word(label), details)

"""The Settings tab: the interface (kept in the browser), and this session's answers, language model and encoder."""

from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from markupsafe import Markup

from rag.errors import FOR_PEOPLE
from rag.settings import LENGTHS, Settings
from rag.ui.frame import QUIET, html_pane, keys_html, say
from rag.ui.labels import word
from rag.ui.session import PROVIDERS, Session, Workshop, chosen_settings, try_model

_PROVIDER_NAMES = {"openai": "OpenAI", "anthropic": "Anthropic"}
_EXAMPLE_MODEL = "qwen2.5:7b / gpt-4o-mini"
_EXAMPLE_URL = "http://localhost:11434/v1"


@dataclass(frozen=True, slots=True)
class _Form:
    length: gr.Radio
    encoder: gr.Textbox
    provider: gr.Dropdown
    model: gr.Textbox
    base_url: gr.Textbox
    api_key: gr.Textbox
    test: gr.Button
    apply: gr.Button
    outcome: gr.HTML

    @property
    def chosen(self) -> list[Any]:
        return [self.provider, self.model, self.base_url, self.api_key, self.length, self.encoder]


class Setter:
    """Applies and tries what is chosen in the form, for one session."""

    def __init__(self, workshop: Workshop, *, closed: bool = False) -> None:
        """`closed` lets a session set its answer length alone, whatever a request brings."""
        self._workshop = workshop
        self._closed = closed

    def apply(self, *chosen: Any) -> tuple[Any, Any, Any]:
        """The session with what was chosen, an emptied key box, and how it went."""
        session: Session | None = chosen[-1]
        try:
            made = self._workshop.session(self._settings(*chosen))
        except FOR_PEOPLE as error:
            return session, gr.skip(), _notice(str(error))
        name = Markup(" <b>{}</b>").format(made.settings.model) if made.settings.model else ""
        about = Markup("") if made.settings.model else Markup(" {}").format(word("no_model_now"))
        return made, "", Markup('<p role="status">✓ {}{}{}</p>').format(word("applied"), name, about)

    def try_out(self, *chosen: Any) -> Markup:
        """What the chosen language model replies to a greeting, or why it does not."""
        try:
            settings = self._settings(*chosen)
            if not settings.model:
                return Markup('<p role="status">{}</p>').format(word("no_model_now"))
            return Markup('<p role="status">✓ {}“{}”</p>').format(word("model_answers"), try_model(settings))
        except FOR_PEOPLE as error:
            return _notice(str(error))

    def _settings(
        self, provider: str, model: str, base_url: str, api_key: str, length: str, encoder: str, session: Session | None
    ) -> Settings:
        before = session.settings if session is not None else self._workshop.settings
        if self._closed:
            return replace(before, length=length)
        return chosen_settings(
            before,
            provider=provider,
            model=model,
            base_url=base_url,
            api_key=api_key,
            length=length,
            encoder=encoder or before.encoder,
        )


def settings_pane(workshop: Workshop, session: gr.State, *, closed: bool) -> None:
    """Build the tab in the surrounding Blocks context; `closed` leaves the server's own settings out."""
    html_pane(_interface_html(), id="interface", script="interface.js")
    form = _form(workshop.settings, closed=closed)
    setter = Setter(workshop, closed=closed)
    loud = {**QUIET, "show_progress": "minimal"}
    form.apply.click(setter.apply, [*form.chosen, session], [session, form.api_key, form.outcome], **loud)
    if not closed:
        form.test.click(setter.try_out, [*form.chosen, session], form.outcome, **loud)
    html_pane(Markup("<h2>{}</h2>{}").format(word("keys"), keys_html()), id="shortcuts")


def _form(settings: Settings, *, closed: bool) -> _Form:
    html_pane(Markup("<h2>{}</h2>").format(word("answers")), id="answers-label")
    lengths = [(say(length), length) for length in LENGTHS]
    length = gr.Radio(lengths, value=settings.length, label=say("length"), elem_id="length")
    about = word("closed") if closed else word("model_about")
    html_pane(Markup("<h2>{}</h2><p>{}</p>").format(word("model"), about), id="model-label")
    with gr.Column(visible=not closed, elem_id="model-form"):
        providers = [(_PROVIDER_NAMES.get(name) or say(name), name) for name in PROVIDERS]
        provider = gr.Dropdown(providers, value=_provider(settings), label=say("provider"), elem_id="provider")
        model = gr.Textbox(settings.model, label=say("model_name"), placeholder=_EXAMPLE_MODEL, elem_id="model")
        base_url = gr.Textbox(settings.base_url, label=say("base_url"), placeholder=_EXAMPLE_URL, elem_id="base-url")
        api_key = gr.Textbox("", label=say("api_key"), type="password", elem_id="api-key")
        test = gr.Button(say("test"), elem_id="test")
        encoder = gr.Textbox(settings.encoder, label=say("encoder"), info=say("encoder_about"), elem_id="encoder")
    apply = gr.Button(say("apply"), variant="primary", elem_id="apply")
    outcome = html_pane("", id="outcome")
    return _Form(length, encoder, provider, model, base_url, api_key, test, apply, outcome)


def _provider(settings: Settings) -> str:
    if not settings.model:
        return "none"
    found = (name for name, prefix in PROVIDERS.items() if prefix and settings.model.startswith(prefix))
    return "compatible" if settings.base_url else next(found, "compatible")


def _interface_html() -> Markup:
    choice = Markup('<label class="choice"><input type="radio" name="{}" value="{}"> {}</label>')
    languages = [choice.format("ui-language", "auto", word("system")),
                 choice.format("ui-language", "zh", Markup('<span lang="zh-Hans">中文</span>')),
                 choice.format("ui-language", "en", Markup('<span lang="en">English</span>'))]  # fmt: skip
    themes = [choice.format("ui-theme", name, word(name)) for name in ("system", "light", "dark")]
    group = Markup("<fieldset><legend>{}</legend>{}</fieldset>")
    return Markup("<h2>{}</h2>{}{}").format(
        word("appearance"),
        group.format(word("interface_language"), Markup("").join(languages)),
        group.format(word("theme"), Markup("").join(themes)),
    )


def _notice(text: str) -> Markup:
    return Markup('<p class="notice" role="alert">{}</p>').format(text)

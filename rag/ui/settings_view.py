"""The Settings tab's forms as HTML. Every string goes through markupsafe's `Markup.format`, which escapes it."""

from collections.abc import Sequence

from markupsafe import Markup

from rag.settings import LENGTHS, Settings
from rag.ui.labels import word
from rag.ui.session import PROVIDERS

_PROVIDER_NAMES = {"openai": "OpenAI", "anthropic": "Anthropic"}
_EXAMPLES = {"model": "qwen2.5:7b / gpt-4o-mini", "base_url": "http://localhost:11434/v1", "encoder": "bundled"}


def interface_html() -> Markup:
    """Language and light or dark: the page itself keeps and applies these."""
    languages = (("auto", word("system")), ("zh", Markup('<span lang="zh-Hans">中文</span>')),
                 ("en", Markup('<span lang="en">English</span>')))  # fmt: skip
    themes = [(name, word(name)) for name in ("system", "light", "dark")]
    return Markup('<section class="settings"><h2>{}</h2>{}{}</section>').format(
        word("appearance"),
        _radios("ui-language", "interface_language", languages),
        _radios("ui-theme", "theme", themes),
    )


def form_html(settings: Settings, *, closed: bool) -> Markup:
    """Answers, language model and encoder, with what the server was started with; `closed` leaves all but answers out."""
    lengths = _radios("length", "length", [(name, word(name)) for name in LENGTHS], settings.length)
    answers = Markup("<h2>{}</h2>{}").format(word("answers"), lengths)
    if closed:
        body = Markup("{}<h2>{}</h2><p>{}</p>").format(answers, word("model"), word("closed"))
    else:
        body = Markup("{}{}<h2>{}</h2>{}<p>{}</p>").format(
            answers,
            _model_html(settings),
            word("encoder"),
            _field("encoder", "encoder", settings.encoder),
            word("encoder_about"),
        )
    test = Markup('<button type="button" class="quiet" data-test="1">{}</button>').format(word("test"))
    return Markup(
        '<form class="settings" autocomplete="off">{}<p class="aside">{}</p><div class="buttons">'
        '<button type="submit" class="quiet strong">{}</button>{}</div></form>'
    ).format(body, word("settings_kept"), word("apply"), "" if closed else test)


def provider_of(settings: Settings) -> str:
    """Which of PROVIDERS the settings' language model has."""
    if not settings.model:
        return "none"
    found = (name for name, prefix in PROVIDERS.items() if prefix and settings.model.startswith(prefix))
    return "compatible" if settings.base_url else next(found, "compatible")


def _model_html(settings: Settings) -> Markup:
    providers = [(name, word(name) if name not in _PROVIDER_NAMES else _PROVIDER_NAMES[name]) for name in PROVIDERS]
    return Markup("<h2>{}</h2><p>{}</p>{}{}{}{}").format(
        word("model"),
        word("model_about"),
        _radios("provider", "provider", providers, provider_of(settings)),
        _field("model", "model_name", settings.model),
        _field("base_url", "base_url", settings.base_url),
        _field("api_key", "api_key", "", kind="password"),
    )


def _radios(name: str, label: str, choices: Sequence[tuple[str, Markup | str]], chosen: str = "") -> Markup:
    radios = Markup("").join(
        Markup('<label class="choice"><input type="radio" name="{}" value="{}"{}> {}</label>').format(
            name, value, Markup(" checked") if value == chosen else "", shown
        )
        for value, shown in choices
    )
    return Markup('<fieldset class="line"><legend>{}</legend><div>{}</div></fieldset>').format(word(label), radios)


def _field(name: str, label: str, value: str, *, kind: str = "text") -> Markup:
    return Markup(
        '<label class="line" data-field="{}"><span>{}</span><input type="{}" name="{}" value="{}" placeholder="{}" '
        'maxlength="2000" autocomplete="off" spellcheck="false"></label>'
    ).format(name, word(label), kind, name, value, _EXAMPLES.get(name, ""))

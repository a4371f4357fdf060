import re

import pytest
from markupsafe import Markup

from rag.settings import Settings
from rag.ui.labels import LABELS
from rag.ui.session import Workshop
from rag.ui.settings_pane import Chosen, Setter, notice_html
from rag.ui.settings_view import form_html

CHOSEN = {"provider": "compatible", "model": "qwen", "base_url": "http://localhost:1/v1", "api_key": "abc",
          "length": "short", "encoder": "bundled"}  # fmt: skip


class Event:
    def __init__(self, **given):
        self.__dict__.update(given)


def chosen(**changes):
    return Chosen(**{**CHOSEN, **changes})


@pytest.fixture
def setter(pipeline):
    return Setter(Workshop(pipeline, Settings(retries=0, timeout=2)))


def test_what_was_applied_is_told_without_the_key(setter):
    made, outcome = setter.apply(chosen(), None)
    assert made.settings.api_key == "abc"
    assert "data-applied" in outcome
    assert "<b>qwen</b>" in outcome
    assert "abc" not in outcome
    assert "abc" not in repr(made)


def test_a_window_open_to_others_lets_a_session_set_its_answer_length_alone(pipeline):
    setter = Setter(Workshop(pipeline, Settings()), closed=True)
    made, _ = setter.apply(chosen(encoder="/etc"), None)
    assert made.settings == Settings(length="short")


@pytest.mark.parametrize(
    ("changes", "label"),
    [({"model": ""}, "bad_model"), ({"model": "a b"}, "bad_model"), ({"base_url": ""}, "bad_address"), ({"base_url": "localhost:1"}, "bad_address"),
     ({"base_url": "file:///etc"}, "bad_address"), ({"base_url": "http://me:key@host/v1"}, "bad_address"), ({"api_key": "密钥"}, "bad_key"),
     ({"api_key": "a b"}, "bad_key"), ({"provider": "openai", "model": ""}, "bad_model")],
    ids=["no_model", "space_in_model", "no_address", "no_scheme", "file", "key_in_address", "chinese_key", "space_in_key", "openai_no_model"],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_told_in_both_languages_and_changes_nothing(pipeline, setter, changes, label):
    before = Workshop(pipeline, Settings()).session(Settings())
    after, outcome = setter.apply(chosen(**changes), before)
    assert after is before
    (tried,) = setter.try_out(chosen(**changes), before)
    for told in (outcome, tried):
        assert LABELS[label].zh in told
        assert LABELS[label].en in told.unescape()
        assert 'role="alert"' in told


def test_nothing_is_missing_where_no_language_model_is_chosen():
    assert chosen(provider="none", model="", base_url="", api_key="").problem == ""
    assert chosen(provider="<b>", model="").problem == ""


def test_an_unknown_provider_or_length_of_a_request_sets_nothing(setter):
    assert setter.apply(chosen(provider="<b>"), None)[0].settings.model == ""
    made, outcome = setter.apply(chosen(length="<b>endless"), None)
    assert made is None
    assert "<b>endless" not in outcome


def test_a_server_that_is_not_there_is_told_in_the_panes_own_words(setter):
    asking, told = setter.try_out(chosen(), None)
    assert LABELS["testing"].zh in asking
    assert LABELS["model_failed"].zh in told
    assert "cannot be reached" in told
    assert LABELS["base_url"].zh in told
    assert "CLAUSEWISE" not in told


@pytest.mark.parametrize(
    ("message", "told"),
    [("set CLAUSEWISE_MODEL (--model), or", f"“{LABELS['model_name'].en}”, or"), ("raise CLAUSEWISE_MAX_TOKENS, or", "raise max_tokens, or"),
     ("or unset CLAUSEWISE_MODEL to answer without a language model", f"or choose “{LABELS['none'].en}”"), ("<b>it</b>", "<b>it</b>")],
    ids=["field", "no_field", "without", "markup"],
)  # fmt: skip
def test_the_core_s_words_for_settings_become_the_panes(message, told):
    html = notice_html("model_failed", message)
    assert told in Markup(re.sub(r'<span class="w zh".*?</span>', "", html)).striptags()
    assert "<b>" not in html
    assert "CLAUSEWISE" not in html


def test_what_a_request_brings_is_texts_of_some_length():
    given = Chosen.of(Event(provider=3, model=" qwen ", base_url="x" * 9000, api_key=None, length="long"))
    assert (given.provider, given.model, len(given.base_url), given.api_key) == ("none", "qwen", 2000, "")
    assert (given.length, given.encoder) == ("long", "")


def test_the_form_shows_what_the_window_was_started_with_and_never_the_key():
    settings = Settings(model="qwen", base_url="http://localhost:1/v1", api_key="secret", length="long")
    form = form_html(settings, closed=False)
    assert 'name="model" value="qwen"' in form
    assert 'value="compatible" checked' in form
    assert 'value="long" checked' in form
    assert "secret" not in form


def test_a_window_open_to_others_has_no_form_for_a_language_model():
    form = form_html(Settings(model="qwen"), closed=True)
    assert 'name="length"' in form
    assert "qwen" not in form
    assert 'name="api_key"' not in form
    assert "data-test" not in form

import pytest

from rag.errors import SettingsError
from rag.settings import LENGTHS, Settings
from rag.ui.labels import EXAMPLES
from rag.ui.session import Workshop, chosen_settings

CHOSEN = {"provider": "compatible", "model": "qwen", "base_url": "http://localhost:1/v1", "api_key": "abc",
          "length": "short", "encoder": "bundled"}  # fmt: skip


def chosen(before=None, **changes):
    return chosen_settings(before or Settings(), **{**CHOSEN, **changes})


def test_a_compatible_server_takes_name_and_address():
    settings = chosen(model=" qwen2.5:7b ")
    assert (settings.model, settings.base_url, settings.api_key) == ("qwen2.5:7b", "http://localhost:1/v1", "abc")
    assert settings.length == "short"


def test_a_provider_is_put_before_the_models_name_and_needs_no_address():
    assert chosen(provider="openai", model="gpt-4o-mini").model == "openai:gpt-4o-mini"
    assert chosen(provider="openai", model="openai:gpt-4o-mini").model == "openai:gpt-4o-mini"
    assert chosen(provider="anthropic").base_url == ""


def test_no_language_model_forgets_the_key():
    settings = chosen(chosen(), provider="none")
    assert (settings.model, settings.base_url, settings.api_key) == ("", "", "")


def test_an_empty_key_keeps_the_one_before_for_the_same_server_alone():
    assert chosen(chosen(), api_key="").api_key == "abc"
    assert chosen(chosen(), api_key="", base_url="http://elsewhere/v1").api_key == ""
    assert chosen(chosen(), api_key="", provider="openai").api_key == ""


@pytest.mark.parametrize(
    ("provider", "model", "other"),
    [("compatible", "qwen-plus", "qwen-max"), ("compatible", "qwen2.5:7b", "llama3:8b"), ("openai", "gpt-4o", "openai:gpt-5")],
    ids=["compatible", "compatible_with_tag", "openai"],
)  # fmt: skip
def test_another_model_of_the_same_server_keeps_the_key(provider: str, model: str, other: str):
    before = chosen(provider=provider, model=model)
    assert chosen(before, provider=provider, model=other, api_key="").api_key == "abc"


def test_a_server_s_model_named_as_a_provider_gets_no_key_of_that_provider_s():
    before = chosen(provider="openai", model="gpt-4o")
    assert chosen(before, model="openai:gpt-4o", api_key="").api_key == ""
    assert chosen(chosen(model="openai:gpt-4o"), provider="openai", model="gpt-4o", api_key="").api_key == ""


def test_a_bad_address_is_refused_in_words():
    with pytest.raises(SettingsError, match="http"):
        chosen(base_url="file:///etc/passwd")


def test_sessions_have_pipelines_of_their_own(pipeline):
    workshop = Workshop(pipeline, Settings())
    mine, theirs = workshop.session(chosen()), workshop.session(Settings())
    assert mine.pipeline is not theirs.pipeline
    assert mine.pipeline is not pipeline


def test_another_encoder_is_loaded_once_and_without_the_key(pipeline):
    loaded = []

    def load(settings):
        loaded.append(settings)
        return pipeline

    workshop = Workshop(pipeline, Settings(), load)
    workshop.session(chosen(encoder="some/model"))
    workshop.session(chosen(encoder="some/model", api_key="other"))
    assert [(settings.encoder, settings.api_key, settings.model) for settings in loaded] == [("some/model", "", "")]


def test_where_no_encoder_may_be_loaded_the_windows_own_is_used(pipeline):
    assert Workshop(pipeline, Settings()).session(chosen(encoder="/etc")).pipeline is not None


def test_a_longer_answer_is_asked_for_and_given(bundled_pipeline):
    lengths = [
        sum(len(pipeline.ask(question).text) for _, question in EXAMPLES)
        for pipeline in (bundled_pipeline.with_settings(Settings(length=length)) for length in LENGTHS)
    ]
    assert lengths[0] < lengths[1] < lengths[2]

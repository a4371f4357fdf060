"""Settings: read from variables and flags, every bad value refused with its remedy."""

import argparse
import dataclasses
import os
from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.settings import Settings, add_arguments


def parse(*argv: str, env: dict[str, str] | None = None) -> Settings:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return Settings.from_args(parser.parse_args(argv), env or {})


def test_an_empty_environment_gives_the_defaults():
    settings = Settings.from_env({})
    assert settings == Settings()
    assert (settings.documents, settings.encoder, settings.model, settings.k) == ((), "bundled", "", 10)
    assert settings.cache_dir.name == "clausewise"


def test_every_setting_is_read_from_its_variable():
    env = {
        "CLAUSEWISE_DOCUMENTS": os.pathsep.join(["a.txt", "法律/b.txt", ""]),
        "CLAUSEWISE_ENCODER": "some/model",
        "CLAUSEWISE_RERANKER": "some/cross-encoder",
        "CLAUSEWISE_MODEL": "qwen2.5:7b",
        "CLAUSEWISE_BASE_URL": "http://localhost:11434/v1",
        "CLAUSEWISE_API_KEY": "abc",
        "CLAUSEWISE_TIMEOUT": "7.5",
        "CLAUSEWISE_RETRIES": "0",
        "CLAUSEWISE_TEMPERATURE": "1",
        "CLAUSEWISE_MAX_TOKENS": "500",
        "CLAUSEWISE_MAX_SECONDS": "30",
        "CLAUSEWISE_CACHE_DIR": "/tmp/缓存",
        "CLAUSEWISE_K": "20",
        "CLAUSEWISE_LENGTH": "long",
    }
    assert Settings.from_env(env) == Settings(
        documents=(Path("a.txt"), Path("法律/b.txt")),
        encoder="some/model",
        reranker="some/cross-encoder",
        model="qwen2.5:7b",
        base_url="http://localhost:11434/v1",
        api_key="abc",
        timeout=7.5,
        retries=0,
        temperature=1.0,
        max_tokens=500,
        max_seconds=30.0,
        cache_dir=Path("/tmp/缓存"),
        k=20,
        length="long",
    )
    assert {f"CLAUSEWISE_{item.name.upper()}" for item in dataclasses.fields(Settings)} == set(env)


def test_an_empty_variable_counts_as_unset():
    assert Settings.from_env({"CLAUSEWISE_K": "", "CLAUSEWISE_ENCODER": ""}) == Settings()


def test_overrides_win_over_the_environment_and_none_does_not():
    settings = Settings.from_env({"CLAUSEWISE_K": "20", "CLAUSEWISE_MODEL": "openai:a"}, k=5, model=None)
    assert (settings.k, settings.model) == (5, "openai:a")


def test_an_unknown_override_is_named_with_the_known_ones():
    with pytest.raises(
        SettingsError, match="unknown settings modle; the settings are documents, encoder, reranker, model"
    ):
        Settings.from_env({}, modle="x")


def test_flags_win_over_the_environment():
    env = {"CLAUSEWISE_K": "20", "CLAUSEWISE_TIMEOUT": "9", "CLAUSEWISE_DOCUMENTS": "z.txt"}
    settings = parse("--k", "5", "--document", "a.txt", "--document", "b.txt", env=env)
    assert (settings.k, settings.timeout, settings.documents) == (5, 9.0, (Path("a.txt"), Path("b.txt")))


def test_an_empty_model_flag_turns_the_language_model_off():
    assert parse("--model", "", env={"CLAUSEWISE_MODEL": "openai:a"}).model == ""


def test_no_reranker_is_used_unless_one_is_named():
    assert Settings().reranker == ""
    assert parse("--reranker", "a/b", env={"CLAUSEWISE_RERANKER": "c/d"}).reranker == "a/b"
    assert parse("--reranker", "", env={"CLAUSEWISE_RERANKER": "c/d"}).reranker == ""


def test_every_setting_but_the_key_has_a_flag():
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    flags = set(vars(parser.parse_args([])))
    assert flags == {item.name for item in dataclasses.fields(Settings)} - {"api_key"}


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("CLAUSEWISE_K", "0", "from 1 to 1000"),
        ("CLAUSEWISE_K", "ten", "a whole number"),
        ("CLAUSEWISE_K", "2.5", "a whole number"),
        ("CLAUSEWISE_TIMEOUT", "-1.5", "a number from"),
        ("CLAUSEWISE_TIMEOUT", "nan", "a number from"),
        ("CLAUSEWISE_TIMEOUT", "inf", "a number from"),
        ("CLAUSEWISE_RETRIES", "-1", "from 0 to 10"),
        ("CLAUSEWISE_TEMPERATURE", "2.1", "from 0 to 2"),
        ("CLAUSEWISE_MODEL", "openai:", "openai:gpt-4o-mini"),
        ("CLAUSEWISE_MODEL", "gpt 4", "openai:gpt-4o-mini"),
        ("CLAUSEWISE_BASE_URL", "localhost:11434", "http://localhost:11434/v1"),
        ("CLAUSEWISE_BASE_URL", "http://host:port/v1", "http://localhost:11434/v1"),
        ("CLAUSEWISE_BASE_URL", "http://localhost:11434/v1", "CLAUSEWISE_MODEL"),
    ],
)
def test_a_bad_value_is_refused_with_variable_value_and_remedy(variable, value, remedy):
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({variable: value})
    message = str(caught.value)
    assert variable in message
    assert repr(value) in message
    assert remedy in message


def test_a_bad_value_given_in_code_is_refused_too():
    with pytest.raises(SettingsError, match="CLAUSEWISE_K .*True"):
        Settings(k=True)


@pytest.mark.parametrize("key", ["ab cd", "ab\ncd", "密钥"], ids=["space", "newline", "chinese"])
def test_a_key_that_no_header_can_carry_is_refused_unseen(key):
    with pytest.raises(SettingsError, match="CLAUSEWISE_API_KEY") as caught:
        Settings.from_env({"CLAUSEWISE_API_KEY": key})
    assert key not in str(caught.value)


def test_a_key_inside_the_address_is_refused_unseen():
    with pytest.raises(SettingsError, match="CLAUSEWISE_API_KEY") as caught:
        Settings(model="m", base_url="https://user:secret@host/v1")
    assert "secret" not in str(caught.value)


def test_the_key_is_not_printed():
    assert "sk-secret" not in repr(Settings(api_key="sk-secret"))

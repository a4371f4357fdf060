"""Configurations: what a file may say, and what a wrong one is told."""

import pytest

from eval.configs import read_config
from eval.errors import ConfigError
from rag.ranking import WITH, load_model


@pytest.fixture
def config(tmp_path):
    def write(text):
        path = tmp_path / "无向量.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_an_empty_file_is_the_product_as_it_ships_under_the_files_name(config):
    found = read_config(config(""))
    assert (found.name, found.system, found.weights) == ("无向量", "clausewise", {})


def test_settings_weights_and_name_are_taken(config, tmp_path):
    channel = next(iter(load_model(WITH).first))
    found = read_config(config(f'name = "a"\n[settings]\nk = 20\ndocuments = ["法.txt"]\n[weights]\n"{channel}" = 0\n'))
    assert (found.name, found.build_settings().k) == ("a", 20)
    assert found.build_settings().documents == (tmp_path / "法.txt",)
    assert found.weights == {channel: 0}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("name = ", "is no TOML", id="no-toml"),
        pytest.param('colour = "red"', "key 'colour' is unknown; the keys are name", id="unknown-key"),
        pytest.param("name = 3", "key 'name' is 3; write it as text", id="name-no-text"),
        pytest.param('system = "oracle"', "write one of clausewise, http", id="unknown-system"),
        pytest.param("[settings]\ncolour = 1", "[settings], key 'colour' is unknown", id="unknown-setting"),
        pytest.param('[settings]\napi_key = "s"', "key 'api_key' is unknown", id="a-key-belongs-in-the-environment"),
        pytest.param("[settings]\nencoder = 5", "key 'encoder' is 5; write it as text", id="encoder-no-text"),
        pytest.param("[settings]\nlength = true", "key 'length' is True; write it as text", id="length-no-text"),
        pytest.param("[settings]\ndocuments = [3]", "key 'documents' is [3]; write a list", id="document-no-path"),
        pytest.param("settings = 3", "[settings] is 3; write a table", id="no-table"),
        pytest.param("[weights]\nluck = 1", "[weights], key 'luck' is unknown", id="unknown-channel"),
        pytest.param('[weights]\n"lexical clause" = "high"', "write a number, 0 to turn it off", id="weight-no-number"),
        pytest.param('system = "http"', "give the address to ask", id="http-without-url"),
        pytest.param('url = "http://x"', "take it out", id="url-without-http"),
    ],
)
def test_a_wrong_configuration_is_named_with_file_key_and_remedy(config, text, told):
    path = config(text)
    with pytest.raises(ConfigError) as error:
        read_config(path)
    assert str(path) in str(error.value)
    assert told in str(error.value)

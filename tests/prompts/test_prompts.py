"""Prompts: files in two languages whose gaps must be filled exactly."""

import pytest

from prompts import Prompt, PromptError, load

NAMES = ["answer", "answer_rules", "expand", "rewrite"]
DOLLARS = Prompt("sample", "en", "Pay $$5 to $who for $what.")


def test_rendering_fills_every_gap_and_keeps_doubled_dollars():
    assert DOLLARS.render(who="Ann", what="tea") == "Pay $5 to Ann for tea."


def test_variables_are_sorted_and_named_once():
    assert Prompt("sample", "en", "$b $a $b").variables == ("a", "b")


def test_a_dollar_inside_a_value_is_no_gap():
    assert DOLLARS.render(who="$what", what="x") == "Pay $5 to $what for x."


def test_rendering_names_every_missing_and_unknown_variable():
    with pytest.raises(PromptError) as caught:
        DOLLARS.render(whom="Ann", why="")
    message = str(caught.value)
    assert "missing what, who" in message
    assert "unknown whom, why" in message
    assert "sample.en.md" in message


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_keep_the_same_variables(name):
    assert load(name, "zh").variables == load(name, "en").variables


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("answer", ("clauses", "history", "question", "silent")),
        ("answer_rules", ("example", "silent")),
        ("rewrite", ("history", "question")),
    ],
)
def test_each_prompt_has_the_variables_its_caller_fills(name, variables):
    assert load(name, "en").variables == variables


@pytest.mark.parametrize(("name", "lang"), [("answr", "en"), ("answer", "fr"), ("../prompts/answer", "en")])
def test_an_unknown_prompt_is_refused_with_the_known_ones(name, lang):
    with pytest.raises(PromptError, match=r"answer\.en\.md, answer\.zh\.md"):
        load(name, lang)

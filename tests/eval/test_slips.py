import random

import pytest

from eval.slips import Slips

SLIPS = Slips(["长三角计划 机化 的", "Plans"])


@pytest.mark.parametrize("seed", range(8))
def test_one_chinese_character_becomes_another_of_its_sound(seed: int) -> None:
    typed = SLIPS.put("长三角计划", random.Random(seed))
    changed = [(was, now) for was, now in zip("长三角计划", typed, strict=True) if was != now]
    assert changed in ([("计", "机")], [("划", "化")])


@pytest.mark.parametrize("seed", range(12))
def test_one_english_word_is_mistyped_but_for_its_first_letter(seed: int) -> None:
    typed = SLIPS.put("Is the throughput set?", random.Random(seed))
    *before, word, after = typed.split()
    assert (before, after) == (["Is", "the"], "set?")
    assert word[0] == "t"
    assert word != "throughput"
    assert abs(len(word) - len("throughput")) <= 1


def test_what_cannot_slip_stays() -> None:
    assert SLIPS.put("5G?", random.Random(0)) == "5G?"

"""Whether a figure that is given bears out one that is asked about."""

import pytest

from rag.grounding.evidence import plain
from rag.grounding.figures import bears_out
from rag.numbers import quantities


@pytest.mark.parametrize(
    ("asked", "given", "borne_out"),
    [
        ("覆盖率是80%吗", "80%", True),
        ("覆盖率是95%吗", "80%", False),
        ("覆盖率超过70%吗", "80%", True),
        ("覆盖率超过90%吗", "80%", False),
        ("不到90%吗", "80%", True),
        ("面积大约36万平方公里吗", "35.8万平方公里", True),
        ("面积大约50万平方公里吗", "35.8万平方公里", False),
        ("面积36万平方公里左右吗", "35.8万平方公里", True),
        ("面积36万平方公里吗", "35.8万平方公里", False),
        ("is it more than 70%", "80%", True),
        ("is it less than 70%", "80%", False),
        ("is it nearly 40%", "39%", True),
        ("is it around 360,000 square kilometers", "358,000 square kilometers", True),
        ("is it around 360,000 kilometers", "358,000 square kilometers", False),
    ],
)
def test_the_same_within_a_bound_or_near(asked: str, given: str, borne_out: bool):
    text = plain(asked)
    assert bears_out(quantities(given)[0], quantities(text)[0], text) is borne_out

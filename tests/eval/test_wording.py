"""Learning how questions are worded: what tells the kinds apart gets weight, and no text is judged by weights it had a part in."""

import numpy as np

from eval.wording import fit_wording, write_wording
from rag.wording import read_wording, worded

PLACES = ("桥", "路", "鱼", "湖", "山", "村", "塔", "井", "树", "田")
ASKED = [f"{place}要建多长{end}" for place in PLACES for end in ("？", "呢")]
PRICED = [f"{place}门票多少钱{end}" for place in PLACES for end in ("？", "呢")]
OTHERS = [f"给{place}写首诗{end}" for place in PLACES for end in ("？", "呢")]
TEXTS = [*ASKED, *PRICED, *OTHERS]
KINDS = np.array(["known"] * 20 + ["near_miss"] * 20 + ["off_topic"] * 20)
AGAINST = {"about": ["off_topic"], "answered": ["near_miss"]}


def test_each_stage_learns_from_its_own_kinds():
    weights, _ = fit_wording(TEXTS, KINDS, AGAINST, ["known"])
    length, price, poem = (worded(text, weights) for text in ("船要建多长", "船门票多少钱", "给船写首诗"))
    assert length["worded answered"] > 0 > price["worded answered"]
    assert length["worded about"] > 0 > poem["worded about"]


def test_a_text_gets_nothing_from_runs_that_too_few_others_hold():
    texts, kinds = [*TEXTS, *["帮忙挑颜色"] * 4], np.append(KINDS, ["off_topic"] * 4)
    weights, left_out = fit_wording(texts, kinds, AGAINST, ["known"])
    assert worded(texts[-1], weights)["worded about"] < 0
    assert [each["worded about"] for each in left_out[-4:]] == [0.0] * 4


def test_what_is_written_is_read_back(tmp_path):
    weights, _ = fit_wording(TEXTS, KINDS, AGAINST, ["known"])
    write_wording(weights, tmp_path / "wording.tsv")
    assert read_wording(tmp_path / "wording.tsv") == weights

"""The mutation suite: what is made wrong is wrong, what is reworded is right, and a weak check makes the figures fall."""

import json
import random
import re
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval import checks
from eval.checks_alter import ALTERATIONS, Subject
from eval.checks_reword import REWORDINGS, arabic, chinese_numeral, english_numeral
from eval.checks_source import Written, written_claims
from eval.checks_support import describe_thresholds, samples
from eval.errors import ConfigError
from eval.findings import Findings
from rag.grounding.ground import judge
from rag.types import Bilingual, Clause, Hit, Lang, SentencePair, Source, Span, Verdict

PAIRS = (
    (
        "到2031年,上海的石桥检查费用降低18%,推动建设35座石桥,每座不超过2.1万元,由国务院应当核准。",
        "By 2031, the cost of inspecting the stone bridges of Shanghai will be reduced by 18%, 35 bridges shall be "
        "promoted at not more than 21,000 yuan each, and the State Council shall be informed.",
    ),
    (
        "木桥的养护应当由四分之一的村民在十二个月内完成,鼓励企业参与;每年检查两次。",
        "Wooden bridges shall be maintained by one quarter of the villagers within twelve months; enterprises shall be "
        "encouraged to take part, and each bridge shall be inspected twice a year.",
    ),
    (
        "铁桥应当漆成红色,应当加强照明,不得通行卡车。",
        "Iron bridges shall be painted red, lit, and shall not carry trucks.",
    ),
)


def clause(number: str, pairs: Sequence[tuple[str, str]]) -> Clause:
    sentences, zh, en = [], "", ""
    for left, right in pairs:
        zh_span, en_span = Span(len(zh), len(zh) + len(left)), Span(len(en), len(en) + len(right))
        sentences.append(SentencePair(left, right, zh_span, en_span))
        zh, en = zh + left, en + right + " "
    return Clause(f"d:{number}", "d", number, (), Bilingual(), zh, en.strip(), tuple(sentences), Source())


@pytest.fixture(scope="module")
def subjects() -> list[Subject]:
    clauses = (clause("1.1", PAIRS[:2]), clause("1.2", PAIRS[2:]))
    rows = ((of, pair) for of in clauses for pair in of.sentences)
    return [Subject(of, lang, pair[lang], tuple(c for c in clauses if c != of)) for of, pair in rows for lang in Lang]


@pytest.mark.parametrize("kind", ALTERATIONS)
def test_every_alteration_says_something_else(subjects: list[Subject], kind: str):
    rng = random.Random(1)
    made = [(subject, claim) for subject in subjects if (claim := ALTERATIONS[kind](subject, rng))]
    assert made
    assert all((claim.text, claim.number) != (subject.text, subject.clause.number) for subject, claim in made)


@pytest.mark.parametrize("kind", [kind for kind in REWORDINGS if kind != "part"])
def test_every_rewording_keeps_the_clause_and_changes_the_words(subjects: list[Subject], kind: str):
    rng = random.Random(1)
    made = [(subject, claim) for subject in subjects if (claim := REWORDINGS[kind](subject, rng))]
    assert made
    assert all(claim.number == subject.clause.number and claim.text != subject.text for subject, claim in made)


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (7, "七", "seven"),
        (10, "十", "ten"),
        (15, "十五", "fifteen"),
        (27, "二十七", "twenty-seven"),
        (250, "二百五十", "two hundred and fifty"),
        (305, "三百零五", "three hundred and five"),
    ],
)
def test_numerals_are_written_out(number: int, zh: str, en: str):
    assert (chinese_numeral(number), english_numeral(number)) == (zh, en)
    assert number > 300 or arabic(zh) == number


def test_large_chinese_numerals_are_written_out():
    assert [chinese_numeral(n) for n in (10_000, 21_000, 350_400, 10_050)] == [
        "一万",
        "二万一千",
        "三十五万零四百",
        "一万零五十",
    ]


@pytest.fixture(scope="module")
def trials(subjects: list[Subject]) -> tuple[checks.Trial, ...]:
    return tuple(checks.measure(subjects, limit=3))


def test_the_figures_repeat(subjects: list[Subject], trials: tuple[checks.Trial, ...]):
    assert tuple(checks.measure(subjects, limit=3)) == trials


def test_the_checks_catch_what_is_wrong_in_a_small_document(trials: tuple[checks.Trial, ...]):
    own = [trial for trial in trials if " on " not in trial.setting]
    for kind in ("digit", "year", "unit", "direction", "bound", "unknown id", "quote"):
        assert checks.share(own, [kind]) == 1.0, checks.describe(trials, misses=3)


WEAK = {"numbers": "digit", "direction": "direction", "names": "place", "quotes": "quote", "marker": "unknown id"}


@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_check_makes_the_figure_fall(
    subjects: list[Subject], trials: tuple[checks.Trial, ...], monkeypatch: pytest.MonkeyPatch, weak: str
):
    def weakened(text: str, hits: Sequence[Hit]) -> tuple[str, tuple[Clause, ...], tuple[Verdict, ...]]:
        words, clauses, verdicts = judge(text, hits)
        return words, clauses, tuple(verdict for verdict in verdicts if verdict.check != weak)

    monkeypatch.setattr(checks, "ALTERATIONS", {WEAK[weak]: ALTERATIONS[WEAK[weak]]})
    monkeypatch.setattr(checks, "REWORDINGS", {})
    less = tuple(checks.measure(subjects, limit=3, judged=weakened))
    assert checks.share(less, [WEAK[weak]], setting="zh") < checks.share(trials, [WEAK[weak]], setting="zh")


def test_a_check_that_rejects_everything_fails_the_goals(subjects: list[Subject]):
    def strict(text: str, hits: Sequence[Hit]) -> tuple[str, tuple[Clause, ...], tuple[Verdict, ...]]:
        return text, (), (Verdict("strict", False, "no"),)

    assert not checks.meets_goals(tuple(checks.measure(subjects, limit=3, judged=strict)))


def test_one_weak_kind_fails_the_goals_though_the_others_are_caught():
    def trial(kind: str, number: int, *, caught: bool) -> checks.Trial:
        return checks.Trial(kind, "zh", True, "d:1", str(number), "", ("numbers",) if caught else ())

    strong = [trial("digit", n, caught=True) for n in range(500)]
    weak = [trial("clause id", n, caught=n > 3) for n in range(40)]
    assert checks.meets_goals(strong)
    assert not checks.meets_goals(strong + weak)
    assert "caught clause id, zh: 90.0%" in checks.describe(strong + weak)


def test_the_report_names_kinds_settings_goals_and_misses(trials: tuple[checks.Trial, ...]):
    text = checks.describe(trials, misses=1)
    assert all(kind in text for kind in ("digit", "clause id", "numbers: percent", "caught, % (n)", "false alarms"))
    assert "goals: 98% caught of each kind in each setting" in text


def test_written_claims_name_clauses_of_the_document_and_the_wrong_ones_stand_beside_right_ones():
    claims = written_claims()
    assert {claim.kind[2:] for claim in claims if claim.right} == {"paraphrase"}
    assert len({(claim.lang, claim.text, claim.clauses[0].id) for claim in claims}) == len(claims)
    assert {claim.lang for claim in claims} == set(Lang)


def test_a_written_claim_is_judged_on_its_clause_among_its_neighbours(subjects: list[Subject]):
    first, *others = dict.fromkeys(subject.clause for subject in subjects)
    claims = [
        Written("1 paraphrase", Lang.EN, True, "Each bridge is inspected twice a year.", (first, *others)),
        Written("1 metric", Lang.ZH, False, "木桥每年检查35次。", (first, *others)),
    ]
    right, wrong = checks.measure_written(claims)
    assert (right.kind, right.setting, right.failed) == ("written 1 paraphrase", "en", ())
    assert wrong.wrong
    assert "numbers" in wrong.failed


def run(*words: str) -> Findings:
    parser = ArgumentParser()
    checks.add_arguments(parser)
    return checks.main(parser.parse_args(words))


def test_the_command_takes_the_evidence_of_a_dataset(tmp_path: Path):
    case = {
        "id": "t1", "lang": "zh", "kind": "numeric", "question": "铁路网密度?", "gold": ["2.4.4"], "answerable": True,
        "must_have": [["507"]], "evidence_zh": ["铁路网密度达到507公里/万平方公里"],
    }  # fmt: skip
    dataset = tmp_path / "cases.jsonl"
    dataset.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    claim = {"set": 1, "lang": "zh", "kind": "metric", "right": False, "clause": "2.4.4", "text": "铁路网密度达到80%。"}
    claims = tmp_path / "claims.jsonl"
    claims.write_text(json.dumps(claim, ensure_ascii=False), encoding="utf-8")
    words = ["--dataset", str(dataset), "--claims", str(claims), "--limit", "3"]
    found = run(*words)
    assert found.status in (0, 1)
    assert "caught" in found.text()
    rows = found.record()["trials"]
    assert {row["clause"] for row in rows} == {"ylz:2.4.4"}
    assert rows[-1]["failed"] == ("numbers",)


def test_the_thresholds_of_support_are_shown_with_what_passes_at_them(subjects: list[Subject]):
    class Letters:
        name, dim, fingerprint = "letters", 3, "0"

        def encode(self, texts: Sequence[str], *, role: str = "passage") -> np.ndarray:
            return np.array([[1.0, 0.0, 0.0] for _ in texts], dtype=np.float32)

    of = subjects[0].clause
    written = [
        Written("1 paraphrase", Lang.EN, True, "Decks are looked at.", (of,)),
        Written("2 paraphrase", Lang.EN, True, "No.", (of,)),
    ]
    found = tuple(samples(subjects, written, Letters(), seed=1, limit=4))
    assert [sample.right for sample in found].count(True) == 1
    assert {sample.meaning for sample in found} == {1.0}
    assert re.search(r"en both +0\.46 +100\.0 +100\.0", describe_thresholds(found))


@pytest.mark.parametrize("flag", ["--laws", "--config"])
def test_what_the_command_cannot_use_is_an_error_with_the_flag(tmp_path: Path, flag: str):
    with pytest.raises(ConfigError, match=flag):
        run(flag, str(tmp_path))

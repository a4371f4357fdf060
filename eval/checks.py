"""How well the checks tell right sentences from wrong ones: the mutation suite.

Every sentence is altered in each way of `eval.checks_alter`, which must be caught, and reworded in each way of
`eval.checks_reword`, which must pass. Everything is drawn from a seed, so the figures repeat. Beside them stand claims
written freely (`eval/datasets/claims`), right and wrong ones.
"""

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from embeddings import load_encoder
from eval.arguments import add_shared
from eval.cases import DEFAULT_DATASET
from eval.checks_alter import ALTERATIONS, Alteration, Claim, Subject
from eval.checks_reword import REWORDINGS
from eval.checks_source import CLAIMS, Written, evidence_subjects, law_subjects, only, written_claims
from eval.checks_support import describe_thresholds, samples
from eval.errors import ConfigError
from eval.findings import Findings, Table
from eval.law_source import TAIWAN_FILE
from eval.loaders import load_dataset
from rag.documents import load_store
from rag.grounding import aids_of
from rag.grounding.ground import judge
from rag.types import Clause, Hit, Lang, Verdict

VALIDATION = DEFAULT_DATASET.with_name("validation.jsonl")
SETTINGS = ("zh", "en", "zh on en", "en on zh", "zh “en”")
_ROUNDS = 4  # a sentence with several numbers gives several claims
GOAL_CAUGHT, GOAL_ALARMS = 0.98, 0.02
_GOALS = ("digit", "numeral", "year", "unit", "clause id", "unknown id", "quote", "direction")

Judge = Callable[[str, Sequence[Hit]], tuple[str, tuple[Clause, ...], tuple[Verdict, ...]]]


@dataclass(frozen=True, slots=True)
class Trial:
    """One claim put to the checks.

    setting  "zh", "en": the sentence in that language on a clause in both; "zh on en": a Chinese sentence on a clause
             that has English only; "zh “en”": a Chinese sentence that quotes the English one
    wrong    whether the claim was made wrong
    failed   the checks that rejected it
    """

    kind: str
    setting: str
    wrong: bool
    clause: str
    text: str
    original: str
    failed: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the checks judged it as they should."""
        return bool(self.failed) is self.wrong


def measure(subjects: Sequence[Subject], *, seed: int = 7, limit: int = 150, judged: Judge = judge) -> Iterator[Trial]:
    """The trials of every kind in every setting, `limit` of each at most; `judged` is what is measured."""
    kinds = [(kind, alter, True) for kind, alter in ALTERATIONS.items()]
    kinds += [(kind, reword, False) for kind, reword in REWORDINGS.items()]
    for kind, alter, wrong in kinds:
        # A quotation reworded, or given in a language the clause lacks, is no quotation any more.
        fitting = SETTINGS[:2] if kind == "quoted" else SETTINGS if wrong or kind == "part" else SETTINGS[:-1]
        for setting in fitting:
            yield from _trials(kind, alter, setting, subjects, wrong=wrong, seed=seed, limit=limit, judged=judged)


def _trials(
    kind: str,
    alter: Alteration,
    setting: str,
    subjects: Sequence[Subject],
    *,
    wrong: bool,
    seed: int,
    limit: int,
    judged: Judge,
) -> Iterator[Trial]:
    rng = random.Random(f"{seed} {kind} {setting}")
    seen: set[str] = set()
    for subject in (s for _ in range(_ROUNDS) for s in rng.sample(subjects, len(subjects))):
        if len(seen) >= limit:
            return
        if subject.lang.value != ("en" if setting == "zh “en”" else setting[:2]):
            continue
        placed = _placed(subject, setting)
        claim = alter(subject, rng) if placed else None
        if placed is None or claim is None or (setting == "zh “en”" and any(mark in claim.text for mark in '“”"')):
            continue
        text = _said(claim, setting)
        if text in seen:
            continue
        seen.add(text)
        *_, verdicts = judged(text, [Hit(clause, 1.0) for clause in (placed.clause, *placed.others)])
        failed = tuple(verdict.check for verdict in verdicts if not verdict.passed)
        yield Trial(kind, setting, wrong, subject.clause.id, text, subject.text, failed)


def measure_written(claims: Sequence[Written], *, judged: Judge = judge) -> Iterator[Trial]:
    """The trials of the claims that were written freely, each on its clause in both languages."""
    for claim in claims:
        clause, text = claim.clauses[0], f"{claim.text}[{claim.clauses[0].number}]"
        *_, verdicts = judged(text, [Hit(c, 1.0) for c in claim.clauses])
        failed = tuple(verdict.check for verdict in verdicts if not verdict.passed)
        yield Trial(
            f"written {claim.kind}", claim.lang.value, not claim.right, clause.id, text, clause[claim.lang], failed
        )


def _placed(subject: Subject, setting: str) -> Subject | None:
    """The subject on the clauses of its setting; None where the other language is wanted and missing."""
    if " on " not in setting:
        return subject
    keep = Lang(setting[-2:])
    if not subject.clause[keep]:
        return None
    others = tuple(only(other, keep) for other in subject.others if other[keep])
    return replace(subject, clause=only(subject.clause, keep), others=others)


def _said(claim: Claim, setting: str) -> str:
    text = f"英文本写道：“{claim.text.rstrip('. ')}”。" if setting == "zh “en”" else claim.text
    gap = "" if text[-1:] == "。" else " "
    return f"{text}{gap}[{claim.number}]"


def find(trials: Sequence[Trial], *, misses: int = 0) -> Findings:
    """The shares by kind and setting, wrong claims caught above right ones rejected; goals and misses below."""
    return Findings(
        "checks",
        (_table(trials, wrong=True), _table(trials, wrong=False)),
        {"trials": [asdict(trial) for trial in trials]},
        notes=tuple(_against_goals(trials)),
        listing=_misses(trials, misses),
        status=0 if meets_goals(trials) else 1,
    )


def describe(trials: Sequence[Trial], *, misses: int = 0) -> str:
    return find(trials, misses=misses).text()


def share(trials: Sequence[Trial], kinds: Sequence[str] | None = None, *, setting: str = "") -> float | None:
    """The share of trials that the checks rejected; None where there are none."""
    chosen = [t for t in trials if (kinds is None or t.kind in kinds) and setting in ("", t.setting)]
    return sum(bool(trial.failed) for trial in chosen) / len(chosen) if chosen else None


def _table(trials: Sequence[Trial], *, wrong: bool) -> Table:
    """The shares by kind and setting: of wrong claims those caught, of right ones those rejected."""
    chosen = [trial for trial in trials if trial.wrong is wrong]
    kinds = list(dict.fromkeys(trial.kind for trial in chosen))
    rows = tuple((kind, *(_cell(chosen, kind, setting) for setting in SETTINGS)) for kind in kinds)
    return Table("caught, % (n)" if wrong else "false alarms, % (n)", ("", *SETTINGS), rows)


def _cell(trials: Sequence[Trial], kind: str, setting: str) -> str:
    rate = share(trials, [kind], setting=setting)
    count = sum(trial.kind == kind and trial.setting == setting for trial in trials)
    return "-" if rate is None else f"{100 * rate:.1f} ({count})"


def _against_goals(trials: Sequence[Trial]) -> Iterator[str]:
    """The goals, and every kind and setting that stays below its own."""
    lines = [
        f"goals: {GOAL_CAUGHT:.0%} caught of each kind in each setting, {GOAL_ALARMS:.0%} false alarms at most "
        "(one trial more or less is let pass); below them:"
    ]
    below = [(wrong, row) for wrong in (True, False) for row in _below(trials, wrong=wrong)]
    lines += [
        f"  {'caught' if wrong else 'alarms'} {kind}, {setting}: {rate:.1%}" for wrong, (kind, setting, rate) in below
    ]
    yield "\n".join(lines if below else [*lines, "  none"])


def _below(trials: Sequence[Trial], *, wrong: bool) -> list[tuple[str, str, float]]:
    """Kind, setting and share rejected, where more trials than one are misjudged and more than the goal allows."""
    chosen = [trial for trial in trials if trial.wrong is wrong]
    found = []
    for kind, setting in dict.fromkeys((trial.kind, trial.setting) for trial in chosen):
        own = [trial for trial in chosen if (trial.kind, trial.setting) == (kind, setting)]
        allowed = max(1.0, (1 - GOAL_CAUGHT if wrong else GOAL_ALARMS) * len(own))
        if sum(not trial.right for trial in own) > allowed:
            found.append((kind, setting, share(own) or 0.0))
    return found


def _misses(trials: Sequence[Trial], count: int) -> str:
    lines: list[str] = []
    for kind, setting in dict.fromkeys((trial.kind, trial.setting) for trial in trials):
        missed = [t for t in trials if (t.kind, t.setting) == (kind, setting) and not t.right]
        for trial in missed[:count]:
            lines += [f"{kind}, {setting}, {trial.clause}: {trial.text}", f"    {trial.original}"]
            lines += [f"    rejected by {', '.join(trial.failed)}"] * bool(trial.failed)
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_shared(parser, dataset=VALIDATION, asked="cases whose evidence is altered", many=False)
    parser.add_argument(
        "--laws", type=Path, metavar="FOLDER", help=f"alter articles of {TAIWAN_FILE} in FOLDER instead"
    )
    parser.add_argument("--claims", type=Path, default=CLAIMS, metavar="FILE", help="claims written freely")
    parser.add_argument("--seed", type=int, default=7, help="fixes what is drawn")
    parser.add_argument("--limit", type=int, default=150, metavar="N", help="claims of each kind and setting at most")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="list N misjudged claims of each kind and setting"
    )
    parser.add_argument(
        "--calibrate", action="store_true", help="show what passes around the thresholds of support instead"
    )


def main(args: argparse.Namespace) -> Findings:
    """Exit status 0 when the goals are met, 1 when not; raises ConfigError where a file is missing."""
    if args.laws and not (args.laws / TAIWAN_FILE).is_file():
        raise ConfigError(f"no {TAIWAN_FILE} in {args.laws}; name its folder after --laws")
    if args.config:
        raise ConfigError(f"no configuration changes what the checks say; leave out --config {args.config[0]}")
    encoder = load_encoder()
    if args.calibrate:
        rated = samples(_subjects(args), written_claims(args.claims), encoder, seed=args.seed, limit=args.limit)
        return Findings("checks", (), {}, notes=(describe_thresholds(tuple(rated)),))
    judged = partial(judge, aids=aids_of(load_store(()).documents, encoder))
    trials = tuple(measure(_subjects(args), seed=args.seed, limit=args.limit, judged=judged))
    trials += () if args.laws else tuple(measure_written(written_claims(args.claims), judged=judged))
    found = find(trials, misses=args.misses)
    return found if args.laws else replace(found, dataset=load_dataset(args.dataset))


def _subjects(args: argparse.Namespace) -> list[Subject]:
    if args.laws:
        return law_subjects(args.laws, seed=args.seed, laws=100, sentences=10 * args.limit)
    return evidence_subjects(args.dataset)


def meets_goals(trials: Sequence[Trial]) -> bool:
    """Whether numbers, ids, quotes and directions are caught in each language, and right numbers let pass.

    Sentences in a language that the clause lacks are reported and not required.
    """
    own = [trial for trial in trials if " on " not in trial.setting]
    caught = all(kind not in _GOALS for kind, *_ in _below(own, wrong=True))
    return caught and not any(kind.startswith("numbers") for kind, *_ in _below(own, wrong=False))

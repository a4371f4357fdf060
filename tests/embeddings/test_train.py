import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings.__main__ import main
from embeddings.bundled import OnnxEncoder
from embeddings.pairs import Pair
from embeddings.training.distil import contrast, set_rates
from embeddings.training.student import by_length
from embeddings.training.tune import Question, Tuning, hard_negatives, part_way, read_questions, sample


def test_quick_training_writes_a_model_that_finds_translations(
    trained_encoder: OnnxEncoder, toy_pairs: list[Pair]
) -> None:
    english = trained_encoder.encode([pair.en for pair in toy_pairs])
    chinese = trained_encoder.encode([pair.zh for pair in toy_pairs])
    assert ((english @ chinese.T).argmax(axis=1) == np.arange(len(toy_pairs))).mean() > 0.9


def test_distillation_alone_brings_a_translation_near(trained_encoder: OnnxEncoder, toy_pairs: list[Pair]) -> None:
    english = trained_encoder.encode([pair.en for pair in toy_pairs])[:, :32]
    chinese = trained_encoder.encode([pair.zh for pair in toy_pairs])[:, :32]
    assert ((english @ chinese.T).argmax(axis=1) == np.arange(len(toy_pairs))).mean() > 0.3  # 0.01 by chance


def test_a_run_cut_off_goes_on_from_its_stages(
    toy_data: Path, toy_teacher: Path, trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(trained.parent / "work", tmp_path / "work")
    options = ["--data", toy_data, "--teacher", toy_teacher, "--work", tmp_path / "work", "--out", tmp_path / "model"]
    assert main(["train", "--quick", *map(str, options)]) == 0
    assert "loss" not in capsys.readouterr().out
    texts = ["today 铁路", "the school"]
    again = OnnxEncoder(tmp_path / "model", name="again").encode(texts)
    np.testing.assert_allclose(again, OnnxEncoder(trained, name="first").encode(texts), atol=1e-5)


def test_training_without_pairs_names_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--data", str(tmp_path), "--teacher", str(tmp_path), "--work", str(tmp_path / "work")]
    assert main(["train", "--quick", *options, "--out", str(tmp_path / "out")]) == 1
    assert "parallel.tsv.gz" in capsys.readouterr().err


def test_batches_hold_every_text_once_and_keep_to_their_size() -> None:
    lengths = [5, 90, 7, 6, 80, 5]
    batches = list(by_length(lengths, tokens=100, at_most=3, seed=1))
    assert sorted(row for batch in batches for row in batch) == list(range(6))
    assert all(max(lengths[row] for row in batch) * len(batch) <= 100 and len(batch) <= 3 for batch in batches)


def test_the_contrastive_loss_falls_where_own_aims_are_nearest_and_leaves_out_equal_aims() -> None:
    import torch

    aims = torch.eye(3)
    assert contrast(aims, aims) < contrast(aims.roll(1, 0), aims)
    assert contrast(aims[[0, 0]], aims[[0, 0]]) == pytest.approx(0.0, abs=1e-6)


def test_rates_rise_then_fall() -> None:
    import torch

    optimizer = torch.optim.AdamW([{"params": [torch.nn.Parameter(torch.ones(1))], "peak": 1.0}])
    rates = []
    for step in (0, 59, 199):
        set_rates(optimizer, step, 200)
        rates.append(optimizer.param_groups[0]["lr"])
    assert rates[0] < rates[2] < rates[1]


def test_held_out_questions_share_neither_group_nor_passage_with_the_others(toy_data: Path) -> None:
    kept, held_out = read_questions(toy_data / "qa.tsv.gz")
    assert kept
    assert not {one.group for one in kept} & {one.group for one in held_out}
    assert not {one.passage for one in kept} & {one.passage for one in held_out}


def test_a_hard_negative_is_the_nearest_passage_of_another_group() -> None:
    passages = np.array([[1.0, 0.0], [0.9, 0.1], [0.5, 0.5]])
    assert hard_negatives(passages[:1], passages, [0], ["law", "law", "other"]) == [2]
    assert hard_negatives(passages[:1], passages, [0], ["law", "law", "law"]) == [0]


def test_no_kind_of_question_gives_more_than_its_share() -> None:
    questions = [Question(str(n), str(n), "many" if n else "one", str(n)) for n in range(9)]
    assert [one.kind for one in sample(questions, Tuning(at_most=2))].count("many") == 2
    assert len(sample(questions, Tuning(at_most=2))) == 3


@pytest.mark.parametrize(
    ("way", "kept"), [(0.5, (2.0, 0.5)), (0.25, (1.5, 0.25)), (1.0, (3.0, 1.0))], ids=["half", "quarter", "all"]
)
def test_part_of_the_way_from_the_weights_before_is_kept(way: float, kept: tuple[float, float]) -> None:
    import torch

    body = torch.nn.Linear(1, 1)
    before = {"weight": torch.tensor([[1.0]]), "bias": torch.tensor([0.0])}
    body.load_state_dict({"weight": torch.tensor([[3.0]]), "bias": torch.tensor([1.0])})
    part_way(body, before, way)
    assert (body.weight.item(), body.bias.item()) == kept

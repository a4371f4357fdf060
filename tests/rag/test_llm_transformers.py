"""The product over an OpenAI-compatible server that is not ours: `transformers serve`, with a tiny model made here.

The model needs no training: each token's only possible successor is the next one of REPLY. Skipped where the extra
"serve" (transformers[serving]) is not installed.
"""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rag import Pipeline, Settings, Status

NEEDED = ("transformers", "torch", "accelerate", "fastapi", "uvicorn", "openai", "rich")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"needs {', '.join(MISSING)}; install the extra: pip install -e '.[serve]'"
)
QUESTION, RIGHT = "How long is each stone bridge?", "Each stone bridge is 500 meters long. [1.1.2]"
REPLY = (
    "<|assistant|>", "Every stone ", "bridge is ", "900 meters long. [1.1.2]\n",
    "Each stone", " bridge", " is 500", " meters", " long.", " [1.1.2]", "</s>",
)  # fmt: skip
_START = 180.0  # seconds; torch is slow to load on a busy machine


def make_model(folder: Path) -> None:
    """A Llama whose layer adds nothing to the embedding, with an output matrix that leads from each token to the next."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    vocabulary = {token: i for i, token in enumerate(("<unk>", *REPLY))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.decoder = decoders.Fuse()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="<unk>", eos_token=REPLY[-1], additional_special_tokens=[REPLY[0]]
    )
    fast.chat_template = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}" + REPLY[0]
    fast.save_pretrained(folder)
    size = len(vocabulary)
    config = LlamaConfig(
        vocab_size=size, hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2,
        max_position_embeddings=8192, eos_token_id=size - 1, bos_token_id=None, tie_word_embeddings=False,
    )  # fmt: skip
    model = LlamaForCausalLM(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        model.model.norm.weight.fill_(1.0)
        model.model.embed_tokens.weight[:, :size] = torch.eye(size)
        for i in range(1, size - 1):
            model.lm_head.weight[i + 1, i] = 9.0
        model.lm_head.weight[size - 1, 0] = 9.0
    model.save_pretrained(folder)


@dataclass(frozen=True)
class Server:
    base_url: str
    model: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("tiny")
    make_model(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "import sys; from transformers.cli.transformers import main; sys.argv[0] = 'transformers'; main()"
    words = ["serve", str(folder), "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as out:
        env = os.environ | {"HF_HUB_OFFLINE": "1", "NO_PROXY": "127.0.0.1"}
        process = subprocess.Popen([sys.executable, "-c", command, *words], stdout=out, stderr=out, env=env)
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/v1/models", process, log)
            yield Server(f"http://127.0.0.1:{port}/v1", str(folder))
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_it_answers(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + _START
    while time.monotonic() < until and process.poll() is None:
        try:
            json.load(opener.open(address, timeout=5))
            return
        except (OSError, urllib.error.URLError, ValueError):
            time.sleep(0.3)
    pytest.fail(f"transformers serve did not start: {log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture
def pipeline(served: Server, bridges_file: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    options = {"model": served.model, "base_url": served.base_url, "retries": 0, "max_tokens": 64}
    return Pipeline.load(Settings(documents=(bridges_file,), cache_dir=cache_dir, **options))


def test_its_sentences_are_checked_and_its_tokens_counted(pipeline: Pipeline):
    answer = pipeline.ask(QUESTION)
    assert (answer.status, answer.text, answer.notices) == (Status.ANSWERED, RIGHT, ())
    assert [rejection.text for rejection in answer.rejected] == ["Every stone bridge is 900 meters long."]
    assert answer.usage.completion_tokens == len(REPLY) - 1
    assert answer.usage.prompt_tokens > 100


def test_its_stream_grows_to_the_same_answer(pipeline: Pipeline):
    texts = [answer.text for answer in pipeline.stream(QUESTION)]
    assert texts[-1] == RIGHT
    assert not any("900" in text for text in texts)


def test_a_reply_cut_at_the_token_limit_gives_what_was_checked_or_the_extract(
    pipeline: Pipeline, served: Server, bridges_file: Path
):
    settings = Settings(model=served.model, base_url=served.base_url, retries=0, max_tokens=2)
    answer = pipeline.with_settings(settings).ask(QUESTION)
    assert "500 meters" in answer.text
    assert "CLAUSEWISE_MAX_TOKENS" in answer.notices[0]


def test_a_model_that_it_does_not_have_gives_the_extract_and_says_so(pipeline: Pipeline, served: Server):
    settings = Settings(model="no-such-model", base_url=served.base_url, retries=0)
    answer = pipeline.with_settings(settings).ask(QUESTION)
    assert "500 meters" in answer.text
    assert "no-such-model" in answer.notices[0]

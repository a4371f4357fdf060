"""The bundled encoder as a folder of sentence-transformers, made from the shipped graph alone.

    SentenceTransformer(DIR, trust_remote_code=True)

The flag is needed for one file in the folder, `word_table.py`: sentence-transformers has no module of its own that puts
a table of words beside a transformer, and loads others only when trusted. Weights are written as float32.
"""

import json
import shutil
from pathlib import Path

import numpy as np

from embeddings.bundled import GRAPH_FILE, LONGEST, TOKENIZER_FILE, read_compressed
from embeddings.codes import whole
from embeddings.errors import EncoderError

CONFIG = "clausewise"  # the graph's metadata: the body's configuration and the share of meaning
_MODULES = (
    ("", "sentence_transformers.models.Transformer"),
    ("1_Pooling", "sentence_transformers.models.Pooling"),
    ("2_WordTable", "word_table.WordTable"),
)


def export(folder: Path, out: Path) -> None:
    """Write the encoder in `folder` to `out`; raises EncoderError where the graph is not one of ours."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load_from_string(read_compressed(folder / GRAPH_FILE))
    config = next((entry.value for entry in model.metadata_props if entry.key == CONFIG), None)
    if config is None:
        raise EncoderError(f'{folder / GRAPH_FILE} was not written by "python -m embeddings train"; export that model')
    tensors = floats({tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer})
    settings = json.loads(config)
    out.mkdir(parents=True, exist_ok=True)
    rows = tensors["rows"]
    _write_transformer(out, settings["body"], tensors, rows)
    _write_tokenizer(out, read_compressed(folder / TOKENIZER_FILE))
    _write_pooling(out / "1_Pooling", settings["body"]["hidden_size"])
    _write_words(out / "2_WordTable", tensors["table"][rows], settings["share"])
    shutil.copy(Path(__file__).parent / "training" / "word_table.py", out / "word_table.py")
    modules = [{"idx": i, "name": str(i), "path": path, "type": kind} for i, (path, kind) in enumerate(_MODULES)]
    _write_json(out / "modules.json", modules)
    _write_json(out / "sentence_bert_config.json", {"max_seq_length": LONGEST, "do_lower_case": False})
    described = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}
    _write_json(out / "config_sentence_transformers.json", described)


def floats(tensors: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Codes, or halves of bytes, times factors under the name they share, everything else as it is."""
    found = {name: tensor for name, tensor in tensors.items() if not name.endswith((".codes", ".halves", ".factors"))}
    for name, _, kind in (name.rpartition(".") for name in tensors):
        if kind == "codes":
            found[name] = tensors[f"{name}.codes"].astype(np.float32) * tensors[f"{name}.factors"]
        elif kind == "halves":
            found[name] = whole(tensors[f"{name}.halves"], tensors[f"{name}.factors"][:, 0])
    return found


def _write_transformer(out: Path, body: dict[str, object], tensors: dict[str, np.ndarray], rows: np.ndarray) -> None:
    """The body as BertModel reads it, one row of its own for every entry of the tokenizer."""
    from safetensors.numpy import save_file

    state = {}
    for name, tensor in tensors.items():
        if name.startswith("body.") and tensor.dtype == np.float32:
            key = name.removeprefix("body.")
            state[key if key.endswith((".weight", ".bias")) else f"{key}.weight"] = tensor
    word = "embeddings.word_embeddings.weight"
    state[word] = np.ascontiguousarray(state[word][rows])
    save_file(state, out / "model.safetensors", metadata={"format": "pt"})
    _write_json(out / "config.json", body | {"architectures": ["BertModel"], "vocab_size": len(rows)})


def _write_tokenizer(out: Path, tokenizer: bytes) -> None:
    (out / "tokenizer.json").write_bytes(tokenizer)
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    kind = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": LONGEST}
    _write_json(out / "tokenizer_config.json", kind | names)


def _write_pooling(folder: Path, dim: int) -> None:
    folder.mkdir(exist_ok=True)
    _write_json(folder / "config.json", {"word_embedding_dimension": dim, "pooling_mode_mean_tokens": True})


def _write_words(folder: Path, table: np.ndarray, share: float) -> None:
    from safetensors.numpy import save_file

    folder.mkdir(exist_ok=True)
    save_file({"table.weight": table}, folder / "model.safetensors", metadata={"format": "pt"})
    _write_json(folder / "config.json", {"entries": table.shape[0], "dim": table.shape[1], "share": share})


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

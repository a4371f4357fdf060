"""From the trained network to the files that ship: an ONNX graph with int8 weights, and back to a torch model.

Every matrix (linear layers and tables) is stored as int8 codes with one float32 factor a row, the table of words as codes
of 4 bits, and the graph multiplies the two before use: weights are small on disk, sums are float32. onnxruntime does that
multiplication once, when it loads, for the linear layers; for tables it does it for the rows looked up. (Quantising
activations too was measured: vectors then changed by 0.02 with the texts encoded beside them.)
"""

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.bundled import GRAPH_FILE, LONGEST, TOKENIZER_FILE, write_compressed
from embeddings.codes import halve
from embeddings.export import CONFIG
from embeddings.training.folder import quantise
from embeddings.training.student import as_table, join, meaning, words

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def save_graph(
    folder: Path, *, tokenizer: "Tokenizer", mapping: np.ndarray, body: Any, table: np.ndarray, share: float
) -> None:
    """Write `tokenizer.json.zst` and `model.onnx.zst`.

    mapping  # (entries,) the row of each tokenizer entry
    body     a BertModel over those rows
    table    # (rows, dim) float32, dim even
    """
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    write_compressed(folder / TOKENIZER_FILE, tokenizer.to_str().encode())
    network = shipped(mapping, body, table, share=share)
    ids = torch.ones((2, 8), dtype=torch.int64)
    batch, length = torch.export.Dim("texts"), torch.export.Dim("pieces", max=LONGEST)
    with torch.no_grad():
        program = torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            dynamo=True,
            optimize=False,  # it would multiply codes and factors out
            dynamic_shapes=({0: batch, 1: length}, {0: batch, 1: length}),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            verbose=False,
        )
    model = program.model_proto  # type: ignore[union-attr]
    for node in model.graph.node:  # each holds where in the source it comes from, 1.6 MB in all
        node.ClearField("metadata_props")
    described = {"body": network.body.config.to_diff_dict() | {"model_type": "bert"}, "share": share}
    model.metadata_props.add(key=CONFIG, value=json.dumps(described))
    write_compressed(folder / GRAPH_FILE, model.SerializeToString())


def shipped(mapping: np.ndarray, body: Any, table: np.ndarray, *, share: float) -> Any:
    """The whole network over tokenizer entries, every matrix replaced by codes and factors."""
    import torch

    class Coded(torch.nn.Module):
        codes: torch.Tensor
        factors: torch.Tensor

        def __init__(self, rows: np.ndarray, bias: Any = None) -> None:
            super().__init__()
            codes, factors = quantise(rows)
            self.register_buffer("codes", torch.from_numpy(codes))
            self.register_buffer("factors", torch.from_numpy(factors)[:, None])
            self.bias = bias

    class CodedTable(Coded):
        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            return self.codes[ids].float() * self.factors[ids]

    class HalvedTable(torch.nn.Module):
        halves: torch.Tensor
        factors: torch.Tensor

        def __init__(self, rows: np.ndarray) -> None:
            super().__init__()
            halves, factors = halve(rows)
            self.register_buffer("halves", torch.from_numpy(halves))
            self.register_buffer("factors", torch.from_numpy(factors)[:, None])

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            both = self.halves[ids].float()
            high = torch.floor(both / 16)
            return (torch.cat([both - 16 * high, high], dim=-1) - 7.5) * self.factors[ids]

    class CodedLinear(Coded):
        def forward(self, values: torch.Tensor) -> torch.Tensor:
            return torch.nn.functional.linear(values, self.codes.float() * self.factors, self.bias)

    class Shipped(torch.nn.Module):
        rows: torch.Tensor

        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("rows", torch.from_numpy(mapping.astype(np.int32)))
            self.body = body
            self.table = HalvedTable(table)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            ids = self.rows[input_ids].long()
            meanings = meaning(self.body, ids, attention_mask)
            return join(meanings, words(self.table, ids, attention_mask), share=share)

    body = cut_positions(copy.deepcopy(body))
    for name, module in list(body.named_modules()):
        if isinstance(module, torch.nn.Linear):
            body.set_submodule(name, CodedLinear(module.weight.detach().cpu().numpy(), module.bias))
        elif isinstance(module, torch.nn.Embedding) and module.num_embeddings > 2:
            body.set_submodule(name, CodedTable(module.weight.detach().cpu().numpy()))
    return Shipped().eval()


def cut_positions(body: Any) -> Any:
    """The body without the positions that no text reaches."""
    most = min(LONGEST, body.config.max_position_embeddings)
    places = body.embeddings
    places.position_embeddings = as_table(places.position_embeddings.weight[:most].detach().numpy())
    places.position_ids, places.token_type_ids = places.position_ids[:, :most], places.token_type_ids[:, :most]
    body.config.max_position_embeddings = most
    return body

"""The second part of a vector, as a module of sentence-transformers. `export` copies this file into the folder it
writes, so that the folder loads where the project is not installed; the project itself does not import it."""

# mypy: ignore-errors

import torch
from sentence_transformers.base.modules import Module


class WordTable(Module):
    """Puts the sum of the pieces' rows behind the sentence's vector, each unit length, weighted by `share`."""

    config_keys = ["entries", "dim", "share"]

    def __init__(self, entries: int, dim: int, share: float) -> None:
        super().__init__()
        self.entries, self.dim, self.share = entries, dim, share
        self.table = torch.nn.Embedding(entries, dim)

    def forward(self, features):
        normalize = torch.nn.functional.normalize
        mask = features["attention_mask"].unsqueeze(-1)
        words = normalize((self.table(features["input_ids"]) * mask).sum(1), dim=-1, eps=1e-6)
        meaning = normalize(features["sentence_embedding"], dim=-1)
        known = (words.square().sum(1, keepdim=True) > 0.5).to(meaning.dtype)
        parts = [self.share**0.5 * meaning, (1 - self.share) ** 0.5 * words]
        features["sentence_embedding"] = torch.cat(parts, dim=1) * known
        return features

    def save(self, output_path, *args, safe_serialization=True, **kwargs):
        self.save_config(output_path)
        self.save_torch_weights(output_path, safe_serialization=safe_serialization)

    @classmethod
    def load(cls, model_name_or_path, subfolder="", **kwargs):
        names = ("token", "cache_folder", "revision", "local_files_only")
        where = {"subfolder": subfolder} | {name: kwargs[name] for name in names if name in kwargs}
        model = cls(**cls.load_config(model_name_or_path, **where))
        return cls.load_torch_weights(model_name_or_path, model=model, **where)

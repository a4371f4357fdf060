"""Datasets from files: one door, `load_dataset`, and a file a format."""

from eval.loaders.dataset import Dataset, Passage
from eval.loaders.door import FORMATS, load_dataset

__all__ = ["FORMATS", "Dataset", "Passage", "load_dataset"]

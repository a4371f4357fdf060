"""What a result was made from, as hashes: code, documents, questions, vectors."""

import hashlib
from pathlib import Path

# Told apart by hashes of their own: documents, questions and vectors; encoders; what is asked; what is compared with.
_NOT_CODE = ("__pycache__", "corpus", "models", "datasets", "baselines")


def source_hash(*folders: Path) -> str:
    """Hex digest of every file in the folders, names and bytes; documents, models, datasets and caches left out."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not set(_NOT_CODE) & set(file.relative_to(folder).parts):
                digest.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""A cross-encoder of some thousand random weights, as sentence-transformers saves one."""

from pathlib import Path

WORDS = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *"石木桥路长宽米座每查",
    "stone",
    "bridge",
    "road",
    "long",
    "deck",
)


def save_cross_encoder(folder: Path, *, labels: int = 1, head: bool = True) -> Path:
    """Write one that gives `labels` scores a text; without `head` only the encoder below it, which cannot score."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

    torch.manual_seed(0)
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    # weights this large tell texts apart; the usual ones of 0.02 give all the same score to four digits
    config = BertConfig(vocab_size=len(WORDS), initializer_range=1.0, num_labels=labels, **sizes)
    (BertForSequenceClassification if head else BertModel)(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder

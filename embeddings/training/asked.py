"""Questions that people would ask in everyday words, each with the article of a law that answers it.

Written for this by reading the articles, with a language model's help: three to an article, in Chinese and English, few of
its words in them. `asked.tsv.gz` holds the questions and names the articles; these stand in the data folder.
"""

from collections.abc import Iterator
from pathlib import Path

from embeddings.pairs import read_rows
from embeddings.training.corpus import bilingual_articles, json_lines
from embeddings.training.tune import Question

ASKED = Path(__file__).with_name("asked.tsv.gz")
COLUMNS = ("collection", "law", "article", "lang", "question")


def read_asked(folder: Path, file: Path = ASKED) -> Iterator[Question]:
    """Each question with its article, once in each language that the article has; those whose article is not there are left out."""
    articles: dict[tuple[str, str, str], dict[str, str]] = {}
    for law, article, zh, en in bilingual_articles(folder):
        articles.setdefault(("mojlaw", law, article), {"zh": zh, "en": en})
    for row in json_lines(folder / "prc_laws_articles.jsonl.gz"):
        articles.setdefault(("prc_laws", row["title"], row["article"]), {"zh": row["text"]})
    for collection, law, article, lang, question in read_rows(file, COLUMNS):
        for side, passage in articles.get((collection, law, article), {}).items():
            yield Question(question, passage, f"asked:{lang}:{side}", law)

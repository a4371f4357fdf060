"""The page of a measuring command: its tables, notes and what they were made of."""

from markupsafe import Markup

from eval.findings import Findings
from eval.html.environment import FOLDER, template


def tables_page(findings: Findings) -> str:
    """One self-contained page; everything that it is given is escaped."""
    html: str = template("tables.html").render(
        style=Markup((FOLDER / "style.css").read_text(encoding="utf-8")),
        found=findings,
        dataset=findings.dataset,
    )
    return html

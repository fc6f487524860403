"""PDFs that are set for the test, as press databases print them."""

from io import BytesIO
from pathlib import Path

import pytest

from onrecord.origins.collect import collect
from onrecord.types import Article

canvas = pytest.importorskip("reportlab.pdfgen.canvas")

_HEAD = (
    "Levy to come in April",
    "By Ann Leeward",
    "95 words",
    "8 March 2024",
    "Island Courier",
    "ISLC",
    "English",
    "(c) 2024 Island Courier. All rights reserved.",
)
_TEXT = (
    (
        "The harbour levy will start in April as planned, the transport minister, Ines Corvo, said on Thursday, and",
        "dismissed all calls for a delay.",
    ),
    (
        "“We have waited long enough,” she told members of the island assembly, who had asked her for a year in",
        "which to prepare.",
    ),
)


def test_a_printed_download_of_factiva(tmp_path: Path) -> None:
    stream = BytesIO()
    paper = canvas.Canvas(stream, pagesize=(595, 842))
    paper.setTitle("Factiva")
    for number in range(3):
        y = 780
        for place, line in enumerate(
            (*_HEAD, "", *_TEXT[0], "", *_TEXT[1], "", f"Document ISLC000020240308ek380000{number}")
        ):
            paper.setFont("Times-Roman", 10 if place else 14)
            paper.drawString(60, y, line)
            y -= 13
        paper.setFont("Helvetica", 8)
        paper.drawString(60, 30, f"Page {number + 1} of 3 © 2024 Factiva, Inc. All rights reserved.")
        paper.showPage()
    paper.save()
    (tmp_path / "factiva.pdf").write_bytes(stream.getvalue())
    found = list(collect([tmp_path / "factiva.pdf"]))
    assert len(found) == 3
    for article in found:
        assert isinstance(article, Article)
        assert (article.title, article.author, article.outlet) == (
            "Levy to come in April",
            "Ann Leeward",
            "Island Courier",
        )
        assert str(article.published) == "2024-03-08"
        assert article.text == "\n\n".join(" ".join(lines) for lines in _TEXT)

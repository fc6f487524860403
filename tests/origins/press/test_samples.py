"""Every sample of a press database is read as it says, field by field and to the last word."""

import json

import pytest

from tests.origins.expecting import SAMPLES, differences, read_samples

VENDORS = ("lexisnexis", "factiva", "europresse", "proquest", "genios")
# Records of the samples that hold nothing but what stands above a text.
EMPTY = {"lexisnexis": 2, "factiva": 1, "europresse": 1, "proquest": 1, "genios": 0}


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_downloads_say_is_what_is_read(vendor: str) -> None:
    articles, failures = read_samples(vendor)
    assert differences(vendor, articles) == []
    assert len(failures) == EMPTY[vendor]
    assert all("download" in failure.reason for failure in failures)


@pytest.mark.parametrize("vendor", VENDORS)
def test_texts_begin_and_end_where_the_paper_does(vendor: str) -> None:
    articles, _ = read_samples(vendor)
    for line in (SAMPLES / vendor / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = articles[f"{row['file']}#{row['origin_key']}"].text
        assert text.startswith(row["begins"] or ""), row
        assert text.endswith(row["ends"] or ""), row
        assert row["paragraphs"] in (None, str(len(text.split("\n\n")))), row


@pytest.mark.parametrize("vendor", VENDORS)
def test_nothing_of_the_database_is_in_the_text(vendor: str) -> None:
    articles, _ = read_samples(vendor)
    noise = (
        "Load-Date",
        "LOAD-DATE",
        "Copyright",
        "©",
        "All rights reserved",
        "Classification",
        "Subject:",
        "Journal Code",
        "gpol",
    )
    ends = (
        "End of Document",
        "Search Summary",
        "Factiva",
        "ProQuest",
        "Numéro de document",
        "GBI-Genios",
        "Media Group Ltd",
        "words",
    )
    for article in articles.values():
        assert not [word for word in (*noise, *ends) if word in article.text], article.origin


def test_captions_and_corrections_stay() -> None:
    articles, _ = read_samples("lexisnexis")
    assert "Ships wait outside the North Quay" in articles["academic_2011.txt#2"].text
    assert "gave a wrong figure for the income of the ports" in articles["academic_2011.txt#2"].text
    assert "Ships wait outside the North Quay" in articles["nexis_uni.docx#2"].text
    articles, _ = read_samples("proquest")
    assert articles["ProQuestDocuments-2024-03-20.txt#30001"].text.endswith("Ships wait outside the North Quay.")

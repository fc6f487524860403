"""What the samples of a format say, and whether it is what is read of them."""

import json
from pathlib import Path
from typing import Any

from onrecord.origins import collect
from onrecord.types import Article, Failure

SAMPLES = Path(__file__).parent / "samples"
FACTS = ("title", "published", "outlet", "author", "agency", "section", "url")


def read_samples(kind: str) -> tuple[dict[str, Article], list[Failure]]:
    """The articles of all samples of a kind by their origins within its folder, and what was told beside them."""
    rows = _rows(kind)
    articles: dict[str, Article] = {}
    failures = []
    for name in dict.fromkeys(row["file"] for row in rows):
        for item in collect([SAMPLES / kind / name]):
            if isinstance(item, Failure):
                failures.append(item)
            else:
                articles[item.origin.removeprefix(f"{SAMPLES / kind}/")] = item
    return articles, failures


def differences(kind: str, articles: dict[str, Article]) -> list[tuple[str, str, str | None, str | None]]:
    """Where what was read differs from what the samples say: origin, fact, read, expected."""
    found: list[tuple[str, str, str | None, str | None]] = []
    places = set()
    for row in _rows(kind):
        place = row["file"] + (f"#{row['origin_key']}" if row["origin_key"] else "")
        places.add(place)
        if place not in articles:
            found.append((place, "article", None, "an article"))
            continue
        for fact in FACTS:
            value = getattr(articles[place], fact)
            read = None if value is None else str(value)
            if read != row[fact]:
                found.append((place, fact, read, row[fact]))
    return found + [(place, "article", "an article", None) for place in articles if place not in places]


def _rows(kind: str) -> list[dict[str, Any]]:
    lines = (SAMPLES / kind / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]

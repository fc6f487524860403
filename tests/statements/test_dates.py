"""Days named in a sentence, against the article's date."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.statements.dates import said_on
from onrecord.types import Article, DateInterval

_SUNDAY = Article("a", "", "a.txt", published=date(2025, 3, 16))


def days(first: str, last: str | None = None) -> DateInterval:
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He said on Friday that it stays.", days("2025-03-14")),
        ("She said Monday evening that it stays.", days("2025-03-10")),
        ("On Sunday, he said so.", days("2025-03-16")),
        ("Last Sunday, he said so.", days("2025-03-09")),
        ("He said it yesterday.", days("2025-03-15")),
        ("He said it today.", days("2025-03-16")),
        ("Last month, Lund raised the toll.", days("2025-02-01", "2025-02-28")),
        ("Last week he agreed.", days("2025-03-03", "2025-03-09")),
        ("Last year he agreed.", days("2024-01-01", "2024-12-31")),
        ("In December he agreed.", days("2024-12-01", "2024-12-31")),
        ("He agreed on March 3.", days("2025-03-03")),
        ("He agreed on 3 March 2024.", days("2024-03-03")),
        ("He agreed on Nov. 12.", days("2024-11-12")),
        ("Three days ago he agreed.", days("2025-03-13")),
        ("Two months ago he agreed.", days("2025-01-01", "2025-01-31")),
        ("He agreed.", None),
        ("The march on the harbour may go on.", None),
        ("He agreed on 31 February.", None),
    ],
)
def test_expressions(sentence: str, expected: DateInterval | None) -> None:
    assert said_on(_SUNDAY, sentence) == expected


def test_an_article_without_a_date_dates_nothing() -> None:
    assert said_on(Article("a", "", "a.txt"), "He said so on Friday.") is None

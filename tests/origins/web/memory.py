"""A memory that lasts as long as a test."""

from dataclasses import dataclass, field

from onrecord.origins.web.fetching import Remembered
from onrecord.types import Article


@dataclass
class Notes:
    """What was remembered, and the articles that are held."""

    rows: dict[str, Remembered] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)

    def get(self, url: str) -> Remembered | None:
        return self.rows.get(url)

    def put(self, url: str, remembered: Remembered) -> None:
        self.rows[url] = remembered

    def article(self, origin: str) -> Article | None:
        return self.articles.get(origin)

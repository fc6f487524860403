"""Stories: articles that carry the same copy, and what their near-duplicates are found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.record import revisions, story_rows
from onrecord.record.store import Record
from onrecord.types import Article


@dataclass(frozen=True, slots=True)
class Carried:
    """An article that carries a story, without its text; ``share`` is how much of the longer one is the same as in
    the earliest or, where that cannot be said, as in the copy that is most like it.
    """

    article: Article
    share: float


@dataclass(frozen=True, slots=True)
class Story:
    """One story and all that carry it, the earliest first; its id is that of the earliest."""

    id: str
    carried: tuple[Carried, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it, the earliest first."""
        return tuple(dict.fromkeys(one.article.outlet for one in self.carried if one.article.outlet))

    @property
    def times(self) -> int:
        """How many carry it: two texts of one origin are one report in two versions."""
        return len({one.article.origin for one in self.carried})


class Stories:
    """The stories of an open record.

    A story is what is linked by copies, however they came: it does not depend on the order in which they were read.
    """

    def __init__(self, record: Record) -> None:
        """Look at the stories of this record."""
        self._record = record

    def all(self) -> Mapping[str, str]:
        """The story, which is the id of its earliest article, of each article that shares its story with others."""
        with self._record.reading() as connection:
            return story_rows.read_all(connection)

    def among(self, article_ids: Iterable[str]) -> Mapping[str, tuple[str, int]]:
        """The stories of those of some articles that have one, each with how many articles carry it."""
        with self._record.reading() as connection:
            return story_rows.read_some(connection, article_ids)

    def of(self, article_id: str) -> Story | None:
        """The story of an article, None where no other carries it."""
        with self._record.reading() as connection:
            return _story(*found) if (found := story_rows.find(connection, article_id)) else None

    def listed(self) -> Iterator[Story]:
        """Every story that more than one article carries, the latest first by their earliest days."""
        with self._record.reading() as connection:
            ids = story_rows.read_ids(connection)
        for one in ids:
            story = self.of(one)
            if story is not None:
                yield story

    def copies(self) -> tuple[tuple[str, str], ...]:
        """Every pair of articles of which one is a copy of the other, the lower id first."""
        with self._record.reading() as connection:
            return tuple(story_rows.read_copies(connection))

    # ------------------------------------------------------------ as they are found

    def rules(self) -> str | None:
        """By which rules the copies were found, None where none were looked for."""
        with self._record.reading() as connection:
            return story_rows.read_rules(connection)

    def begin(self, rules: str) -> None:
        """Forget all copies, and look for them by these rules from now on."""
        with self._record.transaction() as connection:
            story_rows.clear(connection)
            story_rows.write_rules(connection, rules)
            revisions.note_change(connection)

    def unsigned(self, limit: int) -> tuple[Article, ...]:
        """The first articles whose copies were not looked for."""
        with self._record.reading() as connection:
            return tuple(story_rows.read_unsigned(connection, limit))

    def is_signed(self, article_id: str) -> bool:
        """Whether the copies of an article were looked for."""
        with self._record.reading() as connection:
            return story_rows.is_signed(connection, article_id)

    def near(self, signature: Sequence[int]) -> Mapping[str, str]:
        """The texts, by the ids of their articles, that a text of that signature may be a copy of."""
        with self._record.reading() as connection:
            return story_rows.read_near(connection, signature)

    def save(self, article_id: str, signature: Sequence[int], copies: Mapping[str, float]) -> None:
        """Write the signature of an article, its copies with their shares, and the story that this makes of them."""
        with self._record.transaction() as connection:
            story_rows.write_signature(connection, article_id, signature)
            if copies:
                story_rows.write_copies(connection, article_id, copies)
                story_rows.join(connection, (article_id, *copies))
                revisions.note_change(connection)

    def settle(self, article_id: str) -> None:
        """Let the story of an article go by its earliest, after a day has changed."""
        with self._record.transaction() as connection:
            story_rows.settle(connection, article_id)


def _story(story: str, members: Sequence[Article], shares: Mapping[str, float]) -> Story:
    return Story(story, tuple(Carried(one, 1.0 if one.id == story else shares.get(one.id, 0.0)) for one in members))

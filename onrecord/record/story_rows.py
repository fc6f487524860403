"""Rows of signatures, of copies, and of the stories that these make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    null,
    select,
    union_all,
    update,
)

from onrecord.record.article_rows import SHORT, short_article_of
from onrecord.record.dialects import upsert, write_rows
from onrecord.record.origin_tables import bands, copies, signed, stories
from onrecord.record.schema import articles, meta
from onrecord.types import Article

_RULES = "story rules"  # a row of meta

# Articles looked at for one number of a signature, the first ones: what more articles have is a stock phrase, or comes
# of a story so often carried that its first copies are enough to know it by.
_HOLDERS = 50
# Numbers that two signatures share before their texts are compared. Of 48, copies with two words of five replaced share
# 6 on average and hardly ever less than two; two articles on other matters share two in one case of a hundred.
_SHARED = 2
# Texts compared for an article, those first that share most.
_COMPARED = 16
# Ids in one question: SQLite took 999 at most until 2020.
_CHUNK = 500
_BITS = 32  # of a number in a signature; its place in the signature stands before it

_NUMBER = select(articles.c.number).where(articles.c.id == bindparam("article"))


# ---------------------------------------------------------------- signatures


def read_rules(connection: Connection) -> str | None:
    """By which rules the copies were found."""
    return connection.scalar(select(meta.c.value).where(meta.c.name == _RULES))


def write_rules(connection: Connection, rules: str) -> None:
    """Write by which rules copies are found."""
    connection.execute(upsert(connection, meta, keys=("name",), over=("value",)), {"name": _RULES, "value": rules})


def clear(connection: Connection) -> None:
    """Take out all signatures, copies and stories."""
    for table in (stories, copies, bands, signed):
        connection.execute(delete(table))


def is_signed(connection: Connection, article: str) -> bool:
    """Whether an article has a signature, be it an empty one."""
    return connection.scalar(select(signed.c.article).where(signed.c.article == article)) is not None


def read_unsigned(connection: Connection, limit: int) -> list[Article]:
    """The first articles without a signature: id, origin and text."""
    if connection.scalar(select(func.count()).select_from(signed)) == connection.scalar(
        select(func.count()).select_from(articles)
    ):
        return []
    found = (
        select(articles.c.id, articles.c.text, articles.c.origin)
        .outerjoin(signed, signed.c.article == articles.c.id)
        .where(signed.c.article == null())
        .order_by(articles.c.number)
        .limit(limit)
    )
    return [Article(row.id, row.text, row.origin) for row in connection.execute(found)]


def write_signature(connection: Connection, article: str, signature: Sequence[int]) -> None:
    """Write the signature of an article that has none."""
    number = connection.scalar(_NUMBER, {"article": article})
    connection.execute(insert(signed), {"article": article})
    write_bands(connection, number or 0, signature)


def write_bands(connection: Connection, number: int, signature: Sequence[int]) -> None:
    """Write the numbers of a signature, to be looked up, for the article of that number."""
    write_rows(connection, bands, [{"band": band, "number": number} for band in _bands(signature)])


def read_near(connection: Connection, signature: Sequence[int]) -> dict[str, str]:
    """The texts of the articles whose signatures share most with this one."""
    if not signature:
        return {}
    asked = {f"b{place}": band for place, band in enumerate(_bands(signature))}
    shared = Counter(connection.scalars(_holders(len(signature)), asked))
    most = sorted((number for number in shared if shared[number] >= _SHARED), key=lambda n: (-shared[n], n))
    found = select(articles.c.id, articles.c.text).where(articles.c.number.in_(most[:_COMPARED]))
    return {row.id: row.text for row in connection.execute(found)} if most else {}


def _bands(signature: Sequence[int]) -> list[int]:
    return [place << _BITS | number for place, number in enumerate(signature)]


@cache
def _holders(length: int) -> CompoundSelect[tuple[int]]:
    """The first articles that have each of so many bands."""

    def holders(place: int) -> ColumnElement[int]:
        found = select(bands.c.number).where(bands.c.band == bindparam(f"b{place}")).order_by(bands.c.number)
        return found.limit(_HOLDERS).subquery().c.number

    return union_all(*(select(holders(place)) for place in range(length)))


# ---------------------------------------------------------------- copies and stories


def write_copies(connection: Connection, article: str, shares: Mapping[str, float]) -> None:
    """Write that an article and others are copies of each other."""
    pairs = [(*sorted((article, other)), share) for other, share in shares.items()]
    rows = [{"article": one, "other": other, "share": share} for one, other, share in pairs]
    connection.execute(upsert(connection, copies, keys=("article", "other")), rows)


def read_copies(connection: Connection) -> list[tuple[str, str]]:
    """Every pair of copies."""
    found = select(copies.c.article, copies.c.other).order_by(copies.c.article, copies.c.other)
    return [(row.article, row.other) for row in connection.execute(found)]


def join(connection: Connection, linked: Iterable[str]) -> None:
    """Make one story of articles and of the stories that they are in; it goes by the earliest of all."""
    members = sorted(linked)
    held = {row.article: row.story for row in connection.execute(select(stories).where(stories.c.article.in_(members)))}
    known = set(held.values())
    earliest = _earliest(connection, {*members, *known})
    _name(connection, known, earliest)
    rows = [{"article": one, "story": earliest} for one in members if one not in held]
    write_rows(connection, stories, rows)


def settle(connection: Connection, article: str) -> None:
    """Let the story of an article go by its earliest, where that is another one now."""
    story = connection.scalar(select(stories.c.story).where(stories.c.article == article))
    if story is not None:
        members = connection.scalars(select(stories.c.article).where(stories.c.story == story)).all()
        _name(connection, {story}, _earliest(connection, members))


def _name(connection: Connection, known: Iterable[str], earliest: str) -> None:
    """Let stories be one, of that name."""
    for story in known:
        if story != earliest:
            connection.execute(update(stories).where(stories.c.story == story).values(story=earliest))


def read_all(connection: Connection) -> dict[str, str]:
    """The story of each article that is in one."""
    return {row.article: row.story for row in connection.execute(select(stories))}


def read_some(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, int]]:
    """The stories of some articles, each with the number of its articles."""
    found: dict[str, tuple[str, int]] = {}
    all_of = stories.alias("all_of")
    asked = select(stories.c.article, stories.c.story, func.count().label("many"))
    asked = asked.join(all_of, all_of.c.story == stories.c.story).group_by(stories.c.article, stories.c.story)
    for chunk in _chunks(ids):
        for row in connection.execute(asked.where(stories.c.article.in_(chunk))):
            found[row.article] = (row.story, row.many)
    return found


def read_ids(connection: Connection) -> list[str]:
    """Every story, the latest first."""
    found = select(stories.c.story, articles.c.published).join(articles, articles.c.id == stories.c.story).distinct()
    dated = [(row.published or date.min, row.story) for row in connection.execute(found)]
    return [story for _, story in sorted(dated, key=lambda one: (-one[0].toordinal(), one[1]))]


def find(connection: Connection, article: str) -> tuple[str, list[Article], dict[str, float]] | None:
    """The story of an article, the articles that carry it, the earliest first, and their likenesses to it."""
    story = connection.scalar(select(stories.c.story).where(stories.c.article == article))
    if story is None:
        return None
    short = select(*(articles.c[name] for name in SHORT))
    found = short.join(stories, stories.c.article == articles.c.id).where(stories.c.story == story)
    members = sorted(map(short_article_of, connection.execute(found)), key=lambda one: _age(one.published, one.id))
    return story, members, _shares(connection, story)


def _shares(connection: Connection, story: str) -> dict[str, float]:
    """How much each article of a story is like the earliest, or like what it is most like."""
    linked = select(copies).join(stories, stories.c.article == copies.c.article).where(stories.c.story == story)
    best: dict[str, tuple[bool, float]] = {}
    for row in connection.execute(linked):
        for one, other in ((row.article, row.other), (row.other, row.article)):
            best[one] = max(best.get(one, (False, 0.0)), (other == story, row.share))
    return {one: share for one, (_, share) in best.items()}


def _earliest(connection: Connection, members: Iterable[str]) -> str:
    found: list[tuple[date, str]] = []
    for chunk in _chunks(members):
        asked = select(articles.c.published, articles.c.id).where(articles.c.id.in_(chunk))
        found += [_age(row.published, row.id) for row in connection.execute(asked)]
    return min(found)[-1]


def _age(day: date | None, identifier: str) -> tuple[date, str]:
    """By which the earliest of a story is told: who does not say when comes last, and of one day the lower id first."""
    return day or date.max, identifier


def _chunks(ids: Iterable[str]) -> list[list[str]]:
    listed = sorted(ids)
    return [listed[start : start + _CHUNK] for start in range(0, len(listed), _CHUNK)]

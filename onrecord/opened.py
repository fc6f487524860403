"""A record in the hands of a script: what it holds as tables, and judgements for who gives a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack, cast

from onrecord.errors import OnrecordError
from onrecord.settings import DEFAULT_RECORD
from onrecord.tables import Table
from onrecord.types import Actor, Article, Codebook, Position, Relation, Shift, Split, Stand, Statement
from onrecord.wishes import Filters, changes_of, network_options, wanted_of, within

if TYPE_CHECKING:
    from onrecord.exports.objects import Exported, Sources
    from onrecord.networks import Network
    from onrecord.record import Judgement, Record
    from onrecord.record.values import Judged, JudgedStatement, Step
    from onrecord.record.wanted import Found, Hit, Wanted

Value = TypeVar("Value")

# Rows asked for at a time: as many as the record gives.
_BATCH = 1000


def open(record: str | Path = DEFAULT_RECORD, *, reviewer: str | None = None) -> Opened:
    """Open a record, a file or a database address, for a script; with a ``reviewer`` it may also be judged in.

    Raises RecordError where there is none.
    """
    from onrecord.record import open_record

    return Opened(open_record(record, create=False), reviewer)


class Opened:
    """An open record; a context manager. Each table is read when it is asked for, and stays as it was then."""

    def __init__(self, record: Record, reviewer: str | None = None) -> None:
        """Take over an open record; ``open`` does so."""
        self._record = record
        self._reviewer = reviewer

    def __enter__(self) -> Self:
        """The opened record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the record; tables that were taken from it stay."""
        self._record.close()

    # ------------------------------------------------------------ what it holds

    def articles(self, text: str = "", **filters: Unpack[Filters]) -> Table[Article]:
        """Articles with their texts, by words and by what stands in them, in the order of arrival."""
        from onrecord.exports.objects import article_object

        if not text and not filters:
            found = tuple(self._record.articles())
        else:
            ids = [hit.value.id for hit in self._found("articles", self._wanted(text, filters))]
            found = tuple(one for one in map(self._record.article, ids) if one is not None)
        return _table("articles", found, article_object)

    def statements(self, text: str = "", **filters: Unpack[Filters]) -> Table[Statement]:
        """Statements as they stand, the oldest first or, with a text, the best fitting."""
        from onrecord.exports.objects import statement_object

        hits = tuple(self._found("statements", self._wanted(text, filters)))
        sources = self._sources(_articles_of(hits))
        return _table("statements", (hit.value for hit in hits), lambda one: statement_object(one, sources))

    def positions(self, text: str = "", *, suggested: bool = False, **filters: Unpack[Filters]) -> Table[Position]:
        """Positions as they stand; with ``suggested`` those that are not sure enough to be some."""
        from onrecord.exports.objects import position_object

        wanted = self._wanted(text, filters)
        hits = tuple(self._found("positions", replace(wanted, suggested=suggested)))
        sources = self._sources(_articles_of(hits))
        what = "suggestions" if suggested else "positions"
        return _table(what, (hit.value for hit in hits), lambda one: position_object(one, sources))

    def relations(self, *, article: str | None = None, actor: str | None = None) -> Table[Relation]:
        """What actors do toward each other; those of one article, or those that one actor has a part in."""
        from onrecord.exports.objects import relation_object

        found = self._record.relations(article_id=article)
        if actor is not None:
            meant = self.actor(actor).id
            found = tuple(one for one in found if meant in (one.actor, one.toward))
        met = dict.fromkeys(one.article for one in found)
        sources = self._sources({id: held for id in met if (held := self._record.article(id)) is not None})
        return _table("relations", found, lambda one: relation_object(one, sources))

    def actors(self) -> Table[Actor]:
        """Every actor, by id."""
        from onrecord.exports.objects import actor_object

        sources = self._sources()
        return _table("actors", sources.actors.values(), lambda one: actor_object(one, sources))

    def actor(self, name: str) -> Actor:
        """The actor of that id, name or alias; OnrecordError where there is none, or several go by it."""
        known = {one.id: one for one in self._record.actors()}
        if name in known:
            return known[name]
        words = " ".join(name.split()).casefold()
        for called in (lambda one: (one.name,), lambda one: one.aliases):
            found = [one for one in known.values() if words in {each.casefold() for each in called(one)}]
            if len(found) == 1:
                return found[0]
            if found:
                some = ", ".join(f"{one.id} ({one.name})" for one in found[:5])
                raise OnrecordError(f"Several actors are called {name}: {some}. Give the id of one")
        raise OnrecordError(f"The record holds no actor {name}")

    def codebook(self) -> Codebook:
        """The current codebook, without options where there is none."""
        return self._record.current_codebook() or Codebook((), "")

    # ------------------------------------------------------------ what it adds up to

    def stands(
        self,
        *,
        by: str | None = None,
        actor: str | None = None,
        option: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
    ) -> Table[Stand]:
        """Who stands where: of each actor, or of each person, organisation, party or state (``by``)."""
        from onrecord.exports.standing import stand_object
        from onrecord.networks import Level, derive, lift, stands

        known = {one.id: one for one in self._record.actors()}
        coded = [one for one in self._record.positions() if within(one.date, since, until)]
        lifted = lift(derive(coded, self.codebook()), known, Level(by) if by else Level.CODED)
        meant = None if actor is None else self.actor(actor).id
        found = [one for one in stands(lifted) if meant in (None, one.actor) and option in (None, one.option)]
        sources = self._sources()
        return _table("stands", found, lambda one: stand_object(one, sources))

    def shifts(
        self,
        *,
        actor: str | None = None,
        option: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
    ) -> Table[Shift]:
        """Who moved: changes between dates, and changes that texts report."""
        from onrecord.exports.standing import shift_object
        from onrecord.networks import shifts

        meant = None if actor is None else self.actor(actor).id
        found = [
            one
            for one in shifts(self._record.positions(), self._record.shifts())
            if meant in (None, one.actor) and option in (None, one.option) and within(one.date, since, until)
        ]
        sources = self._sources()
        return _table("shifts", found, lambda one: shift_object(one, sources))

    def splits(self, *, body: str | None = None, option: str | None = None) -> Table[Split]:
        """Bodies whose office holders say different things at one time."""
        from onrecord.exports.standing import split_object
        from onrecord.networks import derive, splits

        known = {one.id: one for one in self._record.actors()}
        meant = None if body is None else self.actor(body).id
        every = derive(self._record.positions(), self.codebook())
        found = [one for one in splits(every, known) if meant in (None, one.body) and option in (None, one.option)]
        sources = self._sources()
        return _table("splits", found, lambda one: split_object(one, sources))

    def network(self, **asked: Any) -> Network:
        """Who goes together, by the options of ``onrecord network``: mode, weight, level, since, minimum and the like.

        What comes has ``to_networkx``, ``to_igraph`` and ``to_pandas``.
        """
        from onrecord.networks import Columns, Known, network
        from onrecord.record.board_rows import article_heads
        from onrecord.record.light_rows import position_rows
        from onrecord.record.sharing import shared

        outlets = {head.id: head.outlet for head in article_heads(self._record)}
        actors = {one.id: one for one in self._record.actors()}
        columns = Columns.of(position_rows(self._record), outlets, shared(self._record))
        labels = {one.id: one.label for one in self.codebook().options}
        return network(columns, network_options(asked), Known(actors, labels))

    # ------------------------------------------------------------ search

    def search(self, text: str, what: str = "statements", **filters: Unpack[Filters]) -> Table[Hit[Any]]:
        """What has certain words (words, "phrases", -not, prefix*), each with the words around them.

        ``what`` is articles, statements or positions.
        """
        if what not in ("articles", "statements", "positions"):
            raise OnrecordError(f"Nothing called {what!r} to search; choose from articles, statements, positions")
        hits = tuple(self._found(what, self._wanted(text, filters)))
        return _table("found", hits, lambda hit: _hit_object(hit, what.removesuffix("s")))

    # ------------------------------------------------------------ judging

    def judgements(
        self, claim: str | None = None, *, reviewer: str | None = None, withdrawn: bool = False
    ) -> Table[Judgement]:
        """What reviewers said, in order; nothing of what is said in blind samples."""
        from onrecord.exports.standing import judgement_object

        said = self._record.judgements(target_id=claim, withdrawn=withdrawn)
        found = [one for one in said if one.sample is None and reviewer in (None, one.reviewer)]
        # the claim as its JSON text: one cell
        return _table("judgements", found, lambda one: {**judgement_object(one), "value": one.value})

    def judge(
        self,
        claim: str | Position | Statement,
        verdict: str = "right",
        *,
        expected: int | None = None,
        note: str | None = None,
        **changes: Any,
    ) -> Judged | JudgedStatement:
        """Say that a claim is right, wrong, corrected or unsure; ``changes`` are fields that should be otherwise.

        A claim that the record does not hold (of any id) is added with the verdict corrected. ``expected`` is the
        version of the claim that was seen: Stale where somebody judged it since. Without it, what stands now was.
        """
        from onrecord.record.reviews import Reviews
        from onrecord.record.values import Verdict

        name, reviews = self._may_judge(), Reviews(self._record)
        identifier = claim if isinstance(claim, str) else claim.id
        held = reviews.claim(identifier) or reviews.statement(identifier) if identifier else None
        if held is None and isinstance(claim, str):
            raise OnrecordError(f"The record holds no claim {claim}")
        meant = cast(Position | Statement, held.claim if held is not None and isinstance(claim, str) else claim)
        said = Verdict("corrected" if changes and verdict == "right" else verdict)
        meant = replace(meant, **changes_of(meant, changes))
        more: dict[str, Any] = {
            "of": None if held is None else held.id,
            "expected": held.version if held is not None and expected is None else expected or 0,
            "note": note,
        }
        try:
            if isinstance(meant, Position):
                return reviews.judge(meant, said, name, **more)
            return reviews.judge_statement(meant, said, name, **more)
        except ValueError as error:
            raise OnrecordError(str(error)) from error

    def undo(self) -> Step | None:
        """Take back what this reviewer judged last of what still stands; None where there is nothing."""
        from onrecord.judging import undo

        return undo(self._record, self._may_judge())

    def redo(self) -> Step | None:
        """Bring back what this reviewer took back last; None where there is nothing."""
        from onrecord.judging import redo

        return redo(self._record, self._may_judge())

    # ------------------------------------------------------------ what they are made of

    def _may_judge(self) -> str:
        if self._reviewer is None:
            raise OnrecordError("The record is open for reading only. Open it with reviewer=NAME to judge in it")
        return self._reviewer

    def _wanted(self, text: str, filters: Filters) -> Wanted:
        wanted = wanted_of(text, filters)
        return wanted if wanted.actor is None else replace(wanted, actor=self.actor(wanted.actor).id)

    def _found(self, what: str, wanted: Wanted) -> Iterator[Hit[Any]]:
        """Every hit, page by page, in one look at the record."""
        from onrecord.record.search import Search

        search = Search(self._record)
        ask: Callable[..., Found[Any]] = getattr(search, what)
        with self._record.reading():
            after: str | None = None
            while True:
                page = ask(wanted, after=after, limit=_BATCH)
                yield from page.rows
                if page.after is None or page.after == after:
                    return
                after = page.after

    def _sources(self, articles: Mapping[str, Any] | None = None) -> Sources:
        from onrecord.exports.objects import Sources

        return Sources(articles or {}, {one.id: one for one in self._record.actors()}, self.codebook())


def _table(what: str, values: Iterable[Value], told: Callable[[Value], Exported]) -> Table[Value]:
    from onrecord.layout import columns_of

    return Table(what, tuple(values), columns_of(what), lambda some: map(told, some))


def _articles_of(hits: Iterable[Hit[Any]]) -> dict[str, Any]:
    """The articles of hits by id, without their texts."""
    return {hit.article.id: hit.article for hit in hits}


def _hit_object(hit: Hit[Any], what: str) -> Exported:
    line = hit.article
    return {
        "id": hit.value.id,
        "what": what,
        "text": hit.snippet.text,
        "begin": hit.snippet.begin,
        "hits": [f"{span.begin}-{span.end}" for span in hit.snippet.hits],
        "state": hit.state,
        "article": {
            "id": line.id,
            "origin": line.origin,
            "outlet": line.outlet,
            "title": line.title,
            "published": line.published.isoformat() if line.published else None,
            "language": line.language,
        },
    }

"""The open record: values of ``types`` in, values of ``types`` out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from onrecord.record import (
    actor_rows,
    article_rows,
    claim_rows,
    coding_rows,
    counting,
    judgement_rows,
    statement_rows,
)
from onrecord.record.dialects import announce_writing
from onrecord.record.trouble import explained
from onrecord.record.values import Judgement, RecordCounts
from onrecord.types import (
    Actor,
    Article,
    ArticleMaterial,
    Codebook,
    Coding,
    Failure,
    Position,
    Reading,
    Relation,
    ReportedShift,
    Resolution,
    Statement,
)

# Articles fetched at once: enough to make the question cheap, few enough for long texts to fit in memory.
_BATCH = 50


class Record:
    """An open record; ``open_record`` makes one. It belongs to the thread that opened it.

    Its verbs raise RecordError where the database fails, and ValueError where the values given contradict
    each other or what is held; in both cases nothing of that call is written.
    """

    def __init__(self, connection: Connection, where: str) -> None:
        """Take over a connection to a database whose tables are up to date."""
        self._connection = connection
        self.where = where
        self._merges: actor_rows.Merges = {}  # as of the beginning of the transaction

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the record."""
        self.close()

    def close(self) -> None:
        """Give the database back; what is not committed is undone."""
        self._connection.close()
        self._connection.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything in the block or, where it raises, nothing; a block in a block stands or falls alone."""
        with explained(self.where):
            if self._connection.in_transaction():
                with self._connection.begin_nested():
                    yield
            else:
                announce_writing(self._connection, True)
                with self._connection.begin():
                    self._merges = actor_rows.read_merges(self._connection)
                    yield

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.where):
            if self._connection.in_transaction():
                yield self._connection
            else:
                announce_writing(self._connection, False)
                with self._connection.begin():
                    yield self._connection

    # ------------------------------------------------------------ articles

    def has_article(self, article_id: str, reader_version: str) -> bool:
        """Whether that reader has read the article; ``reader_version`` is the version in the reading's provenance."""
        with self._reading() as connection:
            return article_rows.reader_version(connection, article_id) == reader_version

    def save_article(self, article: Article, reading: Reading, resolution: Resolution) -> None:
        """Write an article with all that was read in it, over what the machine had read in it before."""
        if reading.article != article.id or any(found.article != article.id for found in resolution.statements):
            raise ValueError(f"The reading or a statement is not of the article {article.id}")
        connection = self._connection
        with self.transaction():
            merges = self._merges
            utterances: dict[str, str] = {}
            held = article_rows.write_article(connection, article)
            if held:
                utterances = statement_rows.clear(connection, article.id)
                coding_rows.outdate(connection, article.id)
            article_rows.write_reading(connection, reading)
            actor_rows.write_actors(connection, resolution.actors, merges)
            _check_actors(connection, resolution, merges)
            actor_rows.write_appearances(connection, article.id, resolution.actors, merges)
            statement_rows.write_statements(connection, resolution.statements, merges, utterances)
            statement_rows.write_mentions(connection, article.id, resolution.mentions, merges)
            if held:
                statement_rows.unlink_statements(connection, article.id)

    def articles(self) -> Iterator[Article]:
        """Every article in the order of arrival; the record may be written meanwhile."""
        number = 0
        while True:
            with self._reading() as connection:
                batch = article_rows.articles_after(connection, number, _BATCH)
            if not batch:
                return
            yield from (article for _, article in batch)
            number = batch[-1][0]

    def article(self, article_id: str) -> Article | None:
        """The article of that id, if there is one."""
        with self._reading() as connection:
            return article_rows.find_article(connection, article_id)

    def material(self, article_id: str) -> ArticleMaterial:
        """All that was read in an article; KeyError where the record holds no reading of it."""
        with self._reading() as connection:
            article = article_rows.find_article(connection, article_id)
            reading = article_rows.find_reading(connection, article_id)
            if article is None or reading is None:
                raise KeyError(article_id)
            resolution = Resolution(
                statements=tuple(statement_rows.read_statements(connection, article=article_id)),
                mentions=tuple(statement_rows.read_mentions(connection, article_id)),
                actors=tuple(actor_rows.actors_of(connection, article_id)),
            )
            return ArticleMaterial(article, reading, resolution)

    def articles_from(self, origin: str) -> tuple[str, ...]:
        """The ids of the articles that came from an origin: more than one where its text has changed since."""
        with self._reading() as connection:
            return tuple(article_rows.ids_from(connection, origin))

    def save_failure(self, failure: Failure) -> None:
        """Write that an article was not read; the same again adds nothing."""
        with self.transaction():
            article_rows.write_failure(self._connection, failure)

    def failures(self) -> tuple[Failure, ...]:
        """Every article that was not read, and why."""
        with self._reading() as connection:
            return tuple(article_rows.read_failures(connection))

    def clear_failures(self, failures: Iterable[Failure]) -> None:
        """Take out failures of what was read since."""
        with self.transaction():
            article_rows.delete_failures(self._connection, failures)

    # ------------------------------------------------------------ statements and actors

    def statements(self, article_id: str | None = None) -> tuple[Statement, ...]:
        """The statements of one article or of all, in their order."""
        with self._reading() as connection:
            return tuple(statement_rows.read_statements(connection, article=article_id))

    def statements_of_actors(self, actor_ids: Iterable[str]) -> tuple[Statement, ...]:
        """The statements that any of the actors holds."""
        with self._reading() as connection:
            merges = actor_rows.read_merges(connection)
            present = [merges.get(one, one) for one in actor_ids]
            return tuple(statement_rows.read_statements(connection, actors=present))

    def update_statements(self, statements: Iterable[Statement]) -> None:
        """Write actor, day and utterance of statements that the record holds."""
        with self.transaction():
            statement_rows.update_statements(self._connection, statements, self._merges)

    def actors(self) -> tuple[Actor, ...]:
        """Every actor, by id."""
        with self._reading() as connection:
            return tuple(actor_rows.read_actors(connection))

    def save_actors(self, actors: Iterable[Actor]) -> None:
        """Write actors; new values win where there are any, aliases and members add up and are never lost."""
        with self.transaction():
            actor_rows.write_actors(self._connection, tuple(actors), self._merges)

    def merge_actor(self, old_id: str, new_id: str) -> None:
        """Let one actor be another from now on, also where the old id comes up again."""
        with self.transaction():
            actor_rows.merge(self._connection, old_id, new_id)
            self._merges = actor_rows.read_merges(self._connection)

    # ------------------------------------------------------------ codebooks and codings

    def save_codebook(self, codebook: Codebook) -> None:
        """Write a codebook and make it the current one."""
        with self.transaction():
            coding_rows.write_codebook(self._connection, codebook)

    def codebooks(self) -> tuple[Codebook, ...]:
        """Every codebook that the record was read with; the current one is the last."""
        with self._reading() as connection:
            return tuple(coding_rows.read_codebooks(connection))

    def current_codebook(self) -> Codebook | None:
        """The codebook saved last, if there is one."""
        return next(reversed(self.codebooks()), None)

    def has_coding(self, article_id: str, codebook_version: str, coder_version: str) -> bool:
        """Whether the article, as it is read now, was coded with that codebook by that coder."""
        with self._reading() as connection:
            return coding_rows.is_coded(connection, article_id, codebook_version, coder_version)

    def uncoded(self, codebook_version: str, coder_version: str) -> tuple[str, ...]:
        """The ids of the articles for which ``has_coding`` says no, in the order of arrival."""
        with self._reading() as connection:
            return tuple(coding_rows.uncoded(connection, codebook_version, coder_version))

    def save_coding(self, codebook_version: str, coder_version: str, coding: Coding) -> None:
        """Write what was coded in an article, over what the machine had coded there with the same codebook."""
        with self.transaction():
            coding_rows.write_coding(self._connection, codebook_version, coder_version, coding, self._merges)

    def positions(
        self,
        codebook_version: str | None = None,
        *,
        actor: str | None = None,
        option: str | None = None,
        article_id: str | None = None,
    ) -> tuple[Position, ...]:
        """Positions under a codebook, the current one by default, narrowed to an actor, option or article."""
        with self._reading() as connection:
            codebook = codebook_version or coding_rows.current_version(connection)
            if codebook is None:
                return ()
            found = claim_rows.read_positions(connection, codebook, actor=actor, option=option, article=article_id)
            return tuple(found)

    def relations(self, codebook_version: str | None = None, *, article_id: str | None = None) -> tuple[Relation, ...]:
        """Relations found together with the positions of a codebook, the current one by default."""
        with self._reading() as connection:
            codebook = codebook_version or coding_rows.current_version(connection)
            return (
                () if codebook is None else tuple(claim_rows.read_relations(connection, codebook, article=article_id))
            )

    def shifts(
        self, codebook_version: str | None = None, *, article_id: str | None = None
    ) -> tuple[ReportedShift, ...]:
        """Shifts that texts report, found with the positions of a codebook, the current one by default."""
        with self._reading() as connection:
            codebook = codebook_version or coding_rows.current_version(connection)
            return () if codebook is None else tuple(claim_rows.read_shifts(connection, codebook, article=article_id))

    # ------------------------------------------------------------ judgements and sizes

    def add_judgement(self, judgement: Judgement) -> Judgement:
        """Write what a reviewer says; the judgement with its id and moment."""
        with self.transaction():
            return judgement_rows.write_judgement(self._connection, judgement)

    def withdraw_judgement(self, judgement_id: int) -> None:
        """Mark a judgement as withdrawn; its row stays."""
        with self.transaction():
            judgement_rows.withdraw_judgement(self._connection, judgement_id)

    def judgements(
        self, *, target_kind: str | None = None, target_id: str | None = None, withdrawn: bool = False
    ) -> tuple[Judgement, ...]:
        """What reviewers said, in order; the withdrawn ones only on demand."""
        with self._reading() as connection:
            found = judgement_rows.read_judgements(
                connection, target_kind=target_kind, target_id=target_id, withdrawn=withdrawn
            )
            return tuple(found)

    def counts(self) -> RecordCounts:
        """How much the record holds."""
        with self._reading() as connection:
            return counting.count(connection)


def _check_actors(connection: Connection, resolution: Resolution, merges: actor_rows.Merges) -> None:
    met = {actor.id for actor in resolution.actors}
    named = {found.actor for found in resolution.statements if found.actor is not None}
    named.update(actor for mention in resolution.mentions for actor in mention.actors)
    unknown = actor_rows.unknown_actors(connection, {merges.get(one, one) for one in named - met})
    if unknown:
        raise ValueError(
            f"Statements or mentions name actors that neither the resolution nor the record holds: "
            f"{', '.join(sorted(unknown)[:5])}"
        )

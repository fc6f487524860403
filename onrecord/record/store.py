"""The open record: values of ``types`` in, values of ``types`` out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from onrecord.record import (
    actor_rows,
    article_rows,
    audit_rows,
    claim_rows,
    coding_rows,
    counting,
    coverings,
    identity_rows,
    judgement_rows,
    revisions,
    statement_rows,
    stepping,
)
from onrecord.record.judged_rows import is_shared
from onrecord.record.open_database import OpenDatabase
from onrecord.record.values import Judgement, RecordCounts
from onrecord.types import (
    Actor,
    Article,
    ArticleMaterial,
    Codebook,
    Coding,
    Failure,
    IdentityJudgement,
    Position,
    Reading,
    Relation,
    ReportedShift,
    Resolution,
    Sighting,
    Statement,
)

# Articles fetched at once: enough to make the question cheap, few enough for long texts to fit in memory.
_BATCH = 50


class Record(OpenDatabase):
    """An open record; ``open_record`` makes one. It serves one thread at a time.

    Its verbs raise RecordError where the database fails, and ValueError where the values given contradict
    each other or what is held; in both cases nothing of that call is written.

    Its rows name actors as the articles give them, for ever. What it gives out names the canonical actors that these
    mean at present, but for ``material``, ``sightings`` and ``statements_as_sighted``.
    """

    # ------------------------------------------------------------ articles

    def has_article(self, article_id: str, reader_version: str) -> bool:
        """Whether that reader has read the article; ``reader_version`` is the version in the reading's provenance."""
        with self.reading() as connection:
            return article_rows.reader_version(connection, article_id) == reader_version

    def save_article(self, article: Article, reading: Reading, resolution: Resolution) -> None:
        """Write an article with all that was read in it, over what the machine had read in it before."""
        if reading.article != article.id or any(found.article != article.id for found in resolution.statements):
            raise ValueError(f"The reading or a statement is not of the article {article.id}")
        connection = self._connection
        with self.transaction():
            utterances: dict[str, str] = {}
            before: Sequence[Actor] = ()
            held = article_rows.write_article(connection, article)
            read_before = _read_in(connection, article.id)
            if held:
                before = actor_rows.actors_of(connection, article.id)
                utterances = statement_rows.clear(connection, article.id)
                coding_rows.outdate(connection, article.id)
            article_rows.write_reading(connection, reading)
            actor_rows.write_sightings(connection, article.id, resolution.actors)
            _check_actors(connection, resolution)
            statement_rows.write_statements(connection, resolution.statements, utterances)
            statement_rows.write_mentions(connection, article.id, resolution.mentions)
            if tuple(before) != resolution.actors:
                identity_rows.change_mark(connection)
            if held:
                statement_rows.unlink_statements(connection, article.id)
                coverings.cover_anew(connection, (article.id,), self._identities())
            if _read_in(connection, article.id) != read_before:
                revisions.note_change(connection)
                revisions.let_wait(connection, (article.id,) if held else ())

    def articles(self) -> Iterator[Article]:
        """Every article in the order of arrival; the record may be written meanwhile."""
        number = 0
        while True:
            with self.reading() as connection:
                batch = article_rows.articles_after(connection, number, _BATCH)
            if not batch:
                return
            yield from (article for _, article in batch)
            number = batch[-1][0]

    def article(self, article_id: str) -> Article | None:
        """The article of that id, if there is one."""
        with self.reading() as connection:
            return article_rows.find_article(connection, article_id)

    def material(self, article_id: str) -> ArticleMaterial:
        """All that was read in an article, actors as it gives them; KeyError where there is no reading of it."""
        with self.reading() as connection:
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
        with self.reading() as connection:
            return tuple(article_rows.ids_from(connection, origin))

    def save_failure(self, failure: Failure) -> None:
        """Write that an article was not read; the same again adds nothing."""
        with self.transaction():
            if article_rows.write_failure(self._connection, failure):
                revisions.note_change(self._connection)

    def failures(self) -> tuple[Failure, ...]:
        """Every article that was not read, and why."""
        with self.reading() as connection:
            return tuple(article_rows.read_failures(connection))

    def clear_failures(self, failures: Iterable[Failure]) -> None:
        """Take out failures of what was read since."""
        with self.transaction():
            article_rows.delete_failures(self._connection, failures)
            revisions.note_change(self._connection)

    # ------------------------------------------------------------ statements and actors

    def statements(self, article_id: str | None = None, *, as_read: bool = False) -> tuple[Statement, ...]:
        """The statements of one article or of all, in their order.

        What reviewers judged stands as they judged it; ``as_read`` gives the machine's as if nobody had.
        """
        with self.reading() as connection:
            found = statement_rows.read_statements(connection, self._identities(), article=article_id, as_read=as_read)
            return tuple(found)

    def statements_of_actors(self, actor_ids: Collection[str]) -> tuple[Statement, ...]:
        """The statements that any of the canonical actors holds."""
        with self.reading() as connection:
            return tuple(statement_rows.read_statements(connection, self._identities(), actors=actor_ids))

    def statements_as_sighted(self, sighted_ids: Collection[str]) -> tuple[Statement, ...]:
        """The statements of any of the actors, both as the articles give them."""
        with self.reading() as connection:
            return tuple(statement_rows.read_statements(connection, actors=sighted_ids))

    def update_statements(self, statements: Iterable[Statement]) -> None:
        """Write day and utterance of statements that the record holds."""
        with self.transaction():
            statement_rows.update_statements(self._connection, statements)
            revisions.note_change(self._connection)

    def actors(self) -> tuple[Actor, ...]:
        """Every canonical actor, by id."""
        with self.reading() as connection:
            return tuple(actor_rows.read_actors(connection, self._identities()))

    # ------------------------------------------------------------ the register, and what it is made of

    def sightings(self) -> Iterator[Sighting]:
        """Every actor of every article as the article gives it; the record may be written meanwhile."""
        number: int | None = 0
        while number is not None:
            with self.reading() as connection:
                batch, number = actor_rows.read_sightings(connection, number)
            yield from batch

    def appearances(self, actor_id: str) -> Mapping[str, tuple[str, ...]]:
        """The sighted ids that mean a canonical actor, each with the articles in which it does."""
        with self.reading() as connection:
            known = self._identities()
            found = actor_rows.read_appearances(connection, sorted(known.sighted_as((actor_id,))))
        meant = {one: tuple(a for a in articles if known.of(one, a) == actor_id) for one, articles in found.items()}
        return {one: articles for one, articles in meant.items() if articles}

    def authority(self) -> tuple[Actor, ...]:
        """The entries of the user's own list of actors, by id."""
        with self.reading() as connection:
            return tuple(actor_rows.read_authority(connection))

    def save_authority(self, entries: Iterable[Actor], *, alone: bool = False) -> int:
        """Write entries over those of the same ids, ``alone`` in place of all others; how many rows changed."""
        with self.transaction():
            changed = actor_rows.write_authority(self._connection, entries, alone=alone)
            if changed:
                identity_rows.change_mark(self._connection)
            return changed

    def judge_identity(self, said: Sequence[IdentityJudgement], reviewer: str) -> Judgement:
        """Write what a reviewer says at one time of who is who; ``withdraw_judgement`` takes all of it back."""
        with self.transaction():
            identity_rows.change_mark(self._connection)
            stepping.forget_undone(self._connection, reviewer, sample=None)
            return identity_rows.write_verdicts(self._connection, said, reviewer)

    def identity_judgements(
        self, *, withdrawn: bool = False
    ) -> tuple[tuple[Judgement, tuple[IdentityJudgement, ...]], ...]:
        """What reviewers said of who is who, the earliest first; what was withdrawn only on demand."""
        with self.reading() as connection:
            return tuple(identity_rows.read_verdicts(connection, withdrawn=withdrawn))

    def register_mark(self) -> str:
        """A word that is another one after every change of the register or of what it is made of."""
        with self.reading() as connection:
            return identity_rows.read_mark(connection)

    def register_rules(self) -> str | None:
        """By which rules the register was made as a whole, None where it never was."""
        with self.reading() as connection:
            return identity_rows.read_rules(connection)

    def save_changes(
        self, actors: Iterable[Actor], identities: Mapping[tuple[str, str], str], gone: Iterable[str]
    ) -> None:
        """Write what changed in the register: actors, whom (sighted id, article or "") mean, and ids no longer used."""
        with self.transaction():
            actor_rows.write_actors(self._connection, actors, gone)
            identity_rows.write_identities(self._connection, identities)
            identity_rows.change_mark(self._connection)
            self._follow({sighted for sighted, _ in identities})

    def save_register(self, actors: Iterable[Actor], identities: Mapping[tuple[str, str], str], rules: str) -> None:
        """Write the register as a whole, over what it was; ``rules`` names the rules that it was made by."""
        with self.transaction():
            actor_rows.replace_actors(self._connection, actors)
            changed = identity_rows.replace_identities(self._connection, identities)
            identity_rows.write_rules(self._connection, rules)
            identity_rows.change_mark(self._connection)
            self._follow(changed)

    def _follow(self, sighted: Collection[str]) -> None:
        """Let what was judged follow actors that are others now."""
        if sighted:
            articles = coverings.articles_judged(self._connection, sighted)
            coverings.cover_anew(self._connection, articles, self._identities())
            revisions.let_wait(self._connection, claim_rows.articles_with(self._connection, sighted))

    # ------------------------------------------------------------ codebooks and codings

    def save_codebook(self, codebook: Codebook) -> None:
        """Write a codebook and make it the current one."""
        with self.transaction():
            if coding_rows.write_codebook(self._connection, codebook):
                revisions.note_change(self._connection)
                coverings.cover_anew(self._connection, coverings.all_judged(self._connection), self._identities())
                revisions.let_wait(self._connection, ("",))

    def codebooks(self) -> tuple[Codebook, ...]:
        """Every codebook that the record was read with; the current one is the last."""
        with self.reading() as connection:
            return tuple(coding_rows.read_codebooks(connection))

    def current_codebook(self) -> Codebook | None:
        """The codebook saved last, if there is one."""
        return next(reversed(self.codebooks()), None)

    def has_coding(self, article_id: str, codebook_version: str, coder_version: str) -> bool:
        """Whether the article, as it is read now, was coded with that codebook by that coder."""
        with self.reading() as connection:
            return coding_rows.is_coded(connection, article_id, codebook_version, coder_version)

    def uncoded(self, codebook_version: str, coder_version: str) -> tuple[str, ...]:
        """The ids of the articles for which ``has_coding`` says no, in the order of arrival."""
        with self.reading() as connection:
            return tuple(coding_rows.uncoded(connection, codebook_version, coder_version))

    def save_coding(self, codebook_version: str, coder_version: str, coding: Coding) -> None:
        """Write what was coded in an article, over what the machine had coded there with the same codebook."""
        with self.transaction():
            changed = coding_rows.write_coding(self._connection, codebook_version, coder_version, coding)
            coverings.cover_anew(self._connection, (coding.article,), self._identities())
            if changed:
                revisions.note_change(self._connection)
                revisions.let_wait(self._connection, (coding.article,))

    def positions(
        self,
        codebook_version: str | None = None,
        *,
        actor: str | None = None,
        option: str | None = None,
        article_id: str | None = None,
        suggested: bool = False,
        as_coded: bool = False,
    ) -> tuple[Position, ...]:
        """Positions under a codebook, the current one by default, narrowed to an actor, option or article.

        What reviewers judged stands as they judged it; ``as_coded`` gives the machine's positions as if nobody had.
        With ``suggested`` those that were not sure enough to be positions.
        """
        with self.reading() as connection:
            codebook = codebook_version or coding_rows.current_version(connection)
            if codebook is None:
                return ()
            known = self._identities()
            found = claim_rows.read_positions(
                connection,
                codebook,
                known,
                actor=actor,
                suggested=suggested,
                as_coded=as_coded,
                option=option,
                article=article_id,
            )
            return tuple(found)

    def relations(self, codebook_version: str | None = None, *, article_id: str | None = None) -> tuple[Relation, ...]:
        """Relations found together with the positions of a codebook, the current one by default."""
        with self.reading() as connection:
            codebook = codebook_version or coding_rows.current_version(connection)
            if codebook is None:
                return ()
            return tuple(claim_rows.read_relations(connection, codebook, self._identities(), article=article_id))

    def shifts(
        self, codebook_version: str | None = None, *, article_id: str | None = None
    ) -> tuple[ReportedShift, ...]:
        """Shifts that texts report, found with the positions of a codebook, the current one by default."""
        with self.reading() as connection:
            codebook = codebook_version or coding_rows.current_version(connection)
            if codebook is None:
                return ()
            return tuple(claim_rows.read_shifts(connection, codebook, self._identities(), article=article_id))

    # ------------------------------------------------------------ judgements and sizes

    def add_judgement(self, judgement: Judgement) -> Judgement:
        """Write what a reviewer says; the judgement with its id and moment."""
        with self.transaction():
            return judgement_rows.write_judgement(self._connection, judgement)

    def withdraw_judgement(self, judgement_id: int, *, by: str | None = None) -> None:
        """Mark a judgement as withdrawn; its row stays. ``by`` is who does so, its reviewer where nobody is named."""
        with self.transaction():
            withdrawn = judgement_rows.withdraw_judgement(self._connection, judgement_id)
            told = {"judgements": [judgement_id], "reviewer": withdrawn.reviewer}
            target = withdrawn.target_kind, withdrawn.target_id
            audit_rows.write_audit(self._connection, by or withdrawn.reviewer, "withdraw", *target, told)
            identity_rows.change_mark(self._connection)
            if is_shared(withdrawn):
                turn = revisions.next_turn(self._connection)
                coverings.bring_about(self._connection, (withdrawn,), turn, self._identities())

    def judgements(
        self, *, target_kind: str | None = None, target_id: str | None = None, withdrawn: bool = False
    ) -> tuple[Judgement, ...]:
        """What reviewers said, in order; the withdrawn ones only on demand."""
        with self.reading() as connection:
            found = judgement_rows.read_judgements(
                connection, target_kind=target_kind, target_id=target_id, withdrawn=withdrawn
            )
            return tuple(found)

    def counts(self) -> RecordCounts:
        """How much the record holds."""
        with self.reading() as connection:
            return counting.count(connection)


def _check_actors(connection: Connection, resolution: Resolution) -> None:
    met = {actor.id for actor in resolution.actors}
    named = {found.actor for found in resolution.statements if found.actor is not None}
    named.update(actor for mention in resolution.mentions for actor in mention.actors)
    unknown = actor_rows.unknown_actors(connection, named - met)
    if unknown:
        raise ValueError(
            f"Statements or mentions name actors that neither the resolution nor the record holds: "
            f"{', '.join(sorted(unknown)[:5])}"
        )


def _read_in(connection: Connection, article: str) -> object:
    """What tells a reading of an article from another one."""
    return article_rows.reading_told(connection, article), statement_rows.statements_told(connection, article)

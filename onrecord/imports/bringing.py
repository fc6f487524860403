"""What a file says, into the record: all of it or nothing, and nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError
from onrecord.imports.incoming import Claim, Incoming
from onrecord.imports.matching import Matched, match
from onrecord.imports.people import bring_reviewers
from onrecord.record import Verdict
from onrecord.types import Block, ConditionKind, Part, Position, Provenance, Reading, Resolution, Span

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.kept import Kept, KeptFile, KeptLink
    from onrecord.record.values import ClaimView


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: articles, actors, options and positions new to the record, and those that it held already.

    ``changed`` are positions that the file now says otherwise than at its last import, ``gone`` the number of those
    that it no longer says: they stay. ``articles`` are the ids of all articles of the file.
    """

    new_articles: int = 0
    known_articles: int = 0
    new_actors: int = 0
    new_options: int = 0
    new_positions: int = 0
    known_positions: int = 0
    changed: int = 0
    gone: int = 0
    articles: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


# In whose name our own files give what the machine found.
_MACHINE = "onrecord"


class _LookedError(Exception):
    """The end of a run that only looks: what it wrote is taken back."""


def bring_in(
    record: Record,
    incoming: Incoming,
    *,
    renew: Callable[[Record], object],
    by: str,
    dry: bool = False,
) -> Brought:
    """Write what a file says: all of it in one transaction; the same file again changes nothing.

    ``renew`` makes the register anew, ``by`` is the name of who imports; with ``dry`` everything is taken back at the
    end. Raises InputError where another file of the same name was imported before.
    """
    done = Brought()
    try:
        with record.transaction():
            done = _bring(record, incoming, renew, by)
            if dry:
                raise _LookedError
    except _LookedError:
        pass
    return done


def _bring(record: Record, incoming: Incoming, renew: Callable[[Record], object], by: str) -> Brought:
    from onrecord.record.kept import Kept, digest_of

    kept = Kept(record)
    digest = digest_of(incoming.kept, _mark(incoming))
    held = kept.find(incoming.form, incoming.name)
    if held is not None and held.digest == digest:
        links = kept.links(held, "article")
        return Brought(
            known_articles=len(incoming.texts),
            known_positions=len(incoming.claims),
            articles=tuple(links[text.key].target for text in incoming.texts if text.key in links),
        )
    if held is not None:
        _refuse_another(kept, held, incoming)
    matched = match(record, incoming, {} if held is None else kept.links(held, "option"))
    for text in matched.new_texts:
        whole = Block(Span(0, len(text.article.text)), Part.BODY)
        reading = Reading(text.article.id, (whole,), (), (), (), (), Provenance("import", incoming.form))
        record.save_article(text.article, reading, Resolution((), (), text.actors))
    if matched.codebook is not None:
        record.save_codebook(matched.codebook)
    record.save_authority(matched.new_actors)
    renew(record)
    file = kept.save(incoming.form, incoming.name, incoming.kept, digest)
    _link(kept, file, incoming, matched)
    notes = bring_reviewers(record, incoming.reviewers, by)
    done = _claims(record, kept, file, (incoming, matched))
    return replace(
        done,
        new_articles=len(matched.new_texts),
        known_articles=len(incoming.texts) - len(matched.new_texts),
        new_actors=len(matched.new_actors),
        new_options=matched.new_options,
        articles=tuple(matched.articles[text.article.id].id for text in incoming.texts),
        notes=notes,
    )


def _mark(incoming: Incoming) -> str:
    """What of a file does not stand in the rows that are kept: its texts, and how its statements were taken."""
    seen = hashlib.sha256()
    for text in incoming.texts:
        seen.update(f"{text.key} {text.article.id}\n".encode())
    for claim in incoming.claims:
        seen.update(f"{claim.key} {_mark_of(claim)}\n".encode())
    return seen.hexdigest()


def _refuse_another(kept: Kept, held: KeptFile, incoming: Incoming) -> None:
    """Raise where a file of this name was imported and not one text of the two is the same."""
    before = {key: (link.basis or {}).get("text") for key, link in kept.links(held, "article").items()}
    now = {text.key: text.article.id for text in incoming.texts}
    common = before.keys() & now.keys()
    if common and all(before[key] != now[key] for key in common):
        raise InputError(
            f"Another file was imported as {incoming.name!r}: none of its texts is in this one. Give this one a name "
            "of its own: --name NAME. Nothing was imported"
        )


def _link(kept: Kept, file: KeptFile, incoming: Incoming, matched: Matched) -> None:
    """Write which article, actor and option came of which of the file's."""
    from onrecord.record.kept import KeptLink

    kept.link(
        file,
        [
            *(
                KeptLink(
                    "article",
                    text.key,
                    matched.articles[text.article.id].id,
                    {"text": text.article.id, "newlines": matched.articles[text.article.id].text != text.article.text},
                )
                for text in incoming.texts
            ),
            *(KeptLink("variable", key, role.name, {"steps": role.steps}) for key, role in incoming.roles.items()),
            *(KeptLink("actor", key, matched.actors[actor]) for key, actor in incoming.entities.items()),
            *(KeptLink("option", key, matched.options[option]) for key, option in incoming.concepts.items()),
        ],
    )


def _claims(record: Record, kept: Kept, file: KeptFile, of: tuple[Incoming, Matched]) -> Brought:
    """Judge what the file says anew, and link every claim to the position that it is."""
    from onrecord.record.adding import add_positions

    incoming, matched = of
    links = kept.links(file, "claim")
    judging = _Judging(record, matched, {link.target for link in links.values()})
    written: list[KeptLink] = []
    known = changed = 0
    waiting: list[tuple[Claim, Position]] = []
    for claim in incoming.claims:
        position = matched.in_record(claim.position)
        link = links.get(claim.key)
        if link is not None and (link.basis or {}).get("mark") == _mark_of(claim):
            known += 1
            continue
        changed += link is not None
        stands = judging.present(claim, position) if link is None else judging.again(link.target, claim, position)
        if stands is None and link is None and (stands := judging.corrected(claim, position)) is not None:
            changed += 1
        if stands is None:
            waiting.append((claim, position))
        else:
            written += _claim_links(claim, position, stands)
    added = add_positions(record, [(position, claim.reviewer) for claim, position in waiting], incoming.name)
    for (claim, position), stands in zip(waiting, added, strict=True):
        written += _claim_links(claim, position, stands)
    kept.link(file, written)
    said = {key for claim in incoming.claims for key in (claim.key, *claim.also)}
    targets = {links[key].target for key in said if key in links} | {link.target for link in written}
    return Brought(
        new_positions=sum(links.get(claim.key) is None for claim, _ in waiting),
        known_positions=known + judging.found,
        changed=changed,
        gone=len({link.target for key, link in links.items() if key not in said} - targets),
    )


def _mark_of(claim: Claim) -> str:
    """A short text that tells whether a file still says of a claim what it said."""
    return hashlib.sha256(repr((claim.position, claim.reviewer, claim.also)).encode()).hexdigest()[:16]


def _claim_links(claim: Claim, position: Position, stands: Position) -> Iterator[KeptLink]:
    """The links from a claim's keys to the position that it is."""
    from onrecord.record.kept import KeptLink

    basis = _basis(position, stands, _mark_of(claim))
    return (KeptLink("claim", key, stands.id, basis) for key in (claim.key, *claim.also))


def _basis(position: Position, stands: Position, mark: str) -> dict[str, Any]:
    """As what a claim came in, which tells whether it has changed since; ``stands`` is what the record made of it."""
    condition = stands.condition
    passages = [condition.text if condition and condition.kind is kind else "" for kind in ConditionKind]
    reason = stands.reason.text if stands.reason else ""
    return {
        "mark": mark,
        "article": position.article,
        "actor": position.actor,
        "option": position.option,
        "stance": position.stance.value,
        "evidence": [position.evidence.begin, position.evidence.end],
        "rest": [*passages, reason, stands.scope.value, stands.voice.value],
    }


class _Judging:
    """What the record holds already of claims."""

    def __init__(self, record: Record, matched: Matched, linked: Collection[str]) -> None:
        from onrecord.record.reviews import Reviews

        self._record = record
        self._reviews = Reviews(record)
        self._matched = matched
        self._linked = linked  # positions that came of other claims of the file
        self._standing: Mapping[tuple[object, ...], Position] | None = None
        self.found = 0

    def present(self, claim: Claim, position: Position) -> Position | None:
        """The position that the record has from the same coder or, of our own files, from the machine."""
        if position.article not in self._matched.held:
            return None
        if claim.untouched and claim.of is not None:  # whatever became of it here since, the file has no news of it
            view = self._reviews.claim(claim.of)
            if view is not None and view.claim.article == position.article:
                self.found += 1
                return view.claim
        if self._standing is None:
            self._standing = {(_coder(one), *self._same(one)): one for one in self._record.positions()}
        found = self._standing.get((claim.reviewer, *self._same(position)))
        if found is None or found.id in self._linked:
            return None
        self.found += 1
        return found

    def again(self, target: str, claim: Claim, position: Position) -> Position | None:
        """Change a position that was imported earlier; None where it is to be added, for it is gone or elsewhere."""
        view = self._reviews.claim(target)
        if view is None:
            return None
        if view.claim.article != position.article:
            self._judge(view.claim, Verdict.WRONG, claim, view)
            return None
        return self._judge(position, Verdict.CORRECTED, claim, view)

    def corrected(self, claim: Claim, position: Position) -> Position | None:
        """Change the position that a claim was made of in the other program; None where this record has it not."""
        view = None if claim.of is None else self._reviews.claim(claim.of)
        if view is None or view.claim.article != position.article:
            return None
        return self._judge(position, Verdict.CORRECTED, claim, view)

    def _judge(self, position: Position, verdict: Verdict, claim: Claim, view: ClaimView) -> Position:
        return self._reviews.judge(position, verdict, claim.reviewer, expected=view.version, of=view.id).claim

    def _same(self, position: Position) -> tuple[object, ...]:
        actor = self._record.identities().of(position.actor, position.article)
        return position.article, position.evidence, actor, position.option, position.stance


def _coder(position: Position) -> str:
    """In whose name a file of ours gives a position."""
    return position.provenance.version if position.provenance.method == "reviewer" else _MACHINE

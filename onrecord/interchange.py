"""Databases of Discourse Network Analyzer out of a record, and files of other programs into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.types import Article, Codebook, Span, Stance

if TYPE_CHECKING:
    from onrecord.exports.dna import DnaWishes, DnaWritten
    from onrecord.exports.dna_base import Base, Linked
    from onrecord.imports import Brought, Incoming
    from onrecord.record import Identities, Record
    from onrecord.record.kept import Kept, KeptFile, KeptLink


def bring(record: Record, incoming: Incoming, *, by: str, dry: bool = False) -> Brought:
    """Write what a file says into a record, and make its register anew."""
    from onrecord.imports import bring_in
    from onrecord.registering import renew

    return bring_in(record, incoming, renew=renew, by=by, dry=dry)


def finder(record: Record) -> Callable[[str], Article | None]:
    """What finds an article of a record by its id, origin or address."""
    by_address: dict[str, str] = {}

    def find(name: str) -> Article | None:
        held = record.article(name)
        if held is not None:
            return held
        if not by_address:  # the first time that neither id nor origin was meant
            by_address.update((one.url, one.id) for one in record.articles() if one.url)
        found = record.articles_from(name)[-1:] or tuple(filter(None, (by_address.get(name),)))
        return record.article(found[0]) if found else None

    return find


def write_dna(record: Record, path: Path, *, wishes: DnaWishes | None = None, like: str | None = None) -> DnaWritten:
    """Write a record as a .dna database that DNA 3 opens.

    If .dna databases were imported, the one named ``like`` (by default the only one) is written again with what has
    changed and been added since; ``like=""`` makes a new one. Raises OnrecordError where several could be meant.
    """
    from onrecord.exports import dna
    from onrecord.record.kept import Kept
    from onrecord.record.streaming import chapters

    kept = Kept(record)
    file = _chosen(kept, like)
    actors = {actor.id: actor for actor in record.actors()}
    codebook = record.current_codebook() or Codebook((), "")
    base = None if file is None else _base(record, kept, file)
    found = ((one.article, one.positions) for one in chapters(record, ("text", "positions")))
    return dna.write(path, found, actors, codebook, wishes=wishes or dna.DnaWishes(), base=base)


def _chosen(kept: Kept, like: str | None) -> KeptFile | None:
    files = kept.files("dna")
    names = ", ".join(file.name for file in files)
    if like is None and len(files) > 1:
        raise OnrecordError(
            f"Several .dna databases were imported: {names}. Say which one is to be written again (--like NAME), or "
            "that a new one is to be made (--like NEW)"
        )
    if like:
        found = kept.find("dna", like)
        if found is None:
            raise OnrecordError(f"No .dna database {like!r} was imported" + (f", only {names}" if files else ""))
        return found
    return files[0] if files and like is None else None


def _base(record: Record, kept: Kept, file: KeptFile) -> Base:
    """An imported database with what became of what in it."""
    from onrecord.dna import Database
    from onrecord.exports.dna_base import Base, Role

    known = record.identities()
    claims = {int(key): _linked(link, known) for key, link in kept.links(file, "claim").items()}
    return Base(
        database=Database(kept.tables(file)),
        articles={
            int(key): (link.target, bool((link.basis or {}).get("newlines")))
            for key, link in kept.links(file, "article").items()
        },
        claims=claims,
        actors={int(key): known.of(link.target) for key, link in kept.links(file, "actor").items()},
        options={int(key): link.target for key, link in kept.links(file, "option").items()},
        roles={
            int(key): Role(link.target, {v: Stance(s) for v, s in ((link.basis or {}).get("steps") or {}).items()})
            for key, link in kept.links(file, "variable").items()
        },
        unseen=frozenset(_unseen(record, claims)),
    )


def _linked(link: KeptLink, known: Identities) -> Linked:
    from onrecord.exports.dna_base import Linked

    basis = link.basis or {}
    return Linked(
        target=link.target,
        actor=known.of(basis["actor"], basis["article"]),
        option=basis["option"],
        stance=Stance(basis["stance"]),
        evidence=Span(*basis["evidence"]),
        rest=tuple(basis["rest"]),
    )


def _unseen(record: Record, claims: Mapping[int, Linked]) -> Iterator[str]:
    """Positions that stand, but whose option the present codebook does not have."""
    from onrecord.record.reviews import Reviews
    from onrecord.record.values import State

    codebook = record.current_codebook()
    options = {option.id for option in codebook.options} if codebook else set()
    reviews = Reviews(record)
    for target, option in {(one.target, one.option) for one in claims.values()}:
        if option not in options:
            view = reviews.claim(target)
            if view is not None and view.state is not State.REJECTED:
                yield target

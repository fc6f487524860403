"""The verb of this room: files, folders and patterns in, articles and failures out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from onrecord.errors import InputError, MissingExtra, OnrecordError
from onrecord.origins.draft import Address, Defaults, Entry, Found
from onrecord.origins.formats import format_of
from onrecord.origins.opening import defect, finish
from onrecord.origins.paths import expand
from onrecord.origins.web.fetching import POLITE, Fetching, Memory
from onrecord.types import Article, Failure


def collect(
    paths: Sequence[str | Path],
    *,
    published: date | None = None,
    outlet: str | None = None,
    fetching: Fetching = POLITE,
    memory: Memory | None = None,
) -> Iterator[Article | Failure]:
    """The articles of files, folders, patterns and addresses, in order; what cannot be read is a Failure in its place.

    ``published`` and ``outlet`` hold for articles that do not say it themselves. Addresses, also those that stand in
    files, are asked as ``fetching`` says; of pages that have not changed since, the article comes from ``memory``.
    Raises InputError at once where no path leads to a file.
    """
    from onrecord.origins.web.stage import fetched

    found, failures = expand(paths)
    entries = chain(failures, chain.from_iterable(map(entries_of, found)))
    return _collect(fetched(entries, fetching, memory), Defaults(published, outlet))


def _collect(entries: Iterator[Entry | Failure], defaults: Defaults) -> Iterator[Article | Failure]:
    for item in entries:
        yield item if isinstance(item, Failure) else finish(item, defaults)


def entries_of(file: Found | Address) -> Iterator[Entry | Failure]:
    """What one file holds; whatever is wrong with it is one failure that names it. An address is its own entry."""
    if isinstance(file, Address):
        yield file
        return
    origin = file.origin
    try:
        if not file.path.stat().st_size:
            yield Failure(origin, "origins", f"{origin} is empty; nothing was read from it.")
            return
        yield from format_of(file).read(file)
    except FileNotFoundError:
        yield Failure(origin, "origins", f"{origin} does not exist, or is a link to nothing.")
    except PermissionError:
        reason = f"{origin} may not be read; change its permissions (`chmod u+r {origin}`) or its owner."
        yield Failure(origin, "origins", reason)
    except OSError as error:
        yield Failure(origin, "origins", f"{origin} cannot be read: {error.strerror or error}.")
    except (InputError, MissingExtra) as error:
        yield Failure(origin, "origins", f"{origin} cannot be read: {error}")
    except OnrecordError:
        raise
    except Exception as error:  # of a library, at bytes that nobody has thought of
        yield Failure(origin, "origins", f"{origin} cannot be read: {defect(error)}")

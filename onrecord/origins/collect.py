"""The verb of this room: files, folders and patterns in, articles and failures out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from onrecord.errors import InputError, MissingExtra
from onrecord.origins.draft import Defaults, Entry, Found
from onrecord.origins.formats import format_of
from onrecord.origins.opening import finish
from onrecord.origins.paths import expand
from onrecord.types import Article, Failure


def collect(
    paths: Sequence[str | Path], *, published: date | None = None, outlet: str | None = None
) -> Iterator[Article | Failure]:
    """The articles of files, folders and patterns, in order; what cannot be read is a Failure in its place.

    ``published`` and ``outlet`` hold for articles that do not say it themselves. Raises InputError at once
    where no path leads to a file.
    """
    found, failures = expand(paths)
    return _collect(found, failures, Defaults(published, outlet))


def _collect(found: Sequence[Found], failures: Sequence[Failure], defaults: Defaults) -> Iterator[Article | Failure]:
    yield from failures
    for file in found:
        for item in entries_of(file):
            yield item if isinstance(item, Failure) else finish(item, defaults)


def entries_of(file: Found) -> Iterator[Entry | Failure]:
    """What one file holds; whatever is wrong with it is one failure that names it."""
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

"""The verb of this room: files, folders and patterns in, articles and failures out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from onrecord.errors import InputError
from onrecord.origins.decoding import decode, refuse_binary
from onrecord.origins.draft import LONGEST_ARTICLE, Defaults, Draft, finish, too_long
from onrecord.origins.page import read_page
from onrecord.origins.paths import SUFFIXES, Found, Kind, expand
from onrecord.origins.plain import read_plain
from onrecord.origins.tables import read_csv, read_json, read_lines
from onrecord.types import Article, Failure

_LARGEST_TEXT = 4 * LONGEST_ARTICLE  # bytes; a character has four at most
_LARGEST_PAGE = 20_000_000  # bytes; pages with all their pictures inside have some 10 MB


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
        for item in drafts_of(file):
            yield item if isinstance(item, Failure) else finish(item, defaults)


def drafts_of(file: Found) -> Iterator[Draft | Failure]:
    """The drafts of one file; whatever is wrong with it is one failure that names it."""
    try:
        kind = SUFFIXES.get(file.path.suffix.lower()) or _sniffed(file.path)
        match kind:
            case Kind.TEXT | Kind.PAGE:
                yield _read_single(file, kind)
            case Kind.LINES:
                yield from read_lines(file.path, file.origin)
            case Kind.JSON:
                yield from read_json(file.path, file.origin)
            case Kind.TABLE:
                yield from read_csv(file.path, file.origin)
    except FileNotFoundError:
        yield Failure(file.origin, "origins", f"{file.origin} does not exist, or is a link to nothing.")
    except PermissionError:
        reason = f"{file.origin} may not be read; change its permissions (`chmod u+r {file.origin}`) or its owner."
        yield Failure(file.origin, "origins", reason)
    except OSError as error:
        yield Failure(file.origin, "origins", f"{file.origin} cannot be read: {error.strerror or error}.")
    except InputError as error:
        yield Failure(file.origin, "origins", f"{file.origin} cannot be read: {error}")


def _read_single(file: Found, kind: Kind) -> Draft | Failure:
    limit = _LARGEST_PAGE if kind is Kind.PAGE else _LARGEST_TEXT
    with file.path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        return Failure(file.origin, "origins", too_long(file.origin, file.path.stat().st_size))
    if not data.strip():
        return Failure(file.origin, "origins", f"{file.origin} is empty; nothing was read from it.")
    if kind is Kind.PAGE or _is_page(data):
        refuse_binary(data)
        return read_page(data, file.origin)
    return read_plain(decode(data), file.origin)


def _sniffed(path: Path) -> Kind:
    """What a file of another name is, from how it begins."""
    with path.open("rb") as stream:
        head = stream.read(2000)
    if _is_page(head):
        return Kind.PAGE
    return Kind.LINES if head.lstrip().startswith(b'{"') else Kind.TEXT


def _is_page(data: bytes) -> bool:
    head = data[:500].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html"))

"""How the input is cut: many small files make a block, a large file makes many."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

# Bytes from which on a file is cut: 500 articles of a JSON Lines file have some 2 MB.
LARGE = 4_000_000
# Articles of a large file in a block: at 0.3 s each, which ten options take on a slow core, the loss of a worker costs
# less than three minutes.
ENTRIES = 500
# Small files in a block on average, where there are many: a minute or less of a core. Where a block ends is decided by
# the name of its last file, so that a file that comes or goes later moves no other block.
USUAL = 64
# Blocks that there are to be where files are few, so that every worker of a small cluster has something to do.
FEWEST = 32


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or so many of the things it holds: from number ``first`` to before ``last``, None being its end.

    ``mark`` is another one where the file is another; ``place`` is where a worker finds it.
    """

    place: str
    origin: str
    size: int
    mark: str
    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What one worker reads at a time; ``name`` is the same in every run on the same files."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def mark(self) -> str:
        """Another one where any of its files is another."""
        return _hash(*(piece.mark for piece in self.pieces))


def cut(files: Sequence[Piece], counted: Callable[[Sequence[Piece]], Sequence[int]]) -> list[Block]:
    """The blocks of the files, in their order; ``counted`` tells how many things each of the large ones holds."""
    usual = _usual(len(files))
    large = [file for file in files if file.size >= LARGE]
    numbers = dict(zip((file.origin for file in large), counted(large) if large else (), strict=True))
    blocks: list[Block] = []
    waiting: list[Piece] = []
    for file in files:
        if file.origin in numbers:
            blocks.extend(_flushed(waiting))
            blocks.extend(_stretches(file, numbers[file.origin]))
            continue
        waiting.append(file)
        ends = int(_hash(file.origin), 16) % usual == 0
        if ends or len(waiting) >= 4 * usual or sum(piece.size for piece in waiting) >= LARGE:
            blocks.extend(_flushed(waiting))
    blocks.extend(_flushed(waiting))
    return blocks


def _usual(files: int) -> int:
    """A power of two, so that it stays the same while files are added."""
    usual = 1
    while usual < USUAL and files >= 2 * usual * FEWEST:
        usual *= 2
    return usual


def _flushed(waiting: list[Piece]) -> Iterator[Block]:
    if waiting:
        yield _block(tuple(waiting))
        waiting.clear()


def _stretches(file: Piece, number: int) -> Iterator[Block]:
    # the last one has no end: what a file says beyond its count, an error for one, is not lost
    starts = range(0, max(number, 1), ENTRIES)
    for first in starts:
        yield _block((replace(file, first=first, last=None if first == starts[-1] else first + ENTRIES),))


def _block(pieces: tuple[Piece, ...]) -> Block:
    return Block(_hash(*(f"{piece.origin}#{piece.first}" for piece in pieces)), pieces)


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

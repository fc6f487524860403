"""How the input is cut into blocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.cluster.blocks import ENTRIES, LARGE, Block, Piece, cut


def piece(name: str, size: int = 1000) -> Piece:
    return Piece(f"/in/{name}", name, size, f"{size} x")


def numbered(files: Sequence[Piece]) -> list[int]:
    return [file.size // 4000 for file in files]


def names(blocks: Sequence[Block]) -> list[str]:
    return [block.name for block in blocks]


@given(st.lists(st.integers(0, 3 * LARGE), max_size=60))
def test_everything_is_in_one_block_and_in_order(sizes: list[int]) -> None:
    files = [piece(f"{number}.txt", size) for number, size in enumerate(sizes)]
    blocks = cut(files, numbered)
    assert len(set(names(blocks))) == len(blocks)
    pieces = [one for block in blocks for one in block.pieces]
    assert list(dict.fromkeys(one.origin for one in pieces)) == [file.origin for file in files]
    for file in files:
        mine = [one for one in pieces if one.origin == file.origin]
        assert mine[0].first == 0
        assert mine[-1].last is None
        assert all(one.last == other.first for one, other in pairwise(mine))


def test_a_large_file_is_cut_at_so_many_articles() -> None:
    file = piece("all.jsonl", LARGE)
    blocks = cut([file], lambda files: [2 * ENTRIES + 1])
    assert [(b.pieces[0].first, b.pieces[0].last) for b in blocks] == [
        (0, ENTRIES),
        (ENTRIES, 2 * ENTRIES),
        (2 * ENTRIES, None),
    ]


def test_a_file_more_moves_few_blocks() -> None:
    files = [piece(f"{number:04}.html") for number in range(5000)]
    before = cut(files, numbered)
    after = cut([*files[:2500], piece("2499a.html"), *files[2500:]], numbered)
    assert len(before) > 40
    assert len(set(names(before)) ^ set(names(after))) <= 4


def test_few_files_are_many_blocks() -> None:
    assert len(cut([piece(f"{number}.txt") for number in range(15)], numbered)) == 15


def test_another_content_is_the_same_block_with_another_mark() -> None:
    (one,), (other,) = cut([piece("a.txt", 10)], numbered), cut([piece("a.txt", 11)], numbered)
    assert one.name == other.name
    assert one.mark != other.mark

"""Archives that are handed over: opened within limits, and refused where they would grow without end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.web import trays, unpacking
from onrecord.web.place import Doings
from tests.web import serving
from tests.web.handing import Reads, archive, handed, over, parse


@pytest.fixture
def reads() -> Reads:
    return Reads()


@pytest.fixture
def client(debate_db: Path, reads: Reads) -> Iterator[serving.Browser]:
    with serving.browser(debate_db, Doings(read=reads, parse_codebook=parse)) as opened:
        yield opened


def test_an_archive_is_opened(client: serving.Browser, reads: Reads) -> None:
    packed = archive(("r/one.txt", b"One."), ("../../two.html", b"<p>2"), ("__MACOSX/x", b""), ("in.zip", archive()))
    client.submit("/read", files=handed(("week.zip", packed)))
    over(client)
    assert reads.held[0] == {"week.zip/r/one.txt": b"One.", "week.zip/two.html": b"<p>2"}
    assert [left.origin for left in reads.orders[0].left_out] == ["week.zip/in.zip"]


def test_a_bomb_is_refused(client: serving.Browser, reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_SMALL", 100_000)
    refused = client.submit("/read", files=handed(("bomb.zip", archive(("zeros.txt", b"0" * 5_000_000)))))
    assert refused.status_code == 413
    assert "grows to more than" in refused.text
    monkeypatch.setattr(trays, "LARGEST_TRAY", 50_000)
    many = archive(*((f"{n}.txt", bytes(range(256)) * 40) for n in range(30)))
    assert client.submit("/read", files=handed(("many.zip", many))).status_code == 413
    monkeypatch.setattr(trays, "MOST_FILES", 10)
    assert client.submit("/read", files=handed(("many.zip", many))).status_code == 413
    assert not reads.orders


def test_an_archive_that_lies_about_its_sizes_is_refused(
    client: serving.Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_SMALL", 100_000)
    packed = bytearray(archive(("zeros.txt", b"0" * 5_000_000)))
    true = (5_000_000).to_bytes(4, "little")
    while (at := packed.find(true)) >= 0:
        packed[at : at + 4] = (10).to_bytes(4, "little")
    answer = client.submit("/read/files", files=handed(("liar.zip", bytes(packed))))
    # the library stops at the size that is claimed: the sum of what was read is then wrong, and that is told
    assert answer.status_code in (200, 413)
    if answer.status_code == 200:
        assert answer.json()["bytes"] <= 10


def test_what_is_no_archive_is_told(client: serving.Browser, reads: Reads) -> None:
    broken = bytearray(archive(("one.txt", random.Random(1).randbytes(5_000)), ("two.txt", b"fine")))
    broken[60:80] = b"\xff" * 20
    client.submit("/read", files=handed(("no.zip", b"not a zip"), ("broken.zip", bytes(broken)), ("ok.txt", b"ok")))
    over(client)
    assert reads.held[0] == {"broken.zip/two.txt": b"fine", "ok.txt": b"ok"}
    told = {left.origin: left.reason for left in reads.orders[0].left_out}
    assert "no zip archive" in told["no.zip"]
    assert "cannot be unpacked" in told["broken.zip/one.txt"]


def test_a_password_is_told(client: serving.Browser, reads: Reads) -> None:
    packed = bytearray(archive(("one.txt", b"secret")))
    packed[6] |= 1
    at = packed.find(b"PK\x01\x02")
    packed[at + 8] |= 1
    client.submit("/read", files=handed(("locked.zip", bytes(packed))))
    over(client)
    assert "under a password" in reads.orders[0].left_out[0].reason

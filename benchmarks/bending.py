"""Files bent out of shape: by chance, and as files are bent on purpose. A seed gives the same again."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

_LONGEST = 1_000_000  # bytes of a bent file; what is longer says nothing new and takes its time

_ODD = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\x1b[2J", b"\xe2\x80\xae"),
    *(b"NaN", b"1e999", b"-1", b"99999999999999999999", b"0000-00-00", b"2024-02-30", b"9999-12-31", b"1-1-1"),
    *(
        b"null",
        b"{}",
        b"[]",
        b'""',
        b"'",
        b'"',
        b"\\u0000",
        b"\\ud800",
        b"%s",
        b"../../",
        b"<![CDATA[",
        b"]]>",
        b"&#0;",
    ),
    *(b"&x;", b"<!--", b"--", b"</html>", b"<p>", b"charset=utf-7", b"charset=nonsense", b"Content-Length: -5"),
    *(
        b"\n\n",
        b"\n---\n",
        b"From nobody\n",
        b"{\\rtf1",
        b"\\bin99999999 ",
        b"%PDF-",
        b"WARC/1.0\r\n",
        b"http://[::",
        b"#",
    ),
)
_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "'
    + b"&a;" * 50
    + b'"><!ENTITY c "'
    + b"&b;" * 50
    + b'"><!ENTITY d "'
    + b"&c;" * 50
    + b'"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
)

Bend = Callable[[random.Random, bytes, bytes], bytes]


def bent(seed: int, samples: Sequence[Path]) -> tuple[str, bytes]:
    """The bent file of a seed: its name and what is in it."""
    rng = random.Random(seed)
    one, other = rng.choice(samples), rng.choice(samples)
    data, second = one.read_bytes(), other.read_bytes()
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        data = rng.choice(_BENDS)(rng, data, second)[:_LONGEST]
    name = one.name
    if rng.random() < 0.1:
        name = one.stem + other.suffix  # a lying ending
    if rng.random() < 0.05:
        name, data = f"{name}.gz", gzip.compress(data, mtime=0)
    elif rng.random() < 0.05:
        name, data = f"{one.stem}.zip", _zipped(rng, name, data)
    return name, data


def _zipped(rng: random.Random, name: str, data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(rng.randint(1, 3)):
            archive.writestr(zipfile.ZipInfo(f"{number}/../{name}"), data, zipfile.ZIP_DEFLATED)
    packed = target.getvalue()
    return _flips(rng, packed, b"") if rng.random() < 0.5 else packed


def _flips(rng: random.Random, data: bytes, other: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 3, 10, 100))):
        if made:
            made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def _cut(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)] if rng.random() < 0.7 else data[rng.randrange(len(data) + 1) :]


def _without(rng: random.Random, data: bytes, other: bytes) -> bytes:
    begin, end = _stretch(rng, data)
    return data[:begin] + data[end:]


def _again(rng: random.Random, data: bytes, other: bytes) -> bytes:
    begin, end = _stretch(rng, data)
    times = rng.choice((1, 2, 10, 1000))
    return data[:end] + data[begin:end] * min(times, _LONGEST // max(1, end - begin)) + data[end:]


def _spliced(rng: random.Random, data: bytes, other: bytes) -> bytes:
    begin, end = _stretch(rng, other)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[begin:end] + data[at:]


def _odd(rng: random.Random, data: bytes, other: bytes) -> bytes:
    for _ in range(rng.choice((1, 2, 8))):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(_ODD) + data[at + rng.choice((0, 0, 1, 4)) :]
    return data


def _swapped(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """A word of the file, wherever it stands, as something else: names of fields, ends of tags."""
    words = data.split()
    return data.replace(rng.choice(words)[:40], rng.choice(_ODD)) if words else data


def _nested(rng: random.Random, data: bytes, other: bytes) -> bytes:
    opening, closing = rng.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b"{", b"}"), (b"(", b")")))
    times = rng.choice((10, 1_000, 100_000))
    at = rng.randrange(len(data) + 1) if rng.random() < 0.5 else 0
    return data[:at] + opening * times + data[at:] + closing * (times if rng.random() < 0.5 else 0)


def _laughing(rng: random.Random, data: bytes, other: bytes) -> bytes:
    end = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return _LAUGHS + data[end:].replace(b">", b">&d;&e;", 3)


def _as_utf16(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-16-be", "utf-32", "utf-7")))


_BENDS: tuple[Bend, ...] = (
    *(_flips, _cut, _without, _again, _spliced, _odd, _odd, _swapped, _swapped, _nested, _laughing, _as_utf16),
)


def _stretch(rng: random.Random, data: bytes) -> tuple[int, int]:
    begin = rng.randrange(len(data) + 1)
    return begin, min(len(data), begin + rng.choice((1, 10, 100, 1_000, 10_000)))

import gzip
import zlib

import pytest

from onrecord.errors import InputError
from onrecord.origins.archives.bodies import payload

PAGE = "<html>Séjourné said “no”.</html>".encode()
CHUNKED = b"5\r\n<html\r\n2;x=y\r\n>S\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "transfer", "content", "expected"),
    [
        (PAGE, "", "", PAGE),
        (CHUNKED, "chunked", "", b"<html>S"),
        (CHUNKED[:14], "Chunked", "", b"<html"),  # cut
        (PAGE, "chunked", "", PAGE),  # the crawler took the coding off and left the header
        (gzip.compress(PAGE, mtime=0), "", "gzip", PAGE),
        (gzip.compress(PAGE, mtime=0), "", "x-gzip", PAGE),
        (PAGE, "", "gzip", PAGE),
        (zlib.compress(PAGE), "", "deflate", PAGE),
        (zlib.compress(PAGE)[2:-4], "", "deflate", PAGE),
        (gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0), "", "gzip, gzip", PAGE),
        (PAGE, "", "identity", PAGE),
        (PAGE, "", "br", PAGE),
        (gzip.compress(PAGE, mtime=0)[:-12], "", "gzip", PAGE[:-4]),
    ],
)
def test_codings_are_taken_off_where_they_are_there(data: bytes, transfer: str, content: str, expected: bytes) -> None:
    found = payload(data, transfer, content, 1000)
    assert found == expected or (expected == PAGE[:-4] and PAGE.startswith(found))


def test_what_grows_beyond_the_limit_is_refused() -> None:
    for content, data in (("gzip", gzip.compress(b"x" * 5000)), ("deflate", zlib.compress(b"x" * 5000))):
        with pytest.raises(InputError, match="unfolds to more"):
            payload(data, "", content, 1000)
    with pytest.raises(InputError, match="damaged"):
        payload(b"\x1f\x8b\x00 nothing", "", "gzip", 1000)


def test_brotli_and_zstandard() -> None:
    import io

    from fastwarc.stream_io import BrotliWriter, ZstdWriter

    for name, make in (("br", BrotliWriter), ("zstd", ZstdWriter)):
        buffer = io.BytesIO()
        writer = make(buffer)
        writer.write(PAGE)
        writer.close()
        assert payload(buffer.getvalue(), "", name, 1000) == PAGE

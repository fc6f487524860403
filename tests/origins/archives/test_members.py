import gzip
from pathlib import Path

from onrecord.origins.archives.members import Members, begins_record, next_record

RECORD = b"WARC/1.0\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n"


def test_members_are_one_stream_and_their_places_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    packed = gzip.compress(RECORD, mtime=0)
    path.write_bytes(packed * 3)
    stream = Members(path)
    assert b"".join(iter(lambda: stream.read(7), b"")) == RECORD * 3
    assert stream.fault is None
    assert stream.tell() == 3 * len(RECORD)
    assert [stream.member_of(number * len(RECORD) + 1) for number in range(3)] == [n * len(packed) for n in range(3)]
    stream.close()


def test_a_stream_can_begin_in_the_midst(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    packed = gzip.compress(RECORD, mtime=0)
    path.write_bytes(b"rubbish" + packed * 2)
    assert next_record(path, 0) is None  # rubbish is no gzip file, and a plain one has no line of a record
    path.write_bytes(packed + b"rubbish" + packed)
    place = next_record(path, 1)
    assert place == len(packed) + 7
    stream = Members(path, place)
    assert stream.read(100) == RECORD
    assert stream.member_of(0) == place
    stream.close()


def test_the_next_record_is_found_across_the_parts_in_which_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    for size in range(262_130, 262_150):
        path.write_bytes(b"x" * size + b"\n" + RECORD)
        assert next_record(path, 0) == size + 1
        path.write_bytes(gzip.compress(RECORD) + b"x" * size + gzip.compress(RECORD))
        assert next_record(path, 1) == len(gzip.compress(RECORD)) + size


def test_records_are_known_by_their_first_line() -> None:
    assert begins_record(RECORD)
    assert begins_record(gzip.compress(RECORD))
    assert not begins_record(gzip.compress(b"text"))
    assert not begins_record(b"\x1f\x8b\x08 broken")
    assert not begins_record(b"")

from datetime import UTC, datetime
from pathlib import Path

from onrecord.origins.web.fetching import Memory, Remembered
from onrecord.record import open_record
from onrecord.remembering import RecordMemory


def test_a_record_remembers_from_run_to_run(tmp_path: Path) -> None:
    moment = datetime(2021, 3, 8, 10, tzinfo=UTC)
    row = Remembered("feed", 304, moment, etag='"v"', modified="x", digest="d", next=moment, failures=1, facts="{}")
    with open_record(tmp_path / "a.db") as record:
        memory: Memory = RecordMemory(record)
        assert memory.get("https://post.example/feed") is None
        memory.put("https://post.example/feed", row)
    with open_record(tmp_path / "a.db") as record:
        assert RecordMemory(record).get("https://post.example/feed") == row
        assert RecordMemory(record).article("https://post.example/feed") is None

"""Pages of a site on this machine into a record, and the same again."""

from pathlib import Path

from onrecord.origins.web.fetching import Fetching
from onrecord.record import open_record
from onrecord.verbs import Origin, read
from tests.origins.web.site import Request, page, running_site

NEAR = Origin(fetching=Fetching(delay=0.0, allow_private=True))


def test_what_has_not_changed_counts_as_known(tmp_path: Path) -> None:
    def answer(request: Request) -> None:
        if request.headers.get("If-None-Match") == '"v1"':
            request.send(304, b"", {})
        else:
            body = page("“We never said so,” said Jane Roe, the chair of the council.")
            request.send(200, body, {"Content-Type": "text/html", "ETag": '"v1"'})

    record = tmp_path / "a.db"
    with running_site() as site:
        site.answers["/a"] = answer
        site.put("/b", page("“Nobody asked us,” said Jim Beam, who owns the ferry."))
        urls = tmp_path / "urls.txt"
        urls.write_text(f"{site.url('/a')}\n{site.url('/b')}\n{site.url('/gone')}\n")
        first = read([urls], record=record, origin=NEAR)
        again = read([urls, f"{site.url('/a')}?utm_source=mail"], record=record, origin=NEAR)
        site.put("/b", page("“We were asked at last,” said Jim Beam, who owns the ferry."))
        changed = read([urls], record=record, origin=NEAR)
        origins = [site.url("/a"), site.url("/b")]
        asked = [(one.path, one.headers.get("If-None-Match")) for one in site.asked if one.path == "/a"]
        rules = [one.path for one in site.asked].count("/robots.txt")
    assert (first.read, first.known, len(first.failed)) == (2, 0, 1)
    assert (again.read, again.known, len(again.failed)) == (0, 2, 1)
    assert (changed.read, changed.known, changed.changed) == (1, 1, (origins[1],))
    assert asked == [("/a", None), ("/a", '"v1"'), ("/a", '"v1"')]
    assert rules == 1  # of the day
    with open_record(record) as opened:
        assert [article.origin for article in opened.articles()] == [*origins, origins[1]]
        assert {failure.reason for failure in opened.failures()} == {changed.failed[0].reason}

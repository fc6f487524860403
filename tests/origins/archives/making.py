"""Makes the samples of archives (`python -m tests.origins.archives.making`), and parts of archives for the tests."""

import gzip
import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "samples"
REPORTS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "reports.json").read_text(encoding="utf-8"))
FACTS = ("title", "published", "outlet", "author", "agency", "section", "url")


def record(kind: str, url: str | None, block: bytes, number: int = 1, **headers: str) -> bytes:
    """One WARC record; more headers are named with underscores."""
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        "WARC-Date: 2024-05-02T10:20:30Z",
        *([f"WARC-Target-URI: {url}"] if url else []),
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(url: str, body: bytes, number: int = 1, *, status: str = "200 OK", **headers: str) -> bytes:
    """The record of a server's answer; HTTP headers are named with underscores, those of the record begin with WARC."""
    own = {name: value for name, value in headers.items() if not name.startswith("WARC")}
    http = {"Content_Type": "text/html", **own}
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in http.items() if value)]
    block = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
    more = {name: value for name, value in headers.items() if name.startswith("WARC")}
    return record("response", url, block, number, Content_Type="application/http; msgtype=response", **more)


def info(name: str) -> bytes:
    """The record at the top of an archive."""
    block = b"software: a crawler\r\nformat: WARC File Format 1.0\r\n"
    return record("warcinfo", None, block, 999, WARC_Filename=name, Content_Type="application/warc-fields")


def request(url: str, number: int) -> bytes:
    """What the crawler had asked."""
    block = b"GET / HTTP/1.1\r\nHost: example\r\n\r\n"
    return record("request", url, block, number, Content_Type="application/http; msgtype=request")


def members(records: Iterable[bytes]) -> bytes:
    """Records as gzip members, one each."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


# ---------------------------------------------------------------- pages in several makes


def _paragraphs(report: dict[str, Any]) -> str:
    return "\n".join(f"<p>{text}</p>" for text in report["text"])


def tagged(report: dict[str, Any]) -> str:
    """A page with the tags of Open Graph and a menu around it."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{report["title"]} | {report["outlet"]}</title>
<meta property="og:title" content="{report["title"]}"><meta property="og:site_name" content="{report["outlet"]}">
<meta property="article:published_time" content="{report["date"]}T06:30:00+01:00">
<meta name="author" content="{report["author"]}">
<link rel="canonical" href="{report["url"]}"></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>{report["title"]}</h1>{_paragraphs(report)}</article><footer>Imprint and privacy</footer></body></html>"""


def linked(report: dict[str, Any]) -> str:
    """A page that says what it is in JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": report["title"],
        "datePublished": f"{report['date']}T09:00:00Z",
        "author": [{"@type": "Person", "name": name} for name in report["author"].split(" and ")],
        "publisher": {"@type": "Organization", "name": report["outlet"]},
    }
    return f"""<!doctype html>
<html><head><meta charset="utf-8"><title>{report["title"]}</title>
<meta property="og:site_name" content="{report["outlet"]}">
<script type="application/ld+json">{json.dumps(data)}</script></head>
<body><div class="header">Menu</div><main><h1>{report["title"]}</h1>
<div class="article-body">{_paragraphs(report)}</div></main></body></html>"""


def old(report: dict[str, Any]) -> str:
    """A page of the old kind, in Latin-1 and with a visible date alone."""
    day = date.fromisoformat(report["date"])
    return f"""<html><head><title>{report["title"]} - {report["outlet"]}</title>
<meta name="date" content="{report["date"]}"><meta name="application-name" content="{report["outlet"]}"></head>
<body><div id="content"><h1>{report["title"]}</h1>
<p class="date">{day:%d %B %Y}</p>{_paragraphs(report)}</div></body></html>"""


def _chunks(body: bytes) -> bytes:
    parts = [body[place : place + 700] for place in range(0, len(body), 700)]
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def archives() -> dict[str, bytes]:
    """The files of WARC."""
    first = [info("CC-NEWS-20240502102030-00001.warc.gz")]
    for number, report in enumerate(REPORTS[:6], start=1):
        page = (tagged if number % 2 else linked)(report).encode()
        first.append(request(report["url"], 100 + number))
        headers = {"X_Crawler_Content_Encoding": "gzip", "X_Crawler_Content_Length": "1234"}
        first.append(response(report["url"], page, number, Content_Type="text/html; charset=UTF-8", **headers))
        first.append(record("metadata", report["url"], b"fetchTimeMs: 12\r\n", 200 + number))
    first.append(response("https://coasttoday.example/gone", b"<html>gone</html>", 7, status="404 Not Found"))
    first.append(response("https://coasttoday.example/logo.png", b"\x89PNG", 8, Content_Type="image/png"))
    first.append(record("revisit", REPORTS[0]["url"], b"HTTP/1.1 200 OK\r\n\r\n", 9))

    second = [info("wget.warc")]
    for number, report in enumerate(REPORTS[6:10], start=1):
        if number == 1:
            body, how = _chunks(gzip.compress(tagged(report).encode(), mtime=0)), {"Content_Encoding": "gzip"}
            second.append(response(report["url"], body, number, Transfer_Encoding="chunked", **how))
        elif number == 2:
            body = old(report).replace("“", "\x93").replace("”", "\x94").encode("latin-1")
            second.append(response(report["url"], body, number, Content_Type="text/html; charset=ISO-8859-1"))
        elif number == 3:
            second.append(
                response(report["url"], zlib.compress(linked(report).encode()), number, Content_Encoding="deflate")
            )
        else:  # the header has outlived the coding, as in early files of CC-NEWS
            second.append(response(report["url"], tagged(report).encode(), number, Content_Encoding="gzip"))

    third = [info("capture.warc.zst")]
    for number, report in enumerate(REPORTS[10:13], start=1):
        third.append(response(report["url"], linked(report).encode(), number, Content_Type="text/html;charset=utf-8"))
    last = REPORTS[13]
    third.append(record("resource", last["url"], tagged(last).encode(), 4, Content_Type="text/html"))
    return {
        "CC-NEWS-20240502102030-00001.warc.gz": members(first),
        "wget.warc": b"".join(second),
        "capture.warc.zst": _zstd(third),
    }


def _zstd(records: Iterable[bytes]) -> bytes:
    import io

    from fastwarc.stream_io import ZstdWriter

    packed = b""
    for one in records:
        buffer = io.BytesIO()
        writer = ZstdWriter(buffer)
        writer.write(one)
        writer.finish()
        writer.flush()
        packed += buffer.getvalue()
    return packed


def texts() -> dict[str, bytes]:
    """The files of WET: texts that a crawl was turned into, the title and the menu in them."""

    def conversion(report: dict[str, Any], number: int) -> bytes:
        text = "\n".join([report["title"], "Home News Sport", *report["text"]])
        return record("conversion", report["url"], text.encode(), number, Content_Type="text/plain")

    records = [info("CC-MAIN-20240502-00000.warc.wet.gz"), *(conversion(r, n) for n, r in enumerate(REPORTS[:8], 1))]
    plain = [info("small.wet"), *(conversion(report, number) for number, report in enumerate(REPORTS[8:14], start=1))]
    return {"CC-MAIN-20240502-00000.warc.wet.gz": members(records), "small.wet": b"".join(plain)}


def tables(folder: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    """Write the files of columns; the reports in each."""
    import pyarrow
    import pyarrow.feather
    import pyarrow.parquet

    made = []

    def rows(reports: Sequence[dict[str, Any]], **columns: Any) -> pyarrow.Table:
        return pyarrow.table({name: [make(report) for report in reports] for name, make in columns.items()})

    def moment(report: dict[str, Any]) -> datetime:
        return datetime.fromisoformat(report["date"]).replace(hour=7, tzinfo=UTC)

    def text(report: dict[str, Any]) -> str:
        return "\n\n".join(report["text"])

    part = REPORTS[:5]  # as CC-NEWS is shared on Hugging Face
    table = rows(
        part,
        title=lambda r: r["title"],
        text=text,
        domain=lambda r: r["url"].split("/")[2],
        date=lambda r: f"{r['date']} 06:30:00",
        description=lambda r: r["text"][0],
        url=lambda r: r["url"],
        image_url=lambda r: None,
    )
    pyarrow.parquet.write_table(table, folder / "cc_news.parquet", row_group_size=2)
    made.append(
        ("cc_news.parquet", [{**r, "outlet": r["url"].split("/")[2], "author": None, "section": None} for r in part])
    )

    part = REPORTS[5:9]  # as an interface to the news gives it: a source with a name, lists of authors, moments
    table = rows(
        part,
        Headline=lambda r: r["title"],
        Content=text,
        source=lambda r: {"id": None, "name": r["outlet"]},
        authors=lambda r: r["author"].split(" and "),
        publishedAt=moment,
        category=lambda r: r["section"],
        link=lambda r: r["url"],
    )
    pyarrow.parquet.write_table(table, folder / "interface.parquet", compression="zstd")
    made.append(("interface.parquet", part))

    part = REPORTS[9:12]  # days as days, and an id
    table = rows(
        part,
        id=lambda r: f"r-{r['date']}",
        body=text,
        title=lambda r: r["title"],
        outlet=lambda r: r["outlet"],
        byline=lambda r: r["author"],
        published=lambda r: date.fromisoformat(r["date"]),
        section=lambda r: r["section"],
        url=lambda r: r["url"],
    )
    pyarrow.feather.write_feather(table, folder / "days.feather")
    made.append(("days.feather", [{**r, "key": f"r-{r['date']}"} for r in part]))

    for report in REPORTS[12:14]:  # a partitioned set
        name = f"outlet={report['outlet'].replace(' ', '%20')}/date={report['date']}/part-0.parquet"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        table = rows([report], text=text, title=lambda r: r["title"], url=lambda r: r["url"])
        pyarrow.parquet.write_table(table, folder / name)
        made.append((name, [{**report, "author": None, "section": None}]))
    return made


def expected(name: str, key: str | None, report: dict[str, Any]) -> str:
    """What a reader must find of a report, as one line."""
    row = {"file": name, "origin_key": key}
    told = {**report, "published": report["date"], "agency": report.get("agency")}
    return json.dumps({**row, **{fact: told.get(fact) for fact in FACTS}}, ensure_ascii=False)


def make() -> None:
    """Write all samples and what is expected of them."""
    for kind, files in (("warc", archives()), ("wet", texts())):
        (SAMPLES / kind).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (SAMPLES / kind / name).write_bytes(data)
    names = ["CC-NEWS-20240502102030-00001.warc.gz"] * 6 + ["wget.warc"] * 4 + ["capture.warc.zst"] * 4
    lines = []
    for name, report in zip(names, REPORTS, strict=True):
        # the old page says nothing of its author, and no page of its section
        authors = "; ".join(report["author"].split(" and "))
        known = {**report, "section": None, "author": None if report is REPORTS[7] else authors}
        lines.append(expected(name, report["url"], known))
    (SAMPLES / "warc" / "expected.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    names = ["CC-MAIN-20240502-00000.warc.wet.gz"] * 8 + ["small.wet"] * 6
    lines = []
    for name, report in zip(names, REPORTS, strict=True):
        host = report["url"].split("/")[2].removeprefix("www.")
        lines.append(expected(name, report["url"], {"url": report["url"], "outlet": host, "date": None}))
    (SAMPLES / "wet" / "expected.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (SAMPLES / "parquet").mkdir(parents=True, exist_ok=True)
    lines = []
    for name, reports in tables(SAMPLES / "parquet"):
        for number, report in enumerate(reports, start=1):
            lines.append(expected(name, report.get("key", str(number)), report))
    (SAMPLES / "parquet" / "expected.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make()

# ruff: noqa: E501 - layouts stand here as vendors and programs write them
"""Makes the samples of Word, OpenDocument, RTF, books and mail. Run as `python -m tests.origins.making_documents`."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape
from io import BytesIO
from typing import Any

from tests.origins.making_press import STORIES, Expected, day_of, expected, rtf_of, save

# ---------------------------------------------------------------- Word


def word(setting: Callable[[Any], None], title: str = "", author: str = "python-docx") -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    setting(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def plain_word(
    number: int, *, styled: str | None = None, head: tuple[str, ...] = (), table: bool = False
) -> Callable[[Any], None]:
    def setting(document: Any) -> None:
        story = STORIES[number]
        if styled:
            document.add_paragraph(story["title"], style=styled)
        for line in head:
            document.add_paragraph(line)
        for place, part in enumerate(story["paragraphs"]):
            paragraph = document.add_paragraph()
            middle = len(part) // 2
            paragraph.add_run(part[:middle]).bold = True
            paragraph.add_run(part[middle:])
            if table and not place:
                cells = document.add_table(rows=2, cols=2).rows
                for row, values in zip(cells, (("Port", "Income"), ("Alden", "2.1 million")), strict=True):
                    row.cells[0].text, row.cells[1].text = values
        document.sections[0].header.paragraphs[0].text = "For internal use"

    return setting


def laid_out(number: int) -> Callable[[Any], None]:
    """A page laid out by a table, as newsletters are."""

    def setting(document: Any) -> None:
        document.add_paragraph(STORIES[number]["title"], style="Title")
        row = document.add_table(rows=1, cols=2).rows[0]
        row.cells[0].text = "In brief"
        row.cells[1].text = STORIES[number]["paragraphs"][0]
        for part in STORIES[number]["paragraphs"][1:]:
            row.cells[1].add_paragraph(part)

    return setting


def with_parts(data: bytes, parts: Mapping[str, Callable[[str], str]], more: Mapping[str, str] = {}) -> bytes:
    """A document with some of its parts changed and some more, as other programs write them."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, parts[name](text.decode("utf-8")) if name in parts else text)
        for name, value in more.items():
            new.writestr(name, value)
    return stream.getvalue()


_FOOTNOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Paper 44 of the assembly, page 3.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def changed(text: str) -> str:
    """A document's text with what was deleted, a comment's mark, a field and a text box beside it."""
    deleted = '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>This was never said by anybody at all.</w:delText></w:r></w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r></w:p>'
    return text.replace("<w:body>", f"<w:body>{deleted}", 1)


def make_docx() -> None:
    files: dict[str, str | bytes] = {
        "styled.docx": word(plain_word(0, styled="Title")),
        "heading.docx": word(plain_word(1, styled="Heading 1", head=("5 March 2024", "By Bo Ekdal"))),
        "properties.docx": word(plain_word(2), title=STORIES[2]["title"], author="Clara Windt"),
        "own_name.docx": word(plain_word(3, styled="Heading 1"), title="Document1", author="Office User"),
        "table.docx": word(plain_word(4, styled="Title", table=True)),
        "laid_out.docx": word(laid_out(5)),
        "footnotes.docx": with_parts(word(plain_word(6, styled="Title")), {}, {"word/footnotes.xml": _FOOTNOTES}),
        "changed.docx": with_parts(word(plain_word(7, styled="Title")), {"word/document.xml": changed}),
        "german.docx": with_parts(
            word(plain_word(8, styled="Heading 1")),
            {
                "word/styles.xml": lambda text: text.replace('w:styleId="Heading1"', 'w:styleId="berschrift1"'),
                "word/document.xml": lambda text: text.replace('w:val="Heading1"', 'w:val="berschrift1"'),
            },
        ),
        "dated.docx": word(plain_word(9, styled="Title", head=("Wednesday, 13 March 2024",))),
        "renamed.docm": word(plain_word(10, styled="Title")),
        "really_rtf.doc": rtf_of([STORIES[11]["title"], "", *STORIES[11]["paragraphs"]]),
        "letter.odt": opendocument(0),
        "report.odt": opendocument(4),
    }
    facts: dict[str, dict[str, str | None]] = {
        "heading.docx": {"published": "2024-03-05", "author": "Bo Ekdal"}, "properties.docx": {"author": "Clara Windt"}, "dated.docx": {"published": "2024-03-13"},
        "footnotes.docx": {"ends": None, "paragraphs": "4"}, "really_rtf.doc": {"title": None, "begins": None, "paragraphs": "4"}, "report.odt": {"author": "Emil Farrow", "ends": None, "paragraphs": "4"},
    }  # fmt: skip
    numbers = [*range(12), 0, 4]
    lines = [
        expected(file, None, number, None, **({"published": None, "author": None} | facts.get(file, {})))
        for file, number in zip(files, numbers, strict=True)
    ]
    save("docx", files, lines)


def opendocument(number: int) -> bytes:
    story = STORIES[number]
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    note = (
        '<text:note text:id="f1"><text:note-citation>1</text:note-citation><text:note-body><text:p>Paper 44 of the assembly.</text:p></text:note-body></text:note>'
        if number
        else ""
    )
    first, *rest = (escape(part) for part in story["paragraphs"])
    body = (
        f"<text:p>{first}{note}</text:p><table:table><table:table-row><table:table-cell><text:p>2.1</text:p></table:table-cell></table:table-row></table:table>"
        + "".join(
            f"<text:p>{part[:9]}<text:s/>{part[9:].lstrip() if part[9] == ' ' else part[9:]}</text:p>"
            if part[9] == " "
            else f"<text:p><text:span>{part}</text:span></text:p>"
            for part in rest
        )
    )
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>This was never said.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:text>{deleted}<text:h text:outline-level="1">{escape(story["title"])}</text:h>{body}</office:text></office:body></office:document-content>'
    meta = f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {names}><office:meta><dc:title></dc:title><meta:initial-creator>{story["author"] if number else "user"}</meta:initial-creator></office:meta></office:document-meta>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", content)
        packed.writestr("meta.xml", meta)
    return stream.getvalue()


# ---------------------------------------------------------------- RTF


def make_rtf() -> None:
    files: dict[str, str | bytes] = {}
    for number in range(6):
        story = STORIES[number]
        title = rf"\pard\outlinelevel0\b {story['title']}\b0\par"
        quoted = [
            part.replace("'", "\\'92").replace('"', "\\'93", 1).replace('"', "\\'94", 1) for part in story["paragraphs"]
        ]
        body = "".join(rf"\pard\fi284 {part}\par" + "\n" for part in quoted)
        files[f"word_{number}.rtf"] = (
            r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss\fcharset238 Arial CE;}}{\*\generator Msftedit 5.41}{\info{\title "
            + (story["title"] if number % 2 else "draft3.rtf")
            + r"}{\author "
            + (story["author"] if number % 2 else "Windows User")
            + r"}}{\header\pard Draft, not for quotation\par}{\footer\pard Page \chpgn\par}"
            + (title if not number % 2 else "")
            + rf"\pard {day_of(number).day} March 2024\par"
            + body
            + r"{\*\bkmkstart a}{\*\bkmkend a}{\field{\*\fldinst HYPERLINK http://x.example}{\fldrslt  }}}"
        ).encode("ascii")
    for number in range(6, 12):
        story = STORIES[number]
        lines = [
            story["title"],
            "",
            f"By {story['author']}",
            "",
            *[line for part in story["paragraphs"] for line in (part.replace("'", "’"), "")],
        ]
        data = rtf_of(lines, unicode=bool(number % 2))
        picture = b"{\\pict\\wmetafile8\\bin12 }}}{{{}}}\\'zz}" if number % 3 == 0 else b""
        files[f"other_{number}.rtf"] = data[:-1] + picture + b"}"
    lines_: list[Expected] = []
    for place, file in enumerate(files):
        facts: dict[str, str | None] = {"begins": None, "ends": None}
        if file.startswith("word"):
            facts |= {"author": STORIES[place]["author"] if place % 2 else None}
        else:
            facts |= {"published": None, "title": None, "paragraphs": "4"}
        lines_.append(expected(file, None, place, None, **facts))
    save("rtf", files, lines_)


# ---------------------------------------------------------------- books


def book(
    chapters: Mapping[str, str],
    title: str,
    *,
    creator: str = "",
    date: str = "",
    publisher: str = "",
    old: bool = False,
) -> bytes:
    items = "".join(
        f'<item id="c{place}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for place, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{place}"/>' for place in range(len(chapters)))
    package = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{2 if old else 3}.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        f"<dc:creator>{creator}</dc:creator><dc:date>{date}</dc:date><dc:publisher>{publisher}</dc:publisher><dc:language>en</dc:language></metadata>"
        f'<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest><spine><itemref idref="nav" linear="no"/>{spine}</spine></package>'
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/epub+zip")
        packed.writestr(
            "META-INF/container.xml",
            '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        packed.writestr("OEBPS/content.opf", package)
        packed.writestr("OEBPS/nav.xhtml", "<html><body><nav><ol><li>Contents</li></ol></nav></body></html>")
        for name, text in chapters.items():
            packed.writestr(f"OEBPS/text/{name}", text)
    return stream.getvalue()


def chapter(number: int, level: str = "h1") -> str:
    story = STORIES[number]
    body = "".join(f"<p>{escape(part)}</p>" for part in story["paragraphs"])
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><style>p {{margin:0}}</style></head><body><{level}>{escape(story["title"])}</{level}>{body}</body></html>'


def make_epub() -> None:
    cover = "<html><body><h1>The Alden Observer</h1><p>8 March 2024</p></body></html>"
    rest = STORIES[8]["paragraphs"][1:]
    split = {
        "a.xhtml": chapter(8).replace("".join(f"<p>{escape(part)}</p>" for part in rest), ""),
        "b.xhtml": f"<html><body>{''.join(f'<p>{escape(part)}</p>' for part in rest)}</body></html>",
    }
    files: dict[str, str | bytes] = {
        "magazine.epub": book(
            {"cover.xhtml": cover, **{f"n{number}.xhtml": chapter(number) for number in range(0, 4)}},
            "The Alden Observer [Fri, 08 Mar 2024]",
            creator="calibre",
            publisher="calibre",
        ),
        "essays.epub": book(
            {f"part {number}.html": chapter(number, "h2") for number in range(4, 8)},
            "Quays and Votes",
            creator="Ada Pruss",
            date="2024-02-01T00:00:00+00:00",
            publisher="Tide Press",
            old=True,
        ),
        "split.epub": book(
            {**split, "c.xhtml": chapter(9), "d.xhtml": chapter(10), "e.xhtml": chapter(11, "h3")},
            "The Meridian Weekly",
            date="2024-03-15",
        ),
    }
    lines: list[Expected] = []
    for place, number in enumerate(range(0, 4), start=1):
        lines.append(
            expected("magazine.epub", str(place), number, "The Alden Observer", author=None, published="2024-03-08")
        )
    for place, number in enumerate(range(4, 8), start=1):
        lines.append(
            expected("essays.epub", str(place), number, "Quays and Votes", author="Ada Pruss", published="2024-02-01")
        )
    for place, number in enumerate(range(8, 12), start=1):
        lines.append(
            expected("split.epub", str(place), number, "The Meridian Weekly", author=None, published="2024-03-15")
        )
    save("epub", files, lines)


# ---------------------------------------------------------------- mail


def letter(number: int, *, sender: str, page: bool = False, plain: bool = True, subject: str = "") -> EmailMessage:
    story, day = STORIES[number], day_of(number)
    message = EmailMessage()
    message["From"], message["To"] = sender, "readers@example.org"
    message["Subject"] = subject or story["title"]
    message["Date"] = f"{day:%a}, {day:%d %b %Y} 23:40:00 -0500"
    message["Message-ID"] = f"<{number}@alden.example>"
    import textwrap

    text = "\n\n".join(textwrap.fill(part, 72) for part in story["paragraphs"])
    if plain:
        message.set_content(text + "\n\n-- \nPress office\nPort Alden\n")
    if page:
        body = "".join(f"<tr><td><p>{escape(part)}</p></td></tr>" for part in story["paragraphs"])
        html = f'<html><head><style>td {{ color: red }}</style></head><body><a href="x">View this email in your browser</a><table>{body}</table><p>You are receiving this because you signed up.</p><p><a href="u">Unsubscribe</a></p></body></html>'
        message.add_alternative(html, subtype="html") if plain else message.set_content(html, subtype="html")
    return message


def make_mail() -> None:
    reply = letter(6, sender="Harbour Authority <press@harbour.example>", subject=f"Re: Fwd: {STORIES[6]['title']}")
    reply.set_content(
        reply.get_content().replace(
            "\n\n-- ",
            "\n\nOn Mon, 4 Mar 2024 at 10:00, Ann Leeward\n<ann@paper.example> wrote:\n> What do you say to this?\n> It is urgent.\n\n-- ",
        )
    )
    forwarded = letter(7, sender="Ann Leeward <ann@paper.example>", subject=f"Fwd: {STORIES[7]['title']}")
    forwarded.set_content(
        "---------- Forwarded message ---------\nFrom: Press <p@x.example>\nDate: Mon, 4 Mar 2024\nSubject: News\nTo: <a@b.example>\n\n"
        + "\n\n".join(STORIES[7]["paragraphs"])
        + "\n"
    )
    attached = letter(5, sender="Assembly Press Office <press@assembly.example>", page=True)
    attached.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="bill.pdf")
    files: dict[str, str | bytes] = {
        "release.eml": letter(0, sender="Ministry of Transport <press@transport.example>").as_bytes(),
        "newsletter.eml": letter(
            1, sender='"The Quayside, weekly" <news@quayside.example>', page=True, plain=False
        ).as_bytes(),
        "both.eml": letter(2, sender="letters@meridian.example", page=True).as_bytes(),
        "attached.eml": attached.as_bytes(),
        "reply.eml": reply.as_bytes(),
        "forwarded.eml": forwarded.as_bytes(),
        "coded.eml": letter(3, sender="Île de l’Est <est@ile.example>").as_bytes(),
    }
    box = BytesIO()
    for number in (4, 8, 9, 10, 11):
        message = letter(number, sender="Coast Towns' League <league@coast.example>", page=bool(number % 2))
        box.write(b"From league@coast.example Fri Mar  8 10:00:00 2024\n" + message.as_bytes() + b"\n\n")
    files["league.mbox"] = box.getvalue()
    senders = {"release.eml": (0, "Ministry of Transport"), "newsletter.eml": (1, "The Quayside, weekly"), "both.eml": (2, "meridian.example"), "attached.eml": (5, "Assembly Press Office"),
               "reply.eml": (6, "Harbour Authority"), "forwarded.eml": (7, "Ann Leeward"), "coded.eml": (3, "Île de l’Est")}  # fmt: skip
    lines = [expected(file, None, number, outlet, author=None) for file, (number, outlet) in senders.items()]
    lines += [
        expected("league.mbox", f"{number}@alden.example", number, "Coast Towns' League", author=None)
        for number in (4, 8, 9, 10, 11)
    ]
    save("mail", files, lines)


if __name__ == "__main__":
    make_docx()
    make_rtf()
    make_epub()
    make_mail()

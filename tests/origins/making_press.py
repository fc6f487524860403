# ruff: noqa: E501 - layouts stand here as vendors and programs write them
"""Makes the samples of press databases: an invented debate in the layouts that vendors are known to send.

Run as `python -m tests.origins.making_press`; the tests read what it wrote and never run it.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent / "samples"
STORIES: list[dict[str, Any]] = json.loads((SAMPLES / "stories.json").read_text(encoding="utf-8"))
_OUTLETS = (
    "The Harbour Gazette (London)",
    "Island Courier",
    "The Quayside Times",
    "Northern Ledger.com",
    "Daily Tide",
    "The Meridian",
)
_SECTIONS = ("NEWS; Pg. 3", "POLITICS", "FEATURES; Opinion, Columns; Pg. 22", "BUSINESS; Shipping")
Expected = dict[str, str | None]


def day_of(number: int) -> date:
    return date(2024, 3, 4 + number)


def expected(file: str, key: str | None, number: int, outlet: str | None, **others: str | None) -> Expected:
    story = STORIES[number]
    facts: Expected = {
        "file": file,
        "origin_key": key,
        "title": story["title"],
        "published": day_of(number).isoformat(),
    }
    facts |= {"outlet": outlet, "author": story["author"], "agency": None, "section": None, "url": None}
    facts |= {
        "begins": story["paragraphs"][0][:40],
        "ends": story["paragraphs"][-1][-40:],
        "paragraphs": str(len(story["paragraphs"])),
    }
    return facts | others


def save(vendor: str, files: dict[str, str | bytes], lines: Sequence[Expected]) -> None:
    folder = SAMPLES / vendor
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "expected.jsonl").write_text(text, encoding="utf-8")


def weekday(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year} {day:%A}"


def wrapped(text: str, width: int = 79) -> str:
    return "\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


# ---------------------------------------------------------------- LexisNexis


def academic(numbers: Sequence[int], *, newer: bool) -> str:
    """The text of LexisNexis Academic: before 2012 labels stand above the headline's text, later the rights come first."""
    parts = [
        "\n\n\n\nDownload Request: All Documents: 1-4\nTime Of Request: Friday, March 20, 2024  16:51:31\n\nSend To:\n\nACADEMIC UNIVERSE\n"
        "UNIVERSITY LIBRARY\n\n\nTerms: (harbour levy and date(geq(03/01/2024)))\n\n\nSource: Island Papers\nProject ID: None\n\n\n"
    ]
    for place, number in enumerate(numbers, start=1):
        story, outlet = STORIES[number], _OUTLETS[number % 6]
        rights = f"Copyright 2024 {outlet} Newspapers Ltd\n{'All Rights Reserved':>50}\n"
        body = "\n\n".join(wrapped(part) for part in story["paragraphs"])
        edition = (
            "\n                                  Edition 1;\n                                   Scotland"
            if number % 2
            else ""
        )
        parts.append(f"\n{place} of {len(numbers)} DOCUMENTS\n".rjust(55) + "\n\n")
        if newer:
            parts.append(f"{rights.rjust(60)}\n")
        parts.append(f"{outlet:>48}\n\n{weekday(day_of(number)):>54}{edition}\n\n")
        if newer:
            parts.append(
                f"SECTION: {_SECTIONS[number % 4]}\n\nLENGTH: 90 words\n\nHEADLINE: {wrapped(story['title'], 60)}\n\nBYLINE: {story['author']}\n\n BODY:\n\n"
            )
        else:
            parts.append(
                f"{wrapped(story['title'], 50)}\n\nBYLINE: By {story['author'].upper()}\n\nSECTION: {_SECTIONS[number % 4]}\n\nLENGTH: 90 words\n\n"
            )
            if number % 3 == 0:
                parts.append("DATELINE: PORT ALDEN, March 7 (Reuters)\n\n\n")
        parts.append(f"{body}\n\n")
        if number % 2:
            parts.append("GRAPHIC: Photograph: Ships wait outside the North Quay on Monday.\n\n")
        if not newer and number % 3 == 1:
            parts.append(
                "CORRECTION-DATE: March 29, 2024\n\nCORRECTION:\nAn earlier version of this report gave a wrong figure for the income of the\nports.\n\n"
            )
        parts.append(
            f"LOAD-DATE: {day_of(number):%B} {day_of(number).day}, 2024\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\nJOURNAL-CODE: HGZ\n\n\n"
        )
        parts.append("" if newer else f"{rights.rjust(60)}\n")
    return "".join(parts)


def academic_page(numbers: Sequence[int]) -> str:
    parts = [
        '<HTML>\n<HEAD>\n<STYLE TYPE="text/css"><!--\n.c0 { text-align: center; }\n--></STYLE>\n<TITLE>&nbsp;</TITLE>\n'
        '<META TOPIC="null" DOCUMENTS="4" UPDATED="Friday, March 20, 2024" /></HEAD>\n<BODY>\n'
    ]
    for place, number in enumerate(numbers, start=1):
        story = STORIES[number]
        first, _, rest = weekday(day_of(number)).partition(" ")
        body = "".join(
            f'<P CLASS="c8"><SPAN CLASS="c2">{escape(part).replace("levy", "</SPAN><SPAN CLASS=c4>levy</SPAN><SPAN CLASS=c2>")}</SPAN></P>\n'
            for part in story["paragraphs"]
        )
        parts.append(
            f'<A NAME="DOC_ID_0_{place}"></A><!-- Hide XML section from browser\n<DOC NUMBER={place}>\n<DOCFULL> -->\n'
            f'<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">{place} of {len(numbers)} DOCUMENTS</SPAN></P>\n</DIV>\n'
            f'<BR><DIV CLASS="c0"><BR><P CLASS="c1"><SPAN CLASS="c2">Copyright 2024 Tide Media Limited<BR>All Rights Reserved</SPAN><SPAN CLASS="c2">&nbsp;</SPAN><BR><SPAN CLASS="c2">Daily Tide</SPAN></P>\n</DIV>\n'
            f'<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">{first}</SPAN><SPAN CLASS="c2"> {rest}</SPAN><SPAN CLASS="c2">&nbsp;</SPAN><SPAN CLASS="c2">&nbsp;<BR>1</SPAN><SPAN CLASS="c11"><SUP>ST</SUP></SPAN><SPAN CLASS="c2"> Edition</SPAN></P>\n</DIV>\n'
            f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">{escape(story["title"])}</SPAN></P>\n</DIV>\n'
            f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">BYLINE: </SPAN><SPAN CLASS="c2">{escape(story["author"])}</SPAN></P>\n</DIV>\n'
            f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">SECTION: </SPAN><SPAN CLASS="c2">Pg. 9</SPAN></P>\n</DIV>\n'
            f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LENGTH: </SPAN><SPAN CLASS="c2">80 words</SPAN></P>\n</DIV>\n'
            f'<BR><DIV CLASS="c5">{body}</DIV>\n'
            f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LOAD-DATE: </SPAN><SPAN CLASS="c2">March 30, 2024</SPAN></P>\n</DIV>\n'
            f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LANGUAGE: </SPAN><SPAN CLASS="c2">ENGLISH</SPAN></P>\n</DIV>\n<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n'
        )
    return "".join(parts) + "</BODY></HTML>\n"


def uni_lines(numbers: Sequence[int], *, cover: bool) -> list[str]:
    """The paragraphs of a download of Nexis Uni, titles marked with > and links with the address behind |."""
    lines: list[str] = []
    if cover:
        lines += [
            "User Name: University Library",
            "Date and Time: Friday, March 20, 2024 10:15:00 AM EDT",
            "Job Number: 217652929",
            "",
            f"Documents ({len(numbers)})",
            "",
        ]
        for place, number in enumerate(numbers, start=1):
            lines += [
                f"{place}. {STORIES[number]['title']}",
                "Client/Matter: -None-",
                "Search Terms: harbour levy",
                "Search Type: Terms and Connectors",
                "Narrowed by:",
                "Content Type\tNarrowed by",
                "News\tTimeline: Mar 01, 2024 to Mar 31, 2024",
                "",
            ]
    for number in numbers:
        story, outlet = STORIES[number], _OUTLETS[number % 6]
        lines += [
            "",
            f">{story['title']}",
            outlet,
            weekday(day_of(number)) + (", National Edition" if number % 2 else ""),
            "",
            f"Copyright 2024 {outlet} All Rights Reserved",
            "",
            f"Section: {_SECTIONS[number % 4]}",
            "Length: 90 words",
            f"Byline: By {story['author']}",
        ]
        if number % 3 == 0:
            lines.append("Dateline: PORT ALDEN, March 7 (AP)")
        if number % 4 == 1:
            lines.append("Highlight: The paper's own summary of what happened at the quays.")
        lines += ["Body", "", "", *[line for part in story["paragraphs"] for line in (part, "")]]
        if number % 2:
            lines += ["Graphic", " ", "", "Photograph, Ships wait outside the North Quay on Monday., Lee Onslow", ""]
        lines += [
            "Classification",
            "",
            "",
            "Language: ENGLISH",
            "",
            "Publication-Type: Newspaper",
            "",
            "Journal Code: HGZ",
            "",
            "Subject: HARBORS & PORTS (92%); TAXES (78%)",
            "",
            "Industry: SHIPPING (90%)",
            "",
            "Geographic: ISLANDS (79%)",
            "",
            f"Load-Date: March {day_of(number).day + 1}, 2024",
            "",
            "",
            "End of Document",
            "",
        ]
    return lines


# ---------------------------------------------------------------- RTF and Word around lines


def rtf_of(lines: Sequence[str], *, unicode: bool = True) -> bytes:
    def coded(text: str) -> str:
        out = []
        for char in text:
            if char in "\\{}":
                out.append("\\" + char)
            elif char == "\t":
                out.append("\\tab ")
            elif ord(char) < 128:
                out.append(char)
            elif unicode:
                out.append(f"\\u{ord(char)}?")
            else:
                out.append("".join(f"\\'{byte:02x}" for byte in char.encode("cp1252")))
        return "".join(out)

    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fmodern Courier;}{\f1\froman Times New Roman;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}"
    head += r"{\header \pard \fs20 \f1 Page \chpgn \qr \par }" + "\n"
    picture = "{\\*\\shppict{\\pict\\pngblip\n89504e470d0a1a0a}}\\pard\n"
    body = "".join(
        f"\\pard \\ql {{\\b {coded(line[1:])}}}\\par\n" if line.startswith(">") else f"\\pard \\ql {coded(line)}\\par\n"
        for line in lines
    )
    return (head + picture + body + "}").encode("ascii")


def docx_of(lines: Sequence[str], links: dict[str, str] | None = None) -> bytes:
    from io import BytesIO

    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        address = (links or {}).get(line.removeprefix(">"))
        if address:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run = paragraph.add_run(line.removeprefix(">"))
            link.append(run._r)
            paragraph._p.append(link)
        else:
            paragraph.add_run(line.removeprefix(">"))
    document.core_properties.author, document.core_properties.title = "", ""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_lexisnexis() -> None:
    links = {STORIES[3]["title"]: "https://advance.lexis.com/api/document?collection=news&id=urn:contentItem:6BJD-0001"}
    files: dict[str, str | bytes] = {
        "academic_2011.txt": academic(range(0, 3), newer=False),
        "academic_2015.txt": academic(range(3, 6), newer=True),
        "academic_2019.html": academic_page(range(6, 8)),
        "nexis_uni.docx": docx_of(uni_lines(range(2, 5), cover=True), links),
        "nexis_uni_single.rtf": rtf_of(uni_lines([8], cover=False), unicode=False),
        "lexis_plus.rtf": rtf_of(uni_lines(range(9, 12), cover=True)),
    }
    lines: list[Expected] = []
    for file, numbers in (
        ("academic_2011.txt", range(0, 3)),
        ("academic_2015.txt", range(3, 6)),
        ("nexis_uni.docx", range(2, 5)),
        ("nexis_uni_single.rtf", [8]),
        ("lexis_plus.rtf", range(9, 12)),
    ):
        for place, number in enumerate(numbers, start=1):
            agency = None
            if number % 3 == 0 and file != "academic_2015.txt":
                agency = "Reuters" if file.startswith("academic") else "AP"
            author = STORIES[number]["author"].upper() if file == "academic_2011.txt" else STORIES[number]["author"]
            url = links.get(STORIES[number]["title"]) if file == "nexis_uni.docx" else None
            line = expected(
                file,
                str(place),
                number,
                _OUTLETS[number % 6],
                author=author,
                section=_SECTIONS[number % 4],
                agency=agency,
                url=url,
            )
            line |= {"ends": None} if number % 2 or (file == "academic_2011.txt" and number % 3 == 1) else {}
            line |= {"begins": None} if number % 4 == 1 and not file.startswith("academic") else {}
            lines.append(line | {"paragraphs": None})
    lines += [
        expected("academic_2019.html", str(place), number, "Daily Tide", section="Pg. 9")
        for place, number in enumerate((6, 7), start=1)
    ]
    save("lexisnexis", files, lines)


if __name__ == "__main__":
    make_lexisnexis()

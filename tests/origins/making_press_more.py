# ruff: noqa: E501 - layouts stand here as vendors and programs write them
"""Makes the samples of Factiva, Europresse, ProQuest and GENIOS; see making_press.

Run as `python -m tests.origins.making_press_more`.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.origins.making_press import STORIES, Expected, day_of, docx_of, expected, rtf_of, save, wrapped

_PAPERS = (
    ("Island Courier", "ISLC"),
    ("The Harbour Gazette", "HGAZ"),
    ("Reuters News", "LBA"),
    ("Tide Newswires", "TDN"),
)
_MONTHS = {
    "en": "March", "fr": "mars", "de": "März"
}  # fmt: skip
_WORDS = {
    "en": ("words", "English", "Document"),
    "fr": ("mots", "Anglais", "Document"),
    "de": ("Wörter", "Englisch", "Dokument"),
}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def accession(number: int, code: str) -> str:
    return f"{code:0<8}{day_of(number):%Y%m%d}ek38000{number:02}"


def displayed(number: int, tongue: str, *, section: bool = False, by: bool = True) -> list[str]:
    story, (paper, code) = STORIES[number], _PAPERS[number % 4]
    words, language, document = _WORDS[tongue]
    day = day_of(number)
    author = [{"en": "By ", "fr": "Par ", "de": "Von "}[tongue] + story["author"]] if by else [story["author"]]
    return [
        *(["News"] if section else []), story["title"], *author, f"1,{number:03} {words}" if number % 2 else f"{80 + number} {words}",
        f"{day.day} {_MONTHS[tongue]} {day.year}", *(["14:05"] if code == "LBA" else []), paper, code, *(["National"] if number % 2 else []),
        *([str(number)] if number % 3 else []), language, f"(c) 2024 {paper} Limited. All rights reserved." if number % 2 else f"Copyright 2024. {paper}",
        "", *[line for part in story["paragraphs"] for line in (part, "")],
        *(["http://www.islandcourier.example/" + str(number)] if number % 4 == 0 else []), f"{paper.split()[0]} Media Group Ltd", f"{document} {accession(number, code)}",
    ]  # fmt: skip


def coded(number: int) -> list[tuple[str, list[str]]]:
    story, (paper, code) = STORIES[number], _PAPERS[number % 4]
    day = day_of(number)
    return [
        ("SE", ["World News"]), ("HD", [story["title"]]), ("BY", [f"By {story['author']}"]), *([("CR", ["Reuters"])] if number % 3 == 0 else []),
        ("WC", [f"{90 + number} words"]), ("PD", [f"{day.day} March 2024"]), ("ET", ["04:12 PM"]), ("SN", [paper]), ("SC", [code]), ("PG", ["B3"]),
        ("LA", ["English"]), ("CY", [f"(c) 2024 {paper}"]), ("LP", story["paragraphs"][:1]), ("TD", story["paragraphs"][1:]),
        ("CO", ["norqy : North Quay Holdings"]), ("IN", ["i74 : Shipping | itsp : Transportation"]), ("NS", ["gpol : Domestic Politics"]),
        ("RE", ["isl : Islands"]), ("PUB", [f"{paper} Ltd"]), ("AN", [f"Document {accession(number, code)}"]),
    ]  # fmt: skip


def factiva_page(numbers: Sequence[int], *, codes: bool, tongue: str = "en") -> str:
    parts = [
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n<html>\n<head>\n\t<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>\n\t<title>Factiva</title>\n<style type="text/css">.article{margin:0}</style><script>var article=1;</script></head><body><div id="pageHeader">Dow Jones</div>\n'
    ]
    for place, number in enumerate(numbers):
        story = STORIES[number]
        last = place == len(numbers) - 1
        if codes:
            rows = "".join(
                f'<tr><td align="right" valign="top" class="index">{"<p>" if code in ("LP", "TD") else "<br/>"}<b>{code}</b>&nbsp;</td><td>'
                + (
                    "".join(f'<p class="articleParagraph enarticleParagraph">{escape(line)}</p>\n' for line in value)
                    if code in ("LP", "TD")
                    else f"<span class='enHeadline'>{escape(value[0])}</span>"
                    if code == "HD"
                    else escape(value[0])
                )
                + "</td></tr>\n"
                for code, value in coded(number)
            )
            parts.append(
                f'<div class="article enArticle"><table cellpadding="1" cellspacing="1" border="0">{rows}</table><br/></div><br/><span></span>'
            )
            continue
        lines = displayed(number, tongue)
        head = [line for line in lines[: lines.index("")] if line not in (story["title"],)]
        author, meta = head[0], head[1:]
        text = "".join(
            f'<p class="articleParagraph enarticleParagraph">{escape(part).replace("levy", "<b>levy</b>")}   </p>\n'
            for part in story["paragraphs"]
        )
        rest = "".join(
            f"<p>{escape(line)}</p>" for line in lines[lines.index("") :] if line and line not in story["paragraphs"]
        )
        parts.append(
            f'<div id="article-{accession(number, _PAPERS[number % 4][1])}" class="{"lastarticle" if last else "article"}" ><div {"id=" + chr(34) + "lastArticle" + chr(34) if last else ""} class="article enArticle"><p>\n'
            + ("<div>Politics</div>\n" if number % 2 else "")
            + f'<div id="hd" ><span class=\'enHeadline\'>{escape(story["title"])}   </span>\n</div><div class="author">{escape(author)}   </div>'
            + "".join(f"<div>{escape(line)}</div>" for line in meta)
            + f"\n</p>\n{text}{rest}</div></div><br/><span></span>"
        )
    return (
        "".join(parts)
        + '<div id="pageFooter"><span class="copyright">&copy; 2024 Factiva, Inc. All rights reserved.</span></div>\n</body>\n</html>\n'
    )


def make_factiva() -> None:
    summary = [
        "",
        "Search Summary",
        "Text",
        "harbour levy and island",
        "Date",
        "01/03/2024 to 31/03/2024",
        "Source",
        "All Sources",
        "© 2024 Factiva, Inc. All rights reserved.",
    ]
    files: dict[str, str | bytes] = {
        "display.html": factiva_page((0, 1, 2), codes=False),
        "indexing.html": factiva_page((3, 4), codes=True),
        "display.rtf": rtf_of([line for number in (5, 6) for line in [f">{displayed(number, 'en')[0]}", *displayed(number, "en")[1:], "", "Page 2 of 4 © 2024 Factiva, Inc. All rights reserved."]] + summary),
        "french.txt": "\r\n".join([line for number in (7, 8) for line in [*displayed(number, "fr"), "", ""]]),
        "indexing.docx": docx_of([f"{code}\t{line}" if not place else line for number in (9, 10) for code, lines in coded(number) for place, line in enumerate(lines)] + summary),
        "indexing.txt": "\n".join([f"{code:<5}{wrapped(line, 72)}\n" if not place else wrapped(line, 72) + "\n" for number in (11, 0) for code, lines in coded(number) for place, line in enumerate(lines)]),
        "german.txt": "\n".join([line for number in (1, 2) for line in [*displayed(number, "de", section=True), ""]]),
    }  # fmt: skip
    plan = (
        ("display.html", (0, 1, 2)),
        ("indexing.html", (3, 4)),
        ("display.rtf", (5, 6)),
        ("french.txt", (7, 8)),
        ("indexing.docx", (9, 10)),
        ("indexing.txt", (11, 0)),
        ("german.txt", (1, 2)),
    )
    lines = []
    for file, numbers in plan:
        for number in numbers:
            paper, code = _PAPERS[number % 4]
            is_coded = file.startswith("indexing")
            facts: dict[str, str | None] = {"agency": "Reuters" if paper == "Reuters News" else None}
            if is_coded:
                facts = {"section": "World News", "agency": "Reuters" if number % 3 == 0 else facts["agency"]}
            elif file == "display.html" and number % 2:
                facts["section"] = "Politics"
            elif file == "german.txt":
                facts["section"] = "News"
            if not is_coded and number % 4 == 0:
                facts["url"] = f"http://www.islandcourier.example/{number}"
            lines.append(expected(file, accession(number, code), number, paper, **facts))
    save("factiva", files, lines)


def europresse_article(number: int, *, author_in: str) -> str:
    story, day = STORIES[number], day_of(number)
    date = f"{_DAYS[day.weekday()]} {day.day} mars 2024" if number % 2 else f"{day:%A}, {day:%B} {day.day}, {day.year}"
    section = ("Politique", "World", "Économie", "Opinion")[number % 4]
    body = "".join(f"<p>{escape(part).replace('levy', '<mark>levy</mark>')}</p>" for part in story["paragraphs"])
    authors = (
        f'<div class="docAuthors">{escape(story["author"])}</div>'
        if author_in == "div"
        else f'<p class="sm-margin-bottomNews">{escape(story["author"])}</p>'
    )
    return (
        f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Phare{" (site web)" if number % 2 else f", no. {24000 + number}"}<br/></span></div>'
        f'<div><span class="DocHeader">{section}, {date}{" - 14:05 UTC +0100" if number % 2 else ""} 95 {"mots" if number % 2 else "words"}, p. {number + 1}</span></div>'
        f'<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{escape(story["title"])}</p></div>{authors}</header>'
        f'<section><div class="DocText clearfix"><div class="docOcurrContainer">{body}'
        + (
            f'<p><a href="https://www.lephare.example/{number}">Cet article est paru dans Le Phare (site web)</a></p>'
            if number % 2
            else ""
        )
        + f"</div></div></section><footer><small>© 2024 Le Phare. Tous droits réservés. Le présent document est protégé par les lois.</small><p>Numéro de document : news·202403{day.day:02}·PHR·{number:04}</p></footer></article> "
    )


def europresse_old(number: int) -> str:
    story, day = STORIES[number], day_of(number)
    return (
        '<table style="table-layout: fixed; width: 96%;"><tr><td style="word-wrap: break-word"><table id="tbHeaderImages"><tr><td id="celPublication"><img src="x.gif"><br></td></tr></table>'
        f'<span class="DocPublicationName">Le Phare, no. {5900 + number}</span><br><span class="DocHeader">Politique, </span><span class="DocHeader">{_DAYS[day.weekday()]} </span><span class="DocHeader">{day.day} mars 2024</span><span class="DocHeader">, p. 03</span><br><br>'
        f'<span class="TitreArticleVisu">{escape(story["title"]).replace("levy", "<span style=color:red>levy</span>")}</span><br><br>{story["author"]}<br><p></p>'
        + "<p></p>".join(escape(part) for part in story["paragraphs"])
        + f"<p></p><b><i>© 2024 Le Phare. Tous droits réservés.</i></b><p></p>Numéro de document : news·202403{day.day:02}·PHR·{number:04}<br><br>"
        f'<table><tr><td align="center">news·202403{day.day:02}·PHR·{number:04}</td></tr><tr><td align="center">Ce certificat est émis à <b>University</b> à des fins de visualisation personnelle.</td></tr></table></td></tr></table>\n'
    )


def europresse_text(number: int) -> str:
    story, day = STORIES[number], day_of(number)
    body = "\n\n".join(wrapped(part, 90) for part in story["paragraphs"])
    return (
        f"Le Phare, no. {24000 + number}\nPolitique, {_DAYS[day.weekday()]} {day.day} mars 2024 95 mots, p. {number + 1}\n\n{story['title']}\n\n{story['author']}\n\n{body}\n\n"
        f"© 2024 Le Phare. Tous droits réservés.\n\nNuméro de document : news·202403{day.day:02}·PHR·{number:04}\n\n\n"
    )


def make_europresse() -> None:
    page = '<!DOCTYPE html><html xml:lang="fr"><head><meta charset="utf-8"><title>Europresse</title></head><body><div id="docContent">'
    old = '<html xmlns:n1="http://www.cedrom-sni.com/schema/newsv1.xsd"><head><META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"></head><body><form id="frmSave"><input type="button" value="Sauvegarder"/></form>'
    files: dict[str, str | bytes] = {
        "europresse_2024.HTML": page
        + "".join(europresse_article(number, author_in="div") for number in range(0, 5))
        + "</div></body></html>",
        "europresse_2022.html": page
        + "".join(europresse_article(number, author_in="p") for number in range(5, 8))
        + "</div></body></html>",
        "europresse_2013.html": (
            old + "".join(europresse_old(number) for number in range(8, 10)) + "</body></html>"
        ).encode("latin-1", "xmlcharrefreplace"),
        "europresse.txt": "Documents sauvegardés\n2 documents\n\n"
        + "".join(europresse_text(number) for number in range(10, 12)),
    }
    lines: list[Expected] = []
    for file, numbers in (
        ("europresse_2024.HTML", range(0, 5)),
        ("europresse_2022.html", range(5, 8)),
        ("europresse_2013.html", range(8, 10)),
        ("europresse.txt", range(10, 12)),
    ):
        for number in numbers:
            is_new = "202" in file
            section = ("Politique", "World", "Économie", "Opinion")[number % 4] if is_new else "Politique"
            url = f"https://www.lephare.example/{number}" if is_new and number % 2 else None
            lines.append(
                expected(file, f"{day_of(number):%Y%m%d}-PHR-{number:04}", number, "Le Phare", section=section, url=url)
            )
    save("europresse", files, lines)


_RULE = "_" * 60


def proquest_text(numbers: Sequence[int]) -> str:
    parts = [_RULE + "\n\n"]
    for place, number in enumerate(numbers, start=1):
        story, day = STORIES[number], day_of(number)
        title, author, outlet = story["title"], story["author"], "Island Courier; Port Alden (Isles)"
        last, first = author.split()[1], author.split()[0]
        parts.append(f"Document {place} of {len(numbers)}\n\n" if number % 2 else "")
        parts.append(
            f"{title}\n\nAuthor: {last}, {first}\n\nPublication info: Island Courier ; Port Alden (Isles) [Port Alden (Isles)]{day:%d %b %Y}: 4.\n\nhttps://search.proquest.com/docview/30{number:03}?accountid=14444\n\n"
        )
        parts.append(f"Abstract: {story['paragraphs'][0]}\n\nLinks: http://resolver.example/openurl?x=1\n\n")
        parts.append("Full text: " + "\n\n".join(story["paragraphs"]) + "\n\n")
        parts.append("CAPTION: Ships wait outside the North Quay.\n\n" if number % 2 else "")
        parts.append(
            f"Subject: Ports; Taxes\n\nLocation: Port Alden\n\nPeople: Corvo, Ines\n\nTitle: {title}\n\nPublication title: {outlet}\n\nPages: 4\n\nPublication year: 2024\n\nPublication date: {day:%b} {day.day}, 2024\n\nSection: Politics\n\nPublisher: Courier Media\n\nSource type: Newspapers\n\nLanguage of publication: English\n\nDocument type: News\n\nProQuest document ID: 30{number:03}\n\nDocument URL: https://search.proquest.com/docview/30{number:03}?accountid=14444\n\nCopyright: Copyright Courier Media {day:%b} {day.day}, 2024\n\nLast updated: 2024-03-30\n\nDatabase: Island Newsstream\n\n{_RULE}\n\n"
        )
    return (
        "".join(parts)
        + "Contact us at: http://www.proquest.com/go/pqissupportcontact\nDatabase copyright © 2024 ProQuest LLC. All rights reserved.\nTerms and Conditions: https://search.proquest.com/info/termsAndConditions\n"
    )


def proquest_lines(numbers: Sequence[int], tongue: str = "en") -> list[str]:
    lines = [
        "Table of contents",
        *[f"{place}. {STORIES[number]['title']}" for place, number in enumerate(numbers, start=1)],
        "",
    ]
    for number in numbers:
        story, day = STORIES[number], day_of(number)
        lines += [
            story["title"],
            "",
            story["author"],
            f" Publication info: The Quayside Times ; Port Alden [Port Alden]. {day:%d %b %Y}: A.2.",
            "ProQuest document link",
            "",
            "ABSTRACT",
            "",
            story["paragraphs"][0],
            "",
            "FULL TEXT",
            *story["paragraphs"],
            "",
            "DETAILS",
            "",
            "Subject:\tPorts; Taxes",
            "Location:\tPort Alden",
            "Publication title:\tThe Quayside Times; Port Alden",
            "First page:\tA.2",
            "Publication year:\t2024",
            f"Publication date:\t{day:%b} {day.day}, 2024",
            "Section:\tMain News; Part A",
            "Publisher:\tQuayside Press",
            "Source type:\tNewspaper",
            "Language of publication:\tEnglish",
            "Document type:\tNews",
            f"ProQuest document ID:\t40{number:03}",
            f"Document URL:\thttps://www.proquest.com/newspapers/x/docview/40{number:03}/se-2?accountid=14444",
            "Copyright:\t(Copyright (c) 2024 The Quayside Times)",
            "Last updated:\t2024-03-20",
            "Database:\tIsland Major Dailies",
            "",
        ]
    return lines


def make_proquest() -> None:
    spanish = (
        proquest_text((4, 5))
        .replace("Full text: ", "Texto completo: ")
        .replace("Publication title: ", "Título de publicación: ")
        .replace("Publication date: ", "Fecha de publicación: ")
        .replace("Author: ", "Autor: ")
        .replace("\nTitle: ", "\nTítulo: ")
        .replace("Subject: ", "Materia: ")
        .replace("Document URL: ", "URL del documento: ")
        .replace("ProQuest document ID: ", "ID de documento de ProQuest: ")
        .replace("Section: ", "Sección: ")
        .replace("Publication info: ", "Información de publicación: ")
    )
    files: dict[str, str | bytes] = {
        "ProQuestDocuments-2024-03-20.txt": proquest_text(range(0, 4)),
        "ProQuestDocuments-es.txt": spanish,
        "ProQuestDocuments.docx": docx_of(proquest_lines(range(6, 9))),
        "ProQuestDocuments.rtf": rtf_of(proquest_lines(range(9, 12))),
    }
    lines: list[Expected] = []
    for file, numbers in (
        ("ProQuestDocuments-2024-03-20.txt", range(0, 4)),
        ("ProQuestDocuments-es.txt", range(4, 6)),
        ("ProQuestDocuments.docx", range(6, 9)),
        ("ProQuestDocuments.rtf", range(9, 12)),
    ):
        for number in numbers:
            first, last = STORIES[number]["author"].split()
            if file.endswith(".txt"):
                line = expected(
                    file,
                    f"30{number:03}",
                    number,
                    "Island Courier",
                    author=f"{last}, {first}",
                    section="Politics",
                    url=f"https://search.proquest.com/docview/30{number:03}",
                )
                line |= {"ends": None, "paragraphs": None} if number % 2 else {}
            else:
                line = expected(
                    file,
                    f"40{number:03}",
                    number,
                    "The Quayside Times",
                    section="Main News; Part A",
                    url=f"https://www.proquest.com/newspapers/x/docview/40{number:03}/se-2",
                )
            lines.append(line)
    save("proquest", files, lines)


if __name__ == "__main__":
    make_factiva()
    make_europresse()
    make_proquest()

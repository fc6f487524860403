# ruff: noqa: E501 - layouts stand here as vendors and programs write them
"""Makes more samples of press databases: other makes, other interfaces, and what goes wrong in real downloads.

They were written when the rules stood; each vendor's expected lines are added to those of making_press.
Run as `python -m tests.origins.making_press_later`, after the other two.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.origins.making_press import SAMPLES, STORIES, Expected, day_of, docx_of, expected, wrapped


def add(vendor: str, files: dict[str, str | bytes], lines: Sequence[Expected]) -> None:
    folder = SAMPLES / vendor
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    old = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in old if json.loads(line)["file"] not in files]
    text = "".join(kept) + "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "expected.jsonl").write_text(text, encoding="utf-8")


def text_of(number: int, width: int = 78) -> str:
    return "\n\n".join(wrapped(part, width) for part in STORIES[number]["paragraphs"])


def later_lexisnexis() -> None:
    tight = f"""
1 of 2 DOCUMENTS

                      Copyright 2024 Nordic Tide
                            Nordic Tide

{day_of(0):%B} {day_of(0).day}, 2024 {day_of(0):%A}

SECTION: Business; Pg. 14
LENGTH: 812 words
HEADLINE: {STORIES[0]["title"]}
BYLINE: {STORIES[0]["author"]}
LANGUAGE: ENGLISH

BODY:
{text_of(0)}

LOAD-DATE: March 5, 2024

2 of 2 DOCUMENTS

                      Copyright 2024 Trade Weekly
                            Trade Weekly

{day_of(1):%B} {day_of(1).day}, 2024 {day_of(1):%A}

LENGTH: 400 words
HEADLINE: {STORIES[1]["title"]}

BODY:
{text_of(1)}

LOAD-DATE: March 7, 2024
"""
    german = f"""
                             Ausgabeauftrag: Dokument(e) 1-2
                        Zeit der Anforderung: Mittwoch 20 März, 2024  16:51:31


                                Dokument 1 von 2



                               The Alden Observer

                         Mittwoch 6. März 2024
                                 Late Edition

{STORIES[2]["title"]};
Our readers' letters have a point, says our columnist

AUTOR: {STORIES[2]["author"]}

RUBRIK: OPINION; S. 22

LÄNGE: 90 Wörter

HIGHLIGHT: The levy asks little of those who can pay it.

{text_of(2)}

SPRACHE: ENGLISH

UPDATE: 7. März 2024

PUBLICATION-TYPE: Zeitung


                           Copyright 2024 Alden Press
                              All Rights Reserved


                                Dokument 2 von 2



                               Associated Isles Newswire

                         March 7, 2024 Thursday 9:15 PM GMT

{STORIES[3]["title"]}

LÄNGE: 90 Wörter

DATELINE: PORT ALDEN (AIN)

{text_of(3)}

GRAFIK: Foto

SPRACHE: ENGLISH


                     Copyright 2024 Associated Isles Newswire
                              All Rights Reserved
"""
    first = STORIES[5]["title"]
    uni = [
        f">{first}", "The Alden Observer", "9 mars 2024 samedi", "Première Edition", "", "Copyright 2024 Alden Press Tous droits réservés", "",
        "Rubrique: POLITICS; Pg. 4", "Longueur: 95 mots", f"Auteur: {STORIES[5]['author']}, Political Editor", "Corps", "",
        *STORIES[5]["paragraphs"], "", "Classification", "", "Langue: ENGLISH; ANGLAIS", "Type de publication: Journal", "Date de chargement: 10 mars 2024", "", "Fin du document", "",
        # broken over two paragraphs, no section, no by-line, no classification
        "Harbour chief warns", "of empty berths", "Tide Online", "March 10, 2024 Sunday 5:00 AM EST", "Copyright 2024 Tide Media LLC All Rights Reserved", "Length: 80 words", "Body", "",
        *STORIES[6]["paragraphs"], "", "Load-Date: March 11, 2024", "", "End of Document", "",
        # only what stands above it
        STORIES[7]["title"], "Tide Online", "March 11, 2024 Monday", "Copyright 2024 Tide Media LLC All Rights Reserved", "Length: 0 words", "Body", "", "Classification", "Language: ENGLISH", "Load-Date: March 12, 2024", "End of Document",
        "We are sorry but there is an error in this document and it is not possible to display it.", "End of Document",
    ]  # fmt: skip
    lines = [
        expected("later_tight.txt", "1", 0, "Nordic Tide", section="Business; Pg. 14"),
        expected("later_tight.txt", "2", 1, "Trade Weekly", author=None),
        expected("later_german.txt", "1", 2, "The Alden Observer", section="OPINION; S. 22", begins=None, paragraphs="4",
                 title=f"{STORIES[2]['title']}; Our readers' letters have a point, says our columnist"),
        expected("later_german.txt", "2", 3, "Associated Isles Newswire", author=None, agency="AIN"),
        expected("later_french.docx", "1", 5, "The Alden Observer", section="POLITICS; Pg. 4", author=f"{STORIES[5]['author']}, Political Editor"),
        expected("later_french.docx", "2", 6, "Tide Online", author=None),
    ]  # fmt: skip
    add("lexisnexis", {"later_tight.txt": tight, "later_german.txt": german, "later_french.docx": docx_of(uni)}, lines)


def later_factiva() -> None:
    def end(number: int, code: str) -> str:
        return f"{code:0<8}{day_of(number):%Y%m%d}ek4b0000{number:x}"

    no_author = [
        STORIES[0]["title"], "512 words", "4 March 2024", "06:30 GMT", "BBC Monitoring Isles", "BBCISL", "English", "© 2024 The British Broadcasting Corporation. All Rights Reserved.", "",
        *STORIES[0]["paragraphs"], "", f"Document {end(0, 'BBCISL')}", "",
        "Opinion", "Why the levy is fair:", "a reply to its critics", "By Clara Windt in Port Alden", "1,204 words", "6 March 2024", "The Alden Observer", "ALDOBS", "First", "A17", "English", "Copyright 2024 Alden Press Co., Inc. All Rights Reserved.", "",
        *STORIES[2]["paragraphs"], "", "Alden Press Company, Inc.", f"Document {end(2, 'ALDOBS')}", "",
        STORIES[3]["title"], STORIES[3]["author"], "95 words", "7 March 2024", "Isles Live", "ISLIV", "English", "Copyright © 2024. Isles Live.", "",
        *STORIES[3]["paragraphs"], "", f"Document {end(3, 'ISLIV')}",
    ]  # fmt: skip
    spanish = [
        f"HD {STORIES[4]['title']}", f"BY Por {STORIES[4]['author']}", "WC 95 palabras", "PD 8 marzo 2024", "SN Isla Noticias", "SC ISLNO", "LA Inglés", "CY (c) 2024 Isla Noticias",
        "LP", STORIES[4]["paragraphs"][0], "TD", *STORIES[4]["paragraphs"][1:], "CO norqy : North Quay", "NS gpol : Política interior", "RE isl : Islas", f"AN Document {end(4, 'ISLNO')}",
    ]  # fmt: skip
    empty = [
        "Nothing but a headline",
        "3 words",
        "9 March 2024",
        "Isles Live",
        "ISLIV",
        "English",
        "Copyright © 2024. Isles Live.",
        "",
        f"Document {end(5, 'ISLIV')}",
    ]
    lines = [
        expected("later_display.docx", end(0, "BBCISL"), 0, "BBC Monitoring Isles", author=None),
        expected(
            "later_display.docx",
            end(2, "ALDOBS"),
            2,
            "The Alden Observer",
            author="Clara Windt in Port Alden",
            section="Opinion",
        ),
        expected("later_display.docx", end(3, "ISLIV"), 3, "Isles Live"),
        expected("later_spanish.txt", end(4, "ISLNO"), 4, "Isla Noticias"),
    ]
    files: dict[str, str | bytes] = {
        "later_display.docx": docx_of([*no_author, "", *empty]),
        "later_spanish.txt": "\n".join(spanish),
    }
    add("factiva", files, lines)


def later_europresse() -> None:
    def number_of(number: int) -> str:
        return f"news·{day_of(number):%Y%m%d}·OBS·{number}abc"

    article = (
        '<article id="docText"><header class="sm-margin"><div class="apd-header"><span class="DocPublicationName">The Alden Observer (site web)</span></div>'
        '<div><span class="DocHeader">Saturday, March 9, 2024 95 words</span></div>'
        f'<p class="titreArticleVisu rdp__articletitle">{STORIES[5]["title"]}</p></header>'
        f'<section><div class="DocText clearfix">{"".join(f"<p>{part}</p>" for part in STORIES[5]["paragraphs"])}</div></section>'
        f"<footer><small>© 2024 Alden Press. All rights reserved.</small><p>Document number: {number_of(5)}</p></footer></article>"
    )
    page = f'<!DOCTYPE html><html><head><title>Eureka</title></head><body>{article}<article><header><span class="DocPublicationName">Le Vide</span></header></article></body></html>'
    text = (
        f"Saturday, March 9, 2024\nThe Alden Observer (site web) • Politics\n• 95 words\n© 2024 Alden Press. All rights reserved.\n{STORIES[6]['title']}\nBy {STORIES[6]['author']}\n\n"
        + "\n\n".join(STORIES[6]["paragraphs"])
        + f"\n\nThis document is destined for the exclusive use of the person designated by the University.\n{number_of(6)}\n"
    )
    lines = [
        expected("later_eureka.html", f"{day_of(5):%Y%m%d}-OBS-5abc", 5, "The Alden Observer", author=None),
        expected(
            "later_eureka.txt",
            f"{day_of(6):%Y%m%d}-OBS-6abc",
            6,
            "The Alden Observer",
            section="Politics",
            published="2024-03-09",
        ),
    ]
    add("europresse", {"later_eureka.html": page, "later_eureka.txt": text}, lines)


def later_proquest() -> None:
    rule = "_" * 60
    parts = []
    for number in (8, 9):
        story, day = STORIES[number], day_of(number)
        parts.append(
            f"{story['title']}\n\nPublication info: The Alden Observer ; Port Alden [Port Alden]{day:%d %b %Y}: A.1.\n\nhttps://search.proquest.com/docview/77{number}\n\nAbstract (English): {story['paragraphs'][0]}\n\n"
            + "Full text: "
            + "\n".join(story["paragraphs"])
            + f"\nWord count: 90\n\nCredit: By {story['author'].upper()}; STAFF WRITER\n\nSubject: Ports\n\nTitle: {story['title']}\n\nPublication title: The Alden Observer; Port Alden\n\nPublication date: {day:%b} {day.day}, 2024\n\nProQuest document ID: 77{number}\n\nDocument URL: https://search.proquest.com/docview/77{number}\n\nDatabase: Isles\n\n"
        )
    parts.append(
        f"{STORIES[10]['title']}\n\nFull text: Not available.\n\nPublication title: The Alden Observer; Port Alden\n\nPublication date: Mar 14, 2024\n\nProQuest document ID: 7710\n\n"
    )
    text = (
        f"{rule}\n\n"
        + f"{rule}\n\n".join(parts)
        + f"{rule}\n\nContact us at: http://www.proquest.com/go/pqissupportcontact\n"
    )
    lines = [
        expected(
            "later_credit.txt",
            f"77{number}",
            number,
            "The Alden Observer",
            author=STORIES[number]["author"].upper(),
            url=f"https://search.proquest.com/docview/77{number}",
        )
        for number in (8, 9)
    ]
    page = "".join(
        f'<div style="margin-bottom:20px"><a name="DocID_X_{number}"></a><p></p><p style="font-weight:bold;">{STORIES[number]["title"]}</p><p><strong>Author:  </strong>{STORIES[number]["author"]}</p>'
        f'<p><strong>Publication info:  </strong>The Alden Observer ; Port Alden [Port Alden]{day_of(number):%d %b %Y}: A.1.</p><p><a href="https://search.proquest.com/docview/88{number}">ProQuest document link</a></p>'
        f'<p><strong>Abstract:  </strong></p><p>{STORIES[number]["paragraphs"][0]}</p><p><strong>Full text: </strong><text wordcount="90">{"".join(f"<p>{part}</p>" for part in STORIES[number]["paragraphs"])}</text></p>'
        f"<p><strong>Subject: </strong>Ports</p><p><strong>Publication title: </strong>The Alden Observer; Port Alden</p><p><strong>Publication date: </strong>{day_of(number):%b} {day_of(number).day}, 2024</p>"
        f'<p><strong>ProQuest document ID: </strong>88{number}</p><p><strong>Document URL: </strong><a href="#">https://search.proquest.com/docview/88{number}?accountid=1</a></p><p><strong>Database: </strong>Isles</p></div>'
        for number in (10, 11)
    )
    lines += [
        expected(
            "later_print.html",
            f"88{number}",
            number,
            "The Alden Observer",
            url=f"https://search.proquest.com/docview/88{number}",
        )
        for number in (10, 11)
    ]
    add("proquest", {"later_credit.txt": text, "later_print.html": f"<html><body>{page}</body></html>"}, lines)


def make_genios() -> None:
    parts = []
    for place, number in enumerate((0, 4, 7), start=1):
        story, day = STORIES[number], day_of(number)
        parts.append(
            f"Dokument {place} von 3\n\n{story['title']}\n\nQuelle: Inselbote vom {day:%d.%m.%Y}, Nr. {50 + number}, S. {number + 1}\nRessort: Politik\nAutor: {story['author']}\n\n"
            + "\n\n".join(story["paragraphs"])
            + f"\n\nDokumentnummer: INB_{number:06}\n\nDauerhafte Adresse des Dokuments:\nhttps://www.wiso-net.de/document/INB__{number:06}\n\nAlle Rechte vorbehalten: (c) Inselbote Verlag GmbH\n\n© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH\n\n"
        )
    lines = [
        expected(
            "wiso.txt",
            f"INB_{number:06}",
            number,
            "Inselbote",
            section="Politik",
            url=f"https://www.wiso-net.de/document/INB__{number:06}",
        )
        for number in (0, 4, 7)
    ]
    (SAMPLES / "genios").mkdir(exist_ok=True)
    (SAMPLES / "genios" / "expected.jsonl").touch()
    add("genios", {"wiso.txt": "".join(parts)}, lines)


if __name__ == "__main__":
    later_lexisnexis()
    later_factiva()
    later_europresse()
    later_proquest()
    make_genios()

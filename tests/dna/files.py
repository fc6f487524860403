"""A .dna database by hand, on a toll for an invented bridge: emoji before the statements, types that DNA has not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from onrecord.dna import Database, write_database

BRIDGE = (
    "\U0001f309 The bridge \U0001f6a2\n\nMayor Orla Brück wants a toll on the bridge. "
    "The Harbour Union \U0001f44e rejects it. Ida Late keeps silent.\n"
)
FERRY = "\nOrla Brück, for the council now, turned against the toll: “No toll.”\n"


def units(text: str, words: str) -> tuple[int, int]:
    """Where words stand in UTF-16 units."""
    before = text[: text.index(words)]
    return len(before.encode("utf-16-le")) // 2, len((before + words).encode("utf-16-le")) // 2


def database() -> Database:
    """Two coders, four documents, three types, six statements, and one of everything that onrecord has no word for."""
    rights = (1,) * 16
    union = "rejects it"
    return Database(
        {
            "SETTINGS": (("version", "3.0.7"), ("date", "2022-06-10"), ("mood", "fair")),
            "CODERS": (
                (1, "Admin", 255, 255, 0, 0, 14, "kept as it is", 400, 0, 0, 1, *rights),
                (3, "Kim", 51, 153, 255, 5, 16, "this too", 300, 1, 0, 1, *rights[:-1], 0),
            ),
            "DOCUMENTS": (
                (1, "A toll?", BRIDGE, 1, "A. Pen", "The Ferry", "p. 3", "https://ferry.example/1", "news", 1935664200),
                (2, "Not typed yet", "", 3, "", "", "", "to do", "", -86400),
                (5, "The council", FERRY, 3, "", "", "", "", "", 1936000000),
                (6, "Far away", "Nobody says a word.", None, "", "", "", "", "", 999999999999999),
            ),
            "STATEMENTTYPES": ((1, "DNA Statement", 239, 208, 51), (2, "Note", 1, 2, 3), (4, "Frame", 9, 8, 7)),
            "VARIABLES": (
                (1, "person", "short text", 1),
                (2, "organization", "short text", 1),
                (3, "concept", "short text", 1),
                (4, "agreement", "boolean", 1),
                (5, "note", "long text", 2),
                (8, "narrator", "short text", 4),
                (9, "weight", "integer", 4),
            ),
            "VARIABLELINKS": ((1, 1, 2),),
            "REGEXES": (("toll(s)?", 255, 0, 0), ("bridge", 0, 204, 0)),
            "CODERRELATIONS": ((1, 1, 3, 1, 0, 1, 0), (2, 3, 1, 1, 1, 1, 1)),
            "STATEMENTS": (
                (1, 1, 1, *units(BRIDGE, "Mayor Orla Brück wants a toll"), 1),
                (2, 1, 1, *units(BRIDGE, union), 3),
                (4, 2, 1, *units(BRIDGE, "Ida Late"), 3),
                (5, 4, 5, *units(FERRY, "turned against"), 1),
                (7, 1, 5, *units(FERRY, "No toll."), 3),
                (9, 1, 1, *units(BRIDGE, "keeps silent"), 3),
            ),
            "DATABOOLEAN": ((1, 1, 4, 1), (2, 2, 4, 0), (3, 7, 4, 0), (4, 9, 4, 1)),
            "DATAINTEGER": ((1, 5, 9, -77),),
            "ENTITIES": (
                (1, 1, "", 0, 0, 0, None),
                (2, 2, "", 0, 0, 0, None),
                (3, 3, "", 0, 0, 0, None),
                (4, 1, "Orla Brück", 255, 153, 0, None),
                (6, 2, "Harbour Union", 0, 0, 1, None),
                (7, 2, "Town Council", 1, 0, 0, None),
                (8, 3, "A toll on the bridge", 0, 0, 0, None),
                (10, 8, "", 0, 0, 0, None),
                (11, 8, "the paper", None, None, None, 10),
                (12, 2, "Bridge Party", 0, 0, 0, None),
                (13, 1, "Ida Late", 0, 0, 0, None),
            ),
            "DATASHORTTEXT": (
                *((1, 1, 1, 4), (2, 1, 2, 12), (3, 1, 3, 8)),
                *((4, 2, 1, 1), (5, 2, 2, 6), (6, 2, 3, 8)),
                (7, 5, 8, 11),
                *((8, 7, 1, 4), (9, 7, 2, 7), (10, 7, 3, 8)),
                *((11, 9, 1, 13), (12, 9, 2, 2), (13, 9, 3, 3)),
            ),
            "DATALONGTEXT": ((1, 4, 5, "Ask her again. \U0001f914\nSoon."),),
            "ATTRIBUTEVARIABLES": ((1, 1, "Type"), (2, 1, "Alias"), (3, 1, "Notes"), (4, 2, "Type"), (5, 2, "Region")),
            "ATTRIBUTEVALUES": (
                *((1, 1, 1, ""), (2, 1, 2, ""), (3, 1, 3, "")),
                *((4, 4, 1, "Politician"), (5, 4, 2, "O. Brück; the mayor"), (6, 4, 3, "Wikidata: Q77")),
                *((7, 6, 4, "NGO"), (8, 6, 5, "West"), (9, 12, 4, "Party"), (10, 12, 5, "")),
            ),
        }
    )


def write(path: Path) -> Path:
    """The database in a file."""
    write_database(database(), path)
    return path


def spoilt(path: Path, *commands: str) -> Path:
    """The same after some SQL, whatever the checks of its tables say."""
    write(path)
    return change(path, lambda connection: [connection.execute(command) for command in commands])


def change(path: Path, do: Callable[[sqlite3.Connection], object]) -> Path:
    """A file after something was done to it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        do(connection)
        connection.commit()
    return path

"""The tables of a .dna database of version 3, with the limits that the program itself sets on them."""

from __future__ import annotations

from collections.abc import Mapping

#: What databases are written as; the program opens only those whose version begins with "3.0".
VERSION = "3.0.7"

#: The longest text of a column with a limit, in code points: each CHECK asks for fewer than 191.
LONGEST = 190

_SHORT = "TEXT NOT NULL DEFAULT '' CHECK (LENGTH({0}) < 191)"
_NAME = "TEXT NOT NULL CHECK (LENGTH({0}) < 191)"
_ID = "INTEGER NOT NULL PRIMARY KEY"
_SHADE = "INTEGER NOT NULL DEFAULT 0 CHECK ({0} BETWEEN 0 AND 255)"
_TINT = "INTEGER CHECK ({0} BETWEEN 0 AND 255)"
_OFF = "INTEGER NOT NULL CHECK ({0} BETWEEN 0 AND 1) DEFAULT 0"
_ON = "INTEGER NOT NULL CHECK ({0} BETWEEN 0 AND 1) DEFAULT 1"
_MAY = "INTEGER NOT NULL DEFAULT 1 CHECK({0} BETWEEN 0 AND 1)"
_NUMBER = "INTEGER NOT NULL"
_COLOURS = {"Red": _SHADE, "Green": _SHADE, "Blue": _SHADE}

_PERMISSIONS = (
    *("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments"),
    *("AddStatements", "EditStatements", "DeleteStatements"),
    *("EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *("ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements"),
)

#: Every table in an order in which each comes after those that it refers to: its columns, and what is said of them.
TABLES: Mapping[str, Mapping[str, str]] = {
    "SETTINGS": {"Property": "TEXT PRIMARY KEY", "Value": "TEXT NOT NULL"},
    "CODERS": {
        "ID": _ID,
        "Name": _NAME,
        **_COLOURS,
        "Refresh": "INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0",
        "FontSize": "INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14",
        "Password": _NAME,
        "PopupWidth": "INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300",
        "ColorByCoder": _OFF,
        "PopupDecoration": _OFF,
        "PopupAutoComplete": _ON,
        **{f"Permission{name}": _ON for name in _PERMISSIONS},
    },
    "DOCUMENTS": {
        "ID": _ID,
        "Title": _NAME,
        "Text": "TEXT NOT NULL",
        "Coder": "INTEGER",
        **dict.fromkeys(("Author", "Source", "Section"), _SHORT),
        "Notes": "TEXT NOT NULL DEFAULT ''",
        "Type": _SHORT,
        "Date": _NUMBER,
    },
    "STATEMENTTYPES": {"ID": _ID, "Label": _NAME, **_COLOURS},
    "VARIABLES": {
        "ID": _ID,
        "Variable": _NAME,
        "DataType": "TEXT NOT NULL CHECK (DataType = 'boolean' OR DataType = 'integer' OR DataType = 'long text' "
        "OR DataType = 'short text') DEFAULT 'short text'",
        "StatementTypeId": "INTEGER",
    },
    "VARIABLELINKS": {"ID": _ID, "SourceVariableId": "INTEGER", "TargetVariableId": "INTEGER"},
    "REGEXES": {"Label": "TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191)", **_COLOURS},
    "CODERRELATIONS": {
        "ID": _ID,
        "Coder": "INTEGER CHECK(Coder > 0)",
        "OtherCoder": "INTEGER CHECK(OtherCoder > 0)",
        **dict.fromkeys(("viewStatements", "editStatements", "viewDocuments", "editDocuments"), _MAY),
    },
    "STATEMENTS": {
        "ID": _ID,
        "StatementTypeId": "INTEGER",
        "DocumentId": "INTEGER",
        "Start": "INTEGER NOT NULL CHECK(Start >= 0)",
        "Stop": "INTEGER NOT NULL CHECK(Stop >= 0)",
        "Coder": "INTEGER",
    },
    "DATABOOLEAN": {"ID": _ID, "StatementId": _NUMBER, "VariableId": _NUMBER, "Value": "INTEGER NOT NULL DEFAULT 1"},
    "DATAINTEGER": {"ID": _ID, "StatementId": _NUMBER, "VariableId": _NUMBER, "Value": "INTEGER NOT NULL DEFAULT 0"},
    "ENTITIES": {
        "ID": _ID,
        "VariableId": _NUMBER,
        "Value": _SHORT,
        **dict.fromkeys(("Red", "Green", "Blue"), _TINT),
        "ChildOf": "INTEGER CHECK(ChildOf > 0)",
    },
    "DATASHORTTEXT": {"ID": _ID, "StatementId": _NUMBER, "VariableId": _NUMBER, "Entity": _NUMBER},
    "DATALONGTEXT": {"ID": _ID, "StatementId": _NUMBER, "VariableId": _NUMBER, "Value": "TEXT DEFAULT ''"},
    "ATTRIBUTEVARIABLES": {"ID": _ID, "VariableId": _NUMBER, "AttributeVariable": _NAME},
    "ATTRIBUTEVALUES": {"ID": _ID, "EntityId": _NUMBER, "AttributeVariableId": _NUMBER, "AttributeValue": _SHORT},
}

#: Which column of a table names a row of which other table, by its ID.
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "DOCUMENTS": {"Coder": "CODERS"},
    "VARIABLES": {"StatementTypeId": "STATEMENTTYPES"},
    "VARIABLELINKS": {"SourceVariableId": "VARIABLES", "TargetVariableId": "VARIABLES"},
    "CODERRELATIONS": {"Coder": "CODERS", "OtherCoder": "CODERS"},
    "STATEMENTS": {"StatementTypeId": "STATEMENTTYPES", "Coder": "CODERS", "DocumentId": "DOCUMENTS"},
    "DATABOOLEAN": {"StatementId": "STATEMENTS", "VariableId": "VARIABLES"},
    "DATAINTEGER": {"StatementId": "STATEMENTS", "VariableId": "VARIABLES"},
    "ENTITIES": {"ChildOf": "ENTITIES", "VariableId": "VARIABLES"},
    "DATASHORTTEXT": {"StatementId": "STATEMENTS", "VariableId": "VARIABLES", "Entity": "ENTITIES"},
    "DATALONGTEXT": {"StatementId": "STATEMENTS", "VariableId": "VARIABLES"},
    "ATTRIBUTEVARIABLES": {"VariableId": "VARIABLES"},
    "ATTRIBUTEVALUES": {"EntityId": "ENTITIES", "AttributeVariableId": "ATTRIBUTEVARIABLES"},
}

_MORE: Mapping[str, tuple[str, ...]] = {
    "VARIABLES": ("UNIQUE (Variable, StatementTypeId)",),
    "VARIABLELINKS": ("CHECK (TargetVariableId != SourceVariableId)",),
    "CODERRELATIONS": ("CHECK (Coder != OtherCoder)",),
    "STATEMENTS": ("CHECK (Start < Stop)",),
    "ENTITIES": ("UNIQUE (VariableId, Value)",),
    **dict.fromkeys(
        ("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT"), ("UNIQUE (StatementId, VariableId)",)
    ),
    "ATTRIBUTEVARIABLES": ("UNIQUE (VariableId, AttributeVariable)",),
    "ATTRIBUTEVALUES": ("UNIQUE (EntityId, AttributeVariableId)",),
}

#: In which table the values of a variable of each data type stand.
DATA: Mapping[str, str] = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
}


def creation(table: str) -> str:
    """The statement that makes a table."""
    columns = [f"{name} {said.format(name)}" for name, said in TABLES[table].items()]
    keys = [
        f"FOREIGN KEY({column}) REFERENCES {other}(ID) ON DELETE CASCADE"
        for column, other in REFERENCES.get(table, {}).items()
    ]
    return f"CREATE TABLE {table} ({', '.join((*columns, *keys, *_MORE.get(table, ())))})"


def limited(table: str, column: str) -> bool:
    """Whether a column takes no more than ``LONGEST`` code points."""
    return "< 191" in TABLES[table][column]

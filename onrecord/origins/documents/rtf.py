"""RTF documents: their text, their tables, notes and properties.

Written for what press databases send: pictures as raw bytes, heads and feet of every page, Unicode beside code pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from onrecord.errors import InputError
from onrecord.origins.documents.gathering import Gathering
from onrecord.origins.documents.written import Written

_DEEPEST = 2000  # groups within groups; Word has some 30
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n\\]"
)
_SKIPPED = frozenset((
    "fonttbl", "colortbl", "stylesheet", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "fldinst", "object", "themedata", "colorschememapping", "listtable", "listoverridetable",
    "rsidtbl", "generator", "xmlnstbl", "datastore", "latentstyles", "bkmkstart", "bkmkend", "annotation", "atnid",
    "atnauthor", "nonshppict", "filetbl", "revtbl", "pgptbl", "mmathPr", "userprops", "comment", "operator",
    "company", "manager", "category", "keywords", "subject", "doccomm", "hlinkbase", "private", "xe", "tc", "tcn",
    "do",
))  # fmt: skip
_MARKS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t",
    "nestcell": "\t", "nestrow": "\n",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n", "\t": "\t"}
_FONT = re.compile(r"\\(f|fcharset)(\d{1,5})")
# Code pages of fonts by their charset; the rest is that of the document.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162:
    "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


@dataclass(frozen=True)
class _State:
    """What holds inside a group."""

    skip: bool = False
    hidden: bool = False
    note: bool = False
    info: str = ""
    font: int = -1
    after_unicode: int = 1


@dataclass
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    kind: str = "text"


def read_rtf(data: bytes) -> Written:
    """What an RTF document says; raises InputError."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise InputError("it is not an RTF document; save it as one, or as .txt.")
    return _Reading(data.decode("latin-1")).written()


class _Reading:
    def __init__(self, text: str) -> None:
        self._text = text
        self._state = _State()
        self._stack: list[_State] = []
        self._page = _page_of(text)
        self._fonts = _fonts_of(text)
        self._bytes = bytearray()
        self._pending = 0  # characters that stand in for a Unicode one, for readers that know none
        self._surrogate = 0
        self._paragraph = _Paragraph()
        self._notes: list[str] = []
        self._info: dict[str, list[str]] = {}
        self._gathering = Gathering()
        self._first = False  # right after an opening brace, or its \*

    def written(self) -> Written:
        place = 0
        match = _TOKEN.match(self._text, place)
        while match:
            place = match.end()
            word, number, code, symbol, brace, plain = match.groups()
            if word:
                place = self._word(word, number, place)
            elif code:
                self._byte(int(code, 16))
            elif symbol:
                self._symbol(symbol)
            elif brace:
                place = self._brace(brace, place)
            elif plain:
                self._plain(plain)
            match = _TOKEN.match(self._text, place)
        self._end()
        for note in self._notes:
            self._gathering.add(note, "note")
        info = {name: "".join(parts).strip() for name, parts in self._info.items()}
        return Written(self._gathering.lines, title=info.get("title"), author=info.get("author"))

    # ------------------------------------------------------------ tokens

    def _brace(self, brace: str, place: int) -> int:
        self._flush()
        if brace == "{":
            self._stack.append(self._state)
            if len(self._stack) > _DEEPEST:
                raise InputError("its groups are nested too deeply for a document; save it anew.")
            self._first = True
            return place
        was = self._state
        # A brace too many is passed over: the rest of the document is still there.
        self._state = self._stack.pop() if self._stack else self._state
        if was.note and not self._state.note and self._notes:
            self._notes[-1] = self._notes[-1].strip()
        self._first = False
        return place

    def _word(self, word: str, number: str | None, place: int) -> int:
        first, self._first = self._first, False
        if word == "bin":
            return place + max(int(number or 0), 0)
        if word == "u" and number is not None:
            self._unicode(int(number))
            return place
        self._flush()
        if word in _SKIPPED and (first or word in ("pict", "fldinst")):
            self._state = replace(self._state, skip=True)
        elif first and word in ("footnote", "endnote"):
            self._state = replace(self._state, note=True)
            self._notes.append("")
        elif word in ("info", "title", "author") and (first or word == "info"):
            self._state = replace(self._state, skip=True, info=word)
        elif word in _MARKS:
            self._mark(word)
        elif word == "pard":
            self._paragraph.kind = "text"
        elif word == "intbl":
            self._paragraph.kind = "cell"
        elif word == "outlinelevel" and int(number or 9) < 9 and self._paragraph.kind == "text":
            self._paragraph.kind = "heading"
        else:
            self._format(word, number)
        return place

    def _format(self, word: str, number: str | None) -> None:
        if word in ("v", "deleted"):
            self._state = replace(self._state, hidden=number != "0")
        elif word == "plain":
            self._state = replace(self._state, hidden=False)
        elif word == "f" and number:
            self._state = replace(self._state, font=int(number))
        elif word == "uc":
            self._state = replace(self._state, after_unicode=min(max(int(number or 1), 0), 10))

    def _symbol(self, symbol: str) -> None:
        if symbol == "*" and self._first:
            # What a reader need not know; shapes say the same again in another way.
            self._flush()
            self._state = replace(self._state, skip=True)
            self._first = True
            return
        self._first = False
        if symbol in _SYMBOLS:
            self._mark_text(_SYMBOLS[symbol])

    def _plain(self, text: str) -> None:
        self._first = False
        if self._pending:
            text, self._pending = text[self._pending :], max(self._pending - len(text), 0)
        if text.isascii():
            self._flush()
            self._put(text)
        else:
            self._bytes += text.encode("latin-1", "replace")

    def _byte(self, value: int) -> None:
        self._first = False
        if self._pending:
            self._pending -= 1
        else:
            self._bytes.append(value)

    def _unicode(self, value: int) -> None:
        self._flush()
        value %= 65536
        self._pending = self._state.after_unicode
        if 0xD800 <= value < 0xDC00:
            self._surrogate = value
            return
        if 0xDC00 <= value < 0xE000:
            high, self._surrogate = self._surrogate, 0
            if high:
                self._put(chr(0x10000 + ((high - 0xD800) << 10) + (value - 0xDC00)))
            return
        self._put(chr(value))

    # ------------------------------------------------------------ text

    def _flush(self) -> None:
        """Decode the bytes that have come, by the code page of their font."""
        if self._bytes:
            text = bytes(self._bytes).decode(self._fonts.get(self._state.font, self._page), "replace")
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        if self._state.info and self._state.info != "info":
            self._info.setdefault(self._state.info, []).append(text)
        elif self._state.skip or self._state.hidden:
            return
        elif self._state.note:
            self._notes[-1] += text
        else:
            self._paragraph.parts.append(text)

    def _mark(self, word: str) -> None:
        if word in ("cell", "nestcell", "row", "nestrow"):
            self._paragraph.kind = "cell"
        self._mark_text(_MARKS[word])

    def _mark_text(self, text: str) -> None:
        self._flush()
        self._pending = 0
        if text != "\n" or self._state.skip or self._state.note or self._state.hidden:
            self._put(" " if text == "\n" else text)
        else:
            self._end()

    def _end(self) -> None:
        self._flush()
        text = "".join(self._paragraph.parts)
        self._paragraph.parts.clear()
        self._gathering.add(text.strip("\t") if self._paragraph.kind == "cell" else text, self._paragraph.kind)


def _page_of(text: str) -> str:
    """The code page of a document."""
    match = re.search(r"\\ansicpg(\d{3,5})", text[:4000])
    page = "utf-8" if match and match[1] == "65001" else f"cp{match[1]}" if match else "cp1252"
    return page if _is_known(page) else "mac_roman" if "\\mac" in text[:200] else "cp1252"


def _is_known(page: str) -> bool:
    import codecs

    try:
        codecs.lookup(page)
    except LookupError:
        return False
    return True


def _fonts_of(text: str) -> dict[int, str]:
    """The code pages of the fonts that have one of their own."""
    start = text.find("{\\fonttbl")
    found: dict[int, str] = {}
    font = -1
    for match in _FONT.finditer(text, max(start, 0), start + 20_000 if start >= 0 else 0):
        page = _CHARSETS.get(int(match[2]))
        if match[1] == "f":
            font = int(match[2])
        elif page and page != "cp1252":
            found[font] = page
    return found

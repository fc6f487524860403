"""The words of a PDF's pages and where they stand, through PDFium.

PDFium (BSD) and not pdfminer.six (MIT): eleven times as fast on eight pages of two columns (0.11 s against 1.19 s), it
bounds what packed streams may unfold to, and it is made to be given broken files.
"""

from __future__ import annotations

import ctypes
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import InputError, MissingExtra

_MOST_PAGES = 3000
_MOST_GLYPHS = 4_000_000  # of one document; the longest article has 500,000
_LONGEST = 90.0  # seconds for one document; 3,000 pages of a report take 60
_OCR = "if its pages are pictures, make them text with `ocrmypdf FILE NEW.pdf` and give the new file"
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x02": "-", "￾": "-", "\xad": "-"}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place on a page, in points from the lower left; ``height`` is that of its line of type."""

    text: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a page."""

    words: tuple[Word, ...]
    width: float
    height: float
    pictures: bool


def sheets(data: bytes) -> tuple[list[Sheet], dict[str, str]]:
    """The pages of a PDF and what it says of itself; raises InputError with the way out, MissingExtra."""
    try:
        import pypdfium2
        from pypdfium2 import PdfiumError
    except ImportError:
        raise MissingExtra("reading PDF needs pypdfium2: pip install 'onrecord[documents]'") from None
    document = None
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > _MOST_PAGES:
            raise InputError(f"it has {len(document):,} pages; cut it into files of {_MOST_PAGES:,} at most.")
        facts = {key: value for key, value in document.get_metadata_dict().items() if value}
        found = list(_pages(document))
    except PdfiumError as error:
        if "assword" in str(error) or "ncrypt" in str(error) or "ecurity" in str(error):
            raise InputError(
                "it is protected by a password; save it without (`qpdf --decrypt FILE NEW.pdf`)."
            ) from None
        raise InputError("it is damaged as a PDF; fetch it anew, or try `qpdf FILE NEW.pdf`.") from None
    except (ValueError, OverflowError, UnicodeError, ctypes.ArgumentError):
        raise InputError("it is damaged as a PDF; fetch it anew, or try `qpdf FILE NEW.pdf`.") from None
    finally:
        if document is not None:
            document.close()
    _check(found)
    return found, facts


def _check(found: list[Sheet]) -> None:
    """Raise InputError for scans, and for fonts that do not say which letters they draw."""
    text = "".join(word.text for sheet in found for word in sheet.words)
    if len(text) < 20 * len(found) and len(text) < 400:
        what = (
            "it has no text, only pictures of pages"
            if any(sheet.pictures for sheet in found)
            else "there is hardly any text in it"
        )
        raise InputError(f"{what}; {_OCR}.")
    unread = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " " for char in text)
    if unread * 4 > len(text):
        raise InputError(
            "its fonts do not say which letters they draw; make it anew with `ocrmypdf --force-ocr FILE NEW.pdf`."
        )


def _pages(document: Any) -> Iterator[Sheet]:
    until = time.monotonic() + _LONGEST
    left = _MOST_GLYPHS
    for number in range(len(document)):
        page = document[number]
        try:
            text = page.get_textpage()
            glyphs = text.count_chars()
            left -= glyphs
            if left < 0 or time.monotonic() > until:
                raise InputError(
                    "it takes too long to read, or has too much text for one article; cut it into several files."
                )
            box = page.get_mediabox()
            words, turned = _words(text, glyphs)
            width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
            if turned % 2:
                width, height = height, width
            words = _on_page(words, turned, box, width, height)
            pictures = not glyphs and next(page.get_objects(max_depth=2), None) is not None
            text.close()
            yield Sheet(tuple(words), width, height, pictures)
        finally:
            page.close()


@dataclass(slots=True)
class _Glyph:
    text: str
    left: float
    right: float
    base: float
    height: float


def _words(text: Any, count: int) -> tuple[list[Word], int]:
    """The words of a page, turned so that most of them stand upright, and by how many quarters that was."""
    from pypdfium2 import raw

    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    runs: list[list[_Glyph]] = [[]]
    angles: list[int] = []
    run_angles: list[int] = [0]
    for place in range(count):
        code = raw.FPDFText_GetUnicode(text, place)
        if code in (0x20, 0xA0, 0x0D, 0x0A, 0x09, 0) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            if runs[-1]:
                runs.append([])
                run_angles.append(0)
            continue
        raw.FPDFText_GetLooseCharBox(text, place, box)
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        angle = round(raw.FPDFText_GetCharAngle(text, place) / 1.5707963) % 4
        angles.append(angle)
        left, right, base, height = _upright(angle, box, x.value, y.value)
        last = runs[-1][-1] if runs[-1] else None
        apart = last and (
            abs(base - last.base) > 0.5 * height or left - last.right > 1.0 * height or left < last.left - 0.5 * height
        )
        if apart or (last and angle != run_angles[-1]):
            runs.append([])
            run_angles.append(angle)
        runs[-1].append(_Glyph(chr(code), left, right, base, height))
        run_angles[-1] = angle
    main = Counter(angles).most_common(1)[0][0] if angles else 0
    return [_word(run) for run, angle in zip(runs, run_angles, strict=True) if run and angle == main], main


def _upright(angle: int, box: Any, x: float, y: float) -> tuple[float, float, float, float]:
    """Left, right, baseline and height of a glyph, as if its line ran from left to right."""
    if angle == 3:  # it runs upwards; angles are told clockwise
        return box.bottom, box.top, -x, box.right - box.left
    if angle == 2:
        return -box.right, -box.left, -y, box.top - box.bottom
    if angle == 1:
        return -box.top, -box.bottom, x, box.right - box.left
    return box.left, box.right, y, box.top - box.bottom


def _on_page(
    words: list[Word], turned: int, box: tuple[float, float, float, float], width: float, height: float
) -> list[Word]:
    """Words counted from the lower left of the page as it is read, without those that stand beside it."""
    left, base = ((box[0], box[1]), (-box[3], box[0]), (-box[2], -box[3]), (box[1], -box[2]))[turned]
    moved = (replace(word, left=word.left - left, right=word.right - left, base=word.base - base) for word in words)
    return [
        word
        for word in moved
        if -0.1 * width < word.left <= word.right < 1.1 * width
        and -0.1 * height < word.base < 1.1 * height
        and word.height < height
    ]


def _word(run: list[_Glyph]) -> Word:
    heights = sorted(glyph.height for glyph in run)
    return Word(
        "".join(glyph.text for glyph in run).translate(_LIGATURES),
        run[0].left,
        max(glyph.right for glyph in run),
        run[0].base,
        max(heights[len(heights) // 2], 0.1),
    )

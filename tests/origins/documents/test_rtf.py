# ruff: noqa: E501 - samples stand here as they come
import pytest

from onrecord.errors import InputError
from onrecord.origins.documents.rtf import read_rtf
from onrecord.origins.documents.written import Line


def lines(body: str, head: str = r"\ansi\ansicpg1252") -> list[Line]:
    return [line for line in read_rtf(f"{{\\rtf1{head} {body}}}".encode("latin-1")).lines if line.text]


def test_letters_of_every_kind() -> None:
    assert lines(r"caf\'e9 \u8220?yes\u8221? \uc2\u1090??x \emdash\~end") == [Line("café “yes” тx —\xa0end")]
    assert lines(r"\u-10179?\u-8694? smile") == [Line("\U0001f60a smile")]
    fonts = r"\ansi\ansicpg1252{\fonttbl{\f0\fnil Times;}{\f1\fswiss\fcharset238 Arial CE;}{\f2\fcharset204 Courier;}}"
    assert lines(r"{\f1 \'e8}{\f2 \'e8}\'e8", fonts) == [Line(" čиè")]


def test_what_is_no_text_is_left_out() -> None:
    body = r"{\header head\par}{\*\bkmkstart x}{\pict\bin5 }}}{{}one {\v hidden}{\deleted gone}{\field{\*\fldinst LINK}{\fldrslt two}}{\*\shpinst three}\par"
    assert lines(body) == [Line("one two")]


def test_rows_notes_and_headings() -> None:
    body = r"\pard\outlinelevel0 Head\par\trowd\intbl HD\cell A title\cell\row\pard Text{\footnote A note.}.\par"
    assert lines(body) == [Line("Head", "heading"), Line("HD\tA title", "cell"), Line("Text."), Line("A note.", "note")]


def test_a_brace_too_many_does_not_end_the_document() -> None:
    assert lines(r"one\par }}} two\par") == [Line("one"), Line(" two")]


def test_other_files_are_refused() -> None:
    with pytest.raises(InputError, match="not an RTF document"):
        read_rtf(b"%PDF-1.4")

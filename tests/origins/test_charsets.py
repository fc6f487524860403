import pytest

from onrecord.origins.charsets import page_text

TEXT = "<html><head>{}</head><body>Séjourné said “no” – twice, and so did Mr Müller.</body></html>"


def meta(label: str) -> str:
    return TEXT.format(f'<meta charset="{label}">')


@pytest.mark.parametrize(
    ("text", "coding", "told"),
    [
        (TEXT, "utf-8", None),
        (TEXT, "utf-8", "iso-8859-1"),  # the server lies
        (meta("windows-1252"), "utf-8", None),  # the page lies
        (meta("utf-8"), "cp1252", None),  # the page lies the other way
        (meta("utf-8"), "cp1252", "iso-8859-1"),
        (TEXT, "cp1252", "iso-8859-1"),  # Windows-1252 by another name
        (meta("latin1"), "cp1252", None),
        (TEXT, "cp1252", None),  # nobody says anything
        (TEXT, "utf-8-sig", "windows-1252"),
        (TEXT, "utf-16", "utf-8"),
        (TEXT, "utf-16-le", None),
        (meta("utf-16"), "utf-8", None),
        (meta("base64"), "utf-8", "zlib"),
        (meta("no-such-thing"), "cp1252", "neither"),
        ('<?xml version="1.0" encoding="windows-1252"?>' + TEXT, "cp1252", None),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">' + TEXT, "cp1252", None),
    ],
)
def test_the_same_letters_whatever_is_said(text: str, coding: str, told: str | None) -> None:
    assert "Séjourné said" in page_text(text.encode(coding), told)


def test_quotation_marks_of_windows() -> None:
    assert "“no” – twice" in page_text(meta("iso-8859-1").encode("cp1252"))


@pytest.mark.parametrize(
    ("text", "coding", "label"),
    [
        ("Fico a Šimečka řekli ne.", "cp1250", "windows-1250"),
        ("Žofie Kaplická se zdržela.", "iso-8859-2", "iso-8859-2"),
        ("Президент сказал нет.", "koi8-r", "koi8-r"),
        ("Ερντογάν", "iso-8859-7", "iso-8859-7"),
        ("首相は反対した。", "cp932", "shift_jis"),
        ("总理表示反对。", "gb18030", "gb2312"),
    ],
)
def test_other_alphabets_by_header_and_by_page(text: str, coding: str, label: str) -> None:
    assert page_text(text.encode(coding), label) == text
    assert text in page_text(f'<meta charset="{label}">{text}'.encode(coding))


def test_a_header_that_cannot_be_true_gives_way_to_the_page() -> None:
    page = '<meta charset="windows-1252">Séjourné said “no”.'
    assert "Séjourné said “no”" in page_text(page.encode("cp1252"), "shift_jis")


def test_utf8_with_a_little_damage() -> None:
    whole = meta("utf-8").encode()
    assert "Séjourné said “no”" in page_text(whole + b"\xe2\x80")  # cut inside a letter
    mixed = TEXT.encode() * 3 + "Déjà".encode("latin-1")
    assert "Séjourné said “no”" in page_text(mixed)
    assert "Séjourné said “no”" in page_text(mixed, "windows-1252")

import time

import pytest

from onrecord.errors import InputError
from onrecord.origins.wire.hardened import attribute, below, html_root, local, words, xml_root

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("bcdefgh", "cdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "xml",
    [
        LAUGHS + "<a>&i;</a>",
        LAUGHS + '<a b="&i;"/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "http://localhost:1/">]><a>&x;</a>',
        f'<!DOCTYPE a [<!ENTITY x "{"y" * 100_000}">]><a>{"&x;" * 10_000}</a>',
    ],
)
def test_entities_of_its_own_are_refused(xml: str) -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match="entities of its own"):
        xml_root(xml.encode())
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "xml",
    [
        "<a>" * 5000 + "</a>" * 5000,
        f'<a b="{"x" * 11_000_000}"/>',
        f"<a>{'x' * 11_000_000}</a>",
        "<a>",
        "",
        "text",
        "<a>&unheard;</a>",
        "<a \0/>",
        "<a>\ud800</a>",
    ],
)
def test_what_is_no_xml_or_beyond_measure_is_refused(xml: str) -> None:
    with pytest.raises(InputError, match="not XML"):
        xml_root(xml.encode("utf-8", "surrogatepass"))


def test_a_doctype_that_names_another_is_no_harm() -> None:
    root = xml_root(
        b'<!DOCTYPE nitf SYSTEM "http://localhost:1/nitf.dtd" [<!ENTITY % x SYSTEM "y"> %x;]><nitf>a &eacute; b</nitf>'
    )
    assert words(root) == "a é b"


def test_characters_that_html_names_are_known_without_a_doctype() -> None:
    assert (
        words(xml_root("<a>Séjourné&nbsp;said &ldquo;no&rdquo; &amp; &lt;left&gt;</a>".encode()))
        == "Séjourné said “no” & <left>"
    )


def test_other_charsets_are_told_by_the_declaration() -> None:
    assert words(xml_root('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1"))) == "é"
    assert words(xml_root("<a>é</a>".encode("utf-16"))) == "é"


def test_elements_are_found_whatever_their_namespace_and_case() -> None:
    root = xml_root(b'<x:Item xmlns:x="y"><x:Meta><x:Name x:FormalName=" AFW ">  A\n b</x:Name></x:Meta></x:Item>')
    name = below(root, "meta", "name")
    assert (local(root), words(name), attribute(name, "formalname")) == ("item", "A b", "AFW")
    assert (below(root, "none", "name"), words(None), attribute(None, "x")) == (None, None, None)


def test_html_of_any_kind_gives_a_tree_or_nothing() -> None:
    assert html_root("  ") is None
    assert html_root("<p>" * 5000) is not None
    assert words(html_root("<p>a &amp; b \ud800")) is not None

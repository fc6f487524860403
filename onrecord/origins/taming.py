"""A page made harmless for whoever looks for patterns in it: nothing in it is of a length that no page of news has."""

from __future__ import annotations

from typing import Any

from onrecord.errors import InputError

# Long live blogs with their comments have some 30,000; trafilatura takes a second for each 7,000.
_MOST_ELEMENTS = 60_000
# Letters of what a page says of itself in one place, and of an attribute (addresses of 2,000 letters are taken by all
# browsers). The patterns of trafilatura for authors take a time that grows with the square of the length.
_LONGEST_WORD, _LONGEST_ATTRIBUTE = 1_000, 4_000


def tamed(tree: Any) -> Any:
    """The tree of lxml itself, with everything cut that is too long; InputError where it has too many elements."""
    number = 0
    for element in tree.iter():
        number += 1
        if not isinstance(element.tag, str):
            continue
        most = _LONGEST_WORD if element.tag == "meta" else _LONGEST_ATTRIBUTE
        for name, value in element.attrib.items():
            if len(value) > most:
                element.set(name, value[:most])
        if element.tag == "title" and len(element.text or "") > _LONGEST_WORD:
            element.text = element.text[:_LONGEST_WORD]
    if number > _MOST_ELEMENTS:
        raise InputError(f"this page has {number:,} elements, which is no report; save its text as a .txt file.")
    return tree


def without_data(tree: Any) -> Any:
    """The tree without what it says of itself in JSON-LD."""
    for script in tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"):
        script.drop_tree()
    return tree

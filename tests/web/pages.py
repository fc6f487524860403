"""What tests of pages share: links of a page, and that nothing on it is forbidden by its own policy."""

from __future__ import annotations

from html import unescape
from typing import Any

from lxml import html as markup


def page_of(browser: Any, url: str, status: int = 200) -> Any:
    """A page as a tree; its status is the one expected and it keeps to the policy of the pages."""
    answer = browser.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    tree = markup.fromstring(answer.text)
    names = {name for node in tree.iter() if isinstance(node.tag, str) for name in node.attrib}
    assert not [name for name in names if name == "style" or name.startswith("on")], url
    assert all(node.get("src") and not node.text for node in tree.iter("script")), url
    return tree


def links(tree: Any, css: str = "//a") -> list[str]:
    """The addresses that a part of a page leads to within the app."""
    found = [unescape(one) for one in tree.xpath(f"{css}/@href")]
    return [one for one in dict.fromkeys(found) if one.startswith("/")]


def text_of(node: Any) -> str:
    """The words of a node on one line."""
    return " ".join(node.text_content().split())

"""What is asked of the looks of every page: nothing for axe to find, no sideways scrolling, a focus that is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# Phones, tablets, laptops, the widest screens.
WIDTHS = (360, 560, 820, 1280, 1920, 2560)

_SCRIPT = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")


def wider(page: Page) -> list[str]:
    """What is too wide for one of the windows."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"at {width}: {one}" for one in page.evaluate(f"() => {{ {_SCRIPT}; return wider(); }}")]
    return found


def unfocused(page: Page) -> list[str]:
    """What the keyboard cannot reach, or not visibly."""
    return list(page.evaluate(f"() => {{ {_SCRIPT}; return unfocused(); }}"))


def findings(page: Page, *rules: str) -> list[str]:
    """The serious and critical findings of axe, of these rules alone where some are named."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    told = page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    return [
        f"{one['impact']}: {one['id']}: {node['target']} {node['html'][:120]} {_why(node)}"
        for one in told
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def _why(node: Any) -> str:
    return " ".join(each["message"] for kind in ("any", "all", "none") for each in node[kind])[:200]

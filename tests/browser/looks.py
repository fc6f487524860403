"""What is asked of the looks of every page: accessibility by axe, no sideways scrolling, keyboard focus that is seen."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# Phones, tablets, laptops, the widest screens.
WIDTHS = (360, 560, 820, 1280, 1920, 2560)

# The page as a whole may not be wider than the window, and nothing outside a part that scrolls by itself may stick out.
_WIDER = """() => {
  const wide = innerWidth, root = document.documentElement;
  const found = [];
  if (root.scrollWidth > wide) found.push(`the page is ${root.scrollWidth} wide`);
  if (document.body.scrollWidth > wide) found.push(`the body is ${document.body.scrollWidth} wide`);
  const held = (node) => {
    for (let at = node.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible" && at !== document.body && at !== root) return true;
    }
    return false;
  };
  for (const node of document.querySelectorAll("main *, header *, footer *")) {
    if (!node.checkVisibility() || node.closest("svg")?.contains(node.parentElement)) continue;
    const { right, left, width } = node.getBoundingClientRect();
    if (width > 1 && (right > wide + 1 || left < -1) && !held(node)) found.push(`${node.tagName}.${node.className} reaches from ${left | 0} to ${right | 0}`);
  }
  return found.slice(0, 5);
}"""

# Whatever can be used by the mouse can take the focus, and is not the same to look at then; of sliders, whose handle no
# script can ask for its looks, only the former.
_FOCUS = """() => {
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [role=button]";
  const looks = (node) => {
    const told = [];
    for (let at = node, up = 0; at && up < 3; at = at.parentElement, up += 1) {
      const style = getComputedStyle(at);
      told.push(style.outlineStyle === "none" ? "" : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`,
        style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine, style.clipPath, style.transform);
    }
    return told.join("|");
  };
  const name = (node) => `${node.tagName.toLowerCase()}#${node.id}.${node.className?.baseVal ?? node.className} “${(node.textContent || "").trim().slice(0, 30)}”`;
  const found = [];
  for (const node of document.querySelectorAll(usable)) {
    if (!node.checkVisibility({ visibilityProperty: true }) || node.disabled || node.tabIndex < 0) continue;
    document.activeElement?.blur();
    const before = looks(node);
    node.focus({ preventScroll: true, focusVisible: true });
    if (document.activeElement !== node) found.push(`takes no focus: ${name(node)}`);
    else if (node.type !== "range" && looks(node) === before) found.push(`focus is not seen: ${name(node)}`);
  }
  const reached = `${usable}, label, option, [for], dialog, svg`;
  for (const node of document.querySelectorAll("main *, header *")) {
    if (!node.checkVisibility() || getComputedStyle(node).cursor !== "pointer" || node.closest(reached)) continue;
    if (!node.querySelector(usable)) found.push(`for the mouse alone: ${name(node)}`);
  }
  document.activeElement?.blur();
  return found.slice(0, 8);
}"""


def wider(page: Page) -> list[str]:
    """What is too wide for one of the windows."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"at {width}: {one}" for one in page.evaluate(_WIDER)]
    return found


def unfocused(page: Page) -> list[str]:
    """What the keyboard cannot reach, or not visibly."""
    return list(page.evaluate(_FOCUS))


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

/* The page as a whole may not be wider than the window, and nothing outside a part that scrolls by itself may stick out. */
function wider() {
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
}

/* Whatever can be used by the mouse can take the focus, and is not the same to look at then; of sliders, whose handle no
   script can ask for its looks, only the former. */
function unfocused() {
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex=\"0\"], [role=button]";
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
  // words of a text are claims that stand in the list beside it as well
  const reached = `${usable}, label, option, [for], dialog, svg, [data-claims]`;
  for (const node of document.querySelectorAll("main *, header *")) {
    if (!node.checkVisibility() || getComputedStyle(node).cursor !== "pointer" || node.closest(reached)) continue;
    if (!node.querySelector(usable)) found.push(`for the mouse alone: ${name(node)}`);
  }
  document.activeElement?.blur();
  return found.slice(0, 8);
}

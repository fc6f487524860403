/* Both ends of a marked place as handles: dragged with mouse or finger, moved with the arrow keys by character or word. */
import { make } from "/static/app/base.js";
import { offsetAt, pointsOf, rangeOf } from "/static/app/text.js";

const BLANK = /\s/u;

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && [found.offsetNode, found.offset];
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : null;
}

/* The next edge of a word from a place, in code points. */
export function wordEdge(root, place, by, length) {
  const inWord = (point) => point !== undefined && /[\p{L}\p{N}\p{M}]/u.test(point);
  if (by > 0) {
    const points = pointsOf(root, place, Math.min(length, place + 300));
    let at = 0;
    while (at < points.length && !inWord(points[at])) at += 1;
    while (at < points.length && inWord(points[at])) at += 1;
    return Math.min(length, place + Math.max(at, 1));
  }
  const begin = Math.max(0, place - 300);
  const points = pointsOf(root, begin, place);
  let at = points.length;
  while (at > 0 && !inWord(points[at - 1])) at -= 1;
  while (at > 0 && inWord(points[at - 1])) at -= 1;
  return Math.min(begin + at, place - 1 < 0 ? 0 : place - 1);
}

/* Two handles around [begin, end) of `root`; `onMove(begin, end)` on every change, `onSave`, `onCancel` by Enter and Escape.
   Gives back { end(), focus(), place() }. */
export function handles(root, { begin, end, label, onMove, onSave, onCancel }) {
  let place = [begin, end];
  const length = pointsOf(root, 0, Infinity).length;
  const box = root.parentElement;
  const layer = make("div", { class: "handles", role: "group", "aria-label": `Both ends of ${label}` });
  const told = make("span", { class: "unseen", role: "status", "aria-live": "polite" });
  const ends = ["begin", "end"].map((side, at) => make("button", {
    type: "button", class: `handle handle-${side}`, role: "slider", "aria-orientation": "horizontal", "aria-valuemin": "0", "aria-valuemax": String(length),
    "aria-label": `${side === "begin" ? "Begin" : "End"} of ${label}. Arrow keys move it by a character, with Ctrl by a word; Enter saves, Escape leaves it.`,
    onkeydown: (event) => key(event, at), onpointerdown: (event) => grab(event, at),
  }));
  layer.append(...ends, told);
  box.classList.add("has-handles");
  box.append(layer);

  function words() {
    const [from, to] = place;
    const cut = (a, b) => pointsOf(root, a, b).join("").replace(/\s+/g, " ");
    return [`begins with “${cut(from, Math.min(to, from + 40))}”`, `ends with “${cut(Math.max(from, to - 40), to)}”`];
  }

  function draw() {
    const range = rangeOf(root, ...place);
    if (window.Highlight && CSS.highlights) CSS.highlights.set("editing", new Highlight(range));
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
    const outer = layer.getBoundingClientRect();
    const [first, last] = [rects[0], rects.at(-1)];
    if (!first) return;
    const put = (node, x, rect) => { node.style.left = `${x - outer.left}px`; node.style.top = `${rect.top - outer.top}px`; node.style.height = `${rect.height}px`; };
    put(ends[0], first.left, first);
    put(ends[1], last.right, last);
    words().forEach((said, at) => { ends[at].setAttribute("aria-valuenow", String(place[at])); ends[at].setAttribute("aria-valuetext", said); });
  }

  function move(at, to, { speak = false } = {}) {
    const next = [...place];
    next[at] = at === 0 ? Math.max(0, Math.min(to, place[1] - 1)) : Math.min(length, Math.max(to, place[0] + 1));
    if (next[0] === place[0] && next[1] === place[1]) return;
    place = next;
    draw();
    onMove?.(...place);
    if (speak) told.textContent = words()[at];
  }

  function key(event, at) {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by) {
      event.preventDefault();
      event.stopPropagation();
      const wide = event.ctrlKey || event.altKey || event.shiftKey || event.metaKey || event.key === "ArrowUp" || event.key === "ArrowDown";
      move(at, wide ? wordEdge(root, place[at], by, length) : place[at] + by, { speak: true });
    } else if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); onSave?.(...place); }
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); onCancel?.(); }
  }

  function grab(event, at) {
    event.preventDefault();
    const handle = ends[at];
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    const rect = handle.getBoundingClientRect();
    const lift = event.clientY - (rect.top + Math.min(rect.height, 24) / 2); // the text is where the line is, not the finger
    layer.classList.add("dragging");
    const drag = (moved) => {
      const found = caretAt(moved.clientX, moved.clientY - lift);
      const to = found && root.contains(found[0]) ? offsetAt(root, ...found) : null;
      if (to !== null) move(at, to);
    };
    const drop = () => {
      layer.classList.remove("dragging");
      handle.removeEventListener("pointermove", drag);
      trim();
      told.textContent = words()[at];
    };
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("pointerup", drop, { once: true });
    handle.addEventListener("pointercancel", drop, { once: true });
  }

  /* Blanks at either end are nobody's words. */
  function trim() {
    const points = pointsOf(root, ...place);
    let [from, to] = place;
    while (points.length > 1 && BLANK.test(points[0])) { points.shift(); from += 1; }
    while (points.length > 1 && BLANK.test(points.at(-1))) { points.pop(); to -= 1; }
    if (from !== place[0] || to !== place[1]) { place = [from, to]; draw(); onMove?.(...place); }
  }

  const redraw = new ResizeObserver(draw);
  redraw.observe(root);
  draw();
  return {
    place: () => place,
    focus: (side = 0) => ends[side].focus(),
    end() { redraw.disconnect(); layer.remove(); box.classList.remove("has-handles"); CSS.highlights?.delete("editing"); },
  };
}

/* Places in an article's text. The record counts code points; JavaScript counts UTF-16 units, two for 🌉. */

/* How many code points a text has. */
export function pointLength(text) {
  let count = 0;
  for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) count += 1;
  return count;
}

/* Units that the first `points` code points take; never more than there are. */
export function toUnits(text, points) {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/* Code points in the first `units` units; a place inside a pair counts as before it. */
export function toPoints(text, units) {
  const end = Math.min(units, text.length);
  let count = 0;
  for (let at = 0; at < end;) {
    const step = text.codePointAt(at) > 0xffff ? 2 : 1;
    if (at + step > end) break;
    at += step;
    count += 1;
  }
  return count;
}

/* "3-9 12-20" to [[3, 9], [12, 20]], and back. */
export const spansOf = (given) => (given ?? "").split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));
export const spansText = (spans) => spans.map(([begin, end]) => `${begin}-${end}`).join(" ");

/* ------------------------------------------------------------ in the page

   The text stands in elements with data-b (where they begin). An element with data-points stands for so many characters
   that the page cannot hold itself: a carriage return, a control that would turn the reading direction. */

const lengthOf = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return pointLength(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return 0;
  if (node.dataset.points !== undefined) return Number(node.dataset.points);
  let sum = 0;
  for (const child of node.childNodes) sum += lengthOf(child);
  return sum;
};

/* The place of a point of the DOM in the text, null where it lies outside. */
export function offsetAt(root, node, offset) {
  if (!root.contains(node)) return null;
  let count = 0;
  let at = node;
  if (node.nodeType === Node.TEXT_NODE) count = toPoints(node.data, offset);
  else if (node.dataset?.points !== undefined) count = offset ? Number(node.dataset.points) : 0;
  else for (let child = 0; child < offset && child < node.childNodes.length; child += 1) count += lengthOf(node.childNodes[child]);
  while (at !== root) {
    if (at.nodeType === Node.ELEMENT_NODE && at.dataset.b !== undefined) return Number(at.dataset.b) + count;
    for (let before = at.previousSibling; before; before = before.previousSibling) count += lengthOf(before);
    at = at.parentNode;
  }
  return count;
}

function spotOf(root, place) {
  const stretches = root.querySelectorAll("[data-b]");
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (Number(stretches[middle].dataset.b) <= place) low = middle; else high = middle - 1;
  }
  let left = place - Number(stretches[low]?.dataset.b ?? 0);
  let last = [root, 0];
  for (const node of stretches[low]?.childNodes ?? []) {
    const length = lengthOf(node);
    const inText = node.nodeType === Node.TEXT_NODE;
    if (left <= length && inText) return [node, toUnits(node.data, left)];
    if (left < length) return [node.parentNode, [...node.parentNode.childNodes].indexOf(node)];
    left -= length;
    last = inText ? [node, node.data.length] : [node.parentNode, [...node.parentNode.childNodes].indexOf(node) + 1];
  }
  return last;
}

/* The range of the DOM that shows [begin, end). */
export function rangeOf(root, begin, end) {
  const range = document.createRange();
  range.setStart(...spotOf(root, begin));
  range.setEnd(...spotOf(root, end));
  return range;
}

/* The characters of [begin, end) as the article has them, one to an item. */
export function pointsOf(root, begin, end) {
  const found = [];
  let at = 0;
  const walk = (node) => {
    if (at >= end) return;
    if (node.nodeType === Node.TEXT_NODE) {
      const length = pointLength(node.data);
      if (at + length > begin) for (const point of node.data) { if (at >= begin && at < end) found.push(point); at += 1; }
      else at += length;
    } else if (node.dataset?.points !== undefined) {
      if (at >= begin) found.push(node.dataset.code ? String.fromCodePoint(parseInt(node.dataset.code.slice(2), 16)) : "\r");
      at += 1;
    } else node.childNodes.forEach(walk);
  };
  walk(root);
  return found;
}

/* What is selected in the text as [begin, end] in code points, without the blanks around it; null where nothing is. */
export function selected(root) {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(root);
  const inside = (node, offset, otherwise) => (whole.isPointInRange(node, offset) ? [node, offset] : otherwise);
  const first = inside(range.startContainer, range.startOffset, [root, 0]);
  const last = inside(range.endContainer, range.endOffset, [root, root.childNodes.length]);
  let [begin, end] = [offsetAt(root, ...first), offsetAt(root, ...last)];
  const points = pointsOf(root, begin, end);
  const blank = (point) => point !== undefined && point.trim() === "";
  while (begin < end && blank(points[0])) { points.shift(); begin += 1; }
  while (begin < end && blank(points.at(-1))) { points.pop(); end -= 1; }
  return begin < end ? [begin, end] : null;
}

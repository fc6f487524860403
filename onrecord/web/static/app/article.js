/* The article page: layers, the link between text and list, deep links, keys. Others attach to it through `reader`. */
import { keys } from "/static/app/base.js";
import { rangeOf } from "/static/app/text.js";

const text = document.getElementById("text");
const box = document.getElementById("reader");
const claims = () => [...document.querySelectorAll(".claim[data-claim]")];
const claimOf = (name) => document.querySelector(`.claim[data-claim="${CSS.escape(name)}"]`);

/* Where each claim stands in the text: name → stretches. */
const stretches = new Map();
function gather() {
  stretches.clear();
  for (const stretch of text.querySelectorAll("[data-claims]")) {
    for (const name of stretch.dataset.claims.split(" ")) {
      if (!stretches.has(name)) stretches.set(name, []);
      stretches.get(name).push(stretch);
    }
  }
}
gather();

/* The page as the server has it now, in place of what is shown: after something was judged. */
export async function renew() {
  const response = await fetch(location.pathname + location.search);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  lit = [];
  for (const id of ["text", "claims"]) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
  document.querySelector(".title .facts")?.replaceWith(fresh.querySelector(".title .facts"));
  for (const number of layers.querySelectorAll(".number")) {
    const value = number.closest("label").querySelector("input").value;
    number.textContent = fresh.querySelector(`#layers input[value="${value}"]`)?.closest("label").querySelector(".number").textContent ?? "0";
  }
  gather();
}

/* ------------------------------------------------------------ lighting up */

let lit = [];
export function light(names) {
  for (const node of lit) node.classList.remove("lit");
  lit = names.flatMap((name) => [...(stretches.get(name) ?? []), claimOf(name)]).filter(Boolean);
  for (const node of lit) node.classList.add("lit");
}

/* A place that no claim has in the text (a relation, a link to some words) is shown without touching the text. */
function paint(begin, end) {
  if (!window.Highlight || !CSS.highlights) return null;
  const range = rangeOf(text, begin, end);
  CSS.highlights.set("place", new Highlight(range));
  return range;
}

const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
function bring(node, block = "center") {
  node?.scrollIntoView({ block, behavior: quiet ? "auto" : "smooth" });
}

function flash(nodes) {
  for (const node of nodes) {
    node.classList.remove("flash");
    void node.offsetWidth; // lets the animation begin anew
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 2200);
  }
}

/* Show a claim in both columns. */
export function show(name, { focus = true } = {}) {
  const item = claimOf(name);
  const places = stretches.get(name) ?? [];
  if (!item && !places.length) return;
  for (const other of document.querySelectorAll(".claim.current")) other.classList.remove("current");
  item?.classList.add("current");
  light([name]);
  if (focus) item?.focus({ preventScroll: true });
  if (wide.matches) bringInColumn(item);
  bring(places[0] ?? item);
  flash([...places, item].filter(Boolean));
}

const wide = matchMedia("(min-width: 1000px)");
const column = document.querySelector(".claims-column");
function bringInColumn(item) {
  if (!item) return;
  const [outer, inner] = [column.getBoundingClientRect(), item.getBoundingClientRect()];
  if (inner.top < outer.top + 8 || inner.bottom > outer.bottom - 8) column.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: quiet ? "auto" : "smooth" });
}

const smallest = (names) => {
  const size = (name) => (stretches.get(name) ?? []).reduce((sum, node) => sum + node.textContent.length, 0);
  const rank = (name) => (name.startsWith("position-") ? 0 : 1);
  return [...names].sort((a, b) => rank(a) - rank(b) || size(a) - size(b))[0];
};

text.addEventListener("pointerover", (event) => {
  const stretch = event.target.closest("[data-claims]");
  if (stretch) light(stretch.dataset.claims.split(" "));
});
text.addEventListener("pointerleave", () => light(current() ? [current().dataset.claim] : []));
text.addEventListener("click", (event) => {
  const stretch = event.target.closest("[data-claims]");
  if (!stretch || !document.getSelection().isCollapsed) return;
  const names = stretch.dataset.claims.split(" ");
  const at = names.indexOf(current()?.dataset.claim);
  const name = at >= 0 ? names[(at + 1) % names.length] : smallest(names); // again and again: through all that stand here
  history.replaceState(null, "", `#${name}`);
  show(name, { focus: false });
});

export const current = () => document.querySelector(".claim.current");
for (const kind of ["pointerover", "focusin"]) {
  column.addEventListener(kind, (event) => {
    const item = event.target.closest(".claim[data-claim]");
    if (!item) return;
    light([item.dataset.claim]);
  });
}
column.addEventListener("pointerleave", () => light(current() ? [current().dataset.claim] : []));
column.addEventListener("click", (event) => {
  const link = event.target.closest(".claim-words a");
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.getAttribute("href"));
  follow();
});

/* ------------------------------------------------------------ deep links */

export function follow() {
  const name = decodeURIComponent(location.hash.slice(1));
  const place = /^at-(\d+)-(\d+)$/.exec(name);
  CSS.highlights?.delete("place");
  if (place) {
    const range = paint(Number(place[1]), Number(place[2]));
    bring((range ?? rangeOf(text, Number(place[1]), Number(place[2]))).startContainer.parentElement);
  } else if (name) show(name);
}
addEventListener("hashchange", follow);

/* ------------------------------------------------------------ layers */

const layers = document.getElementById("layers");
function layer() {
  const on = [...layers.querySelectorAll("input:checked")].map((input) => input.value);
  box.dataset.layers = on.join(" ");
  history.replaceState(null, "", `?layers=${on.join(",")}${location.hash}`);
}
layers.addEventListener("change", layer);
layers.addEventListener("submit", (event) => event.preventDefault());

/* ------------------------------------------------------------ keys */

export function step(by) {
  const all = claims().filter((item) => item.offsetParent !== null);
  const at = all.indexOf(current());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  if (!next) return;
  history.replaceState(null, "", `#${next.dataset.claim}`);
  show(next.dataset.claim);
}

const given = { j: ["Next claim", () => step(1)], k: ["Claim before", () => step(-1)] };
[...layers.querySelectorAll("input")].forEach((input, at) => {
  given[String(at + 1)] = [`Highlight: ${input.parentElement.querySelector(".sample").textContent}`, () => input.click()];
});
keys("This article", given);
follow();

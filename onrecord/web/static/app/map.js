/* The map: choices are sent as they are made, the slider of the period, and the panel behind a cell. */
import { complain, keys, make } from "/static/app/base.js";

const form = document.getElementById("choices");

/* ------------------------------------------------------------ choices */

function send() {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.append(name, value);
  if (asked.get("sort") !== "option") asked.delete("on");
  for (const [name, plain] of [["by", "coded"], ["sort", "said"], ["evidence", "any"]]) if (asked.get(name) === plain) asked.delete(name);
  document.querySelector(".scroll")?.classList.add("loading");
  location.href = asked.size ? `/map?${asked}` : "/map";
}

function remember(id) {
  try { sessionStorage.setItem("onrecord-held", id); } catch { /* storage may be closed */ }
}
try {
  const held = sessionStorage.getItem("onrecord-held");
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
  sessionStorage.removeItem("onrecord-held");
} catch { /* as above */ }

form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
for (const field of form.querySelectorAll("select, input[type=checkbox]")) field.addEventListener("change", () => { remember(field.id); send(); });
form.querySelector(".send button").hidden = true;

/* ------------------------------------------------------------ period */

const period = document.getElementById("period");
if (period) {
  const [from, to] = ["from", "to"].map((id) => document.getElementById(id));
  const [since, until] = ["since", "until"].map((id) => document.getElementById(id));
  const begin = Date.parse(`${period.dataset.first}T00:00:00Z`);
  const dayAt = (days) => new Date(begin + days * 86_400_000).toISOString().slice(0, 10);
  const daysTo = (day) => Math.round((Date.parse(`${day}T00:00:00Z`) - begin) / 86_400_000);
  const spoken = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const bars = [...period.querySelectorAll(".histogram rect")];
  const width = period.querySelector(".histogram").viewBox.baseVal.width;

  let byKey = false;
  let waiting;

  function show() {
    const [low, high] = [Number(from.value), Number(to.value)];
    const most = Number(from.max);
    since.value = low > 0 ? dayAt(low) : "";
    until.value = high < most ? dayAt(high) : "";
    from.setAttribute("aria-valuetext", spoken.format(new Date(begin + low * 86_400_000)));
    to.setAttribute("aria-valuetext", spoken.format(new Date(begin + high * 86_400_000)));
    for (const bar of bars) {
      const left = bar.x.baseVal.value / width * (most + 1);
      const right = (bar.x.baseVal.value + bar.width.baseVal.value) / width * (most + 1);
      bar.setAttribute("class", right > low && left < high + 1 ? "bar" : "bar-out");
    }
  }
  for (const [handle, other, sign] of [[from, to, 1], [to, from, -1]]) {
    handle.addEventListener("input", () => {
      if (sign * (Number(handle.value) - Number(other.value)) > 0) handle.value = other.value;
      show();
    });
    /* Keys move day by day: the map is asked for once they rest, and the handle is held again on the new page. */
    handle.addEventListener("change", () => {
      clearTimeout(waiting);
      if (!byKey) { send(); return; }
      waiting = setTimeout(() => { remember(handle.id); send(); }, 700);
    });
    handle.addEventListener("keydown", () => { byKey = true; });
    handle.addEventListener("pointerdown", () => { byKey = false; });
    /* The handle that is nearer to the pointer lies on top, so that neither hides the other where they meet. */
    handle.addEventListener("pointerdown", () => { handle.style.zIndex = "2"; other.style.zIndex = "1"; });
    handle.addEventListener("keydown", (event) => {
      if (event.key !== "PageUp" && event.key !== "PageDown") return;
      event.preventDefault();
      handle.value = String(Number(handle.value) + (event.key === "PageUp" ? 30 : -30));
      handle.dispatchEvent(new Event("input"));
      handle.dispatchEvent(new Event("change"));
    });
  }
  for (const field of [since, until]) field.addEventListener("change", () => {
    if (since.value) from.value = String(daysTo(since.value));
    if (until.value) to.value = String(daysTo(until.value));
    send();
  });
}

/* ------------------------------------------------------------ the panel behind a cell */

const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");
const cells = [...document.querySelectorAll("a.cell")];
let opened;

/* The part of the address that says which cell is open. */
function named(cell) {
  const asked = new URL(cell.href).searchParams;
  return `#cell=${["actor", "option"].map((name) => encodeURIComponent(asked.get(name))).join(",")}`;
}

async function open(cell) {
  const url = new URL(cell.href);
  url.searchParams.set("part", "yes");
  opened = cell;
  const response = await fetch(url);
  if (!response.ok) { location.href = cell.href; return; }
  /* The server's own page, made from escaped text; scripts in it could not run under the policy of the pages. */
  const part = new DOMParser().parseFromString(await response.text(), "text/html");
  if (opened !== cell) return;
  panelBody.replaceChildren(...part.body.children);
  panelBody.append(make("p", { class: "soft" }, make("a", { href: cell.href }, "This panel as a page")));
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  document.getElementById("panel-title").focus({ preventScroll: true });
  history.replaceState(null, "", named(cell));
}

panel.addEventListener("close", () => {
  history.replaceState(null, "", location.pathname + location.search);
  opened?.focus({ preventScroll: true });
  opened = undefined;
});
for (const cell of cells) {
  cell.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(cell).catch(complain);
  });
}
const meant = cells.find((cell) => location.hash && named(cell) === location.hash);
if (meant) open(meant).catch(complain);
if (location.hash === "#legend") document.getElementById("legend").open = true;
document.querySelector('.key a[href="#legend"]')?.addEventListener("click", () => { document.getElementById("legend").open = true; });

/* Arrow keys move from cell to cell as they stand on the page. */
document.querySelector(".matrix")?.addEventListener("keydown", (event) => {
  const cell = event.target.closest("a.cell");
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!cell || !step || event.ctrlKey || event.altKey || event.metaKey) return;
  const rows = [...document.querySelectorAll(".matrix tbody tr")];
  let row = rows.indexOf(cell.closest("tr"));
  let column = cell.closest("td").cellIndex;
  for (;;) {
    row += step[0];
    column += step[1];
    const place = rows[row]?.cells[column];
    if (!place) return;
    const next = place.querySelector("a.cell");
    if (next) { event.preventDefault(); next.focus(); return; }
  }
});

const find = form.querySelector("input[name=find]");
keys("Map", { f: ["Find an actor on the map", () => find.focus()], "↑ ↓ ← →": ["From cell to cell", () => {}] });

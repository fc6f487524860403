/* The frame of every page: sending with the word against forged posts, messages, keys, colours, the menu. */

const meta = () => document.querySelector('meta[name="csrf"]');

/* What a server said instead of doing what was asked; `detail` is for the page that asked. */
export class Refused extends Error {
  constructor(status, told) {
    super([told.error, told.way_out].filter(Boolean).join(" ") || `The server answered ${status}.`);
    this.status = status;
    this.detail = told.detail;
  }
}

async function answerOf(response) {
  const kind = response.headers.get("content-type") ?? "";
  const body = kind.includes("json") ? await response.json() : null;
  if (response.ok) return body;
  throw new Refused(response.status, body ?? {});
}

/* The word of the session as it is now: another one than the page was made with after the server was started anew. */
async function renew() {
  const response = await fetch("/session.json", { headers: { Accept: "application/json" } });
  const told = await answerOf(response);
  meta().content = told.csrf;
}

/* Send to the server: an object goes as JSON, FormData as a form. Answers with the JSON that comes back, or throws Refused. */
export async function send(url, body, { method = "POST", signal } = {}) {
  const once = () => {
    const headers = { Accept: "application/json", "X-CSRF-Token": meta().content };
    const isForm = body instanceof FormData || body instanceof URLSearchParams;
    if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
    return fetch(url, { method, headers, signal, body: body === undefined || isForm ? body : JSON.stringify(body) });
  };
  try {
    let response = await once();
    if (response.status === 403) {
      const told = await response.clone().json().catch(() => ({}));
      if (told.detail === "csrf") {
        await renew();
        response = await once();
      }
    }
    return await answerOf(response);
  } catch (error) {
    if (error instanceof TypeError) throw new Refused(0, { error: "The server cannot be reached.", way_out: "Is onrecord still running? Nothing was changed." });
    throw error;
  }
}

/* Get JSON from the server. */
export async function get(url, { signal } = {}) {
  return answerOf(await fetch(url, { headers: { Accept: "application/json" }, signal }));
}

/* Controls that would turn the reading direction of what follows, as the server shows them: [U+202E]. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
export const shown = (text) => String(text).replace(TURNS, (one) => `[U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

/* An element with attributes and children; text becomes text nodes only. */
export function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    node.append(child.nodeType ? child : document.createTextNode(shown(child)));
  }
  return node;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/* A short message in the corner, read out; `action` is [word, function]. A bad one stays until it is closed. */
export function toast(text, { bad = false, action, seconds = 6 } = {}) {
  const note = make("div", { class: bad ? "toast bad" : "toast" }, make("span", {}, text));
  const close = () => note.remove();
  if (action) note.append(make("button", { type: "button", onclick: () => { close(); action[1](); } }, action[0]));
  note.append(make("button", { type: "button", "aria-label": "Close this message", onclick: close }, icon("close")));
  const box = document.getElementById("toasts");
  box.append(note);
  while (box.children.length > 4) box.firstChild.remove();
  if (!bad) setTimeout(close, seconds * 1000);
  return close;
}

export function complain(error) {
  if (error?.name !== "AbortError") toast(error?.message ?? String(error), { bad: true });
}

/* ------------------------------------------------------------ keys */

const groups = []; // { title, keys: { "g m": [what it does, function] } }

/* Keys of a page: `keys("Review", { a: ["Accept", accept], "g m": ["Go to the map", go] })`. Shown with `?`. */
export function keys(title, given) {
  groups.push({ title, keys: given });
}

const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const store = (name, value) => { try { localStorage.setItem(name, value); } catch { /* storage may be closed */ } };

let before = "";
let beforeAt = 0;
function named(event) {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && event.key.length > 1) parts.push("Shift");
  parts.push(event.key === " " ? "Space" : event.key);
  return parts.join("+");
}
const typing = (target) => target instanceof Element && target.closest("input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable=true]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const key = named(event);
  const plain = !key.includes("Ctrl+") && !key.includes("Alt+");
  if (plain && (typing(event.target) || stored("onrecord-keys") === "off")) return;
  if (document.querySelector("dialog[open]")) return;
  if (/^(Enter|Space)$/.test(key) && event.target instanceof Element && event.target.closest("a, button, summary, label, input, [role=slider]")) return; // theirs
  const pair = performance.now() - beforeAt < 1200 ? `${before} ${key}` : "";
  before = key;
  beforeAt = performance.now();
  for (const name of [pair, key]) {
    for (const { keys: given } of [...groups].reverse()) {
      if (!name || !Object.hasOwn(given, name)) continue;
      event.preventDefault();
      before = "";
      given[name][1](event);
      return;
    }
  }
});

function showKeys() {
  const list = document.getElementById("keys-list");
  list.replaceChildren(...[...groups].reverse().map(({ title, keys: given }) => make("section", {},
    make("h3", {}, title),
    make("dl", {}, Object.entries(given).map(([key, [what]]) => [
      make("dt", {}, key.split(" ").map((one, at) => [at ? " then " : "", make("kbd", {}, one)])),
      make("dd", {}, what),
    ])))));
  document.getElementById("keys").showModal();
}

const go = (path) => () => { location.href = path; };
const places = { "?": ["Show this help", showKeys], "/": ["Search", () => document.getElementById("bar-q")?.focus()] };
for (const link of document.querySelectorAll(".menu a")) {
  const word = link.textContent.trim(); // by its first letter that no page before it has taken
  const key = [...word.toLowerCase()].map((letter) => `g ${letter}`).find((one) => !Object.hasOwn(places, one));
  if (key) places[key] = [`Go to ${word}`, go(link.getAttribute("href"))];
}
keys("Everywhere", places);

/* ------------------------------------------------------------ the bar */

function start() {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const spoken = { auto: "as the system", light: "light", dark: "dark" };
  const tell = () => theme.setAttribute("aria-label", `Colours: ${spoken[root.dataset.theme ?? "auto"]}`);
  theme.addEventListener("click", () => {
    const order = ["auto", "light", "dark"];
    const next = order[(order.indexOf(root.dataset.theme ?? "auto") + 1) % 3];
    if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
    store("onrecord-theme", next);
    tell();
    toast(`Colours: ${spoken[next]}`, { seconds: 2 });
  });
  tell();

  const menu = document.getElementById("menu");
  const opener = document.getElementById("menu-open");
  const open = (wanted) => { menu.classList.toggle("open", wanted); opener.setAttribute("aria-expanded", String(wanted)); };
  opener.addEventListener("click", () => open(!menu.classList.contains("open")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (menu.classList.contains("open")) { open(false); opener.focus(); }
    for (const who of document.querySelectorAll(".who[open]")) { who.open = false; who.querySelector("summary").focus(); }
  });

  document.getElementById("keys-open").addEventListener("click", showKeys);
  const single = document.getElementById("keys-on");
  single.checked = stored("onrecord-keys") !== "off";
  single.addEventListener("change", () => store("onrecord-keys", single.checked ? "on" : "off"));
  for (const dialog of document.querySelectorAll("dialog")) {
    for (const button of dialog.querySelectorAll("[data-close]")) button.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }
  /* A form marked data-confirm asks before it is sent. */
  document.addEventListener("submit", (event) => {
    const asked = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (asked && !confirm(asked)) event.preventDefault();
  });
}
start();

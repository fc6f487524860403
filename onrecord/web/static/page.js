"use strict";
/* The page itself: data, small builders of elements, theme, the order and search of the map. */
const data = JSON.parse(document.getElementById("data").textContent);
const WORDS = { supports: "For", open: "Open", undecided: "Undecided", reluctant: "Reluctant", opposes: "Against" };
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

const own = (object, key) => (key !== undefined && key !== null && Object.hasOwn(object, key) ? object[key] : undefined);
const clean = (text) => text.replace(TURNS, "");
const place = (kind, ...parts) => `#${kind}=${parts.map(encodeURIComponent).join(",")}`;
const actorName = (id) => own(data.actors, id)?.name ?? id ?? "unnamed";

/* Text becomes text nodes only; nothing from an article is ever parsed as markup. */
function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") node.className = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    node.append(child.nodeType ? child : document.createTextNode(clean(String(child))));
  }
  return node;
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

function chip(stance, extra) {
  return make("span", { class: `mark s-${stance} ${extra ?? ""}` }, icon(stance), make("span", { class: "word" }, WORDS[stance]));
}

function actorLink(id) {
  if (id === undefined || id === null) return make("span", { class: "unknown" }, "unnamed");
  return make("a", { class: "actor", href: place("actor", id) }, make("bdi", {}, actorName(id)));
}

(function theme() {
  const button = document.getElementById("theme");
  const word = document.getElementById("theme-word");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const spoken = { auto: "as the system", light: "light", dark: "dark" };
  let chosen = "auto";
  try { chosen = localStorage.getItem("onrecord-theme") ?? "auto"; } catch { /* a page from a file may have no storage */ }
  if (!Object.hasOwn(spoken, chosen)) chosen = "auto";
  function show() {
    document.documentElement.dataset.theme = chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
    word.textContent = chosen[0].toUpperCase() + chosen.slice(1);
    button.setAttribute("aria-label", `Colours: ${spoken[chosen]}`);
  }
  button.addEventListener("click", () => {
    const order = ["auto", "light", "dark"];
    chosen = order[(order.indexOf(chosen) + 1) % order.length];
    try { localStorage.setItem("onrecord-theme", chosen); } catch { /* as above */ }
    show();
  });
  system.addEventListener("change", show);
  show();
})();

(function map() {
  const find = document.getElementById("find");
  const order = document.getElementById("order");
  if (!find) return;
  const tables = [...document.querySelectorAll(".matrix")];
  const buttons = [...document.querySelectorAll(".sort")];
  for (const button of buttons) order.append(make("option", { value: `on:${button.dataset.option}` }, `by ${button.textContent}`));

  function answer(body, option) {
    for (const pair of body.dataset.answers.split(" ")) {
      const [id, value] = pair.split(":");
      if (id && decodeURIComponent(id) === option) return Number(value);
    }
    return undefined;
  }
  function compare(kind) {
    const byCamp = (a, b) => a.dataset.camp - b.dataset.camp;
    if (kind === "name") return (a, b) => a.dataset.name.localeCompare(b.dataset.name);
    if (!kind.startsWith("on:")) return byCamp;
    const option = kind.slice(3);
    return (a, b) => (answer(b, option) ?? -9) - (answer(a, option) ?? -9) || byCamp(a, b);
  }
  function sort(kind) {
    for (const table of tables) table.append(...[...table.tBodies].sort(compare(kind)));
    for (const button of buttons) button.setAttribute("aria-pressed", String(kind === `on:${button.dataset.option}`));
  }
  order.addEventListener("change", () => sort(order.value));
  for (const button of buttons) {
    button.title = "Order the rows by this option";
    button.addEventListener("click", () => {
      const kind = `on:${button.dataset.option}`;
      order.value = order.value === kind ? "camp" : kind;
      sort(order.value);
    });
  }
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    for (const row of document.querySelectorAll(".matrix tbody tr")) {
      const bodyName = row.parentElement.dataset.name.toLowerCase();
      row.hidden = wanted !== "" && !row.cells[0].textContent.toLowerCase().includes(wanted) && !bodyName.includes(wanted);
    }
    for (const body of document.querySelectorAll(".matrix tbody")) body.hidden = [...body.rows].every((row) => row.hidden);
  });
  const derived = document.getElementById("derived");
  if (!document.querySelector(".matrix .mark.derived")) derived.closest("label").hidden = true;
  derived.addEventListener("change", () => document.getElementById("map").classList.toggle("no-derived", !derived.checked));
})();

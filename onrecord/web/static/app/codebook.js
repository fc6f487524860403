/* The codebook is edited, checked while one types, tried and saved. */
import { send, toast, complain, make, Refused } from "/static/app/base.js";

const form = document.getElementById("form");
const yaml = document.getElementById("yaml");
const bar = document.getElementById("save-bar");
const told = document.getElementById("save-told");
const saveButton = document.getElementById("save");
const work = document.getElementById("work");

const listed = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);
const fieldOf = (box, name) => box.querySelector(`[data-field="${name}"]`);
const cards = () => [...form.querySelectorAll("[data-option]")];

/* What is in the form, as the server takes it. */
function sent() {
  const body = { expected: bar.dataset.expected };
  if (yaml) return { ...body, text: yaml.value };
  body.issues = [...form.querySelectorAll("[data-issue]")].map((issue) => ({
    name: fieldOf(issue, "issue").value,
    options: [...issue.querySelectorAll("[data-option]")].map((card) => ({
      id: fieldOf(card, "id").value,
      label: fieldOf(card, "label").value,
      description: fieldOf(card, "description").value,
      keywords: listed(fieldOf(card, "keywords").value),
      parent: fieldOf(card, "parent").value,
      opposed: listed(fieldOf(card, "opposed").value),
    })),
  }));
  return body;
}

/* ------------------------------------------------------------ checking */

let untouched = "";
let timer = 0;
let asking = null;
let saved = false;

const touched = () => !saved && JSON.stringify(sent()) !== untouched;

function changed() {
  clearTimeout(timer);
  timer = setTimeout(check, 500);
}

async function check() {
  if (!bar) return;
  asking?.abort();
  asking = new AbortController();
  try {
    show(await send("/codebook/check", sent(), { signal: asking.signal }));
  } catch (error) {
    if (error.name !== "AbortError") told.textContent = error.message;
  }
}

const many = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

let written = ""; // what is edited, as YAML

function show({ text, problems, warnings, changes, orphans }) {
  written = text;
  const parts = [];
  if (problems.length) parts.push(many(problems.length, "problem"));
  else if (changes.length) parts.push(`${many(changes.length, "change")}: ${changes.slice(0, 4).map((one) => `${one.kind} “${one.label}”`).join(", ")}${changes.length > 4 ? " …" : ""}`);
  else parts.push(touched() && yaml ? "The text changed, but not what it says" : "Nothing changed yet");
  for (const one of orphans) parts.push(`${many(one.judged, "judgement")} on “${one.label}” will be kept but count for nothing`);
  if (warnings.length) parts.push(many(warnings.length, "warning"));
  told.textContent = `${parts.join(". ")}.`;
  told.classList.toggle("is-problem", problems.length > 0);
  saveButton.disabled = problems.length > 0 || !touched();
  if (yaml) showLines(problems, warnings); else showFields(problems, warnings, changes);
}

function showLines(problems, warnings) {
  const item = (kind) => (one) => make("li", { class: kind }, one.line && make("button", { type: "button", class: "link", onclick: () => goTo(one.line) }, `Line ${one.line}.`), " ", make("bdi", {}, one.text));
  const box = document.getElementById("yaml-told");
  const found = [...problems.map(item("is-problem")), ...warnings.map(item("is-warning"))];
  box.replaceChildren(...(found.length ? [make("ul", { class: "problem-list" }, found)] : []));
  yaml.setAttribute("aria-invalid", String(problems.length > 0));
}

function goTo(line) {
  const lines = yaml.value.split("\n");
  const begin = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  yaml.focus();
  yaml.setSelectionRange(begin, begin + (lines[line - 1] ?? "").length);
  yaml.scrollTop = (line - 4) * parseFloat(getComputedStyle(yaml).lineHeight);
}

let number = 0;

function showFields(problems, warnings, changes) {
  for (const line of form.querySelectorAll(".told")) { line.hidden = true; line.textContent = ""; }
  for (const input of form.querySelectorAll("[aria-invalid]")) { input.removeAttribute("aria-invalid"); input.removeAttribute("aria-describedby"); }
  for (const flag of form.querySelectorAll(".flag")) { flag.hidden = true; flag.classList.remove("bad"); }
  const kinds = new Map(changes.map((one) => [one.option, one]));
  for (const card of cards()) {
    const change = kinds.get(fieldOf(card, "id").value);
    if (change) flag(card, change.kind === "changed" ? `${change.fields.join(", ")} changed` : change.kind);
  }
  const issues = [...form.querySelectorAll("[data-issue]")];
  const rest = [];
  for (const [found, kind] of [[warnings, "is-warning"], [problems, "is-problem"]]) {
    for (const one of found) {
      const issue = one.place && issues[one.place[0]];
      const card = issue && one.place[1] !== null ? issue.querySelectorAll("[data-option]")[one.place[1]] : null;
      if (!issue) { if (kind === "is-problem") rest.push(one.text); continue; }
      const input = fieldOf(card ?? issue, mostLikely(one, card));
      const line = input.closest(".field").querySelector(".told");
      line.textContent = [line.textContent, one.text].filter(Boolean).join("\n");
      line.className = `told ${kind}`;
      line.hidden = false;
      line.id ||= `told-${number += 1}`;
      input.setAttribute("aria-describedby", line.id);
      if (kind === "is-problem") input.setAttribute("aria-invalid", "true");
      if (card && kind === "is-problem") flag(card, "has a problem", true);
      else if (card && card.querySelector(".flag").hidden) flag(card, "has a warning");
    }
  }
  if (rest.length) told.textContent = rest.join(" ");
}

/* A message names the line that an option begins in; its words tell the field. */
function mostLikely({ text, place }, card) {
  if (!card) return "issue";
  const words = [[/parent|part of/, "parent"], [/opposed/, "opposed"], [/keyword/, "keywords"], [/no description|descriptions/, "description"], [/label/, "label"], [/\bids?\b/, "id"]];
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? (place[2] === "id" ? "label" : place[2]);
}

function flag(card, text, bad = false) {
  const mark = card.querySelector(".flag");
  mark.textContent = text;
  mark.hidden = false;
  mark.classList.toggle("bad", bad);
}

function offerIds() {
  const list = document.getElementById("option-ids");
  list?.replaceChildren(...cards().map((card) => make("option", { value: fieldOf(card, "id").value }, fieldOf(card, "label").value)).filter((one) => one.value));
}

/* ------------------------------------------------------------ editing */

function move(card, step) {
  const all = cards();
  const list = card.parentElement;
  const beside = step < 0 ? card.previousElementSibling : card.nextElementSibling;
  if (beside) list.insertBefore(card, step < 0 ? beside : beside.nextElementSibling);
  else {
    const lists = [...form.querySelectorAll(".options")];
    const other = lists[lists.indexOf(list) + step];
    if (!other) return;
    if (step < 0) other.append(card); else other.prepend(card);
  }
  card.querySelector(`[data-move="${step}"]`).focus();
  toast(`${fieldOf(card, "label").value || "The option"} is number ${cards().indexOf(card) + 1} of ${all.length} now.`, { seconds: 2 });
  changed();
}

function moveIssue(issue, step) {
  const beside = step < 0 ? issue.previousElementSibling : issue.nextElementSibling;
  if (!beside) return;
  form.insertBefore(issue, step < 0 ? beside : beside.nextElementSibling);
  issue.querySelector(`[data-move-issue="${step}"]`).focus();
  changed();
}

function takeOut(node, what) {
  const { parentElement: parent, nextElementSibling: next } = node;
  node.remove();
  toast(`${what} is removed once you save.`, { action: ["Undo", () => { parent.insertBefore(node, next); offerIds(); changed(); }], seconds: 10 });
  offerIds();
  changed();
}

function add(list, template) {
  const card = document.getElementById(template).content.firstElementChild.cloneNode(true);
  list.append(card);
  card.querySelector("input").focus();
  changed();
  return card;
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const card = button.closest("[data-option]");
  const issue = button.closest("[data-issue]");
  if (button.dataset.move) move(card, Number(button.dataset.move));
  else if (button.dataset.moveIssue) moveIssue(issue, Number(button.dataset.moveIssue));
  else if ("remove" in button.dataset) takeOut(card, fieldOf(card, "label").value || "The option");
  else if ("removeIssue" in button.dataset) takeOut(issue, fieldOf(issue, "issue").value || "The issue");
  else if ("addOption" in button.dataset) add(issue.querySelector(".options"), "new-option");
});

form?.addEventListener("input", (event) => {
  const card = event.target.closest("[data-option]");
  if (card && event.target.dataset.field === "label") card.querySelector("[data-label]").textContent = event.target.value || "A new option";
  if (["label", "id"].includes(event.target.dataset.field)) offerIds();
  changed();
});

/* Receipts are fetched when an option is opened. */
form?.addEventListener("toggle", async (event) => {
  const box = event.target.open && event.target.querySelector?.("[data-examples]");
  if (!box || box.dataset.seen || box.firstElementChild) return;
  box.dataset.seen = "yes";
  try {
    const answer = await fetch(`/codebook/examples/${encodeURIComponent(box.dataset.examples)}`, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error("The examples cannot be seen at present.");
    box.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  } catch (error) { box.dataset.seen = ""; complain(error); }
}, true);

document.getElementById("add-issue")?.addEventListener("click", () => {
  const issue = add(form, "new-issue");
  add(issue.querySelector(".options"), "new-option");
  fieldOf(issue, "issue").focus();
});

/* ------------------------------------------------------------ saving, trying */

async function save(event) {
  event?.preventDefault();
  saveButton.disabled = true;
  try {
    const { location: next } = await send("/codebook/save", sent());
    saved = true;
    location.assign(next);
  } catch (error) {
    saveButton.disabled = false;
    if (error instanceof Refused && error.status === 422) { told.textContent = error.message; check(); } else complain(error);
    if (error.status === 409) {
      const href = URL.createObjectURL(new Blob([yaml?.value ?? written], { type: "application/yaml" }));
      told.replaceChildren(make("a", { href, download: "codebook-mine.yaml" }, "Download what you edited"), ", then reload the page.");
    }
  }
}

async function tryOut() {
  try {
    const { trial } = await send("/codebook/try", { ...sent(), most: Number(document.getElementById("most").value) });
    const address = new URL(location.href);
    address.searchParams.set("trial", trial);
    history.replaceState(null, "", address);
    await watch();
    document.getElementById("trial")?.focus();
    document.getElementById("trial")?.scrollIntoView({ block: "start" });
  } catch (error) { complain(error); }
}

const QUICK = 700; // milliseconds between two looks while something is worked on
let watching = 0;

async function watch() {
  clearTimeout(watching);
  const trial = new URL(location.href).searchParams.get("trial");
  try {
    const answer = await fetch(`/codebook/work${trial ? `?trial=${encodeURIComponent(trial)}` : ""}`, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error("The work cannot be watched at present. Reload the page.");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const open = [...work.querySelectorAll("details[open]")].map((one) => one.id);
    const focused = work.contains(document.activeElement);
    work.replaceChildren(...fresh.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById("trial")?.focus({ preventScroll: true });
  } catch (error) { if (!(error instanceof TypeError)) complain(error); }
  later();
}

function later() {
  if (work.querySelector('[data-state="running"], [data-state="waiting"]')) watching = setTimeout(watch, QUICK);
}

work.addEventListener("click", async (event) => {
  const stop = event.target.closest("[data-stop]")?.dataset.stop;
  if (!stop) return;
  try { await send(`/codebook/try/${stop}/stop`); await watch(); } catch (error) { complain(error); }
});

if (bar) {
  untouched = JSON.stringify(sent());
  const opened = yaml && location.pathname === "/codebook/file";
  if (opened) untouched = "";
  yaml?.addEventListener("input", changed);
  document.getElementById("try")?.addEventListener("click", tryOut);
  saveButton.addEventListener("click", save);
  addEventListener("beforeunload", (event) => { if (touched() && !opened) event.preventDefault(); });
  offerIds();
  check();
}
later();

/* Files are sent in parts, the reading is watched. */
import { send, toast, complain, make } from "/static/app/base.js";

const READABLE = /\.(txt|text|md|markdown|html?|xhtml|shtml|jsonl|ndjson|json|csv|tsv|zip)$/i;
const HIDDEN = /(^|\/)(\.|~\$|__MACOSX|Thumbs\.db|desktop\.ini)/;
const PART = { bytes: 24_000_000, files: 400 }; // of one request: small enough to see it move, few enough round trips
const NAMES_SHOWN = 100;

const form = document.getElementById("order");
const chosen = new Map(); // name → File, in the order of choosing

function take(files) {
  let passed = 0;
  for (const [name, file] of files) {
    if (HIDDEN.test(name)) continue;
    if (!READABLE.test(name)) { passed += 1; continue; }
    chosen.set(name, file);
  }
  show(passed);
}

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function show(passed = 0) {
  const box = document.getElementById("chosen");
  const files = [...chosen].sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }));
  const bytes = files.reduce((sum, [, file]) => sum + file.size, 0);
  const told = [files.length ? `${files.length} file${files.length === 1 ? "" : "s"}, ${size(bytes)}. ` : ""];
  if (passed) told.push(`${passed} of other kinds passed over. `);
  box.replaceChildren(make("p", { class: "soft" }, told, files.length && make("button", { type: "button", class: "link", onclick: () => { chosen.clear(); show(); } }, "Take back")));
  if (files.length) box.append(make("ul", { tabindex: "0", "aria-label": "Chosen files" }, files.slice(0, NAMES_SHOWN).map(([name]) => make("li", {}, make("bdi", {}, name))), files.length > NAMES_SHOWN && make("li", {}, `and ${files.length - NAMES_SHOWN} more`)));
  if (!files.length && !passed) box.replaceChildren();
}

/* All files of a dropped folder, and of the folders in it. */
async function inside(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [[path + entry.name, file]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) found.push(...await inside(one, `${path}${entry.name}/`));
  }
}

async function sendFiles(bar) {
  const files = [...chosen];
  const total = files.reduce((sum, [, file]) => sum + file.size, 0) || 1;
  let tray = "";
  let sent = 0;
  while (files.length) {
    const part = new FormData();
    if (tray) part.append("tray", tray);
    let bytes = 0;
    for (let number = 0; files.length && number < PART.files && (!number || bytes + files[0][1].size <= PART.bytes); number += 1) {
      const [name, file] = files.shift();
      part.append("files", file, name);
      bytes += file.size;
    }
    ({ tray } = await send("/read/files", part));
    sent += bytes;
    bar.value = sent / total;
  }
  return tray;
}

function problem(text) {
  const box = document.getElementById("problem");
  box.hidden = !text;
  box.textContent = text ?? "";
}

async function order(event) {
  if (event.submitter?.hasAttribute("formaction")) return; // the bundled debate goes as a plain form
  event.preventDefault();
  const start = document.getElementById("start");
  const bar = document.getElementById("sending");
  problem();
  start.disabled = true;
  try {
    const body = new FormData(form);
    body.delete("files");
    if (chosen.size) {
      bar.hidden = false;
      bar.value = 0;
      body.append("tray", await sendFiles(bar));
    }
    await send("/read", body);
    chosen.clear();
    show();
    for (const name of ["text", "title", "codebook"]) form.elements[name].value = "";
    if (form.elements.folder) form.elements.folder.value = "";
    toast("The reading is in the queue.");
    await watch();
    document.getElementById("readings").scrollIntoView({ block: "nearest" });
  } catch (error) {
    problem(error.message);
  } finally {
    start.disabled = false;
    bar.hidden = true;
  }
}

/* ------------------------------------------------------------ watching */

const box = document.getElementById("jobs");
const states = new Map();
const QUICK = 700; // milliseconds between two looks while something is read; rests when nothing is
let timer = 0;

function speak() {
  for (const item of box.querySelectorAll(".job")) {
    const { state, title } = item.dataset;
    const was = states.get(item.id);
    if (was && was !== state) document.getElementById("told").textContent = `${title}: ${state}`;
    states.set(item.id, state);
  }
}

async function watch() {
  clearTimeout(timer);
  try {
    const response = await fetch("/read/jobs", { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error("The readings cannot be seen at present. Reload the page.");
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").body;
    const open = [...box.querySelectorAll("details[open]")].map((one) => one.id);
    const held = document.activeElement?.closest?.("[data-stop]")?.dataset.stop;
    box.replaceChildren(...fresh.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (held) box.querySelector(`[data-stop="${held}"] button`)?.focus();
    speak();
  } catch (error) {
    if (!(error instanceof TypeError)) complain(error);
  }
  if (box.querySelector('[data-state="running"], [data-state="waiting"]')) timer = setTimeout(watch, QUICK);
}

box.addEventListener("submit", async (event) => {
  const number = event.target.dataset.stop;
  if (!number) return;
  event.preventDefault();
  try {
    await send(`/read/jobs/${number}/stop`);
    await watch();
  } catch (error) { complain(error); }
});

if (form) {
  form.addEventListener("submit", order);
  form.elements.files.addEventListener("change", (event) => { take([...event.target.files].map((file) => [file.name, file])); event.target.value = ""; });
  document.getElementById("folder-files").addEventListener("change", (event) => { take([...event.target.files].map((file) => [file.webkitRelativePath || file.name, file])); event.target.value = ""; });
  const drop = document.getElementById("drop");
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [file.name, file]);
    try {
      take(entries.length ? (await Promise.all(entries.map((entry) => inside(entry, "")))).flat() : plain);
    } catch { problem("These could not be opened by the browser. Choose them with the buttons instead."); }
  });
}
speak();
if (box.querySelector('[data-state="running"], [data-state="waiting"]')) timer = setTimeout(watch, QUICK);

/* Judging in the article: accept, reject, change, move the words, add what was missed, from the text itself. */
import { current, renew, show } from "/static/app/article.js";
import { complain, get, icon, keys, make, toast } from "/static/app/base.js";
import { claimForm } from "/static/app/claimform.js";
import { judge, step } from "/static/app/judging.js";
import { menuOf } from "/static/app/marking.js";
import { handles } from "/static/app/spans.js";
import { spansOf } from "/static/app/text.js";

const text = document.getElementById("text");
const list = document.getElementById("claims");
const article = document.getElementById("reader").dataset.article;
const tools = document.getElementById("claims-tools");
const said = make("span", { class: "unseen", role: "status", "aria-live": "polite" });
// From so many claims on, their buttons are made when they are come to: each is a dozen elements.
const MANY = 300;

let moving = null; // the handles on the text
let open = null; // the form that is open
const say = (words) => { said.textContent = words; };

/* ------------------------------------------------------------ writing */

const ofClaim = (node) => ({ kind: node.dataset.kind, of: node.dataset.id });
const versionOf = (node) => Number(node.dataset.version);

async function write(saying, { words, told = {} }) {
  try {
    const answer = await judge(() => saying, told);
    await renew();
    fill();
    const name = answer ? `${saying.kind}-${answer.id}` : null;
    if (name && document.querySelector(`.claim[data-claim="${CSS.escape(name)}"]`)) { history.replaceState(null, "", `#${name}`); show(name); }
    if (answer) toast(words, { action: ["Undo", () => step(false)] });
    say(answer ? words : "Left as it stands.");
  } catch (error) { complain(error); }
}

const decide = (node, verdict, words) => write({ ...ofClaim(node), verdict, expected: versionOf(node) }, { words });
const change = (node, what, words, told) => write({ ...ofClaim(node), verdict: "corrected", expected: versionOf(node), change: what }, { words, told });

/* ------------------------------------------------------------ the buttons of a claim */

const doings = {
  accept: (node) => decide(node, "right", "Accepted."),
  reject: (node) => decide(node, "wrong", node.dataset.state === "added" ? "Deleted." : "Rejected."),
  doubt: (node) => decide(node, "unsure", "Held unsure."),
  words: moveWords,
  form: openForm,
};

function buttonsOf(node) {
  const box = node.querySelector("[data-tools]");
  if (!box || box.childElementCount) return;
  const added = node.dataset.state === "added";
  const lines = [["accept", "done", "Accept", "a"], ["reject", "close", added ? "Delete" : "Reject", "r"], ["doubt", "warn", "Unsure", "d"], ["words", "edit", "Words", "e"], ["form", "edit", "Change", "f"]];
  box.append(...lines.map(([what, picture, word, key]) => make("button", { type: "button", class: "quiet", "aria-keyshortcuts": key, onclick: () => { show(node.dataset.claim, { focus: false }); doings[what](node); } }, icon(picture), word)));
}

function fill() {
  const all = list.querySelectorAll(".claim");
  if (all.length <= MANY) all.forEach(buttonsOf);
  const name = decodeURIComponent(location.hash.slice(1));
  if (name) document.querySelector(`.claim[data-claim="${CSS.escape(name)}"]`)?.classList.add("current");
}
for (const kind of ["pointerover", "focusin"]) list.addEventListener(kind, (event) => { const node = event.target.closest(".claim"); if (node) buttonsOf(node); });

/* ------------------------------------------------------------ the words */

function stop() {
  moving?.end();
  moving = null;
}

/* The place that is moved of a claim: what a position rests on, the first words of a statement. */
const partOf = (node) => (node.dataset.kind === "position" ? "evidence" : "content");

function moveWords(node) {
  stop();
  const part = partOf(node);
  const spans = spansOf(node.dataset[part]);
  if (!spans.length) return;
  const [begin, end] = spans[0];
  const bar = make("p", { class: "actions editing-words" });
  const leave = () => { stop(); bar.remove(); node.focus(); };
  const save = (from, to) => {
    leave();
    if (from === begin && to === end) return;
    const moved = [[from, to], ...spans.slice(1)];
    change(node, { [part]: part === "evidence" ? moved[0] : moved }, "The words were changed.", { [part]: "other words" });
  };
  moving = handles(text, { begin, end, label: "the words", onSave: save, onCancel: leave });
  bar.append(make("button", { type: "button", class: "primary", onclick: () => save(...moving.place()) }, "Save these words"), make("button", { type: "button", class: "plain", onclick: leave }, "Leave them"));
  node.querySelector("[data-tools]").after(bar);
  moving.focus(1);
  say("Move either end with the arrow keys, with Ctrl by a word. Enter saves, Escape leaves it.");
}

/* ------------------------------------------------------------ the form */

const where = { root: text, base: 0, article, kept: () => marking.kept() };

function close() {
  open?.remove();
  open = null;
  stop();
}

async function openForm(node) {
  close();
  try {
    const view = await get(`/review/claim.json?${new URLSearchParams({ id: node.dataset.id, kind: node.dataset.kind })}`);
    const form = await claimForm(view.claim, where, {
      onCancel: () => { close(); node.focus(); },
      onSave: ({ change: what, told, note }) => {
        close();
        // Saved unchanged is a word that it is right.
        const verdict = Object.keys(what).length ? "corrected" : "right";
        write({ kind: view.kind, of: view.id, verdict, expected: view.version, change: verdict === "right" ? {} : what, note }, { words: verdict === "right" ? "Accepted." : "Changed.", told });
      },
    });
    open = form;
    node.append(form);
    form.querySelector("input:checked, select, button").focus();
  } catch (error) { complain(error); }
}

/* What was missed: a form above the list, with what the words around it tell already. */
async function add(kind, [begin, end]) {
  close();
  const around = [...list.querySelectorAll('.claim[data-kind="statement"]')].find((node) => spansOf(node.dataset.content).some(([b, e]) => b <= begin && end <= e));
  const actor = around?.dataset.actor || null;
  const actorName = actor ? around.querySelector(".claim-head .actor")?.textContent.trim() : null;
  const made = kind === "position"
    ? { kind, article, evidence: [begin, end], actor, actorName, option: null, stance: null, scope: "general", voice: "own", tense: "current", by: null, condition: null, reason: null, statement: around?.dataset.id ?? null }
    : { kind, article, sort: "indirect", actor: null, content: [[begin, end]], source: [], cue: [] };
  try {
    const form = await claimForm(made, where, {
      isNew: true,
      onCancel: () => { close(); text.focus(); },
      onSave: ({ change: what, note }) => { close(); write({ kind, of: null, verdict: "corrected", change: { ...what, article }, note }, { words: kind === "position" ? "A position was added." : "A statement was added." }); },
    });
    form.prepend(make("h3", {}, kind === "position" ? "A new position" : "A new statement"));
    form.classList.add("card");
    open = form;
    tools.after(form);
    form.scrollIntoView({ block: "nearest" });
    form.querySelector("input, button").focus();
  } catch (error) { complain(error); }
}

/* ------------------------------------------------------------ what marked words can be */

async function use(node, part, place) {
  if (part === "evidence") { change(node, { evidence: place }, "It rests on these words now.", { evidence: "other words" }); return; }
  if (part === "limit" || part === "condition") { change(node, { condition: { kind: part, spans: [place] } }, part === "limit" ? "Limited to these words." : "These words are its condition.", { condition: "other words" }); return; }
  const held = part === "content" || part === "reason" ? [] : spansOf(node.dataset[part]).filter(([b, e]) => e <= place[0] || b >= place[1]);
  change(node, { [part]: [...held, place].sort((a, b) => a[0] - b[0]) }, "Changed.", { [part]: "other words" });
}

function offers(place) {
  const node = current();
  const more = !node || !node.dataset.kind ? []
    : node.dataset.kind === "position"
      ? [["Its words", () => use(node, "evidence", place)], ["Its reason", () => use(node, "reason", place)], ["Its condition", () => use(node, "condition", place)], ["Its limit", () => use(node, "limit", place)]]
      : [["Its words", () => use(node, "content", place)], ["Its source", () => use(node, "source", place)], ["Its cue", () => use(node, "cue", place)]];
  return [[["New position", () => add("position", place)], ["New statement", () => add("statement", place)]], more];
}

const marking = menuOf(text, offers, say);
tools.append(make("button", { type: "button", class: "plain", "aria-keyshortcuts": "v", onclick: marking.caret }, icon("edit"), "Mark words by keyboard"), make("span", { class: "soft" }, "or select them in the text."), said);

/* ------------------------------------------------------------ keys, undo */

document.addEventListener("onrecord:stepped", (event) => {
  event.preventDefault();
  renew().then(() => {
    fill();
    const [target] = event.detail.targets ?? [];
    if (target && event.detail.kind !== "actor") show(`${event.detail.kind}-${target}`);
  }).catch(complain);
});

const on = (does) => () => { const node = current(); if (node?.dataset.kind) does(node); else toast("Choose a claim first: j and k go through them."); };
keys("The claim in hand", {
  a: ["Accept", on(doings.accept)], r: ["Reject", on(doings.reject)], d: ["Hold unsure", on(doings.doubt)], e: ["Move its words", on(doings.words)], f: ["Change anything of it", on(doings.form)],
  v: ["Mark words by keyboard", marking.caret], Enter: ["What the marked words are", () => marking.enter()],
});
fill();

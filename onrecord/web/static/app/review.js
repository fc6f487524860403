/* The queue: the next claims are here before they are needed, decisions are sent behind the page. */
import { complain, get, keys, make, send, toast } from "/static/app/base.js";
import { followed, inTurn, judge, step } from "/static/app/judging.js";
import { choices, pickActor, pickOption } from "/static/app/pick.js";
import { itemOf, lineOf, STANCES, wordOf } from "/static/app/review-item.js";
import { handles } from "/static/app/spans.js";

const box = document.getElementById("review");
const hand = document.getElementById("in-hand");
const may = box.dataset.may !== undefined;
const query = box.dataset.query;
// Claims that are asked for at once, and how few may be left ahead before more are asked for: at a decision a second
// there are some ten seconds for the answer.
const LOT = 20;
const FEW = 10;

const items = [];
const known = new Map();
let at = 0;
let after = null;
let more = true;
let asking = null;
let left = Number(box.dataset.total);
let today = Number(box.dataset.today);
let editing = null;

const current = () => items[at];
const say = (text) => { document.getElementById("said").textContent = text; };

/* ------------------------------------------------------------ getting them */

function keep(found) {
  for (const one of found) {
    if (known.has(one.id)) continue;
    known.set(one.id, one);
    items.push(one);
  }
}

async function fetchMore() {
  if (!more || asking) return asking;
  const told = new URLSearchParams(query);
  told.set("limit", String(items.length ? LOT : 6));
  if (after) told.set("after", after);
  asking = get(`/review/queue.json?${told}`).then((answer) => {
    keep(answer.items);
    after = answer.after;
    more = after !== null;
    if (answer.total !== null && answer.total !== undefined) left = answer.total;
  }).catch((error) => { more = false; complain(error); }).finally(() => { asking = null; });
  return asking;
}

/* A claim again as it stands now, after it was judged or taken back. */
async function again(id) {
  const one = await get(`/review/item.json?${new URLSearchParams({ id })}`);
  const place = items.findIndex((held) => held.id === id || held.id === one.id);
  if (place >= 0) { one.reasons = one.reasons.length ? one.reasons : items[place].reasons; known.delete(items[place].id); items[place] = one; }
  known.set(one.id, one);
  return one;
}

/* ------------------------------------------------------------ showing them */

const does = {
  accept: () => decide("right", {}, "Accepted"),
  reject: () => decide("wrong", {}, "Rejected"),
  doubt: () => decide("unsure", {}, "Held unsure"),
  stance: (stance) => (stance === current()?.claim.stance ? does.accept() : decide("corrected", { stance }, `Changed to ${wordOf(stance)}`, { stance: wordOf(stance) })),
  skip: () => { say("Skipped."); go(at + 1); },
  option: () => choose("option"),
  actor: () => choose("actor"),
  words: () => editWords(),
  form: () => openForm(),
  merge: () => mergeWith(),
};

function show({ focus = true } = {}) {
  stopEditing();
  const one = current();
  if (!one) { hand.replaceChildren(asking ? make("p", { class: "soft" }, "Getting more…") : end()); numbers(); return; }
  hand.replaceChildren(itemOf(one, may ? does : null));
  if (focus) hand.focus({ preventScroll: true });
  if (hand.getBoundingClientRect().top < 0) hand.scrollIntoView({ block: "start" });
  numbers();
  if (items.length - at <= FEW && more && !asking) fetchMore().then(numbers);
}

function end() {
  return make("div", { class: "empty" }, make("p", {}, items.length ? "That was the last of this queue." : "Nothing waits here."),
    make("p", {}, make("a", { class: "button", href: query ? `/review?${query}` : "/review" }, "Look again"), " ", query && make("a", { class: "button", href: "/review" }, "All of the queue")));
}

const ahead = () => items.slice(at + 1).filter((one) => !one.decided).slice(0, LOT);

function numbers() {
  document.getElementById("left").textContent = left.toLocaleString("en");
  document.getElementById("today").textContent = Math.max(0, today).toLocaleString("en");
  const next = ahead();
  document.getElementById("upcoming").replaceChildren(...next.map((one) => lineOf(one, () => go(items.indexOf(one)))));
  const shown = document.getElementById("shown-count");
  if (shown) { shown.textContent = String(onScreen().length); document.getElementById("accept-shown").disabled = !onScreen().length; }
}

async function go(to) {
  at = Math.max(0, to);
  if (at >= items.length && more) { hand.replaceChildren(make("p", { class: "soft" }, "Getting more…")); await fetchMore(); }
  at = Math.min(at, items.length);
  show();
}

/* On to the next that is not decided. */
function onward() {
  let next = at + 1;
  while (items[next]?.decided) next += 1;
  return go(next);
}

/* ------------------------------------------------------------ deciding */

function decide(verdict, change, word, told = {}) {
  const one = current();
  if (!one) return;
  const before = { decided: one.decided, state: one.state };
  one.decided = true;
  if (!before.decided && !before.state) { left = Math.max(0, left - 1); }
  today += 1;
  const name = `${one.claim.actorName} on ${one.claim.optionLabel}`;
  say(`${word}: ${name}. u takes it back.`);
  onward();
  judge(() => ({ kind: "position", of: one.id, verdict, expected: one.version, change }), told).then(async (answer) => {
    if (answer) { one.version = answer.version; one.state = answer.state; } else today -= 1;
    const fresh = await again(one.id).catch(() => null);
    if (fresh && answer) fresh.decided = true;
    if (!answer) { say(`Kept as it stands: ${name}.`); }
  }).catch((error) => {
    Object.assign(one, before);
    today -= 1;
    if (!before.decided && !before.state) left += 1;
    complain(error);
    at = Math.max(0, items.indexOf(one));
    show();
    say(`Not written: ${name}.`);
  });
}

async function choose(what) {
  const one = current();
  if (!one) return;
  try {
    const { claim } = one;
    const found = what === "option" ? await pickOption(claim.option) : await pickActor(claim.actor, claim.article);
    if (!found || current() !== one) { hand.focus(); return; }
    if (found.id === claim[what]) does.accept();
    else decide("corrected", { [what]: found.id }, what === "option" ? `Moved to ${found.label}` : `Given to ${found.label}`, { [what]: found.label });
  } catch (error) { complain(error); }
}

function stopEditing() {
  editing?.end();
  editing = null;
}

function editWords() {
  const one = current();
  const text = document.getElementById("passage");
  if (!one || !text || editing) return;
  const base = one.passage.begin;
  const [from, to] = one.claim.evidence;
  const most = one.passage.end;
  const save = (begin, end) => {
    stopEditing();
    bar.remove();
    if (begin + base === from && end + base === to) { does.accept(); return; }
    decide("corrected", { evidence: [begin + base, end + base] }, "Words changed", { evidence: "other words" });
  };
  const cancel = () => { stopEditing(); bar.remove(); hand.focus(); };
  editing = handles(text, { begin: from - base, end: Math.min(to, most) - base, label: "the words", onSave: save, onCancel: cancel });
  const bar = make("p", { class: "actions editing-words" }, make("button", { type: "button", class: "primary", onclick: () => save(...editing.place()) }, "Save these words"), make("button", { type: "button", class: "plain", onclick: cancel }, "Leave them"), make("a", { href: one.passage.url }, "In the whole article"));
  text.closest("figure").append(bar);
  editing.focus(1);
  say("Move either end with the arrow keys, with Ctrl by a word; Enter saves, Escape leaves it.");
}

async function openForm() {
  const one = current();
  if (!one) return;
  try {
    const { formDialog } = await import("/static/app/claimform.js");
    const change = await formDialog(one.claim, { base: one.passage.begin, root: document.getElementById("passage"), article: one.claim.article });
    if (change && current() === one) decide("corrected", change.change, "Changed", change.told);
    else hand.focus();
  } catch (error) { complain(error); }
}

async function mergeWith() {
  const one = current();
  if (!one) return;
  try {
    const { mergeDialog } = await import("/static/app/merging.js");
    const answer = await mergeDialog({ id: one.claim.actor, name: one.claim.actorName, article: one.claim.article });
    hand.focus();
    if (!answer) return;
    // The register is made anew behind the page; the claims ahead are shown under their new names once it is.
    followed(answer).then(async (told) => {
      toast(told.said, { action: ["Undo", () => step(false)] });
      await again(one.id).catch(() => null);
      if (current()?.id === one.id) show({ focus: false });
    }).catch(complain);
  } catch (error) { complain(error); }
}

/* ------------------------------------------------------------ taking back */

document.addEventListener("onrecord:stepped", (event) => {
  event.preventDefault();
  const told = event.detail;
  if (!told.done) return;
  const targets = told.targets ?? [];
  if (told.kind !== "position" || targets.length !== 1) { if (targets.length > 1) startAnew(); return; }
  if (told.undone) { today -= 1; left += 1; } else { today += 1; left = Math.max(0, left - 1); }
  again(targets[0]).then((one) => {
    one.decided = !told.undone;
    const place = items.findIndex((held) => held.id === one.id);
    if (place < 0) items.splice(at, 0, one); else at = place;
    if (told.undone) show(); else onward();
  }).catch(complain);
});

async function startAnew() {
  items.length = 0;
  known.clear();
  at = 0;
  after = null;
  more = true;
  await fetchMore();
  show();
}

/* ------------------------------------------------------------ many at once */

const onScreen = () => [current(), ...ahead()].filter((one) => one && !one.decided && !one.state);

async function acceptMany(body, count) {
  try {
    const answer = await inTurn(() => send("/review/accept.json", body));
    today += answer.count;
    toast(answer.said, { action: ["Undo", () => step(false)], seconds: 20 });
    if (answer.count < count) toast(`${count - answer.count} were judged by somebody meanwhile and left as they are.`);
    await startAnew();
  } catch (error) { complain(error); }
}

if (may) {
  const preview = document.getElementById("bulk-preview");
  const offer = (words, lines, body, count) => preview.replaceChildren(make("div", { class: "card" }, make("p", {}, words), lines.length ? make("ul", {}, lines.map((line) => make("li", {}, make("bdi", {}, line)))) : null,
    count > 0 && make("p", { class: "actions" }, make("button", { type: "button", class: "primary", onclick: () => { preview.replaceChildren(); acceptMany(body, count); } }, `Accept ${count.toLocaleString("en")}`), make("button", { type: "button", class: "plain", onclick: () => preview.replaceChildren() }, "Leave it"))));
  document.getElementById("accept-shown").addEventListener("click", () => {
    const some = onScreen();
    offer(`${some.length} claims, as they are shown:`, some.slice(0, 30).map((one) => `${one.claim.actorName} · ${one.claim.stanceWord} · ${one.claim.optionLabel}`), { ids: some.map((one) => one.id) }, some.length);
    preview.scrollIntoView({ block: "nearest" });
  });
  document.getElementById("bulk").addEventListener("submit", async (event) => {
    event.preventDefault();
    const least = Number(document.getElementById("least").value);
    const body = { query: Object.fromEntries(new URLSearchParams(query)), at_least: least };
    try {
      const told = await inTurn(() => send("/review/accept.json", { ...body, preview: true }));
      offer(told.count ? `${told.count.toLocaleString("en")} claims with a score of at least ${least}, for example:` : `No claim that nobody has judged has a score of at least ${least}.`, told.some, body, told.count);
    } catch (error) { complain(error); }
  });
  const stances = Object.fromEntries(STANCES.map((stance, place) => [String(place + 1), [`Stance: ${wordOf(stance)}`, () => does.stance(stance)]]));
  keys("Review", {
    a: ["Accept", does.accept], r: ["Reject", does.reject], d: ["Hold unsure", does.doubt], ...stances,
    o: ["Another option", does.option], c: ["Another actor", does.actor], e: ["Other words", does.words], f: ["Change anything of it", does.form], m: ["Same actor as…", does.merge],
    s: ["Skip", does.skip], n: ["Next", () => go(at + 1)], p: ["The one before", () => go(at - 1)],
    u: ["Undo", () => step(false)], U: ["Redo", () => step(true)],
    Enter: ["Open it in its article", () => { if (current() && document.activeElement === hand) location.href = current().passage.url; }],
  });
} else keys("Review", { n: ["Next", () => go(at + 1)], p: ["The one before", () => go(at - 1)] });

/* The filter's actor is chosen by typing. */
const actor = document.getElementById("f-actor");
const held = document.getElementById("f-actor-id");
async function chooseActor() {
  const found = await pickActor(held.value, null, { title: "Whose positions?", create: false, none: "anybody" });
  if (found) { held.value = found.id; actor.value = found.id ? found.label : ""; }
  actor.focus();
}
actor.addEventListener("click", chooseActor);
actor.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); chooseActor(); } });
document.getElementById("filter").addEventListener("submit", (event) => {
  for (const field of event.target.elements) if (field.name && field.value === "") field.disabled = true; // a short address
});
addEventListener("pageshow", () => { for (const field of document.getElementById("filter").elements) field.disabled = false; });

/* ------------------------------------------------------------ beginning */

if (box.dataset.first) {
  try { keep([await get(`/review/item.json?${new URLSearchParams({ id: box.dataset.first })}`)]); } catch (error) { complain(error); }
  if (items.length) show({ focus: false });
}
if (items.length || left > 0) {
  await fetchMore();
  show({ focus: false });
}
if (may) choices().catch(() => {});

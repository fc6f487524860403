/* Decisions: sent one after the other, so that undo means what it says; two versions side by side where somebody was first. */
import { complain, get, icon, make, Refused, send, toast } from "/static/app/base.js";

/* What is on its way: the next thing waits for it. */
let chain = Promise.resolve();
let under = 0;
addEventListener("beforeunload", (event) => { if (under) event.preventDefault(); });

export function inTurn(does) {
  const count = (by) => { under += by; document.documentElement.dataset.writing = String(under); };
  count(1);
  const done = chain.then(does).finally(() => count(-1));
  chain = done.catch(() => {});
  return done;
}

/* Write a decision; `said()` is asked for it when its turn comes, `told` names what of it is other in words. Where
   somebody else was first, both versions are shown and one is chosen; null where theirs is kept. */
export function judge(said, told = {}) {
  return inTurn(() => write(said(), told));
}

async function write(said, told) {
  try {
    return await send("/review/judge.json", said);
  } catch (error) {
    if (!(error instanceof Refused) || !error.detail?.stale) throw error;
    const mine = await conflict(error, said, told);
    if (!mine) return null;
    return write({ ...said, of: error.detail.now.id, expected: error.detail.version }, told);
  }
}

/* ------------------------------------------------------------ two versions */

const VERDICTS = { right: "Accept it as it was", wrong: "Reject it", unsure: "Hold it unsure", corrected: "Change it" };
const STATES = { accepted: "Accepted", changed: "Changed", added: "Added", rejected: "Rejected", unsure: "Held unsure" };
const when = (text) => (text ? new Date(text).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }) : "");

function linesOf(claim) {
  if (claim.kind === "statement") return [["Who", claim.actorName ?? "unnamed"], ["Kind", claim.sort], ["Words", claim.text]];
  return [["Who", claim.actorName], ["Stance", claim.stanceWord], ["On", claim.optionLabel], ["Scope", claim.scopeWord], ["Voice", claim.voiceWord], ["Words", claim.text]];
}

const NAMES = { option: "On", actor: "Who", stance: "Stance", scope: "Scope", voice: "Voice", tense: "When", by: "Said by", evidence: "Words", condition: "Condition", reason: "Reason", kind: "Kind", content: "Words", source: "Source", cue: "Cue" };

function mineLines(said, told) {
  const lines = Object.keys(said.change ?? {}).filter((name) => NAMES[name]).map((name) => [NAMES[name], told[name] ?? String(said.change[name])]);
  return [["What", VERDICTS[said.verdict]], ...lines];
}

function conflict(error, said, told) {
  const { now, who, at } = error.detail;
  const list = (lines) => make("dl", { class: "version" }, lines.map(([name, value]) => [make("dt", {}, name), make("dd", {}, make("bdi", {}, value))]));
  return new Promise((resolve) => {
    const keep = make("button", { type: "button", class: "plain" }, "Keep theirs");
    const take = make("button", { type: "button", class: "primary" }, "Write mine over it");
    const dialog = make("dialog", { class: "conflict", "aria-labelledby": "conflict-title", "aria-describedby": "conflict-why" },
      make("header", {}, make("h2", { id: "conflict-title" }, "Somebody was first")),
      make("p", { id: "conflict-why", class: "why" }, error.message),
      make("div", { class: "versions" },
        make("section", {}, make("h3", {}, who ? ["As ", make("bdi", {}, who), " has it"] : "As it stands now"), make("p", { class: "soft" }, [STATES[now.state] ?? "As the machine has it", when(at)].filter(Boolean).join(", ")), list(linesOf(now.claim))),
        make("section", {}, make("h3", {}, "As you want it"), make("p", { class: "soft" }, "Not written yet"), list(mineLines(said, told)))),
      make("p", { class: "actions" }, keep, take));
    const end = (mine) => { dialog.close(); dialog.remove(); resolve(mine); };
    keep.addEventListener("click", () => end(false));
    take.addEventListener("click", () => end(true));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); end(false); });
    document.body.append(dialog);
    dialog.showModal();
    keep.focus();
  });
}

/* ------------------------------------------------------------ taking back */

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/* Follow a decision on who is who until it is over; it goes on behind the page. */
export async function followed(answer) {
  let told = answer;
  let close = null;
  while (told.renewal && !told.over) {
    close ??= toast(told.said, { seconds: 600 });
    await pause(500);
    told = await get(`/review/renewals/${told.renewal}.json`);
  }
  close?.();
  if (told.renewal && !told.done) throw new Refused(422, { error: told.said });
  return told;
}

let closeLast = () => {};

/* Take back what one decided last, or bring it back. Pages that show it take the event; the others offer to be shown anew. */
export async function step(redo) {
  try {
    const told = await inTurn(async () => followed(await send("/review/undo.json", { redo })));
    const taken = !document.dispatchEvent(new CustomEvent("onrecord:stepped", { detail: told, cancelable: true }));
    const other = redo ? ["Undo", () => step(false)] : ["Redo", () => step(true)];
    closeLast();
    if (!told.done) closeLast = toast(redo ? "There is nothing to bring back." : "There is nothing to take back.");
    else closeLast = toast(told.said, { action: taken ? other : ["Show", () => location.reload()] });
    return told;
  } catch (error) { complain(error); return null; }
}

/* ------------------------------------------------------------ what I decided */

export function chipOf(stance, word) {
  return make("span", { class: `mark s-${stance}` }, icon(stance), make("span", { class: "word" }, word));
}

export const whenWords = when;

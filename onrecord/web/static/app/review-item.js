/* One claim of the queue as the page shows it. */
import { icon, make } from "/static/app/base.js";
import { chipOf, whenWords } from "/static/app/judging.js";

const STATES = { accepted: "accepted", changed: "changed", added: "added", rejected: "rejected", unsure: "held unsure" };
export const STANCES = ["supports", "open", "undecided", "reluctant", "opposes"];
const STANCE_WORDS = { supports: "For", open: "Open", undecided: "Undecided", reluctant: "Reluctant", opposes: "Against" };
export const wordOf = (stance) => STANCE_WORDS[stance];

/* Markup of the server's own making, every piece of text in it escaped there. */
function passageOf(html) {
  const text = make("div", { class: "text", id: "passage", "data-b": "0", lang: "en", dir: "auto" });
  text.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  return text;
}

function machineLine(one) {
  const same = one.machine.length === 1 && !one.state;
  if (same) {
    const [held] = one.machine;
    return make("p", { class: "machine" }, "The machine is ", make("b", {}, `${Math.round(held.score * 100)} %`), " sure ", make("span", { class: "soft" }, `(${held.method}, version `, make("bdi", {}, held.version), ")"));
  }
  if (!one.machine.length) return one.basis ? make("p", { class: "machine" }, "The machine no longer finds it; it had ", chipOf(one.basis.stance, one.basis.stanceWord), ".") : null;
  return make("div", { class: "machine" }, make("p", {}, "The machine says:"), make("ul", {}, one.machine.map((held) => make("li", {}, chipOf(held.stance, held.stanceWord), " ", make("bdi", {}, held.actorName), " on ", make("bdi", {}, held.optionLabel), make("span", { class: "soft" }, ` ${Math.round(held.score * 100)} %`)))));
}

function historyOf(one) {
  if (!one.history.length) return null;
  return make("ul", { class: "history" }, one.history.slice(-6).map((said) => make("li", { class: said.withdrawn ? "withdrawn" : "" },
    make("b", {}, make("bdi", {}, said.reviewer)), ` ${said.word}`, said.withdrawn ? " and took it back" : "", make("span", { class: "soft" }, `, ${whenWords(said.at)}`), said.note ? [": ", make("bdi", {}, said.note)] : null)));
}

function button(key, name, word, does, kind = "plain") {
  return make("button", { type: "button", class: kind, "aria-keyshortcuts": key, onclick: does }, name && icon(name), word, " ", make("kbd", { "aria-hidden": "true" }, key));
}

/* The element of a claim; `does` are what its buttons do, null for readers. */
export function itemOf(one, does) {
  const { claim, passage } = one;
  const words = [["Scope", claim.scopeWord], ["Voice", claim.byName ? `said by ${claim.byName}` : claim.voiceWord], ["Date", claim.date ?? "undated"]];
  if (claim.tense === "former") words.push(["Time", "formerly"]);
  if (claim.condition) words.push([claim.condition.kind === "limit" ? "Limited to" : "Condition", claim.condition.text]);
  if (claim.reason) words.push(["Reason", claim.reason.text]);
  const card = make("article", { class: "card item-card", "aria-labelledby": "sentence" },
    make("p", { class: "why-here" }, one.reasons.map((reason) => make("span", { class: "tag" }, reason)),
      one.state && make("span", { class: `state state-${one.state}` }, icon(one.state === "rejected" ? "close" : one.state === "unsure" ? "warn" : "done"), `${STATES[one.state]} by `, make("bdi", {}, one.reviewer)),
      one.disagreement && make("span", { class: "state state-unsure" }, icon("warn"), one.disagreement === "gone" ? "the machine no longer finds it" : "the machine now says otherwise"),
      one.disputed && make("span", { class: "state state-unsure" }, icon("warn"), "reviewers disagree")),
    make("h2", { id: "sentence", class: "sentence" }, make("bdi", {}, one.sentence)),
    make("p", { class: "row" }, chipOf(claim.stance, claim.stanceWord), make("a", { class: "actor", href: `/actors/${encodeURI(claim.actor).replace(/[?#]/g, encodeURIComponent)}` }, make("bdi", {}, claim.actorName)), make("span", { class: "soft" }, "on"), make("a", { class: "option", href: `/options/${encodeURIComponent(claim.option)}` }, make("bdi", {}, claim.optionLabel))),
    make("figure", { class: "passage", "data-layers": "evidence reason condition content source cue" },
      make("figcaption", {}, make("a", { href: passage.url }, make("bdi", {}, passage.called)), make("span", { class: "soft" }, [passage.outlet, claim.date].filter(Boolean).map((part) => [" · ", make("bdi", {}, part)]))),
      make("div", { class: "passage-text" }, passage.begin > 0 && make("span", { class: "soft cut", "aria-hidden": "true" }, "…"), passageOf(passage.html), passage.end < passage.length && make("span", { class: "soft cut", "aria-hidden": "true" }, "…"))),
    make("dl", { class: "parts-of-claim" }, words.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, make("bdi", {}, value))))),
    machineLine(one), historyOf(one));
  if (!does) return card;
  const stances = make("div", { class: "stance-buttons", role: "group", "aria-label": "Change the stance" }, STANCES.map((stance, at) => make("button", { type: "button", class: "stance-button", "aria-pressed": String(stance === claim.stance), "aria-keyshortcuts": String(at + 1), onclick: () => does.stance(stance) }, chipOf(stance, wordOf(stance)), make("kbd", { "aria-hidden": "true" }, String(at + 1)))));
  const bar = make("div", { class: "deciding", role: "group", "aria-label": "Decide" },
    make("div", { class: "deciding-row" }, button("a", "done", "Accept", does.accept, "primary"), button("r", "close", "Reject", does.reject), button("d", "warn", "Unsure", does.doubt), button("s", "next", "Skip", does.skip)),
    stances,
    make("div", { class: "deciding-row" }, button("o", "", "Option", does.option), button("c", "", "Actor", does.actor), button("e", "edit", "Words", does.words), button("f", "edit", "More", does.form), button("m", "", "Same as…", does.merge)));
  return make("div", { class: "in-turn" }, card, bar);
}

/* A line of the list of what comes next. */
export function lineOf(one, does) {
  return make("li", {}, make("button", { type: "button", class: "line", onclick: does }, chipOf(one.claim.stance, one.claim.stanceWord), make("span", {}, make("bdi", {}, one.claim.actorName), make("span", { class: "soft" }, " ", make("bdi", {}, one.claim.optionLabel)))));
}

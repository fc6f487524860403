/* The form in which anything of a claim is changed: it gives the change alone, so that the rest stays as it is. */
import { icon, make, toast } from "/static/app/base.js";
import { chipOf } from "/static/app/judging.js";
import { choices, pickActor, pickOption } from "/static/app/pick.js";
import { handles } from "/static/app/spans.js";
import { pointsOf, selected, spansText } from "/static/app/text.js";

let number = 0;
const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/* `claim` as the server tells it, or what is given of a new one; `where` is { root, base, article }: the text on the
   page and where in the article it begins. `onSave({ change, told })`, `onCancel()`. */
export async function claimForm(claim, where, { onSave, onCancel, isNew = false }) {
  const chosen = await choices();
  number += 1;
  const id = (name) => `cf-${number}-${name}`;
  const draft = structuredClone(claim);
  const isPosition = claim.kind === "position";
  let moving = null;
  const stop = () => { moving?.end(); moving = null; };

  const field = (name, word, control) => { control.id = id(name); return make("div", { class: "field" }, make("label", { for: id(name) }, word), control); };
  const select = (name, word, lines, value) => field(name, word, make("select", { onchange: (event) => { draft[name] = event.target.value; } }, lines.map((one) => make("option", { value: one.id, selected: one.id === value }, one.label))));

  /* A field that is chosen by typing in a dialog. */
  function picked(name, word, called, choose, clearable = false) {
    const shown = make("bdi", {}, draft[called] ?? "choose…");
    const open = make("button", { type: "button", class: "plain picked" }, shown);
    const clear = clearable ? make("button", { type: "button", class: "quiet", "aria-label": `No ${word.toLowerCase()}` }, icon("close")) : null;
    const show = () => { shown.textContent = draft[called] ?? (clearable ? "nobody" : "choose…"); if (clear) clear.hidden = !draft[name]; };
    open.addEventListener("click", async () => {
      const found = await choose(draft[name]);
      if (found) { draft[name] = found.id; draft[called] = found.label; show(); }
      open.focus();
    });
    clear?.addEventListener("click", () => { draft[name] = null; draft[called] = null; show(); open.focus(); });
    show();
    open.setAttribute("aria-labelledby", `${id(name)}-label ${id(name)}`);
    open.id = id(name);
    return make("div", { class: "field" }, make("span", { class: "label", id: `${id(name)}-label` }, word), make("span", { class: "with-button" }, open, clear));
  }

  /* The places of a part of the claim: moved by handles, taken from what is selected, removed. */
  function places(name, word, read, write, { many = true, needed = false } = {}) {
    const list = make("ul", { class: "places" });
    const box = make("div", { class: "field" }, make("span", { class: "label" }, word), list);
    const put = (spans) => { write(spans); show(); };
    function show() {
      const spans = read();
      const cut = ([b, e]) => pointsOf(where.root, Math.max(0, b - where.base), Math.min(e - where.base, b - where.base + 140)).join("");
      list.replaceChildren(...spans.map((span, at) => make("li", {}, make("q", {}, make("bdi", {}, cut(span) || "words outside of what is shown")),
        make("span", { class: "place-tools" },
          make("button", { type: "button", class: "quiet", onclick: () => move(at) }, icon("edit"), "Move", make("span", { class: "unseen" }, ` ${word.toLowerCase()} ${at + 1}`)),
          (!needed || spans.length > 1) && make("button", { type: "button", class: "quiet", onclick: () => put(spans.filter((_, other) => other !== at)) }, icon("close"), "Remove", make("span", { class: "unseen" }, ` ${word.toLowerCase()} ${at + 1}`))))),
      make("li", {}, make("button", { type: "button", class: "link", onmousedown: (event) => event.preventDefault(), onclick: take }, spans.length && !many ? "Use the marked words instead" : "Add the marked words", make("span", { class: "unseen" }, ` as ${word.toLowerCase()}`))));
    }
    function take() {
      const found = selected(where.root) ?? where.kept?.();
      if (!found) { toast("Mark the words in the text first."); return; }
      const span = found.map((at) => at + where.base);
      put(many ? [...read().filter((one) => one[1] <= span[0] || one[0] >= span[1]), span].sort((a, b) => a[0] - b[0]) : [span]);
    }
    function move(at) {
      stop();
      const spans = read();
      const [b, e] = spans[at].map((one) => one - where.base);
      const keep = (begin, end) => { write(spans.map((one, other) => (other === at ? [begin + where.base, end + where.base] : one))); };
      const close = () => { stop(); show(); list.querySelector("button")?.focus(); };
      moving = handles(where.root, { begin: Math.max(0, b), end: e, label: word.toLowerCase(), onMove: keep, onSave: close, onCancel: () => { write(spans); close(); } });
      moving.focus(1);
    }
    show();
    return box;
  }

  const spans = (name) => places(name, { content: "Words", source: "Source", cue: "Cue" }[name], () => draft[name] ?? [], (found) => { draft[name] = found; }, { needed: name === "content" });
  const condition = () => {
    const kinds = select("conditionKind", "Limited or conditional", [{ id: "limit", label: "limited to a part" }, { id: "condition", label: "on a condition" }], draft.condition?.kind ?? "condition");
    kinds.querySelector("select").onchange = (event) => { draft.conditionKind = event.target.value; if (draft.condition) draft.condition.kind = event.target.value; };
    return make("div", { class: "field-pair" }, kinds, places("condition", "Its words", () => draft.condition?.spans ?? [], (found) => { draft.condition = found.length ? { kind: draft.condition?.kind ?? draft.conditionKind ?? "condition", spans: found } : null; }));
  };

  const stances = isPosition && make("fieldset", {}, make("legend", { class: "label" }, "Stance"), make("div", { class: "stances" }, chosen.stances.map((one) => make("label", { title: one.hint }, make("input", { type: "radio", name: id("stance"), value: one.id, checked: one.id === draft.stance, onchange: () => { draft.stance = one.id; draft.stanceWord = one.label; } }), chipOf(one.id, one.label)))));
  const actor = picked("actor", isPosition ? "Who" : "Whose words", "actorName", (value) => pickActor(value, where.article), !isPosition);
  const note = make("input", { type: "text", maxlength: "2000", autocomplete: "off" });
  const save = make("button", { class: "primary" }, isNew ? "Add it" : "Save");
  const cancel = make("button", { type: "button", class: "plain" }, "Leave it");
  const parts = isPosition
    ? [stances, make("div", { class: "fields" }, actor, picked("option", "On", "optionLabel", (value) => pickOption(value)), select("scope", "Scope", chosen.scopes, draft.scope), select("voice", "Voice", chosen.voices, draft.voice), picked("by", "Said by", "byName", (value) => pickActor(value, where.article, { title: "Who says it of them?" }), true), select("tense", "Time", chosen.tenses, draft.tense)),
      places("evidence", "Rests on", () => (draft.evidence ? [draft.evidence] : []), (found) => { if (found.length) [draft.evidence] = found; }, { many: false, needed: true }),
      places("reason", "Reason", () => draft.reason?.spans ?? [], (found) => { draft.reason = found.length ? { spans: found } : null; }), condition()]
    : [make("div", { class: "fields" }, actor, select("sort", "Kind", chosen.kinds, draft.sort)), spans("content"), spans("source"), spans("cue")];
  const form = make("form", { class: "claim-form", "aria-label": isNew ? "A new claim" : "Change the claim" }, parts, field("note", "Note", note), make("p", { class: "actions" }, save, cancel));

  function changed() {
    const change = {};
    const told = {};
    const plain = isPosition ? ["option", "actor", "stance", "scope", "voice", "tense", "by", "evidence"] : ["actor"];
    for (const name of plain) if (isNew ? draft[name] : !same(draft[name], claim[name])) change[name] = draft[name];
    Object.assign(told, { option: draft.optionLabel, actor: draft.actorName, stance: draft.stanceWord, by: draft.byName ?? "nobody", evidence: "other words", reason: "other words", condition: "other words", content: "other words", source: "other words", cue: "other words", kind: draft.sort });
    if (isPosition) {
      if (!same(draft.reason?.spans, claim.reason?.spans)) change.reason = draft.reason?.spans ?? null;
      const now = draft.condition && { kind: draft.condition.kind, spans: draft.condition.spans };
      const was = claim.condition && { kind: claim.condition.kind, spans: claim.condition.spans };
      if (!same(now, was)) change.condition = now;
      if (isNew && draft.statement) change.statement = draft.statement;
    } else {
      if (isNew || draft.sort !== claim.sort) change.kind = draft.sort;
      for (const name of ["content", "source", "cue"]) if (spansText(draft[name] ?? []) !== spansText(isNew ? [] : claim[name] ?? [])) change[name] = draft[name];
    }
    return { change, told };
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isPosition && (!draft.actor || !draft.option || !draft.stance)) { toast("Choose who, what on, and the stance.", { bad: true }); return; }
    stop();
    onSave({ ...changed(), note: note.value.trim() || null });
  });
  cancel.addEventListener("click", () => { stop(); onCancel(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]:not(.form-dialog)")) { event.preventDefault(); event.stopPropagation(); stop(); onCancel(); }
  });
  form.draft = draft;
  return form;
}

/* The same beside the claim in hand; the text behind it stays in reach. */
export async function formDialog(claim, where) {
  return new Promise((resolve) => {
    claimForm(claim, where, { onSave: (found) => end(found), onCancel: () => end(null) }).then((form) => {
      box.append(form);
      box.show();
      form.querySelector("input:checked, select, button")?.focus();
    });
    const box = make("dialog", { class: "form-dialog", "aria-label": "Change the claim" });
    const end = (found) => { box.close(); box.remove(); resolve(found); };
    document.body.append(box);
  });
}

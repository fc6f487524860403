/* Choose one of many by typing: options of the codebook, actors of the record, a new actor. */
import { complain, get, icon, make, send } from "/static/app/base.js";

let number = 0;

/* `find(text)` gives lines { id, label, hint }; `create(text)` may make one. Null where nothing was chosen. */
export function pick({ title, find, value = null, create = null, kinds = [] }) {
  number += 1;
  const names = { list: `pick-list-${number}`, title: `pick-title-${number}` };
  return new Promise((resolve) => {
    const input = make("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": names.list, "aria-autocomplete": "list", "aria-labelledby": names.title, autocomplete: "off", spellcheck: "false", maxlength: "200" });
    const list = make("ul", { id: names.list, role: "listbox", class: "pick-list", "aria-labelledby": names.title });
    const told = make("p", { class: "unseen", role: "status", "aria-live": "polite" });
    const kind = make("select", { "aria-label": "What the new actor is" }, kinds.map((one) => make("option", { value: one.id }, one.label)));
    const add = make("button", { type: "button", class: "plain" }, "Add as new");
    const more = make("div", { class: "pick-new", hidden: true }, kind, add);
    const close = make("button", { type: "button", class: "quiet", "aria-label": "Close" }, icon("close"));
    const dialog = make("dialog", { class: "pick", "aria-labelledby": names.title }, make("header", {}, make("h2", { id: names.title }, title), close), input, told, list, more);
    let lines = [];
    let at = 0;
    let asked = 0;
    const end = (chosen) => { dialog.close(); dialog.remove(); resolve(chosen); };
    const mark = (to) => {
      at = Math.max(0, Math.min(lines.length - 1, to));
      [...list.children].forEach((line, place) => { line.setAttribute("aria-selected", String(place === at)); if (place === at) line.scrollIntoView({ block: "nearest" }); });
      if (list.children[at]) input.setAttribute("aria-activedescendant", list.children[at].id); else input.removeAttribute("aria-activedescendant");
    };
    const show = async () => {
      asked += 1;
      const mine = asked;
      try {
        const found = await find(input.value.trim());
        if (mine !== asked) return;
        lines = found;
      } catch (error) { complain(error); return; }
      list.replaceChildren(...lines.map((line, place) => make("li", { id: `${names.list}-${place}`, role: "option", "aria-selected": "false", class: line.id === value ? "held" : "", onclick: () => end(line) },
        make("bdi", {}, line.label), line.hint && make("span", { class: "soft" }, line.hint))));
      more.hidden = !create || input.value.trim() === "";
      told.textContent = lines.length ? `${lines.length} to choose from` : "Nothing fits.";
      mark(Math.max(0, input.value ? 0 : lines.findIndex((line) => line.id === value)));
    };
    let waiting = 0;
    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 90); });
    input.addEventListener("keydown", async (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
      if (by) { event.preventDefault(); mark(at + by); }
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(waiting);
      await show();
      if (lines[at]) end(lines[at]);
    });
    add.addEventListener("click", async () => {
      try { end(await create(input.value.trim(), kind.value)); } catch (error) { complain(error); }
    });
    close.addEventListener("click", () => end(null));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); end(null); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) end(null); });
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
    show();
  });
}

let held = null;
/* What can be chosen of a claim; asked for once. */
export function choices() {
  held ??= get("/review/choices.json").catch((error) => { held = null; throw error; });
  return held;
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export async function pickOption(value) {
  const { options } = await choices();
  return pick({
    title: "Choose an option", value,
    find: async (text) => {
      const words = plain(text).split(/\s+/).filter(Boolean);
      return options.filter((one) => { const whole = plain(`${one.label} ${one.issue} ${one.id}`); return words.every((word) => whole.includes(word)); }).slice(0, 60);
    },
  });
}

export async function pickActor(value, article, { title = "Choose an actor", create = true, none = null } = {}) {
  const { actorKinds } = await choices();
  return pick({
    title, value, kinds: actorKinds,
    find: async (text) => {
      const { actors } = await get(`/review/actors.json?${new URLSearchParams({ find: text, article: article ?? "" })}`);
      return none && !text ? [{ id: "", label: none, hint: "" }, ...actors] : actors;
    },
    create: create ? (name, kind) => send("/review/actors.json", { name, kind }) : null,
  });
}

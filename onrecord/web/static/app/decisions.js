/* On every page of a reviewer: undo, redo and the list of one's own decisions. */
import { complain, get, icon, keys, make } from "/static/app/base.js";
import { step, whenWords } from "/static/app/judging.js";

const opener = document.getElementById("decisions-open");

async function show() {
  const list = make("ol", { class: "decisions-list" }, make("li", { class: "soft" }, "…"));
  const count = make("span", { class: "number" });
  const button = (name, word, redo) => make("button", { type: "button", class: "plain", onclick: async () => { await step(redo); fill(); } }, icon(name), word);
  const close = make("button", { type: "button", class: "quiet", "aria-label": "Close" }, icon("close"));
  const dialog = make("dialog", { class: "decisions", "aria-labelledby": "decisions-title" },
    make("header", {}, make("h2", { id: "decisions-title" }, "My decisions ", count), close),
    make("p", { class: "actions" }, button("undo", "Undo", false), button("redo", "Redo", true)), list);
  async function fill() {
    try {
      const told = await get("/review/mine.json");
      count.textContent = `${told.today} today`;
      list.replaceChildren(...told.rows.map((row) => make("li", {},
        make("span", { class: "soft" }, whenWords(row.at)), make("span", {}, make("b", {}, row.word), " ",
          row.url ? make("a", { href: row.url }, make("bdi", {}, row.said || row.noun)) : make("bdi", {}, row.said || row.noun)))));
      if (!told.rows.length) list.replaceChildren(make("li", { class: "soft" }, "You have decided nothing yet."));
    } catch (error) { complain(error); }
  }
  const end = () => { dialog.close(); dialog.remove(); opener.focus(); };
  close.addEventListener("click", end);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); end(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) end(); });
  document.body.append(dialog);
  dialog.showModal();
  await fill();
}

if (opener) {
  opener.addEventListener("click", show);
  const inSample = location.pathname.startsWith("/samples/"); // there undo means the sample's own
  if (!inSample) keys("My decisions", { u: ["Undo my last decision", () => step(false)], U: ["Redo it", () => step(true)], "g d": ["Show my decisions", show] });
}

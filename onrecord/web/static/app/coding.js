/* Coding a sample: words marked in the text become the passage of the form; keys for everything. */
import { keys, toast } from "/static/app/base.js";
import { rangeOf, selected } from "/static/app/text.js";

const text = document.getElementById("text");
const form = document.getElementById("add");
const passage = document.getElementById("passage");

function paint(place) {
  if (!window.Highlight || !CSS.highlights) return;
  const [begin, end] = (place || "").split("-").map(Number);
  if (place && end > begin) CSS.highlights.set("chosen", new Highlight(rangeOf(text, begin, end)));
  else CSS.highlights.delete("chosen");
}

/* Half a word at either end is taken whole. */
function whole(begin, end) {
  const inWord = (a, b) => /^[\p{L}\p{N}]{2}$/u.test(rangeOf(text, a, b).toString());
  while (begin > 0 && inWord(begin - 1, begin + 1)) begin -= 1;
  while (inWord(end - 1, end + 1)) end += 1;
  return [begin, end];
}

function choose(begin, end, words) {
  const place = `${begin}-${end}`;
  let option = [...passage.options].find((one) => one.value === place);
  if (!option) {
    option = document.createElement("option");
    option.value = place;
    passage.options[0].after(option);
  }
  if (words) option.textContent = words.replace(/\s+/g, " ").slice(0, 120);
  passage.value = place;
  paint(place);
}

if (form) {
  /* What was marked last, for the reason and the condition; it becomes the passage only where these do not take it. */
  let marked = null;
  const shown = (name) => {
    const value = document.getElementById(name).value;
    document.getElementById(`shown-${name}`).textContent = value ? rangeOf(text, ...value.split("-").map(Number)).toString() : "";
  };
  for (const button of form.querySelectorAll("[data-take], [data-drop]")) {
    const name = button.dataset.take ?? button.dataset.drop;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (button.dataset.take && !marked) { toast("Mark the words in the text first."); return; }
      document.getElementById(name).value = button.dataset.take ? `${marked[0]}-${marked[1]}` : "";
      shown(name);
    });
    shown(name);
  }
  const further = form.querySelector(".further");
  const take = () => {
    const found = selected(text);
    if (!found) return;
    marked = whole(...found);
    if (further?.open && passage.value) return; // the passage stands; these words are for what is below it
    const [begin, end] = marked;
    choose(begin, end, rangeOf(text, begin, end).toString());
  };
  text.addEventListener("pointerup", () => setTimeout(take));
  text.addEventListener("keyup", take);
  passage.addEventListener("change", () => paint(passage.value));
  paint(passage.value);

  const stances = [...form.querySelectorAll('input[name="stance"]')];
  const chosen = {};
  stances.forEach((input, at) => {
    chosen[String(at + 1)] = [`Stance: ${input.closest("label").textContent.trim()}`, () => { input.checked = true; input.focus(); }];
  });
  keys("Coding", {
    p: ["Choose the passage", () => passage.focus()],
    w: ["Choose the actor", () => document.getElementById("actor").focus()],
    o: ["Choose the option", () => document.getElementById("option").focus()],
    ...chosen,
    a: ["Add the position", () => form.requestSubmit()],
    f: ["Finish this item and go on", () => document.getElementById("finish").requestSubmit()],
  });
}

const links = {};
for (const [key, id, what] of [["j", "after", "Next item"], ["k", "before", "Item before"]]) {
  const link = document.getElementById(id);
  if (link) links[key] = [what, () => link.click()];
}
keys("Items", links);

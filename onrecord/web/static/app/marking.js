/* Marked words in the text: a menu of what they can be, and a caret with which they are marked by keyboard. */
import { make } from "/static/app/base.js";
import { rangeOf, selected } from "/static/app/text.js";

/* `offers(place)` gives groups of [word, function]. Gives back { caret, enter, kept }. */
export function menuOf(text, offers, say) {
  let menu = null;
  let last = null;
  let marked = false; // whether the caret is on

  function close() {
    menu?.remove();
    menu = null;
  }

  function open(place, { focus = false } = {}) {
    close();
    const rect = rangeOf(text, ...place).getBoundingClientRect();
    const groups = offers(place).filter((group) => group.length);
    const choose = (does) => () => { close(); leave(); document.getSelection().removeAllRanges(); does(); };
    menu = make("div", { class: "select-menu", role: "toolbar", "aria-label": "What the marked words are" },
      groups.map((group, at) => group.map(([word, does], nth) => make("button", { type: "button", class: at && !nth ? "quiet apart" : "quiet", onmousedown: (event) => event.preventDefault(), onclick: choose(does) }, word))));
    menu.addEventListener("keydown", (event) => {
      const all = [...menu.children];
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (by) { event.preventDefault(); all[(all.indexOf(document.activeElement) + by + all.length) % all.length].focus(); }
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); text.focus(); }
    });
    document.getElementById("main").append(menu);
    const size = menu.getBoundingClientRect();
    const below = rect.bottom + 8 + size.height < innerHeight ? rect.bottom + 8 : Math.max(8, Math.min(rect.top - size.height - 8, innerHeight - size.height - 8));
    menu.style.top = `${below}px`;
    menu.style.left = `${Math.max(8, Math.min(rect.left, innerWidth - size.width - 8))}px`;
    if (focus) menu.firstElementChild.focus();
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (menu?.contains(document.activeElement)) return;
      const inText = text.contains(document.getSelection()?.anchorNode);
      const found = inText ? selected(text) : null;
      if (!found) { if (inText || !document.getSelection()?.rangeCount) close(); return; }
      last = found;
      if (!document.querySelector(".claim-form")) open(found);
    }, 180);
  });
  addEventListener("scroll", () => { if (menu && !menu.contains(document.activeElement)) close(); }, { passive: true });

  /* ------------------------------------------------------------ the caret

     Browsers show a caret, and let it be moved and words be marked with it, in what can be edited. Nothing can be here:
     whatever would change the text is refused. */
  function leave() {
    if (!marked) return;
    marked = false;
    text.contentEditable = "inherit";
    for (const name of ["role", "aria-multiline", "aria-readonly", "aria-label", "spellcheck", "inputmode"]) text.removeAttribute(name);
  }

  function caret() {
    marked = true;
    text.contentEditable = "true";
    for (const [name, value] of Object.entries({ role: "textbox", "aria-multiline": "true", "aria-readonly": "true", "aria-label": "The text, to mark words in", spellcheck: "false", inputmode: "none" })) text.setAttribute(name, value);
    text.focus({ preventScroll: true });
    const first = document.querySelector(".claim.current") ? text.querySelector(".lit[data-b]") : null;
    const range = rangeOf(text, Number(first?.dataset.b ?? 0), Number(first?.dataset.b ?? 0));
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    say("Move with the arrow keys, mark with Shift, Enter says what the marked words are, Escape ends it.");
  }

  for (const kind of ["beforeinput", "paste", "cut", "drop", "dragstart"]) text.addEventListener(kind, (event) => { if (marked || kind === "dragstart") event.preventDefault(); });
  text.addEventListener("keydown", (event) => {
    if (!marked) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); leave(); say("Marking ended."); document.querySelector(".claim.current")?.focus(); }
    if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); enter(); }
    if (event.key === "Tab") leave();
  });

  function enter() {
    const found = selected(text);
    if (found) { last = found; open(found, { focus: true }); } else say("No words are marked.");
  }

  return { caret, enter, kept: () => last };
}

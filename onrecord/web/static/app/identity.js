/* Who is who: choosing the other one by typing, who may be the same, how many articles are marked. */
import { complain, make } from "/static/app/base.js";
import { pickActor } from "/static/app/pick.js";

const form = document.getElementById("choose-other");
if (form) {
  const field = document.getElementById("other");
  const open = async () => {
    try {
      const found = await pickActor(null, null, { title: "Who is the same?", create: false });
      field.focus();
      if (!found) return;
      field.value = found.id;
      form.requestSubmit();
    } catch (error) { complain(error); }
  };
  field.before(make("button", { type: "button", class: "plain", onclick: open }, "Choose…"));
}

const same = document.getElementById("same");
if (same) {
  try {
    const response = await fetch(same.dataset.url);
    const part = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#found .proposals");
    if (response.ok && part) {
      for (const line of part.children) {
        const link = line.querySelector("a");
        const id = decodeURIComponent(link.getAttribute("href").replace(/^\/actors\//, ""));
        line.append(" ", make("a", { href: `${same.dataset.identity}?${new URLSearchParams({ other: id })}` }, "compare"));
      }
      same.replaceChildren(make("h3", {}, "May be the same"), part);
    } else if (response.ok) same.remove();
  } catch { /* the link stays */ }
}

const split = document.getElementById("split");
if (split) {
  const count = document.getElementById("split-count");
  split.addEventListener("change", () => { const some = split.querySelectorAll("input:checked").length; count.textContent = some ? `${some} marked` : ""; });
}

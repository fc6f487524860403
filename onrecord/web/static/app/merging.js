/* Who is who, from any page: another actor is chosen, what the merge would change is shown, then it is done. */
import { complain, get, icon, make, send } from "/static/app/base.js";
import { pickActor } from "/static/app/pick.js";

const address = (id) => `/actors/${id.split("/").map(encodeURIComponent).join("/")}/identity`;

/* Ask for the other one, show what it changes; the answer of the server where it was done, else null. */
export async function mergeDialog({ id, name, article, other = null }) {
  const found = other ?? await pickActor(null, article, { title: `${name} is the same as…`, create: false });
  if (!found || found.id === id) return null;
  let told;
  try { told = await get(`/review/merge.json?${new URLSearchParams({ one: id, other: found.id })}`); } catch (error) { complain(error); return null; }
  return new Promise((resolve) => {
    const close = make("button", { type: "button", class: "quiet", "aria-label": "Close" }, icon("close"));
    const merge = make("button", { type: "button", class: "primary" }, "They are the same");
    const apart = make("button", { type: "button", class: "plain" }, "They are not the same");
    const dialog = make("dialog", { class: "merge", "aria-labelledby": "merge-title" },
      make("header", {}, make("h2", { id: "merge-title" }, make("bdi", {}, name), " and ", make("bdi", {}, found.label)), close),
      make("div", { class: "merge-body" }, make("ul", { class: "merge-lines" }, told.lines.map((line) => make("li", {}, make("bdi", {}, line)))),
        told.warning && make("p", { class: "problem" }, icon("warn"), make("span", {}, told.warning)),
        make("p", { class: "soft" }, "The register is made anew behind the page. It holds for whatever is read later, and one undo takes it back."),
        make("p", { class: "actions" }, merge, apart, make("a", { href: `${address(id)}?${new URLSearchParams({ other: found.id })}` }, "More on both"))));
    const end = (answer) => { dialog.close(); dialog.remove(); resolve(answer); };
    const decide = async (doing) => {
      merge.disabled = true;
      apart.disabled = true;
      try { end(await send(`${address(id)}.json`, { doing, other: found.id })); } catch (error) { complain(error); end(null); }
    };
    merge.addEventListener("click", () => decide("same"));
    apart.addEventListener("click", () => decide("different"));
    close.addEventListener("click", () => end(null));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); end(null); });
    document.body.append(dialog);
    dialog.showModal();
    merge.focus();
  });
}

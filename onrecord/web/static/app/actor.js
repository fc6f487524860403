/* Who may be the same actor: looked for once the page stands, for it takes a while in a large record. */
const same = document.getElementById("same");
if (same) {
  try {
    const response = await fetch(same.dataset.url);
    const part = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#found .proposals");
    if (response.ok && part) same.replaceChildren(Object.assign(document.createElement("h3"), { textContent: "May be the same" }), part);
    else if (response.ok) same.remove();
  } catch { /* the link stays */ }
}

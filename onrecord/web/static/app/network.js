/* The network: what is picked in the picture or its table opens in a panel. */
import { complain, make } from "/static/app/base.js";

const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");

async function open(href) {
  const url = new URL(href, location.href);
  if (url.pathname !== "/network/tie") { location.href = url.href; return; }
  const plain = url.href;
  url.searchParams.set("part", "yes");
  const response = await fetch(url);
  if (!response.ok) { location.href = plain; return; }
  /* The server's own page, made from escaped text; scripts in it could not run under the policy of the pages. */
  const part = new DOMParser().parseFromString(await response.text(), "text/html");
  panelBody.replaceChildren(...part.body.children);
  panelBody.append(make("p", { class: "soft" }, make("a", { href: plain }, "This panel as a page")));
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  document.getElementById("panel-title").focus({ preventScroll: true });
}

for (const net of document.querySelectorAll("[data-net]")) net.addEventListener("pick", (event) => open(event.detail).catch(complain));
for (const link of document.querySelectorAll("a.behind")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.href).catch(complain);
  });
}

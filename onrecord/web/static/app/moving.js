/* Networks that can be taken hold of: nodes are dragged, and what is pointed at is brought out with its neighbours.
   Needs nothing else, for it also goes into files that stand alone. A click tells the page: event "pick", detail the address. */

function begin(net) {
  const svg = net.querySelector("svg");
  if (!svg) return;
  const nodes = new Map();
  const ties = new Map();
  for (const node of svg.querySelectorAll("[data-node]")) nodes.set(node.dataset.node, { shape: node, x: 0, y: 0, ties: [] });
  for (const line of svg.querySelectorAll("[data-tie]")) {
    const [one, two] = line.dataset.ends.split(" ");
    const tie = { line, one: nodes.get(one), two: nodes.get(two), at: endsOf(line), rows: [...document.querySelectorAll(`[data-row="${line.dataset.tie}"]`)] };
    ties.set(line.dataset.tie, tie);
    tie.one?.ties.push(tie);
    tie.two?.ties.push(tie);
    tie.hit = line.cloneNode(true); // a thin line can hardly be pointed at
    tie.hit.setAttribute("class", "hit");
    for (const name of ["data-tie", "data-ends", "stroke-opacity", "stroke-dasharray", "stroke", "stroke-width"]) tie.hit.removeAttribute(name);
    line.after(tie.hit);
  }

  function endsOf(line) {
    if (line.tagName === "line") return ["x1", "y1", "x2", "y2"].map((name) => Number(line.getAttribute(name)));
    const at = line.getAttribute("d").match(/-?[\d.]+/g).map(Number);
    return [at[0], at[1], at[6], at[7]];
  }

  function draw(tie) {
    const [x1, y1, x2, y2] = [tie.at[0] + tie.one.x, tie.at[1] + tie.one.y, tie.at[2] + tie.two.x, tie.at[3] + tie.two.y];
    for (const line of [tie.line, tie.hit]) {
      if (line.tagName === "line") {
        for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) line.setAttribute(name, value);
      } else {
        const bend = (x2 - x1) * 0.45;
        line.setAttribute("d", `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
      }
    }
  }

  /* ------------------------------------------------------------ pointing */

  function bring(some) {
    const ends = new Set(some.flatMap((tie) => [tie.one, tie.two]));
    for (const tie of ties.values()) {
      tie.line.classList.toggle("far", !some.includes(tie));
      tie.line.classList.toggle("near", some.includes(tie));
      for (const row of tie.rows) row.classList.toggle("near", some.includes(tie));
    }
    for (const node of nodes.values()) node.shape.classList.toggle("far", !ends.has(node));
  }
  function all() {
    for (const tie of ties.values()) {
      tie.line.classList.remove("far", "near");
      for (const row of tie.rows) row.classList.remove("near");
    }
    for (const node of nodes.values()) node.shape.classList.remove("far");
  }
  const pick = (href) => { if (href) net.dispatchEvent(new CustomEvent("pick", { detail: href, bubbles: true })); };

  for (const tie of ties.values()) {
    for (const target of [tie.line, tie.hit, ...tie.rows]) {
      target.addEventListener("pointerenter", () => bring([tie]));
      target.addEventListener("pointerleave", all);
    }
    for (const row of tie.rows) {
      row.addEventListener("focusin", () => bring([tie]));
      row.addEventListener("focusout", all);
    }
    for (const line of [tie.line, tie.hit]) line.addEventListener("click", () => pick(tie.line.dataset.href));
  }

  /* ------------------------------------------------------------ dragging */

  let held = null;
  const placeOf = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(svg.getScreenCTM().inverse());
  };
  for (const node of nodes.values()) {
    node.shape.addEventListener("pointerenter", () => { if (!held) { bring(node.ties); node.shape.classList.remove("far"); } });
    node.shape.addEventListener("pointerleave", () => { if (!held) all(); });
    node.shape.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      node.shape.setPointerCapture(event.pointerId);
      held = { node, from: placeOf(event), x: node.x, y: node.y, moved: false };
    });
    node.shape.addEventListener("pointermove", (event) => {
      if (held?.node !== node) return;
      const now = placeOf(event);
      const [right, down] = [now.x - held.from.x, now.y - held.from.y];
      held.moved ||= Math.hypot(right, down) > 4;
      if (!held.moved) return;
      node.x = held.x + right;
      node.y = held.y + down;
      node.shape.setAttribute("transform", `translate(${node.x} ${node.y})`);
      node.ties.forEach(draw);
    });
    const release = () => {
      if (held?.node !== node) return;
      const { moved } = held;
      held = null;
      all();
      if (!moved) pick(node.shape.dataset.href);
    };
    node.shape.addEventListener("pointerup", release);
    node.shape.addEventListener("pointercancel", () => { held = null; all(); });
  }
  net.classList.add("moves");
}

for (const net of document.querySelectorAll("[data-net]")) begin(net);

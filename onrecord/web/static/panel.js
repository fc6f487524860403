/* The panel: what stands behind a cell, an actor, an article or a passage. The address after # says which. */
const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");

function heading(title, ...leads) {
  return [make("h2", { id: "panel-title", tabindex: "-1" }, title), ...leads.filter(Boolean).map((lead) => make("p", { class: "lead" }, lead))];
}

function bodyOf(actor) {
  return actor?.body && own(data.actors, actor.body) ? actorLink(actor.body) : undefined;
}

function originLine(article, span) {
  const known = own(data.articles, article);
  const day = (known.date ?? "undated").replaceAll(" ", "\u00a0"); // a date does not break over two lines
  const source = [known.outlet, known.name, day].filter(Boolean).join(" · ");
  return make("p", { class: "origin-line" }, make("span", {}, make("bdi", {}, source)), make("a", { href: place("passage", article, ...span) }, "Read in the article"));
}

const VOICES = { own: "own words", attributed: "attributed", reported: "reported by the article" };

function pairs(...entries) {
  const kept = entries.filter(([, value]) => value);
  return kept.length ? make("dl", {}, kept.map(([term, value]) => [make("dt", {}, term), make("dd", {}, value)])) : undefined;
}

function found(position) {
  const about = [
    position.scope === "own" ? "own means" : "in general",
    VOICES[position.voice],
    position.former && "formerly",
    position.derived === "part-of" && "follows from a part",
    position.derived === "opposed-to" && "follows from a yes to what excludes it",
    position.derived === "member-of" && "as a member of the group",
    position.score !== undefined && position.score < 0.5 && "unsure",
  ].filter(Boolean);
  const condition = position.condition;
  return make("article", { class: "found" },
    make("header", {}, chip(position.stance, [position.derived && "derived", position.former && "former"].filter(Boolean).join(" ")),
      about.map((word) => make("span", { class: "tag" }, word)), make("span", { class: "source" }, position.date)),
    pairs(
      ["Held by", position.holder && actorLink(position.holder)],
      [condition?.kind === "limit" ? "Limited to" : "Condition", condition && make("bdi", {}, condition.text)],
      ["Reason", position.reason && make("bdi", {}, position.reason.text)],
      ["Said by", position.by && actorLink(position.by)],
      ["Relayed by", position.via && make("bdi", {}, position.via)],
      ["Said to", position.addressee && make("bdi", {}, position.addressee)],
    ),
    passage(position.article, marksOfPosition(position)),
    originLine(position.article, position.evidence));
}

function cellMarks(cell) {
  return make("div", { class: "marks" }, cell.marks.map((mark) => {
    const made = chip(mark.stance, [mark.derived && "derived", mark.unsure && "unsure", mark.strength].filter(Boolean).join(" "));
    if (mark.disputed) made.append(make("span", { class: "notes" }, "disputed"));
    if (mark.scopes.length === 1 && mark.scopes[0] === "own") made.append(make("span", { class: "notes" }, "own means"));
    return made;
  }));
}

function cellPanel(actor, option) {
  const cell = data.cells.find((known) => known.actor === actor && known.option === option);
  const about = own(data.options, option);
  if (!cell || !about) return undefined;
  const who = own(data.actors, actor);
  return [
    ...heading(make("span", {}, actorLink(actor)), about.label),
    who?.role && make("p", { class: "lead" }, who.role),
    cellMarks(cell),
    cell.positions.map((id) => own(data.positions, id)).filter(Boolean).map(found),
  ];
}

function standLine(cell, named) {
  const option = own(data.options, cell.option);
  const dated = cell.positions.map((id) => own(data.positions, id)).filter((position) => position?.day && !position.derived);
  dated.sort((a, b) => a.day.localeCompare(b.day));
  const changed = new Set(dated.map((position) => position.stance)).size > 1;
  const time = changed && make("div", { class: "time" }, dated.map((position) => [make("span", {}, position.date), chip(position.stance, position.former ? "former" : "")]));
  const who = named === true && make("bdi", { class: "whose" }, `${actorName(cell.actor)}: `);
  return make("li", {}, make("a", { class: "on", href: place("cell", cell.actor, cell.option) }, who, option.label), cellMarks(cell), time);
}

function relationLine(relation) {
  return make("li", {},
    make("p", {}, actorLink(relation.actor), " ", make("span", { class: `verb v-${relation.kind.replace(" ", "-")}` }, relation.words), " ", actorLink(relation.toward)),
    make("blockquote", {}, make("a", { href: place("passage", relation.article, ...relation.evidence) }, make("bdi", {}, slice(relation.article, ...relation.evidence)))),
    make("p", { class: "source" }, [own(data.articles, relation.article).outlet, relation.date].filter(Boolean).join(" · ")));
}

function section(title, kind, lines) {
  return lines.length ? [make("h3", {}, title), make("ul", { class: kind }, lines)] : [];
}

function actorPanel(id) {
  const actor = own(data.actors, id);
  if (!actor) return undefined;
  const cells = data.cells.filter((cell) => cell.actor === id);
  const held = Object.values(data.positions).filter((position) => position.holder === id && !position.derived);
  const relations = data.relations.filter((relation) => relation.actor === id || relation.toward === id);
  const statements = data.statements.filter((statement) => statement.actor === id);
  const under = Object.keys(data.actors).filter((other) => data.actors[other].body === id);
  const comma = (ids) => ids.flatMap((other, at) => (at ? [", ", actorLink(other)] : [actorLink(other)]));
  return [
    ...heading(make("bdi", {}, actor.name)),
    make("p", { class: "lead" }, [actor.role ?? actor.kind, bodyOf(actor)].filter(Boolean).flatMap((part, at) => (at ? [" · ", part] : [part]))),
    actor.aliases && make("p", { class: "lead" }, "Also: ", make("bdi", {}, actor.aliases.join(", "))),
    actor.members && make("p", { class: "lead" }, "Members: ", ...comma(actor.members)),
    under.length > 0 && make("p", { class: "lead" }, "With: ", ...comma(under)),
    section("Where it stands", "lines", cells.map((cell) => standLine(cell))),
    section("Where its voices stand", "lines", data.cells.filter((cell) => under.includes(cell.actor)).map((cell) => standLine(cell, true))),
    held.length > 0 && [make("h3", {}, "Positions"), held.map(found)],
    section("Relations", "plain", relations.map(relationLine)),
    section("Statements", "plain", statements.map((statement) => make("li", {}, statementWords(statement), make("p", { class: "source" }, `${statementSource(statement)} · ${statement.kind}`)))),
  ];
}

function margin(article, begin, end) {
  const notes = new Map();
  for (const position of Object.values(data.positions)) {
    if (position.article !== article || position.derived || position.evidence[0] < begin || position.evidence[0] > end) continue;
    const key = [position.actor, position.option, position.stance].join("\u0000");
    if (notes.has(key)) continue;
    notes.set(key, make("a", { href: place("cell", position.actor, position.option), title: WORDS[position.stance] },
      chip(position.stance), make("span", {}, `${actorName(position.holder ?? position.actor)}: ${own(data.options, position.option).label}`)));
  }
  return notes.size ? make("div", { class: "margin" }, [...notes.values()]) : undefined;
}

function articlePanel(id, begin, end) {
  const article = own(data.articles, id);
  if (!article) return undefined;
  const focus = begin === undefined ? undefined : [Number(begin), Number(end)];
  const marks = marksOfArticle(id, focus);
  const text = make("div", { class: "article-text" });
  for (const [from, to] of paragraphs(id)) {
    text.append(make("div", { class: "passage" }, make("p", {}, marked(id, from, to, marks))));
    const notes = margin(id, from, to);
    if (notes) text.append(notes);
  }
  const address = article.link && /^https?:\/\//i.test(article.link) && make("a", { href: article.link, rel: "noopener noreferrer", target: "_blank" }, article.link);
  return [...heading(make("bdi", {}, article.title ?? article.name)), make("p", { class: "lead" }, [article.outlet, article.date ?? "undated"].filter(Boolean).join(" · ")), make("p", { class: "lead" }, make("bdi", {}, address || article.origin)), text];
}

function statementPanel(number) {
  const statement = data.statements[Number(number)];
  if (!statement) return undefined;
  const first = statement.content?.[0] ?? statement.cue[0];
  return [...heading(make("span", {}, actorLink(statement.actor)), `${statement.kind} · ${statement.part} · ${statementSource(statement)}`),
    make("article", { class: "found" }, passage(statement.article, marksOfStatement(statement)), originLine(statement.article, first))];
}

const PANELS = { cell: cellPanel, actor: actorPanel, article: articlePanel, passage: articlePanel, statement: statementPanel };
let opened = 0;

function wanted() {
  const [kind, rest] = location.hash.slice(1).split(/=(.*)/s);
  if (rest === undefined || !Object.hasOwn(PANELS, kind)) return undefined;
  try { return PANELS[kind](...rest.split(",").map(decodeURIComponent)); } catch (error) { if (error instanceof URIError) return undefined; throw error; }
}

function route() {
  const content = wanted();
  if (!content) { opened = 0; if (panel.open) panel.close(); return; }
  panelBody.replaceChildren(...content.flat(Infinity).filter(Boolean));
  if (!panel.open) panel.showModal();
  opened += 1;
  document.getElementById("panel-back").hidden = opened < 2;
  document.getElementById("panel-title").focus({ preventScroll: true });
  const strongest = location.hash.startsWith("#passage=") && panelBody.querySelector("mark.evidence");
  if (strongest) strongest.scrollIntoView({ block: "center", behavior: "instant" });
  else panel.scrollTop = 0;
}

panel.addEventListener("close", () => {
  if (!wanted()) return;
  opened = 0;
  try { history.pushState(null, "", location.href.split("#")[0]); } catch { location.hash = "map"; }
});
document.getElementById("panel-close").addEventListener("click", () => panel.close());
document.getElementById("panel-back").addEventListener("click", () => { opened = Math.max(0, opened - 2); history.back(); });
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
addEventListener("hashchange", route);
route();

/* Who said what: a list that grows as it is read. */
function statementText(statement) {
  return statement.content?.length ? statement.content.map(([begin, end]) => slice(statement.article, begin, end)).join(" … ") : "";
}

function statementSource(statement) {
  const article = own(data.articles, statement.article);
  return [article.outlet, statement.said ?? article.date].filter(Boolean).join(" · ");
}

function statementWords(statement) {
  const ends = [...(statement.content ?? []), ...(statement.cue ?? [])].flat();
  const href = place("statement", data.statements.indexOf(statement));
  const text = statementText(statement);
  return make("blockquote", { class: "words" }, ends.length ? make("a", { href }, make("bdi", {}, text)) : text);
}

(function list() {
  const said = document.getElementById("said");
  if (!said) return;
  const [by, words, kind] = ["said-by", "said-words", "said-kind"].map((id) => document.getElementById(id));
  const more = document.getElementById("said-more");
  const count = document.getElementById("said-count");
  const STEP = 40; // some three screens; more at once would slow the first paint of a large record
  let shown = STEP;

  const tally = new Map();
  for (const statement of data.statements) if (statement.actor) tally.set(statement.actor, (tally.get(statement.actor) ?? 0) + 1);
  const speakers = [...tally].sort((a, b) => actorName(a[0]).localeCompare(actorName(b[0])));
  for (const [id, number] of speakers) by.append(make("option", { value: id }, `${actorName(id)} (${number})`));
  const utterances = new Map();
  for (const { utterance } of data.statements) if (utterance) utterances.set(utterance, (utterances.get(utterance) ?? 0) + 1);

  function fits(statement) {
    if (by.value && statement.actor !== by.value) return false;
    if (kind.value && statement.kind !== kind.value) return false;
    const wanted = words.value.trim().toLowerCase();
    if (!wanted) return true;
    const article = own(data.articles, statement.article);
    return [statementText(statement), article.outlet, article.name].some((text) => text?.toLowerCase().includes(wanted));
  }
  function row(statement) {
    const again = utterances.get(statement.utterance) ?? 1;
    const tags = [statement.kind, statement.part !== "body" && statement.part, again > 1 && `told ${again} times`].filter(Boolean).join(" · ");
    return make("li", {},
      make("div", { class: "who" }, actorLink(statement.actor), make("span", { class: "source" }, statementSource(statement)), make("span", { class: "source" }, tags)),
      statementWords(statement));
  }
  function show() {
    const found = data.statements.filter(fits);
    said.replaceChildren(...found.slice(0, shown).map(row));
    more.hidden = found.length <= shown;
    count.textContent = found.length === data.statements.length ? "" : `${found.length} of ${data.statements.length}`;
  }
  for (const field of [by, words, kind]) field.addEventListener("input", () => { shown = STEP; show(); });
  more.addEventListener("click", () => { shown += STEP; show(); });
  show();
})();

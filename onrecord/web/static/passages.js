/* Passages in their articles. Spans count code points, so texts are cut as arrays of these. */
const pointsOf = new Map();
function points(article) {
  if (!pointsOf.has(article)) pointsOf.set(article, Array.from(own(data.articles, article)?.text ?? ""));
  return pointsOf.get(article);
}
function slice(article, begin, end) {
  return points(article).slice(begin, end).join("");
}

const RANK = { evidence: 5, reason: 4, string: 4, cue: 3, near: 2, other: 1 };

/* Nodes for [begin, end) with the strongest mark at each place; paragraphs become <p>. */
function marked(article, begin, end, marks) {
  const near = marks.filter((mark) => mark.begin < end && mark.end > begin);
  const edges = new Set([begin, end]);
  for (const mark of near) edges.add(Math.max(begin, mark.begin)).add(Math.min(end, mark.end));
  const sorted = [...edges].sort((a, b) => a - b);
  const nodes = [];
  for (let at = 0; at + 1 < sorted.length; at += 1) {
    const [from, to] = [sorted[at], sorted[at + 1]];
    let strongest;
    for (const mark of near) {
      if (mark.begin <= from && mark.end >= to && (!strongest || RANK[mark.kind] > RANK[strongest.kind])) strongest = mark;
    }
    const text = slice(article, from, to);
    nodes.push(strongest ? make("mark", { class: strongest.kind }, text) : document.createTextNode(clean(text)));
  }
  return nodes;
}

function paragraphs(article) {
  const text = points(article);
  const found = [];
  let begin = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at === text.length || text[at] === "\n" || text[at] === "\r") {
      if (text.slice(begin, at).some((point) => point.trim() !== "")) found.push([begin, at]);
      begin = at + 1;
    }
  }
  return found;
}

/* The neighbourhood of a place: whole sentences, `around` more of them on each side, within the paragraph. */
const REACH = 320; // code points each way; keeps an endless line of text from filling the panel
function neighbourhood(article, begin, end, around) {
  const text = points(article);
  const ends = (at) => /[.!?…]/.test(text[at]) && /[\s"”’»“)\]]/.test(text[at + 1] ?? " ");
  const breaks = (at) => text[at] === "\n" || text[at] === "\r";
  let [from, left] = [begin, around];
  while (from > 0 && begin - from < REACH && !breaks(from - 1)) {
    if (ends(from - 1) || (ends(from - 2) && /\S/.test(text[from - 1]) === false)) { if (left === 0) break; left -= 1; from -= 1; }
    from -= 1;
  }
  let [to, right] = [end, around];
  while (to < text.length && to - end < REACH && !breaks(to)) {
    if (ends(to - 1) && to > end) { if (right === 0) break; right -= 1; }
    to += 1;
  }
  while (to < text.length && /["”’»“)\]]/.test(text[to])) to += 1;
  while (from < begin && /\s/.test(text[from])) from += 1;
  return [from, to];
}

/* A passage cut out of its article: the main place with a sentence around it, other places where they stand. */
function passage(article, marks) {
  const windows = [];
  for (const mark of marks) {
    if (mark.kind !== "other") windows.push(neighbourhood(article, mark.begin, mark.end, mark.kind === "evidence" ? 1 : 0));
  }
  windows.sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const [from, to] of windows) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 2) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  const quote = make("blockquote", { class: "passage" });
  for (const [from, to] of merged) {
    if (quote.childNodes.length) quote.append(make("p", { class: "gap" }, "[…]"));
    quote.append(make("p", {}, marked(article, from, to, marks)));
  }
  return quote;
}

const spansAs = (spans, kind) => (spans ?? []).map(([begin, end]) => ({ begin, end, kind }));

function marksOfPosition(position) {
  return [
    ...spansAs([position.evidence], "evidence"),
    ...spansAs(position.reason?.spans, "reason"),
    ...spansAs(position.condition?.spans, "string"),
    ...spansAs(position.context, "near"),
  ];
}

function marksOfStatement(statement) {
  return [...spansAs(statement.content, "evidence"), ...spansAs(statement.cue, "cue"), ...spansAs(statement.source, "near")];
}

/* All that was read in an article: evidence of positions lightly, what the reader came for strongly. */
function marksOfArticle(article, focus) {
  const all = focus ? [{ begin: focus[0], end: focus[1], kind: "evidence" }] : [];
  for (const position of Object.values(data.positions)) {
    if (position.article === article && !position.derived) all.push(...spansAs([position.evidence], focus ? "near" : "evidence"));
  }
  for (const statement of data.statements) if (statement.article === article) all.push(...spansAs(statement.content, "other"));
  return all;
}

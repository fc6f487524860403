"""CoNLL-U files as raw text with sentences, parts of speech and, where they are marked, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.documents import Document, Layer, flat
from training.roles import titles

_KINDS = {"person": "person", "organization": "organisation", "place": "place"}
_NAMELESS = ("time", "animal", "plant")
_LINKS = ("of", "for", "the", "de", "del", "la", "von", "van", "der", "al", "-", "&", "'s")
_DATE_WORDS = 5  # a date of more words is a clause


@dataclass
class _Row:
    form: str
    tag: str
    fine: str  # the Penn tag
    misc: str


@dataclass
class _Open:
    """A document that is being read."""

    name: str = ""
    pieces: list[str] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    words: Layer = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    entities: Layer = field(default_factory=list)
    opened: list[tuple[int, str, list[str]]] = field(default_factory=list)
    chains: list[tuple[int, int, str]] = field(default_factory=list)
    length: int = 0
    gap: str = ""

    def closed(self, corpus: str) -> Document:
        """The document as it is read."""
        proper = [row.fine in ("NNP", "NNPS") for row in self.rows]
        return Document(
            self.name, corpus, "".join(self.pieces), None, flat(self.entities), self.sentences, self.words,
            proper=proper, chains=self.chains,
        )  # fmt: skip


def conllu(path: Path, corpus: str) -> Iterator[Document]:
    """Documents of a CoNLL-U file as raw text: blanks as SpaceAfter says, a line break between paragraphs."""
    now = _Open()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        begins = next((line for line in lines if line.startswith("# newdoc")), None)
        if begins is not None:
            if now.pieces:
                yield now.closed(corpus)
            now = _Open(begins.partition("=")[2].strip())
        if now.pieces and any(line.startswith("# newpar") for line in lines):
            now.gap = "\n"
        _sentence(now, _surface_tokens(lines))
    if now.pieces:
        yield now.closed(corpus)


def _sentence(now: _Open, rows: list[_Row]) -> None:
    first = len(now.words)
    for row in rows:
        begin = now.length + len(now.gap)
        now.pieces += [now.gap, row.form]
        now.length = begin + len(row.form)
        now.gap = "" if "SpaceAfter=No" in row.misc else " "
        now.words.append((begin, now.length, row.tag))
        now.rows.append(row)
        _mentions(now, row.misc)
    if rows:
        now.sentences.append((now.words[first][0], now.length))
        now.gap = now.gap or " "


def _surface_tokens(lines: list[str]) -> list[_Row]:
    rows = list[_Row]()
    for line in lines:
        cells = line.split("\t")
        if len(cells) < 10 or "." in cells[0]:
            continue
        if "-" in cells[0]:  # a contraction: its parts are cut at the right places where their letters add up
            rows.append(_Row(cells[1], "@" + cells[0], "", cells[9]))
        else:
            rows.append(_Row(cells[1], cells[3], cells[4], cells[9]))
    out: list[_Row] = []
    skip = 0
    for index, row in enumerate(rows):
        if row.tag.startswith("@"):
            first, until = map(int, row.tag[1:].split("-"))
            parts = rows[index + 1 : index + 2 + until - first]
            skip = len(parts)
            if "".join(part.form for part in parts) == row.form:
                out += [_Row(p.form, p.tag, p.fine, p.misc + "|SpaceAfter=No") for p in parts[:-1]]
                out.append(_Row(parts[-1].form, parts[-1].tag, parts[-1].fine, parts[-1].misc + "|" + row.misc))
            else:
                out.append(_Row(row.form, parts[0].tag, parts[0].fine, "|".join([row.misc, *(p.misc for p in parts)])))
        elif skip:
            skip -= 1
        else:
            out.append(row)
    return out


# ---------------------------------------------------------------- names in GUM's mentions


def _mentions(now: _Open, misc: str) -> None:
    match = re.search(r"Entity=([^|]*)", misc)
    here = len(now.words) - 1
    for part in re.findall(r"\([^()]*\)?|[^()]*\)", match[1] if match else ""):
        identifier, *rest = part.strip("()").split("-")
        if part.startswith("("):
            now.opened.append((here, identifier, rest))
        if part.endswith(")"):
            at = next((i for i in range(len(now.opened) - 1, -1, -1) if now.opened[i][1] == identifier), None)
            if at is not None:
                start, _, about = now.opened.pop(at)
                now.chains.append((now.words[start][0], now.words[here][1], identifier))
                found = _name_in(now.rows[start : here + 1], about)
                if found is not None:
                    first, behind, kind = found
                    now.entities.append((now.words[start + first][0], now.words[start + behind - 1][1], kind))


def _name_in(rows: list[_Row], about: list[str]) -> tuple[int, int, str] | None:
    """The name in a mention: the run of proper nouns around its head, if its head is one."""
    kind = about[0]
    proper = [row.fine in ("NNP", "NNPS") for row in rows]
    if kind == "time":
        sure = len(rows) <= _DATE_WORDS and any(p or row.fine == "CD" for p, row in zip(proper, rows, strict=True))
        return (0, len(rows), "date") if sure else None
    if kind in _NAMELESS or len(about) < 5:
        return None
    heads = [int(number) - 1 for number in about[4].split(",") if number.isdigit()]
    heads = [at for at in heads if at < len(rows) and proper[at]]
    if not heads:
        return None
    first, behind = heads[-1], heads[-1] + 1
    while first and (proper[first - 1] or (kind != "person" and _links_left(rows, proper, first - 1))):
        first -= 1
    while behind < len(rows) and (proper[behind] or (kind != "person" and _links_right(rows, proper, behind))):
        behind += 1
    if kind == "person":
        while behind - first > 1 and rows[first].form.lower() in titles():
            first += 1
        named = [at for at in range(first, behind - 1) if rows[at].form.lower() in titles()]
        first = named[-1] + 1 if named else first  # US President and a name: what stands before the title is another's
        if rows[first].form.lower() in titles() or rows[behind - 1].fine == "NNPS":  # the President; the Muslims
            return None
    return first, behind, _KINDS.get(kind, "other")


def _links_left(rows: list[_Row], proper: list[bool], at: int) -> bool:
    """Whether a small word inside a name stands here: of, for, the… with a proper noun before."""
    before = at - 1 if rows[at].form.lower() in _LINKS else -1
    if before > 0 and not proper[before] and rows[before].form.lower() in ("of", "for"):
        before -= 1
    return before >= 0 and proper[before]


def _links_right(rows: list[_Row], proper: list[bool], at: int) -> bool:
    form = rows[at].form.lower()
    inside = form in _LINKS or (form == "and" and any(row.form.lower() in ("of", "for") for row in rows[:at]))
    return (inside and any(proper[at + 1 : at + 2])) or (
        inside and form in ("of", "for") and any(proper[at + 1 : at + 3])
    )

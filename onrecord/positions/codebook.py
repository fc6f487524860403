"""Reads a codebook: the issues and options of a debate, as a person writes them in YAML."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, field
from pathlib import Path

import yaml

from onrecord.errors import CodebookError
from onrecord.types import Codebook, Option

_ISSUE_KEYS = ("issue", "options")
_OPTION_KEYS = ("id", "label", "description", "keywords", "parent")
_LARGEST = 5_000_000  # bytes; a codebook of a thousand options has some 500,000
_SHOWN = 20  # problems named in one message; who has more mends these first
_EXAMPLE = """issues:
  - issue: The debate in a few words
    options:
      - id: short-name
        label: The proposal in a few words
        description: What belongs to it, in one or two sentences."""


def load(path: Path) -> Codebook:
    """The codebook of a YAML file; raises CodebookError with every problem, its line and the way out."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CodebookError(f"{path} is larger than any codebook; is it another file?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise CodebookError(f"The codebook {path} does not exist; check spelling and folder.") from None
    except IsADirectoryError:
        raise CodebookError(f"The codebook {path} is a folder; name the YAML file in it.") from None
    except PermissionError:
        raise CodebookError(f"The codebook {path} may not be read; try `chmod u+r {path}`.") from None
    except OSError as error:
        raise CodebookError(f"The codebook {path} cannot be read: {error.strerror or error}.") from None
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CodebookError(f"{path}, line {line}: the file is not UTF-8 text; save it as UTF-8.") from None
    return parse(text, str(path))


def parse(text: str, source: str = "codebook") -> Codebook:
    """The codebook that a YAML text holds; ``source`` is its name in messages.

    Raises CodebookError that lists every problem with its line. An option without an id goes by its label.
    """
    reading = _Reading(source)
    root = _compose(text, source)
    options = _options(root, reading)
    if not reading.problems:
        _check_parents(options, reading)
    if not reading.problems and not options:
        reading.problem(root, f"there are no options; a codebook looks like this:\n{_EXAMPLE}")
    if reading.problems:
        shown = "\n".join(reading.problems[:_SHOWN])
        more = len(reading.problems) - _SHOWN
        raise CodebookError(shown + (f"\n(and {more} more problems)" if more > 0 else ""))
    read = tuple(placed.option for placed in options)
    return Codebook(read, _version(read), source)


@dataclass(slots=True)
class _Reading:
    """The problems met so far."""

    source: str
    problems: list[str] = field(default_factory=list)

    def problem(self, node: yaml.Node, message: str) -> None:
        self.problems.append(f"{self.source}, line {_line(node)}: {message}")


@dataclass(frozen=True, slots=True)
class _Placed:
    """An option and where it stands."""

    option: Option
    node: yaml.Node


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _compose(text: str, source: str) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise CodebookError(f"{source}, line {line}: this is no YAML text; is it another file?") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{source}, line {mark.line + 1}" if mark else source
        raise CodebookError(f"{place}: this is not YAML ({error.problem}). {_yaml_advice(text, error)}") from None
    except RecursionError:
        raise CodebookError(f"{source}: this is nested too deeply for a codebook.") from None
    if root is None or _is_null(root):
        raise CodebookError(f"{source} is empty; a codebook looks like this:\n{_EXAMPLE}")
    return root


def _yaml_advice(text: str, error: yaml.MarkedYAMLError) -> str:
    """What most likely went wrong, in the words of somebody who does not know YAML."""
    mark = error.problem_mark
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line:
        return "Indent with spaces, not with tabs."
    if line.count(":") > 1 or "mapping values are not allowed" in str(error.problem):
        return "Put a text that holds a colon into double quotes."
    return "Indent the lines of one option alike, and put texts with special characters into double quotes."


# ---------------------------------------------------------------- issues and options


def _options(root: yaml.Node, reading: _Reading) -> list[_Placed]:
    top = _fields(root, ("issues",), "a codebook", reading)
    if top is None:
        return []
    issues = top.get("issues")
    if issues is None:
        if not reading.problems:
            reading.problem(root, f"`issues:` is missing; a codebook looks like this:\n{_EXAMPLE}")
        return []
    placed: list[_Placed] = []
    for issue in _items(issues, "issues", reading):
        before = len(reading.problems)
        fields = _fields(issue, _ISSUE_KEYS, "an issue", reading)
        if fields is None:
            continue
        name = _text(fields.get("issue"), "issue", reading)
        if not name and len(reading.problems) == before:
            reading.problem(issue, "this issue has no name; write `issue: The debate in a few words`.")
        items = _items(fields["options"], "options", reading) if "options" in fields else []
        if not items and len(reading.problems) == before:
            reading.problem(issue, f"the issue {name!r} has no options; name at least one below `options:`.")
        for item in items:
            if (option := _option(item, name or "", reading)) is not None:
                placed.append(_Placed(option, item))
    _check_unique(placed, reading)
    return placed


def _option(node: yaml.Node, issue: str, reading: _Reading) -> Option | None:
    before = len(reading.problems)  # a misspelt field is named once, not also as a missing one
    fields = _fields(node, _OPTION_KEYS, "an option", reading)
    if fields is None:
        return None
    label = _text(fields.get("label"), "label", reading)
    identifier = _text(fields.get("id"), "id", reading)
    if not label:
        if len(reading.problems) == before:
            name = f"the option {identifier!r}" if identifier else "this option"
            reading.problem(node, f"{name} has no label; write `label: The proposal in a few words`.")
        return None
    if identifier and identifier != _slug(identifier, keep=True):
        advice = f"write {_slug(identifier)!r}" if _slug(identifier) else "use letters, digits and hyphens"
        reading.problem(fields["id"], f"the id {identifier!r} has spaces or marks in it; {advice}.")
    identifier = identifier or _slug(label)
    if not identifier:
        reading.problem(node, f"no id can be made of the label {label!r}; write one, such as `id: option-1`.")
    return Option(
        id=identifier,
        issue=issue,
        label=label,
        description=_text(fields.get("description"), "description", reading) or "",
        keywords=_keywords(fields.get("keywords"), reading),
        parent=_text(fields.get("parent"), "parent", reading),
    )


def _check_unique(placed: list[_Placed], reading: _Reading) -> None:
    first: dict[str, yaml.Node] = {}
    for item in placed:
        if item.option.id in first:
            line = _line(first[item.option.id])
            reading.problem(item.node, f"the id {item.option.id!r} stands in line {line} already; change one.")
        first.setdefault(item.option.id, item.node)


def _check_parents(placed: list[_Placed], reading: _Reading) -> None:
    options = {item.option.id: item.option for item in placed}
    for item in placed:
        parent = item.option.parent
        if parent is None:
            continue
        if parent not in options:
            nearest = _nearest(parent, options)
            reading.problem(item.node, f"its parent {parent!r} is no option of this codebook{nearest or '.'}")
        elif options[parent].issue != item.option.issue:
            reading.problem(item.node, f"its parent {parent!r} belongs to another issue, {options[parent].issue!r}.")
    if reading.problems:
        return
    reported: set[str] = set()
    for item in placed:
        chain = [item.option.id]
        while (parent := options[chain[-1]].parent) is not None and parent not in chain:
            chain.append(parent)
        if parent == item.option.id and not reported & set(chain):
            reported.update(chain)
            circle = " in ".join((*chain, item.option.id))
            reading.problem(item.node, f"parents run in a circle: {circle}; take one `parent:` away.")


# ---------------------------------------------------------------- nodes


def _fields(node: yaml.Node, known: tuple[str, ...], what: str, reading: _Reading) -> dict[str, yaml.Node] | None:
    """The fields of a mapping; unknown and repeated keys are problems."""
    if not isinstance(node, yaml.MappingNode):
        listed = ", ".join(f"`{key}:`" for key in known)
        reading.problem(node, f"{what} is made of lines such as {listed}, but here stands {_kind(node)}.")
        return None
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name not in known:
            nearest = _nearest(name, known) or f"; it may have {', '.join(known)}."
            reading.problem(key, f"{what} has no field {name!r}{nearest}")
        elif name in fields:
            reading.problem(key, f"the field {name!r} stands here twice; take one away.")
        else:
            fields[name] = value
    return fields


def _items(node: yaml.Node, what: str, reading: _Reading) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if not _is_null(node):
        reading.problem(node, f"`{what}:` must be followed by a list, each item after a dash, not by {_kind(node)}.")
    elif what == "issues":
        reading.problem(node, f"there are no issues; a codebook looks like this:\n{_EXAMPLE}")
    return []


def _text(node: yaml.Node | None, what: str, reading: _Reading) -> str | None:
    """The words of a field on one line; None where it is missing or empty."""
    if node is None or _is_null(node):
        return None
    if not isinstance(node, yaml.ScalarNode):
        way_out = " Put a text with brackets or a colon into double quotes."
        reading.problem(node, f"`{what}:` must be followed by a text, not by {_kind(node)}.{way_out}")
        return None
    return " ".join(str(node.value).split()) or None


def _keywords(node: yaml.Node | None, reading: _Reading) -> tuple[str, ...]:
    """A list of words, or words with commas between them."""
    if isinstance(node, yaml.SequenceNode):
        words = [_text(item, "keywords", reading) for item in node.value]
    else:
        words = [word.strip() for word in (_text(node, "keywords", reading) or "").split(",")]
    return tuple(dict.fromkeys(word for word in words if word))


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and (node.tag == "tag:yaml.org,2002:null" or not node.value)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a group of fields"
    return "nothing" if _is_null(node) else f"the text {str(node.value)[:40]!r}"


def _nearest(name: str, known: tuple[str, ...] | dict[str, Option]) -> str:
    # 0.6 is the usual cut: it finds "lable" for "label" and "option" for "options", and nothing for "colour".
    close = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _slug(label: str, keep: bool = False) -> str:
    """A label as an id: "Ending the clock change" is "ending-the-clock-change"."""
    if keep:  # what a person chose as an id may have letters of any alphabet, underscores and dots
        return re.sub(r"[^\w.-]+", "", label)
    plain = unicodedata.normalize("NFKD", label.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", "-", plain).strip("-")


def _version(options: tuple[Option, ...]) -> str:
    content = [asdict(option) for option in options]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]

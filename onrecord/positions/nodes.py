"""The lines of a codebook as YAML nodes: fields, lists and texts, with a plain word on each that is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from onrecord.errors import CodebookError

EXAMPLE = """issues:
  - issue: The debate in a few words
    options:
      - id: short-name
        label: The proposal in a few words
        description: What belongs to it, in one or two sentences."""


@dataclass(slots=True)
class Problems:
    """What was found wrong so far, with the source that it is in."""

    source: str
    problems: list[str] = field(default_factory=list)

    def problem(self, node: yaml.Node, message: str) -> None:
        """Note one with the line of its node."""
        self.problems.append(f"{self.source}, line {line_of(node)}: {message}")


def line_of(node: yaml.Node) -> int:
    """The line that a node begins in, the first being 1."""
    return int(node.start_mark.line) + 1


def compose(text: str, source: str) -> yaml.Node:
    """The root node of a YAML text; CodebookError where it is none."""
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
        raise CodebookError(f"{source} is empty; a codebook looks like this:\n{EXAMPLE}")
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


def fields(node: yaml.Node, known: tuple[str, ...], what: str, reading: Problems) -> dict[str, yaml.Node] | None:
    """The fields of a mapping; unknown and repeated keys are problems."""
    if not isinstance(node, yaml.MappingNode):
        keys = ", ".join(f"`{key}:`" for key in known)
        reading.problem(node, f"{what} is made of lines such as {keys}, but here stands {_kind(node)}.")
        return None
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name not in known:
            advice = nearest(name, known) or f"; it may have {', '.join(known)}."
            reading.problem(key, f"{what} has no field {name!r}{advice}")
        elif name in found:
            reading.problem(key, f"the field {name!r} stands here twice; take one away.")
        else:
            found[name] = value
    return found


def items(node: yaml.Node, what: str, reading: Problems) -> list[yaml.Node]:
    """The items of a list; anything else is a problem."""
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if not _is_null(node):
        reading.problem(node, f"`{what}:` must be followed by a list, each item after a dash, not by {_kind(node)}.")
    elif what == "issues":
        reading.problem(node, f"there are no issues; a codebook looks like this:\n{EXAMPLE}")
    return []


def text_of(node: yaml.Node | None, what: str, reading: Problems) -> str | None:
    """The words of a field on one line; None where it is missing or empty."""
    if node is None or _is_null(node):
        return None
    if not isinstance(node, yaml.ScalarNode):
        way_out = " Put a text with brackets or a colon into double quotes."
        reading.problem(node, f"`{what}:` must be followed by a text, not by {_kind(node)}.{way_out}")
        return None
    return " ".join(str(node.value).split()) or None


def listed(node: yaml.Node | None, what: str, reading: Problems) -> tuple[str, ...]:
    """A list of words, or words with commas between them."""
    if isinstance(node, yaml.SequenceNode):
        words = [text_of(item, what, reading) for item in node.value]
    else:
        words = [word.strip() for word in (text_of(node, what, reading) or "").split(",")]
    return tuple(dict.fromkeys(word for word in words if word))


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and (node.tag == "tag:yaml.org,2002:null" or not node.value)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a group of fields"
    return "nothing" if _is_null(node) else f"the text {str(node.value)[:40]!r}"


def nearest(name: str, known: Iterable[str]) -> str:
    """A question that names the nearest of the known names; empty where none is near."""
    # 0.6 is the usual cut: it finds "lable" for "label" and "option" for "options", and nothing for "colour".
    close = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""

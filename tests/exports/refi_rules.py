"""What the schema of REFI-QDA projects asks of a project.qde: the order of elements, attributes, the form of values."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

SPACE = "{urn:QDA-XML:project:1.0}"
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

# The children of each element in their order: ? at most one, + at least one, * any number, else exactly one.
CHILDREN = {
    "Project": "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
    "Users": "User+",
    "CodeBook": "Codes",
    "Codes": "Code+",
    "Code": "Description? NoteRef* Code*",
    "Variables": "Variable+",
    "Variable": "Description?",
    "Cases": "Case+",
    "Case": "Description? CodeRef* VariableValue* SourceRef* SelectionRef*",
    "VariableValue": "VariableRef TextValue? BooleanValue? IntegerValue? FloatValue? DateValue? DateTimeValue?",
    "Sources": "TextSource+",
    "TextSource": "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
    "PlainTextSelection": "Description? Coding* NoteRef*",
    "Coding": "CodeRef NoteRef*",
}
REQUIRED = {
    "Project": {"name"},
    "User": {"guid"},
    "Code": {"guid", "name", "isCodable"},
    "Variable": {"guid", "name", "typeOfVariable"},
    "Case": {"guid"},
    "TextSource": {"guid"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"},
    "Coding": {"guid"},
    **{name: {"targetGUID"} for name in ("CodeRef", "VariableRef", "SelectionRef", "SourceRef", "NoteRef")},
}
FURTHER = {
    "Project": {"origin", "creatingUserGUID", "creationDateTime", "modifyingUserGUID", "modifiedDateTime", "basePath"},
    "User": {"name", "id"},
    "Code": {"color"},
    "Case": {"name"},
    "TextSource": {"name", "richTextPath", "plainTextPath", "creatingUser", "creationDateTime"},
    "PlainTextSelection": {"name", "creatingUser", "creationDateTime"},
    "Coding": {"creatingUser", "creationDateTime"},
}
FORMS = {
    **dict.fromkeys(("guid", "targetGUID", "creatingUser", "creatingUserGUID"), GUID),
    "isCodable": re.compile("true|false|0|1"),
    "color": re.compile("#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"),
    "typeOfVariable": re.compile("Text|Boolean|Integer|Float|Date|DateTime"),
    "creationDateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?"),
    **dict.fromkeys(("startPosition", "endPosition"), re.compile(r"\d+")),
}
TEXTS = {"Description", "PlainTextContent", "TextValue", "DateValue"}


def problems(root: Element) -> Iterator[str]:
    """Everything in which a project breaks the schema, or points at what it does not hold."""
    if root.tag != f"{SPACE}Project":
        yield f"the root is {root.tag}"
    seen: list[str] = []
    targets: list[str] = []
    for element in root.iter():
        name = element.tag.removeprefix(SPACE)
        yield from _children(name, element)
        attributes = {key for key in element.attrib if not key.startswith("{")}
        if missing := REQUIRED.get(name, set()) - attributes:
            yield f"{name} lacks {missing}"
        if unknown := attributes - REQUIRED.get(name, set()) - FURTHER.get(name, set()):
            yield f"{name} has {unknown}"
        for key in attributes & FORMS.keys():
            if not FORMS[key].fullmatch(element.attrib[key]):
                yield f"{name} {key}={element.attrib[key]!r}"
        if name == "DateValue" and not re.fullmatch(r"\d{4}-\d\d-\d\d", element.text or ""):
            yield f"DateValue {element.text!r}"
        if name == "TextSource" and ("plainTextPath" in attributes) == (
            element.find(f"{SPACE}PlainTextContent") is not None
        ):
            yield "a TextSource has its text twice or not at all"
        if "guid" in attributes:
            seen.append(element.attrib["guid"])
        targets += [
            element.attrib[key] for key in ("targetGUID", "creatingUser", "creatingUserGUID") if key in attributes
        ]
    if len(seen) != len(set(seen)):
        yield "a GUID comes twice"
    if lost := set(targets) - set(seen):
        yield f"{len(lost)} references lead nowhere"


def _children(name: str, element: Element) -> Iterator[str]:
    if name in TEXTS:
        if len(element):
            yield f"{name} is not text alone"
        return
    inside = " ".join(child.tag.removeprefix(SPACE) for child in element)
    parts = [re.fullmatch(r"(\w+)([?+*]?)", part) for part in CHILDREN.get(name, "").split()]
    rule = "".join(f"(?:{part[1]} ){part[2]}" for part in parts if part)
    if not re.fullmatch(rule, f"{inside} " if inside else ""):
        yield f"{name} holds {inside}"

"""The house keeps its walls."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "onrecord"
ROOMS = ("origins", "reading", "statements", "actors", "positions", "record", "networks")
# The outward faces may know several rooms; demo only knows where its files lie.
FACES: dict[str, set[str]] = {
    "web": {"networks", "exports", "record"},
    "exports": {"dna"},
    "imports": {"record", "dna"},
    "dna": set(),
    "demo": set(),
}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)


@cache
def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_do_not_import_rooms(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    if room not in ROOMS and room not in FACES:
        return
    allowed = {room} | FACES.get(room, set())
    met = {name.split(".")[1] for name in imports(path) if name.startswith("onrecord.")}
    assert met & {*ROOMS, *FACES} <= allowed
    assert not met & {"pipeline", "verbs", "cli"}


@pytest.mark.parametrize(
    ("library", "room"),
    [
        ("sqlalchemy", "record"),
        ("alembic", "record"),
        # a .dna file is a SQLite database of another program: dna reads and writes that, and never touches the record
        ("sqlite3", "record dna"),
        ("onnxruntime", "reading"),
        ("tokenizers", "reading"),
        ("torch", ""),
    ],
)
def test_libraries_stay_in_their_room(library: str, room: str) -> None:
    for path in PACKAGE.rglob("*.py"):
        uses = any(name.split(".")[0] == library for name in imports(path))
        assert not uses or path.relative_to(PACKAGE).parts[0] in room.split(), path


def own() -> Iterator[Path]:
    """The program, its tests and tools; environments hold ten times as many files, which are nobody's of this house."""
    for top in ROOT.iterdir():
        if "venv" not in top.name and not top.name.startswith("."):
            yield from top.rglob("*.py") if top.is_dir() else [top]


def test_files_stay_short() -> None:
    # types.py is the exception: every noun stands on one page
    files = [p for p in own() if p.suffix == ".py" and p.name != "types.py"]
    assert len(files) > len(MODULES)
    lines = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in files}
    assert not {name: count for name, count in lines.items() if count > 400}


def test_every_package_says_what_it_is() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert said, path
        assert said.count(". ") <= 3, path


def test_no_rooms_for_leftovers() -> None:
    banned = {"utils", "helpers", "common", "misc", "core", "constants"}
    assert not [path for path in own() if path.suffix == ".py" and path.stem in banned]

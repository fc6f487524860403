"""What the documents promise is what there is."""

import re
from pathlib import Path

from click.testing import CliRunner

from onrecord.cli import commands
from onrecord.positions import parse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found: list[str] = []
    opened: str | None = None
    for line in README.splitlines(keepends=True):
        if line.startswith("```"):
            opened = line[3:].strip() if opened is None else None
            if opened == language:
                found.append("")
        elif opened == language:
            found[-1] += line
    return found


def test_ci_runs_the_test_command_of_the_readme() -> None:
    test_command = next(block for block in blocks("") if "pytest" in block).strip()
    assert test_command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_codebook_of_the_readme_is_one() -> None:
    codebook = parse(blocks("yaml")[0], "README.md")
    assert [option.id for option in codebook.options] == ["end-clock-change", "summer-time"]


def test_every_command_shown_exists() -> None:
    shown = set(re.findall(r"^onrecord (\w+)", "\n".join(blocks("")), flags=re.MULTILINE))
    assert shown >= {"read", "map", "who", "export", "actors", "shifts", "splits", "serve", "people", "samples"}
    assert shown <= set(commands.commands)


def test_every_command_and_setting_is_documented() -> None:
    for name, command in commands.commands.items():
        assert f"onrecord {name}" in README
        assert command.help
        assert CliRunner().invoke(commands, [name, "--help"]).exit_code == 0
    settings = (ROOT / "onrecord" / "settings.py").read_text(encoding="utf-8")
    assert all(name in README for name in re.findall(r"ONRECORD_\w+", settings))


def test_linked_files_exist() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/method.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target:
                assert ((ROOT / document).parent / target).exists(), f"{document}: {target}"


def test_the_project_names_no_place_outside_itself() -> None:
    tops = [top for top in ROOT.iterdir() if top.name not in {".git", ".venv", "venv", "build"}]
    for path in (path for top in tops for path in (top.rglob("*") if top.is_dir() else [top])):
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".txt"} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert "/work/" not in text or path.name == "test_docs.py", path

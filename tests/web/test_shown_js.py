"""What scripts write into pages: controls that turn the reading direction are shown as what they are."""

from __future__ import annotations

import re
from pathlib import Path

import onrecord.web
from onrecord.web.templating import TURNS

STATIC = Path(onrecord.web.__file__).parent / "static" / "app"


def test_scripts_show_the_same_controls_as_the_server() -> None:
    found = re.search(r"const TURNS = /\[(.+)\]/g", (STATIC / "base.js").read_text(encoding="utf-8"))
    assert found is not None
    theirs = re.compile(f"[{found[1].encode().decode('unicode_escape')}]")
    assert [c for c in map(chr, range(0x3000)) if theirs.match(c)] == [
        c for c in map(chr, range(0x3000)) if TURNS.match(c)
    ]


def test_no_script_writes_markup_of_its_own() -> None:
    for script in STATIC.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"\.(innerHTML|outerHTML)\s*[+=]|insertAdjacentHTML|document\.write|\beval\(", text), (
            script
        )


def test_scripts_stay_short() -> None:
    assert not [script.name for script in STATIC.glob("*.js") if len(script.read_text("utf-8").splitlines()) > 400]

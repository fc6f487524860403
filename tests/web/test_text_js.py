"""Code points and UTF-16 units: what the scripts of the article page count with, run by node where there is one."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import onrecord.web

SCRIPT = Path(onrecord.web.__file__).parent / "static" / "app" / "text.js"
NODE = shutil.which("node")

CALLS = """
import { pointLength, toPoints, toUnits, spansOf, spansText } from %s;
const text = "a🌉b👩‍🚀é";
console.log(JSON.stringify({
  length: [pointLength(text), pointLength(""), pointLength("\\ud83c")],
  units: [0, 1, 2, 3, 99].map((n) => toUnits(text, n)),
  points: [0, 1, 2, 3, 4, 99].map((n) => toPoints(text, n)),
  round: [...Array(pointLength(text) + 1).keys()].every((n) => toPoints(text, toUnits(text, n)) === n),
  spans: spansOf("3-9 12-20"), none: spansOf(""), text: spansText([[3, 9], [12, 20]]),
}));
"""


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_astral_characters_count_once(tmp_path: Path) -> None:
    script = tmp_path / "calls.mjs"
    module = tmp_path / "text.mjs"
    shutil.copy(SCRIPT, module)
    script.write_text(CALLS % json.dumps(module.as_uri()), encoding="utf-8")
    assert NODE is not None
    done = subprocess.run([NODE, str(script)], capture_output=True, text=True, check=True, encoding="utf-8")
    told = json.loads(done.stdout)
    text = "a🌉b👩‍🚀é"
    assert told["length"] == [len(text), 0, 1]
    assert told["units"] == [0, 1, 3, 4, len(text.encode("utf-16-le")) // 2]
    assert told["points"] == [0, 1, 1, 2, 3, len(text)]
    assert told["round"] is True
    assert told["spans"] == [[3, 9], [12, 20]]
    assert told["none"] == []
    assert told["text"] == "3-9 12-20"

"""docs/insight.md names all that there is, and each source that a docstring names."""

import re
from pathlib import Path

from onrecord.cli.insight import compare, insight
from onrecord.insights import MEASURES as COMMANDS
from onrecord.networks import insight as room
from onrecord.networks.insight import MEASURES, Distance, Loss, Method, Over, measured

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "insight.md").read_text(encoding="utf-8")
SHARED = (ROOT / "docs" / "networks.md").read_text(encoding="utf-8")
ELSEWHERE = {"--record", "--out", "--format", "--seed"}


def test_every_option_is_explained() -> None:
    for command in (insight, compare):
        for parameter in command.params:
            for name in parameter.opts:
                assert not name.startswith("--") or name in ELSEWHERE or f"{name}" in PAGE + SHARED, name


def test_every_measure_is_explained() -> None:
    for name in (*COMMANDS, *MEASURES, *Method, *Distance, *Loss, *Over):
        assert f"`{name}" in PAGE or f" {name}`" in PAGE or f"--over {name}" in PAGE, name


def test_every_function_is_named() -> None:
    verbs = [name for name in room.__all__ if name.islower() and name not in ("measured", "validity_sentence")]
    assert not [name for name in verbs if f"`{name}" not in PAGE and f"{name}`" not in PAGE and f" {name}," not in PAGE]


def test_the_table_of_errors_is_the_shipped_one() -> None:
    errors = measured()
    for share in (errors.precision, errors.recall, errors.wrong_side, errors.wrong_actor):
        assert f"| {100 * share:.1f} %" in PAGE, share


def test_every_source_that_is_named_is_in_the_list() -> None:
    listed = PAGE.partition("## Literature")[2]
    named = set()
    for path in (ROOT / "onrecord" / "networks" / "insight").glob("*.py"):
        text = re.sub(r"\s+#?\s*", " ", path.read_text(encoding="utf-8"))
        named |= set(re.findall(r"([A-ZÄÖÜ][\w-]+)(?: et al\.)? \(?((?:19|20)\d\d)\)?", text))
    assert len(named) > 20
    missing = {
        (name, year)
        for name, year in named
        if not any(name in line and f"({year})" in line for line in listed.splitlines())
    }
    assert not {pair for pair in missing if pair[0] != "in"}, missing

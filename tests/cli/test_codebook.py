"""The commands on codebooks, with the shipped weights."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import commands
from onrecord.demo import demo_codebook, demo_paths
from onrecord.errors import CodebookError, InputError, OnrecordError
from onrecord.positions import load


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, ["codebook", *map(str, arguments)], standalone_mode=False)


def test_a_good_codebook_passes() -> None:
    done = run("check", demo_codebook())
    assert (done.exit_code, done.exception) == (0, None)
    assert "6 options in 1 issue, no problems, no warnings." in done.output


def test_problems_stop_the_check(tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("issues:\n  - issue: Bridge\n    options:\n      - {id: a, label: A, opposed: a}\n")
    done = run("check", book)
    assert isinstance(done.exception, CodebookError)
    assert "line 4: 'a' is opposed to itself" in str(done.exception)


def test_an_option_that_nobody_mentions_is_named(tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    text = demo_codebook().read_text(encoding="utf-8")
    added = "      - {id: sundials, label: Putting up municipal sundials, description: Towns put up sundials.}\n"
    book.write_text(text.rstrip() + "\n" + added, encoding="utf-8")
    done = run("check", book, *demo_paths()[:2])
    assert done.exception is None
    assert "warning: nobody in 2 articles mentions 'sundials'" in done.output
    assert "mentions 'end-clock-change'" not in done.output


def test_a_draft_of_the_demo_is_a_codebook_on_the_clocks(tmp_path: Path) -> None:
    out = tmp_path / "draft.yaml"
    done = run("suggest", *demo_paths(), "--options", "5", "--out", out)
    assert done.exception is None
    options = load(out).options
    assert 3 <= len(options) <= 5
    assert "clock change" in options[0].label
    labels = " / ".join(option.label.lower() for option in options)
    assert "summer time" in labels
    assert "winter time" in labels, "what is set side by side is not joined"
    again = run("suggest", *demo_paths()[:1], "--out", out)
    assert isinstance(again.exception, OnrecordError)
    assert "exists already" in str(again.exception)


def test_articles_in_which_nobody_wants_anything_give_no_draft(tmp_path: Path) -> None:
    article = tmp_path / "rain.txt"
    article.write_text("It rained in the valley for three days. The river rose by a hand and fell again.\n" * 3)
    done = run("suggest", article)
    assert isinstance(done.exception, InputError)
    assert "more articles on one debate" in str(done.exception)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="none"):
        raise run("suggest", tmp_path / "none").exception or AssertionError

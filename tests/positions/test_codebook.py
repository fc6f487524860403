from pathlib import Path

import pytest

from onrecord.errors import CodebookError
from onrecord.positions.codebook import load, parse, written_in

GOOD = """
# a comment
issues:
  - issue: The northern bridge
    options:
      - id: build-bridge
        label: Building the bridge
        description: >
          The northern bridge is built,
          by whomever.
        keywords: [bridge, "crossing: north"]
      - id: toll
        parent: build-bridge
        label: A toll on the bridge
  - issue: Town hall
    options:
      - label: A new roof, at last
"""


def option(*lines: str) -> str:
    """A codebook with one issue and the lines of its options."""
    return "issues:\n  - issue: Bridge\n    options:\n" + "\n".join(f"      {line}" for line in lines)


def test_a_good_codebook() -> None:
    book = parse(GOOD, "bridge.yaml")
    assert [item.id for item in book.options] == ["build-bridge", "toll", "a-new-roof-at-last"]
    bridge, toll, roof = book.options
    assert bridge.description == "The northern bridge is built, by whomever."
    assert bridge.keywords == ("bridge", "crossing: north")
    assert (toll.parent, toll.issue, roof.issue) == ("build-bridge", "The northern bridge", "Town hall")
    assert book.source == "bridge.yaml"


def test_the_version_follows_the_content_alone() -> None:
    version = parse(GOOD, "one").version
    assert len(version) == 12
    assert parse(GOOD.replace("# a comment", "# another") + "\n\n", "two").version == version
    assert parse(GOOD.replace("whomever", "the state"), "one").version != version
    assert parse(GOOD.replace("parent: build-bridge", ""), "one").version != version


def test_keywords_may_stand_between_commas() -> None:
    book = parse(option("- {id: a, label: A, keywords: 'bridge, ramp'}"))
    assert book.options[0].keywords == ("bridge", "ramp")


def test_words_that_yaml_takes_for_values_stay_words() -> None:
    book = parse(option("- {id: no, label: 2024}", "- {id: 12, label: yes, parent: no}"))
    assert [(item.id, item.label, item.parent) for item in book.options] == [("no", "2024", None), ("12", "yes", "no")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("issue: Bridge", 1, "no field 'issue'; did you mean 'issues'?"),
        (option("- {id: a, lable: A}"), 4, "no field 'lable'; did you mean 'label'?"),
        (option("- id: a", "  label: A", "  colour: red"), 6, "'colour'; it may have id, label"),
        (option("- {id: a, label: A}", "- label: B", "- {id: a, label: C}"), 6, "'a' stands in line 4 already"),
        (option("- {label: Bé!}", "- {label: be}"), 5, "'be' stands in line 4 already"),
        (option("- id: a"), 4, "option 'a' has no label"),
        (option("- id: a", "  label:"), 4, "has no label"),
        (option("- id: a b", "  label: A"), 4, "'a b' has spaces or marks in it; write 'a-b'"),
        (option("- {label: '???'}"), 4, "no id can be made"),
        (option("- {id: a, label: A}", "- {id: b, label: B, parent: aa}"), 5, "'aa' is no option"),
        (option("- {id: bridge, label: A}", "- {id: b, label: B, parent: brigde}"), 5, "did you mean 'bridge'?"),
        (option("- {id: a, label: A, parent: a}"), 4, "circle: a in a"),
        (option("- {id: a, label: A, parent: b}", "- {id: b, label: B, parent: a}"), 4, "circle: a in b in a"),
        (option("- {id: a, label: A}", "- {id: b, label: B, opposed: c}"), 5, "opposed to 'c', which is no option"),
        (option("- {id: bridge, label: A}", "- {id: b, label: B, opposed: [brigde]}"), 5, "did you mean 'bridge'?"),
        (option("- {id: a, label: A, opposed: a}"), 4, "'a' is opposed to itself; take `opposed: a` away"),
        (option("- {id: a, label: A}", "- {id: b, label: B, parent: a, opposed: a}"), 5, "'b' is a part of 'a'"),
        (
            option(
                "- {id: a, label: A, opposed: c}",
                "- {id: b, label: B, parent: a}",
                "- {id: c, label: C, parent: b}",
            ),
            4,
            "'c' is a part of 'a': who wants a part",
        ),
        (option("- id: a", "  label: [A, B]"), 5, "`label:` must be followed by a text, not by a list"),
        (option("- id: a", "  label: A", "  label: B"), 6, "'label' stands here twice"),
        (option("- just words"), 4, "here stands the text 'just words'"),
        ("issues:\n  - issue: Bridge\n    options:", 2, "the issue 'Bridge' has no options"),
        ("issues:\n  - issue: Bridge\n    options: []", 2, "has no options"),
        ("issues:\n  - issue: Bridge", 2, "has no options"),
        ("issues:\n  - issue: Bridge\n    options: deploy", 3, "must be followed by a list"),
        ("issues:\n  - options:\n    - {id: a, label: A}", 2, "this issue has no name"),
        ("issues:", 1, "there are no issues"),
        ("issues: []", 1, "there are no options"),
        ("- a\n- b", 1, "here stands a list"),
        ("just words", 1, "here stands the text 'just words'"),
        ("issues:\n\t- issue: A", 2, "Indent with spaces, not with tabs."),
        ("issues:\n  - issue: Bridge: the north", 2, "colon into double quotes"),
        ("issues: [", 1, "not YAML"),
        ("issues:\n\0", 2, "no YAML text"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(CodebookError) as error:
        parse(text, "my.yaml")
    first = str(error.value).splitlines()[0]
    assert first.startswith(f"my.yaml, line {line}: "), first
    assert words in str(error.value)


def test_an_opposition_holds_on_both_sides_wherever_it_is_written() -> None:
    one = parse(option("- {id: a, label: A, opposed: b}", "- {id: b, label: B}", "- {id: c, label: C}"))
    other = parse(option("- {id: a, label: A}", "- {id: b, label: B, opposed: [a]}", "- {id: c, label: C}"))
    assert [item.opposed for item in one.options] == [("b",), ("a",), ()]
    assert one.version == other.version
    assert one.version != parse(option("- {id: a, label: A}", "- {id: b, label: B}", "- {id: c, label: C}")).version


def test_a_codebook_that_says_nothing_of_oppositions_keeps_its_version() -> None:
    # the version of this text in records that were written before oppositions were known
    assert parse(option("- {id: a, label: A}")).version == "132b1ab502e0"


def test_the_line_of_every_option_is_known() -> None:
    held = written_in(GOOD, "bridge.yaml")
    assert held.lines == {"build-bridge": 6, "toll": 12, "a-new-roof-at-last": 17}


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(CodebookError) as error:
        parse(option("- {id: a, lable: A}", "- {id: b}", "- {id: c, label: C, keyword: x}"), "my.yaml")
    assert len(str(error.value).splitlines()) == 3


def test_an_alias_that_holds_itself_does_no_harm() -> None:
    with pytest.raises(CodebookError, match="must be followed by a text"):
        parse(option("- id: a", "  label: &x [*x]"))


@pytest.mark.parametrize("text", ["", "  \n", "# only a comment\n", "---\n"])
def test_an_empty_file_shows_what_a_codebook_looks_like(text: str) -> None:
    with pytest.raises(CodebookError, match="issues:\n  - issue:"):
        parse(text, "my.yaml")


def test_load_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    book = load(path)
    assert book.source == str(path)
    assert book.version == parse(GOOD).version


def test_load_says_what_is_wrong_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CodebookError, match="does not exist"):
        load(tmp_path / "none.yaml")
    with pytest.raises(CodebookError, match="is a folder"):
        load(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"issues:\n  - issue: Caf\xe9\n")
    with pytest.raises(CodebookError, match="line 2: the file is not UTF-8"):
        load(latin)
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"#" * 6_000_000)
    with pytest.raises(CodebookError, match="larger than any codebook"):
        load(huge)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CodebookError, match="may not be read; try `chmod u\\+r"):
        load(latin)

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from onrecord.types import Option, RoleSeen
from onrecord.web import MapView, build_view
from onrecord.web.terminal import print_map, print_who
from tests.web.debate import ARTICLES, DEBATE, ISSUE, OPTIONS

VIEW = build_view(DEBATE)


def shown(view: MapView = VIEW, width: int = 80, who: str | None = None) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False, no_color=True)
    if who is None:
        print_map(view, console)
    else:
        print_who(view, who, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def row(text: str, name: str) -> str:
    """The first line of a name; that is its row in the table."""
    return next(line for line in text.splitlines() if line.strip().startswith(name))


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_longer_than_the_terminal(width: int) -> None:
    assert max(map(len, shown(width=width).splitlines())) <= width
    for actor in DEBATE.actors:
        assert max(map(len, shown(width=width, who=actor.id).splitlines())) <= width


def test_answers_are_read_without_colour() -> None:
    text = shown(width=80)
    assert "\x1b" not in text
    assert row(text, "Ilse Varga").split()[2:5] == ["++", "x3/2", "."]
    assert "-- r" in row(text, "Airline Council")
    assert "++ m" in row(text, "Ilse Varga")
    assert "+ c" in row(text, "adviser")
    assert "-- r?" in row(text, "many regional airports")


def test_words_where_they_fit_and_numbers_where_not() -> None:
    assert "++ for x3/2" in row(shown(width=140), "Ilse Varga")
    narrow = shown(width=80)
    for number, option in enumerate(OPTIONS, start=1):
        assert f"{number} {option.label}" in narrow
    assert "2 A levy at the largest airports, part of 1" in narrow


def test_what_follows_from_a_part_stands_in_brackets() -> None:
    only = replace(DEBATE, positions=tuple(p for p in DEBATE.positions if p.id == "a1/3"))
    text = shown(build_view(only))
    assert "(+)" in row(text, "Tomas Reuel")
    assert "(+) follows from another option" in text
    assert "(+) follows from another option" not in shown(build_view(replace(DEBATE, positions=DEBATE.positions[:2])))


def test_the_legend_tells_only_what_is_there() -> None:
    text = shown(build_view(replace(DEBATE, positions=DEBATE.positions[:1])))
    assert "++ for" in text
    assert "own means only" not in text


def test_many_options_are_spread_over_several_tables() -> None:
    more = tuple(Option(f"o{n}", ISSUE, f"Option {n}") for n in range(30))
    view = build_view(replace(DEBATE, codebook=replace(DEBATE.codebook, options=(*OPTIONS, *more))))
    text = shown(view)
    assert max(map(len, text.splitlines())) <= 80
    heads = [line.split() for line in text.splitlines() if line.strip() and all(w.isdigit() for w in line.split())]
    assert [int(number) for head in heads for number in head] == list(range(1, 36))


def test_changes_voices_relations_and_receipts() -> None:
    text = shown(width=120)
    assert "Daniel Okonma  A levy on short flights  = undecided -> ++ for  17 Apr 2031" in text
    assert "Norland  A levy on short flights  opposite sides  ++ Ilse Varga, -- Tomas Reuel" in text
    assert "Ana Belmont criticises Ilse Varga" in text
    assert "“has no plans to introduce a levy on short flights”" in text
    assert "Anselm Daily, 9 Feb 2031" in text
    assert "forwarded note.txt, undated" in text


def test_a_record_without_positions() -> None:
    assert "No positions were found" in shown(build_view(replace(DEBATE, positions=())))


def test_text_that_would_steer_the_terminal_is_disarmed() -> None:
    evil = "We need\x1b[2J\x1b]0;owned\x07 a\u202e levy\r\n\x9b31m[bold red]on[/bold red] short flights"
    first = replace(DEBATE.positions[0], text=evil)
    actors = tuple(replace(a, name=f"{a.name}\x1b[31m") if a.id == "varga" else a for a in DEBATE.actors)
    article = replace(ARTICLES[0], outlet="Courier\x1b]8;;http://evil.example\x07")
    view = build_view(
        replace(
            DEBATE, articles=(article,), actors=actors, positions=(first,), statements=(), relations=(), reported=()
        )
    )
    for text in (shown(view, 200), shown(view, 200, who="varga")):
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(text)
        assert "[bold red]on[/bold red] short flights" in text


def test_who_tells_names_stands_over_time_and_statements() -> None:
    text = shown(width=120, who="reuel")
    assert "Counts for   Norland" in text
    assert "Also called  Reuel" in text
    early, late = text.index("3 Feb 2031"), text.index("“I am against it”")
    assert early < late
    assert "limited to: only at the largest airports" in text
    assert "from a part" in text
    assert "“The levy is dead”" in text


def test_who_of_a_state_tells_what_its_voices_hold() -> None:
    text = shown(width=120, who="norland")
    assert "Ilse Varga  ++ A levy on short flights" in text
    assert "Tomas Reuel  -- A levy on short flights" in text


def test_who_tells_what_was_once_held_and_by_whom_it_is_said() -> None:
    assert "before" in shown(who="kolm")
    assert "says Ilse Varga" in shown(width=120, who="estavia")


def test_roles_are_shown_with_the_days_on_which_they_were_seen() -> None:
    first, last = date(2021, 3, 5), date(2022, 1, 9)
    roles = (
        RoleSeen("adviser", None, first, first),
        RoleSeen("deputy", None, first, last),
        RoleSeen("mayor", "nowhere", last, None),
        RoleSeen("poet", None, None, last),
        RoleSeen("singer"),
    )
    known = DEBATE.actors[0]
    told = build_view(replace(DEBATE, actors=(replace(known, roles=roles, wikidata="Q7"), *DEBATE.actors[1:])))
    text = shown(told, width=120, who=known.id)
    for line in (
        "adviser (5 Mar 2021)",
        "deputy (5 Mar 2021 to 9 Jan 2022)",
        "mayor, nowhere (since 9 Jan 2022)",
        "poet (until 9 Jan 2022)",
        "singer",
    ):
        assert any(line == shown_line.removeprefix("Roles seen").strip() for shown_line in text.splitlines()), line
    assert f"{known.id} Q7" in text

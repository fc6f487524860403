# ruff: noqa: E501 - samples stand here as they come
from onrecord.origins.documents.letters import letter_of


def test_replies_and_signatures_go() -> None:
    text = "We say no.\n\nOn Mon, 4 Mar 2024, Ann Leeward wrote:\n> Do you say yes?\n\n-- \nPress office"
    assert letter_of(text.splitlines(), plain=True) == "We say no."
    german = "Wir sagen nein.\n\nAm 4. März 2024 schrieb Ann Leeward:\n\nSagen Sie ja?"
    assert letter_of(german.splitlines(), plain=True) == "Wir sagen nein."


def test_a_forwarded_letter_is_the_report() -> None:
    text = "---------- Forwarded message ---------\nFrom: Press <p@x.example>\nDate: Monday\nSubject: News\n\nThe levy comes.\n\nFrom: the coast to the capital it is hated."
    assert letter_of(text.splitlines(), plain=True) == "The levy comes.\n\nFrom: the coast to the capital it is hated."


def test_feet_go_but_not_what_is_said_of_them() -> None:
    lines = [
        "Unsubscribe now, the minister told readers of the League's letter on Friday.",
        "More words follow here.",
        "And more.",
        "Unsubscribe",
        "Port Alden 1",
    ]
    assert letter_of(lines, plain=False) == "\n\n".join(lines[:3])


def test_flowed_lines_are_joined() -> None:
    assert (
        letter_of(["The levy comes ", "in April.", "", "It is high."], plain=True)
        == "The levy comes in April.\n\nIt is high."
    )

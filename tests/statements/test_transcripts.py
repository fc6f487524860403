"""Who speaks in transcripts of chambers, hearings, courts, studios and interviews; and what only looks like one."""

from __future__ import annotations

import pytest

from onrecord.statements import find_statements
from onrecord.statements.transcripts import is_label, label_before, turns
from onrecord.types import Part, StatementKind
from tests.statements.pages import blocks_of, page_of, told


def heard(text: str, parts: tuple[Part, ...] = ()) -> list[tuple[str, str] | None]:
    """Label ("" where the turn before goes on) and speech of every paragraph; None where nobody speaks in it."""
    found = turns(text, blocks_of(text, parts))
    return [
        (t.label.of(text) if t.label is not None else "", t.speech.of(text)) if t is not None else None for t in found
    ]


def voices(text: str) -> list[str | None]:
    return [turn[0] if turn is not None else None for turn in heard(text)]


def test_turns_are_statements_of_their_speakers() -> None:
    text = "MS ODA: Did you read it?\nMR ROS: I read the summary.\nMS ODA: Your brother wrote it."
    article, reading = page_of(text)
    found = find_statements(article, reading)
    assert [told(article, statement) for statement in found] == [
        ("MS ODA", ":", "Did you read it?"),
        ("MR ROS", ":", "I read the summary."),
        ("MS ODA", ":", "Your brother wrote it."),
    ]
    assert {statement.kind for statement in found} == {StatementKind.DIRECT}


def test_an_office_in_brackets_belongs_to_the_label_of_a_statement() -> None:
    text = (
        "Ana Roos (Westby) (Con): Will you pay?\nThe Minister of State (Jan Lind): I will not.\nAna Roos: We shall see."
    )
    article, reading = page_of(text)
    assert [told(article, statement)[0] for statement in find_statements(article, reading)] == [
        "Ana Roos (Westby) (Con)",
        "The Minister of State (Jan Lind)",
        "Ana Roos",
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (  # the Commons
            "Mr Speaker: Order. I call the Minister.\n"
            "The Secretary of State for Roads and Harbours (Ana Roos): I thank you.\n"
            "I shall be brief.\n"
            "Sir Ole Brook (Westhaven) (Con): Will she resign?\n"
            "Ana Roos: I will not.",
            [
                "Mr Speaker",
                "The Secretary of State for Roads and Harbours (Ana Roos)",
                "",
                "Sir Ole Brook (Westhaven) (Con)",
                "Ana Roos",
            ],
        ),
        (  # the Bundestag
            "Dr. Karl Moos (SPD): Ladies and gentlemen! We agree.\n(Applause from the SPD)\nThe road is ours.\n"
            "Anna Kern (CDU/CSU): You never asked.\nDr. Karl Moos (SPD): We did.",
            ["Dr. Karl Moos (SPD)", None, "", "Anna Kern (CDU/CSU)", "Dr. Karl Moos (SPD)"],
        ),
        (  # the European Parliament
            "Anna Kern, on behalf of the Harbour Group. – Madam President, I agree.\nJ. Roos (S&D). – I do not.\n"
            "Anna Kern (PPE). – Thank you.",
            ["Anna Kern, on behalf of the Harbour Group", "J. Roos (S&D)", "Anna Kern (PPE)"],
        ),
        (  # a hearing
            "Dr. IMAI. We have data.\nThe data are open.\nMr. O'DELL. Thank you.\nChairman McROY. Time is over.\n"
            "Mrs. ROY of Ohio. I object.\nDr. IMAI. One more thing.",
            ["Dr. IMAI", "", "Mr. O'DELL", "Chairman McROY", "Mrs. ROY of Ohio", "Dr. IMAI"],
        ),
        (  # the floor of a senate
            "The PRESIDING OFFICER. The clerk will call the roll.\nMr. VAN DER ROY. I object.\n"
            "The SPEAKER pro tempore. The gentleman is recognized.\nThe PRESIDING OFFICER. So ordered.",
            ["The PRESIDING OFFICER", "Mr. VAN DER ROY", "The SPEAKER pro tempore", "The PRESIDING OFFICER"],
        ),
        (  # a studio: a name is in full with its office once
            "ANA ROOS, HOST (voice-over): Good evening.\nOLE LIND, CORRESPONDENT: Good evening to you.\n"
            "(END VIDEO CLIP)\nROOS: And what do they say?\nLIND: They say no.",
            ["ANA ROOS, HOST (voice-over)", "OLE LIND, CORRESPONDENT", None, "ROOS", "LIND"],
        ),
        (  # a court
            "MR. ROOS: Your Honour, I object.\nTHE COURT: Sustained.\nMR. ROOS: Thank you.\nTHE WITNESS: I saw it.",
            ["MR. ROOS", "THE COURT", "MR. ROOS", "THE WITNESS"],
        ),
        ("Q: What did you see?\nA: A car.\nQ: Which colour?\nA: It was red.", ["Q", "A", "Q", "A"]),
        ("Q. What did you see?\nA. A car.\nQ. Which colour?\nA. It was red.", ["Q", "A", "Q", "A"]),
        (
            "Al-Sadr: We refuse.\nal-Hadi: We agree.\nSpeaker 2: You do?\nAl-Sadr: Fine.",
            ["Al-Sadr", "al-Hadi", "Speaker 2", "Al-Sadr"],
        ),
    ],
)
def test_every_way_of_printing_who_speaks(text: str, labels: list[str | None]) -> None:
    assert voices(text) == labels


def test_the_mark_of_a_label_is_no_speech() -> None:
    text = "Anna Kern (PPE). – I agree.\nJ. Roos (S&D). – I do not.\nAnna Kern (PPE). – Thank you."
    assert [turn and turn[1] for turn in heard(text)] == ["I agree.", "I do not.", "Thank you."]


def test_an_interview_goes_on_over_its_paragraphs() -> None:
    text = "Ole Lind met her.\nTageblatt: Why now?\nKern: It was unsafe.\nFor years.\nTageblatt: And?\nKern: We build."
    assert voices(text) == [None, "Tageblatt", "Kern", "", "Tageblatt", "Kern"]


def test_an_exchange_in_an_article_ends_with_its_last_label() -> None:
    before = "The council met.\nNobody was pleased.\nThe gallery was full.\nThere was an exchange."
    after = "The council went on for hours.\nThe budget passed."
    text = f"{before}\nMayor: Will you vote?\nClerk: I will not.\nMayor: Then go.\n{after}"
    assert voices(text) == [None] * 4 + ["Mayor", "Clerk", "Mayor"] + [None] * 2


def test_labels_far_apart_carry_nothing() -> None:
    filler = "\n".join(f"The council spoke of road {number}." for number in range(5))
    text = f"Mayor: Will you vote?\n{filler}\nClerk: I will not.\n{filler}\nMayor: Then go."
    assert voices(text) == ["Mayor", *[None] * 5, "Clerk", *[None] * 5, "Mayor"]


def test_a_paragraph_in_quotation_marks_is_not_the_turn_before() -> None:
    text = 'Mayor: Will you vote?\nClerk: I will not.\n"Nobody voted," said Ole Lind later.\nMayor: You must.'
    assert voices(text) == ["Mayor", "Clerk", None, "Mayor"]


def test_one_titled_label_opens_a_speech() -> None:
    assert voices("Mr. VAN DER ROY. Madam President, I rise.\nIt is a good bill.") == ["Mr. VAN DER ROY", ""]
    assert voices("Anna Kern (PPE). – Madam President, I agree.\nIt is good.") == ["Anna Kern (PPE)", ""]


@pytest.mark.parametrize(
    "text",
    [
        "LONDON. The minister said on Monday that the bridge would close.\nShe gave no reason.",
        "The HAGUE. The court ruled on Monday.\nIt gave no reason.",
        "ST. LOUIS. The mayor said the bridge was safe.\nHe went home.",
        "Dr. NO. The film opens on Friday.\nIt is long.",
        'LONDON. – The mayor wrote: "We build."\nROME. – The mayor was ill.\nLONDON. – The mayor went home.',
        "BERN (ag). – The council met.\nIt was late.",
        "U.S. Officials said on Monday that the bridge was closed.\nThey left.",
        "Price: 30 euros\nPlace: Town Hall\nPrice: 20 euros reduced",
        "Population: About four million.\nCapital: It is Lindau.\nPopulation: Most are young.",
        "Background: The bridge is old.\nBackground: It was built long ago.\nOutlook: It will close.",
        "Step 1: Peel the onions.\nStep 2: Fry them.\nStep 1: Peel more.",
        "2019: We begin.\n2020: We end.\n2019: We begin again.",
        "What we know: The bridge is closed.\nWhy it matters: You cannot cross.\nWhat we know: Nothing more.",
        "The mayor was clear: we build.\nThe clerk was not: I wait.\nThe mayor was clear: you build.",
        'Kern: "We build."\nLund: "We do not."\nKern: "We will."',
        "Kern: We build.\nLund: We do not.",
    ],
)
def test_what_is_no_transcript(text: str) -> None:
    assert set(heard(text)) == {None}


def test_headlines_and_captions_hold_no_turn() -> None:
    text = "Kern: We build\nPhoto: Ana Roos\nTageblatt: Why now?\nKern: It was unsafe.\nTageblatt: And?"
    assert [turn is None for turn in heard(text, (Part.HEADLINE, Part.CAPTION))] == [True, True, False, False, False]


@pytest.mark.parametrize(
    "words",
    [
        "MR BOTHA",
        "Lotte Severin",
        "The Minister of State for Roads and Harbours",
        "Eva Kern, Parliamentary State Secretary for Roads",
        "al-Hadi",
        "Speaker 1",
        "Ole Lind (through interpreter)",
    ],
)
def test_labels(words: str) -> None:
    assert is_label(words)


@pytest.mark.parametrize(
    "words", ["", "2019", "The mayor was clear", "on behalf of", "He added", "One Two Three Four Five Six"]
)
def test_no_labels(words: str) -> None:
    assert not is_label(words)


def test_a_place_before_quotation_marks_is_nobody() -> None:
    text = "LONDON. “We build.” So it was."
    assert label_before(text, 0, text.index("“")) is None
    spoken = "Mr. ROY. “We build” is what they say."
    label = label_before(spoken, 0, spoken.index("“"))
    assert label is not None
    assert label[1].of(spoken) == "Mr. ROY"

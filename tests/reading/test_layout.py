import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.layout import blocks
from onrecord.types import Part

BODY = "The council met on Tuesday and put off its decision on the bridge until the autumn."
MORE = "Its members could not agree on who should pay for the northern ramp."


def parts(text: str) -> list[tuple[str, str]]:
    return [(block.part.value, block.span.of(text)) for block in blocks(text)]


def part_of(line: str, text: str) -> str:
    found = [part for part, words in parts(text) if words == line]
    assert len(found) == 1, (line, parts(text))
    return found[0]


def between(*lines: str) -> str:
    """The lines between two paragraphs of body."""
    return "\n\n".join((BODY, *lines, MORE))


PIECES = st.sampled_from(
    [
        "Enlarge image",
        "Photo: Ann Lee / AP",
        "(dpa)",
        "OSLO (Reuters) -",
        "Read also: more",
        "He said no.",
        "“Yes”",
        "A title",
        "# x",
        "\n",
        "\r\n",
        "\u2028",
        " ",
        "\t",
        "\u200b",
        "©",
        "...",
        "://",
        "- ",
    ]
)


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=30).map("".join)))
@settings(deadline=None)
def test_blocks_cover_every_character_but_white_space_once(text: str) -> None:
    found = blocks(text)
    end = 0
    outside = []
    for block in found:
        assert end <= block.span.begin < block.span.end <= len(text)
        words = block.span.of(text)
        assert words == words.strip()
        outside.append(text[end : block.span.begin])
        end = block.span.end
    outside.append(text[end:])
    assert not "".join(outside).strip()


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks("") == () == blocks(" \r\n\n ")


def test_lines_are_paragraphs_whatever_their_newline() -> None:
    for newline in ("\n", "\n\n", "\r\n", "\r\n\r\n", "\r"):
        assert parts(f"  {BODY}{newline}{MORE} ") == [("body", BODY), ("body", MORE)]


def test_a_caption_stands_between_its_hint_and_its_credit() -> None:
    text = f"Enlarge image\n\nJane Roe: “The bridge will be built, whatever it costs”\n\nPhoto: Ann Lee / AP\n\n{BODY}"
    assert [part for part, _ in parts(text)] == ["hint", "caption", "credit", "body"]


@pytest.mark.parametrize(
    "caption",
    [
        "Jane Roe: “The bridge will be built”",
        "The minister at the northern ramp",
        "Minister Jane Roe (left) and the mayor at the ramp in May.",
        "Jane Roe speaks to reporters in Oslo, Norway, on March 3, 2021.",
    ],
)
def test_captions_before_a_picture_credit(caption: str) -> None:
    assert part_of(caption, between(caption, "Photo: Ann Lee / AP")) == "caption"


@pytest.mark.parametrize(
    "line",
    ["Pictured: the northern ramp", "FILE PHOTO: Jane Roe speaks in Oslo.", "FILE - Jane Roe arrives in Oslo in May."],
)
def test_captions_with_a_label(line: str) -> None:
    assert part_of(line, between(line)) == "caption"


def test_a_paragraph_before_a_picture_credit_stays_body() -> None:
    assert part_of(BODY, f"{MORE}\n\n{BODY}\n\nPhoto: Ann Lee / AP\n\n{MORE} Again.") == "body"


def test_a_paragraph_after_a_lonely_hint_stays_body() -> None:
    assert part_of(BODY, f"Enlarge image\n\n{BODY}\n\n{MORE}") == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ann Lee / AP",
        "Photograph: Ann Lee/EPA",
        "(Photo: Ann Lee)",
        "Image: Getty",
        "Image source: Getty Images",
        "Ann Lee / AP",
        "REUTERS/Ann Lee",
        "AP Photo/Ann Lee",
        "© dpa",
        "© 2021 The Harbour Gazette",
        "eru/dpa/AFX/AFP",
        "mrc/jpw (Reuters, AFP)",
        "dpa",
        "(AFP)",
        "Reuters",
        "(Reporting by Ann Lee and Tom Kay in Oslo; editing by Max Ray)",
        "Additional reporting by Ann Lee",
        "With material from dpa",
        "With information from AFP and Reuters",
        "By Ann Lee and Tom Kay in Oslo",
        "Oslo (dpa)",
        "OSLO, March 3",
        "3 March 2021, 12:30",
        "Published on 12.04.2021 at 18:03",
        "2021-04-12",
        "Updated: March 3, 2021 at 10:15 a.m.",
        "All rights reserved.",
        "This article was created with material from the agencies and was edited by our staff.",
        "Source: Reuters",
        "(Meridian Press)",
        "jp/Meridian",
        "Interview: Ann Lee",
    ],
)
def test_credits(line: str) -> None:
    assert part_of(line, between(line)) == "credit"


@pytest.mark.parametrize(
    "line",
    [
        "Enlarge image",
        "Click to enlarge",
        "ADVERTISEMENT",
        "Read more",
        "Read also: Why the bridge is late",
        "Watch: the mayor on the bridge",
        "► Read more about the bridge",
        "Subscribe to our newsletter",
        "Share",
        "3 min read",
        "12 comments",
        "***",
        "Article continues below",
        "[Advertisement]",
    ],
)
def test_hints(line: str) -> None:
    assert part_of(line, between(line)) == "hint"


@pytest.mark.parametrize(
    "line",
    [
        "No money for the northern ramp",
        "For the coast, a second bridge is conceivable",
        "“Nothing ruled out”",
        "## What comes next",
        "Mayor under pressure",
    ],
)
def test_subheadings(line: str) -> None:
    assert part_of(line, between(line)) == "headline"


@pytest.mark.parametrize(
    "line",
    [
        "The mayor is changing her mind.",
        "Why?",
        "(It had been promised.)",
        "and/or nothing at all",
        '"We must build it now."',
        "“Build it!”",
        "»Nothing can be ruled out in the talks.",
        'He said: "We will build it"',
        "Interviewer: Will you build it?",
        "Read the treaty again, she told the council, and then vote.",
        "Photos of the ramp were shown to the council, which was not impressed by what it saw there.",
        "Material from the old bridge will be used for the ramp.",
        "Reporting by the Gazette suggests that the ramp was never planned.",
        "By Friday the council must have decided.",
        "Share prices of the builders fell after the vote in the council.",
        "Watch out for the second vote, the mayor said.",
        "and nobody will pay for it",
        "• the ramp",
        "The mayor said that the bridge was to be built with money from the",
        "The EU – which pays half of it – said so.",
        "Spain opposed it",
    ],
)
def test_body_lines_are_not_taken_for_anything_else(line: str) -> None:
    if line == "Spain opposed it":  # the last line of a text stands before no paragraph
        assert part_of(line, f"{BODY}\n\n{line}") == "body"
    else:
        assert part_of(line, between(line)) == "body"


def test_titles_of_other_reports_are_hints() -> None:
    text = (
        f"{BODY}\nRelated articles\nWhy the bridge is late\nMayor under pressure\n{MORE}\nNo money left\n{BODY} Again."
    )
    assert [part for part, _ in parts(text)] == ["body", "hint", "hint", "hint", "body", "headline", "body"]


def test_the_title_and_the_line_below_it() -> None:
    text = f"Bridge talks fail\nCouncil cannot agree on who pays for the ramp\nBy Ann Lee\n{BODY}\n{MORE}"
    assert [part for part, _ in parts(text)] == ["headline", "headline", "credit", "body", "body"]


def test_a_title_that_asks() -> None:
    assert part_of("Who will pay for the bridge?", f"Who will pay for the bridge?\n\n{BODY}\n\n{MORE}") == "headline"


def test_a_first_sentence_is_no_title() -> None:
    assert part_of(MORE, f"{MORE}\n{BODY}") == "body"


def test_a_text_without_full_stops_has_no_subheadings() -> None:
    lines = [f"line {word} of a list" for word in ["one", "two", "three", "four", "five", "six", "seven"]]
    text = "\n".join([BODY, *(line.capitalize() for line in lines), BODY + " Again."])
    assert Part.HEADLINE not in {block.part for block in blocks(text)}


def test_names_of_speakers_that_return_are_no_subheadings() -> None:
    text = f"{BODY}\nJane Roe\n{MORE}\nTom Kay\n{BODY} Again.\nJane Roe\n{MORE} Again.\nTom Kay\n{BODY} Yes."
    assert Part.HEADLINE not in {block.part for block in blocks(text)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"OSLO (Reuters) - {BODY}", [("credit", "OSLO (Reuters) -"), ("body", BODY)]),
        (f"BERLIN, March 3 (dpa) – {BODY}", [("credit", "BERLIN, March 3 (dpa) –"), ("body", BODY)]),
        (f"BRUSSELS (Meridian) — {BODY}", [("credit", "BRUSSELS (Meridian) —"), ("body", BODY)]),
        (f"KYIV, March 3 — {BODY}", [("credit", "KYIV, March 3 —"), ("body", BODY)]),
        (f"{BODY} (AFP, dpa)", [("body", BODY), ("credit", "(AFP, dpa)")]),
        (f"{BODY} - dpa", [("body", BODY), ("credit", "- dpa")]),
        (f"{BODY} (Photo: Getty Images)", [("caption", BODY), ("credit", "(Photo: Getty Images)")]),
        (f"{BODY}Enlarge image", [("body", BODY), ("hint", "Enlarge image")]),
        ("Enlarge imagePhoto: Ann Lee / AP", [("hint", "Enlarge image"), ("credit", "Photo: Ann Lee / AP")]),
        ('"Build it," she said. Photo: AP', [("body", '"Build it," she said.'), ("credit", "Photo: AP")]),
        ("The ramp in May Photo: Ann Lee", [("caption", "The ramp in May"), ("credit", "Photo: Ann Lee")]),
    ],
)
def test_what_sticks_to_a_paragraph_is_a_block_of_its_own(line: str, expected: list[tuple[str, str]]) -> None:
    assert parts(f"{MORE}\n\n{line}\n\n{MORE}")[1:-1] == expected


@pytest.mark.parametrize(
    "line",
    [
        "The NATO (North Atlantic Treaty Organization) - as it is called - said no.",
        "The ministry (which is new) said so.",
        "She asked one thing: who pays?",
        "The party of the mayor (SPD) was against it.",
        "NATO — the alliance has 32 members — said no.",
    ],
)
def test_brackets_and_dashes_of_a_sentence_stay_in_it(line: str) -> None:
    assert ("body", line) in parts(between(line))


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The council met on Tuesday and put off its decision on the\n"
        "bridge until the autumn. Its members could not agree on who\n"
        "should pay for the northern ramp, which is to cost as much\n"
        "as the bridge itself.\n"
        "\n"
        '"We will wait for the report of the builders and then we\n'
        'will decide," the mayor said on Tuesday evening.\n'
    )
    found = parts(text)
    assert [part for part, _ in found] == ["body", "body"]
    assert found[1][1].startswith('"We will wait')
    assert found[1][1].endswith("evening.")


def test_short_paragraphs_are_not_taken_for_wrapped_lines() -> None:
    lines = [f"The mayor of town number {n} said on Tuesday that she was against it." for n in range(1, 8)]
    assert len(blocks("\n".join(lines))) == 7


def test_long_inputs_take_time_in_proportion() -> None:
    begin = time.process_time()
    blocks("word " * 200_000)
    blocks("\n".join(["a (b) - c"] * 10_000))
    blocks("(" * 200_000)
    assert time.process_time() - begin < 10  # 0.5 s on an idle machine; a quadratic rule takes minutes

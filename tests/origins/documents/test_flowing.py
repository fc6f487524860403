# ruff: noqa: E501 - samples stand here as they come
from onrecord.origins.documents.columns import Row
from onrecord.origins.documents.flowing import flow
from onrecord.origins.documents.furniture import without_furniture

_COLUMN = (50.0, 250.0)


def rows(*lines: str, page: int = 0, top: float = 700.0, indented: tuple[int, ...] = ()) -> list[Row]:
    """Lines of a column; one that ends with | ends early."""
    return [
        Row(line.rstrip("|"), 60.0 if place in indented else 50.0, 150.0 if line.endswith("|") else 250.0, top - 12 * place, 10.0, page, _COLUMN)
        for place, line in enumerate(lines)
    ]  # fmt: skip


def texts(*pages: list[Row]) -> list[str]:
    return [text for text, _, _ in flow(pages, 10.0)]


def test_words_that_the_end_of_a_line_broke_are_whole() -> None:
    assert texts(rows("The minis-", "ter spoke.|")) == ["The minister spoke."]


def test_hyphens_that_belong_to_a_word_stay() -> None:
    assert texts(rows("It was a well-", "known fact, an Anglo-", "Saxon one.|")) == [
        "It was a well-known fact, an Anglo-Saxon one."
    ]
    assert texts(rows("The e-", "mail was state-of-the-", "art.|")) == ["The e-mail was state-of-the-art."]
    # as the document has it elsewhere
    assert texts(rows("A cease-fire was broken; a cease-", "fire was not.|")) == [
        "A cease-fire was broken; a cease-fire was not."
    ]


def test_paragraphs_go_on_over_pages_until_a_sentence_ends() -> None:
    assert texts(rows("He said that the"), rows("levy would come.|", page=1)) == ["He said that the levy would come."]
    assert texts(rows("He said it.|"), rows("She did not.|", page=1)) == ["He said it.", "She did not."]


def test_first_lines_that_stand_in_begin_paragraphs() -> None:
    column = rows(
        "One begins here and", "ends there.", "Two is short.", "Three is, too.", "and goes on.|", indented=(0, 2, 3)
    )
    assert texts(column) == ["One begins here and ends there.", "Two is short.", "Three is, too. and goes on."]


def test_a_blank_line_begins_a_paragraph() -> None:
    assert texts([*rows("One goes on", "to here"), *rows("Two begins", "and ends|", top=660.0)]) == [
        "One goes on to here",
        "Two begins and ends",
    ]


def test_what_stands_on_page_after_page_is_no_text() -> None:
    pages = []
    for number in range(4):
        head = Row(f"The Alden Observer, page {number + 1}", 50, 200, 800, 10, number, _COLUMN)
        foot = Row(str(number + 1), 150, 155, 40, 10, number, _COLUMN)
        body = rows(
            *(f"Line {'x' * (place + 9 * number)} has words of its own" for place in range(9)),
            page=number,
        )
        pages.append([head, *body, foot])
    kept, said = without_furniture(pages, [842.0] * 4, 10.0)
    assert [len(page) for page in kept] == [9] * 4
    assert said[:2] == ["The Alden Observer, page 1", "1"]

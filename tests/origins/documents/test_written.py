import pytest

from onrecord.errors import InputError
from onrecord.origins.documents.written import Line, Written, draft_of, plausible_author, plausible_title

_TEXT = Line("The minister said on Friday that the levy would come in April, and that no town would be spared.")


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - draft3.doc",
        "untitled",
        "Document1",
        "press_release_2.pdf",
        "Levy",
        "",
        None,
        "https://x.example/a b",
    ],
)
def test_titles_that_programs_make_are_none(title: str | None) -> None:
    assert plausible_title(title) is None


def test_titles_and_authors_that_people_write() -> None:
    assert plausible_title("Levy to come in April") == "Levy to come in April"
    assert plausible_author("Ann Leeward") == "Ann Leeward"
    assert [
        plausible_author(name) for name in ("Microsoft Office User", "admin", "python-docx", "ann@x.example", None)
    ] == [None] * 5


def test_day_and_by_line_above_the_text() -> None:
    draft = draft_of(
        Written((Line("Levy to come", "title"), Line("By Ann Leeward"), Line("Friday, 8 March 2024"), _TEXT)), "x"
    )
    assert (draft.title, draft.author, draft.published, draft.text) == (
        "Levy to come",
        "Ann Leeward",
        "2024-03-08",
        _TEXT.text,
    )


def test_a_day_in_the_text_is_not_that_of_the_article() -> None:
    draft = draft_of(Written((_TEXT, Line("It was first named on 8 March 2021."))), "x")
    assert draft.published is None


def test_cells_count_where_they_hold_sentences() -> None:
    draft = draft_of(Written((_TEXT, Line("Port\t2.1", "cell"), Line(f"In brief\t{_TEXT.text}", "cell"))), "x")
    assert draft.text == f"{_TEXT.text}\n\n{_TEXT.text}"


def test_a_document_without_text_is_told() -> None:
    with pytest.raises(InputError, match="OCR"):
        draft_of(Written((Line("Page 1"),)), "x")

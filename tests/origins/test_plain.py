import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.origins.plain import read_plain


def test_front_matter_is_cut_off_and_the_rest_stays() -> None:
    draft = read_plain("---\r\nOutlet: The Post\r\ndate: 2021-03-08\r\nnote: x\r\n---\r\n\r\n Text.\r\n", "a.txt")
    assert draft.text == "\r\n Text.\r\n"
    assert (draft.outlet, draft.published, draft.origin) == ("The Post", "2021-03-08", "a.txt")


def test_a_title_with_a_colon_needs_no_quotes() -> None:
    draft = read_plain("---\ntitle: Bridge: council says no\noutlet: 'The Post'\n---\nText.", "a.txt")
    assert (draft.title, draft.outlet) == ("Bridge: council says no", "The Post")


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n---\noutlet: x\n---\n",
        "---\nA title between two rules\n---\nText.",
        "---\nText that opens with a rule.\n\nMore.",
        "---\nJane Roe: We said no.\n---\nText.",
        "----\noutlet: x\n----\nText.",
    ],
)
def test_rules_are_no_front_matter(text: str) -> None:
    assert read_plain(text, "a.txt").text == text


def test_bad_front_matter_is_named_with_its_line() -> None:
    with pytest.raises(InputError, match=r"line 4 of the front matter .*'nonsense'"):
        read_plain("---\noutlet: x: y\n# note\nnonsense\n---\nText.", "a.txt")


def test_front_matter_makes_nothing_but_texts() -> None:
    draft = read_plain("---\ntitle: !!python/object/apply:os.getcwd []\noutlet: 12\n---\nText.", "a.txt")
    assert (draft.title, draft.outlet) == (None, "12")


@given(st.text(max_size=200))
def test_the_text_is_the_end_of_the_file(text: str) -> None:
    assert text.endswith(read_plain(text, "a.txt").text)


def test_lists_of_front_matter_are_joined() -> None:
    draft = read_plain("---\nauthors: [Ib Falk, Oda Renn]\noutlet: The Post\ntags: {a: b}\n---\nText.", "a.txt")
    assert (draft.author, draft.outlet) == ("Ib Falk; Oda Renn", "The Post")

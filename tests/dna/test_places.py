import pytest

from onrecord.dna.places import Places, with_newlines

TEXT = "a\U0001f309b\r\nc\U0001f6a2\rd\ne"


def test_units_are_those_of_java() -> None:
    places = Places("a\U0001f309b\U0001f6a2c", newlines=False)
    assert [places.units(place) for place in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [places.point(unit) for unit in (0, 1, 3, 4, 6, 7)] == [0, 1, 2, 3, 4, 5]
    assert places.length == 7


@pytest.mark.parametrize(("unit", "said"), [(2, "inside the character"), (8, "ends at 7"), (-1, "lies outside")])
def test_there_is_no_such_place(unit: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Places("a\U0001f309b\U0001f6a2c", newlines=False).point(unit)


def test_line_ends_become_newlines() -> None:
    places = Places(TEXT, newlines=True)
    assert places.text == with_newlines(TEXT) == "a\U0001f309b\nc\U0001f6a2\nd\ne"
    for word in ("\U0001f309", "b", "c", "\U0001f6a2", "d", "e"):
        begin = TEXT.index(word)
        start = places.units(begin)
        assert places.text.encode("utf-16-le")[2 * start :].decode("utf-16-le").startswith(word)
        assert places.point(start) == begin
        assert places.text[places.held(begin)] == word
        assert places.point_of(places.held(begin)) == begin


def test_a_place_between_the_halves_of_a_line_end_is_before_it() -> None:
    places = Places("a\r\nb", newlines=True)
    assert [places.held(place) for place in range(5)] == [0, 1, 1, 2, 3]


def test_without_newlines_the_text_is_left_alone() -> None:
    places = Places(TEXT, newlines=False)
    assert places.text == TEXT
    assert places.units(len(TEXT)) == len(TEXT.encode("utf-16-le")) // 2

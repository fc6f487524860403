from training.documents import UNSURE, Document, Layer
from training.names import agreed, completed, dictionary, mended


def document(text: str, entities: Layer, small: tuple[str, ...] = ()) -> Document:
    words, at = [], 0
    for form in text.split():
        begin = text.index(form, at)
        at = begin + len(form)
        words.append((begin, at, "X"))
    proper = [text[b].isupper() and text[b:e] not in small for b, e, _ in words]
    return Document("x", "polnear", text, entities=entities, words=words, proper=proper)


def named(one: Document) -> list[tuple[str, str]]:
    return [(one.text[b:e], kind) for b, e, kind in one.entities or []]


def test_a_surname_is_the_person_whom_the_article_names() -> None:
    one = document("Ann Holt spoke . Holt left", [(0, 8, "person"), (17, 21, "organisation")])
    mended([one])
    assert named(one) == [("Ann Holt", "person"), ("Holt", "person")]


def test_the_corpus_decides_what_a_name_mostly_is() -> None:
    right = [document("Oslo waits", [(0, 4, "place")]) for _ in range(5)]
    wrong = document("Oslo waits", [(0, 4, "organisation")])
    mended([*right, wrong])
    assert named(wrong) == [("Oslo", "place")]


def test_a_name_begins_and_ends_with_a_proper_noun() -> None:
    one = document("The Daily Herald wrote", [(0, 16, "organisation")], small=("The",))
    mended([one])
    assert named(one) == [("Daily Herald", "organisation")]
    one = document("the view from inside", [(4, 20, "organisation")])
    mended([one])
    assert named(one) == [("view from inside", UNSURE)]


def test_words_that_point_nowhere_are_no_dates() -> None:
    one = document("once and now and last week", [(0, 4, "date"), (9, 12, "date"), (17, 26, "date")])
    mended([one])
    assert named(one) == [("last week", "date")]


def test_what_is_not_marked_is_another_name_or_a_date() -> None:
    one = document("On Monday the Nova Prize went to Ann in years", [(33, 36, "person")], small=("On",))
    one.entities = completed(one)
    assert named(one) == [
        ("Monday", "date"),
        ("Nova Prize", "other"),
        ("Ann", "person"),
        ("years", UNSURE),
    ]


def test_a_dictionary_holds_names_of_one_kind() -> None:
    places = [document("Oslo", [(0, 4, "place")]) for _ in range(2)]
    both = [document("Paris", [(0, 5, kind)]) for kind in ("place", "person")]
    assert dictionary([*places, *both]) == {"oslo": "place"}
    assert agreed({}, 1) == {}

import pytest

from training.documents import UNSURE, Document
from training.roles import with_roles


def document(text: str, *entities: tuple[str, str], proper: tuple[str, ...] = ()) -> Document:
    words, at = [], 0
    for form in text.replace(",", " ,").split():
        begin = text.index(form, at)
        at = begin + len(form)
        words.append((begin, at, "PROPN" if form[0].isupper() else "NOUN"))
    layer = [(text.index(name), text.index(name) + len(name), kind) for name, kind in entities]
    return Document("x", "gum", text, entities=layer, words=words)


def found(one: Document) -> list[tuple[str, str]]:
    return [(one.text[b:e], kind) for b, e, kind in with_roles(one)]


def test_a_role_takes_its_modifiers_and_the_people() -> None:
    one = document("the French Foreign Minister Luc Blanc said", ("French", "nationality"), ("Luc Blanc", "person"))
    assert found(one) == [("French Foreign Minister", "role"), ("Luc Blanc", "person")]


def test_a_body_before_a_role_stays_a_name() -> None:
    one = document("Acme chief executive Ann Lee", ("Acme", "organisation"), ("Ann Lee", "person"))
    assert found(one) == [("Acme", "organisation"), ("chief executive", "role"), ("Ann Lee", "person")]


def test_a_title_inside_a_person_is_a_role() -> None:
    one = document("then Senator Ann Lee left", ("Senator Ann Lee", "person"))
    assert found(one) == [("then Senator", "role"), ("Ann Lee", "person")]


def test_phrases_of_several_words() -> None:
    assert found(document("a former secretary of state came")) == [("former secretary of state", "role")]


@pytest.mark.parametrize("text", ["the general came", "a cardinal rule", "justice was done"])
def test_words_with_other_meanings_need_company(text: str) -> None:
    assert found(document(text)) == []


def test_an_ambiguous_word_with_company() -> None:
    assert found(document("the opposition leader came")) == [("opposition leader", "role")]
    assert found(document("director of the museum")) == [("director", "role")]


def test_short_forms_stand_before_names_only() -> None:
    assert found(document("Sen. Lee left", ("Lee", "person"))) == [("Sen.", "role"), ("Lee", "person")]


def test_a_name_that_holds_the_word_of_a_role_stays() -> None:
    one = document("the Justice Department", ("Justice Department", "organisation"))
    assert found(one) == [("Justice Department", "organisation")]


def test_without_parts_of_speech_they_are_unsure() -> None:
    one = Document("x", "re3d", "The foreign minister of Oslo", entities=[(24, 28, "place")])
    assert found(one) == [("foreign", UNSURE), ("minister", UNSURE), ("Oslo", "place")]

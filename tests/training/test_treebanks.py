from pathlib import Path

from training.documents import Document
from training.treebanks import conllu


def row(number: str, form: str, fine: str = "NN", misc: str = "_", tag: str = "NOUN") -> str:
    return "\t".join([number, form, "_", tag, fine, "_", "0", "dep", "_", misc])


def read(tmp_path: Path, *lines: str) -> list[Document]:
    path = tmp_path / "x.conllu"
    path.write_text("\n".join([*lines, "", ""]), encoding="utf-8")
    return list(conllu(path, "gum"))


def names(document: Document) -> list[tuple[str, str]]:
    return [(document.text[b:e], kind) for b, e, kind in document.entities or []]


def test_raw_text_has_blanks_and_paragraphs(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path, "# newdoc id = a", row("1", "It"), row("2", "ends", misc="SpaceAfter=No"), row("3", "."), "",
        row("1", "Next"), "", "# newpar", row("1", "New"),
    )  # fmt: skip
    assert document.name == "a"
    assert document.text == "It ends. Next\nNew"
    assert document.sentences == [(0, 8), (9, 13), (14, 17)]


def test_documents_are_kept_apart(tmp_path: Path) -> None:
    found = read(tmp_path, "# newdoc id = a", row("1", "A"), "", "# newdoc id = b", row("1", "B"))
    assert [(d.name, d.text) for d in found] == [("a", "A"), ("b", "B")]


def test_a_name_is_the_run_of_proper_nouns_around_the_head(tmp_path: Path) -> None:
    # "New" is an adjective there in its universal tag, and part of the name in the Penn tag
    (document,) = read(
        tmp_path,
        row("1", "the", "DT", "Entity=(1-place-new-s-cf1-2,3,4-coref"),
        row("2", "New", "NNP", tag="ADJ"), row("3", "Aston", "NNP"), row("4", "City", "NNP", "Entity=1)"),
    )  # fmt: skip
    assert names(document) == [("New Aston City", "place")]


def test_a_mention_whose_head_is_no_name_has_none(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path,
        row("1", "the", "DT", "Entity=(1-organization-new-s-cf1-3-coref"),
        row("2", "Aston", "NNP", "Entity=(2-person-new-s-cf1-1-coref)"),
        row("3", "campaign", "NN", "Entity=1)"),
    )
    assert names(document) == [("Aston", "person")]


def test_a_person_is_named_without_the_title(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path,
        row("1", "Chile", "NNP", "Entity=(1-person-new-s-cf1-1,2,3,4-coref(2-place-new-s-cf1-1-coref)"),
        row("2", "President", "NNP"), row("3", "Ana", "NNP"), row("4", "Rojas", "NNP", "Entity=1)"),
    )  # fmt: skip
    assert names(document) == [("Chile", "place"), ("Ana Rojas", "person")]


def test_a_surname_that_is_a_title_stays(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path, row("1", "Ann", "NNP", "Entity=(1-person-new-s-cf1-1,2-coref"), row("2", "King", "NNP", "Entity=1)")
    )
    assert names(document) == [("Ann King", "person")]


def test_small_words_link_the_parts_of_a_name(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path,
        row("1", "University", "NNP", "Entity=(1-organization-new-s-cf1-1-coref"),
        row("2", "of", "IN"), row("3", "Aston", "NNP", "Entity=1)"), row("4", "in", "IN"),
    )  # fmt: skip
    assert names(document) == [("University of Aston", "organisation")]


def test_two_places_with_and_between_are_two(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path,
        row("1", "Chile", "NNP", "Entity=(1-place-new-s-cf1-1,3-coref(2-place-new-s-cf1-1-coref)"),
        row("2", "and", "CC"), row("3", "Peru", "NNP", "Entity=(3-place-new-s-cf1-1-coref)1)"),
    )  # fmt: skip
    assert names(document) == [("Chile", "place"), ("Peru", "place")]


def test_the_parts_of_a_contraction_are_words(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path, row("1-2", "can't", misc="SpaceAfter=No"), row("1", "ca", "MD"), row("2", "n't", "RB"), row("3", ".")
    )
    assert document.text == "can't."
    assert [document.text[b:e] for b, e, _ in document.words or []] == ["ca", "n't", "."]

"""REFI-QDA projects read back: our own, and such as other programs write."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.exports import qdpx as out
from onrecord.imports import qdpx_file
from onrecord.imports.incoming import Incoming, Wishes, article_id
from onrecord.imports.qdpx import read
from onrecord.imports.qdpx_file import is_qdpx
from onrecord.types import Provenance, Span, Stance
from tests.exports.chapters import ACTORS, CHAPTERS, CODEBOOK

NO_WISHES = Wishes()
HEAD = '<?xml version="1.0" encoding="utf-8"?><Project name="p" xmlns="urn:QDA-XML:project:1.0">'
USERS = '<Users><User guid="{AAAAAAAA-0000-0000-0000-000000000001}" name="Ben"/></Users>'


def guid(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012d}"


def code(number: int, name: str, inside: str = "") -> str:
    return f'<Code guid="{guid(number)}" name="{name}" isCodable="true">{inside}</Code>'


def selection(begin: int, end: int, *codes: int, name: str = "", number: int = 0) -> str:
    user = "aaaaaaaa-0000-0000-0000-000000000001"
    codings = "".join(
        f'<Coding guid="{guid(1000 + one)}" creatingUser="{user}"><CodeRef targetGUID="{guid(one)}"/></Coding>'
        for one in codes
    )
    return (
        f'<PlainTextSelection guid="{guid(number or 5000 + begin * 100 + end)}" name="{name}" startPosition="{begin}" '
        f'endPosition="{end}">{codings}</PlainTextSelection>'
    )


def project(place: Path, codes: str, selections: str, *, text: str = "We want no toll.", rest: str = "") -> Path:
    xml = (
        f"{HEAD}{USERS}<CodeBook><Codes>{codes}</Codes></CodeBook>{rest}<Sources>"
        f'<TextSource guid="{guid(900)}" name="A talk" plainTextPath="internal://a.txt">{selections}</TextSource>'
        "</Sources></Project>"
    )
    with zipfile.ZipFile(place / "p.qdpx", "w") as packed:
        packed.writestr("project.qde", xml)
        packed.writestr("Sources/A.txt", text)
    return place / "p.qdpx"


def positions(found: Incoming) -> list[tuple[str, str, Stance, str]]:
    labels = {option.id: option.label for option in found.options}
    names = {actor.id: actor.name for actor in found.actors}
    return [
        (names[one.position.actor], labels[one.position.option], one.position.stance, one.reviewer)
        for one in found.claims
    ]


def test_our_own_comes_back_whole(tmp_path: Path) -> None:
    out.write(tmp_path / "p.qdpx", CHAPTERS, ACTORS, CODEBOOK)
    assert is_qdpx(tmp_path / "p.qdpx")
    found = read(tmp_path / "p.qdpx", NO_WISHES)
    wanted = {
        chapter.article.origin: replace(chapter.article, id=article_id(chapter.article.origin, chapter.article.text))
        for chapter in CHAPTERS
    }
    assert {text.article.origin: text.article for text in found.texts} == wanted
    ids = {chapter.article.id: wanted[chapter.article.origin].id for chapter in CHAPTERS}
    for claim, chapter in zip(found.claims, CHAPTERS, strict=True):
        (position,) = chapter.positions
        assert claim.position == replace(
            position, id="", article=ids[position.article], statement=None, provenance=Provenance("import", "qdpx")
        )
    assert [claim.reviewer for claim in found.claims] == ["onrecord", "onrecord", "Ada"]
    assert found.reviewers == ("Ada",)
    assert {option.id: option for option in found.options} == {option.id: option for option in CODEBOOK.options}
    actors = {actor.id: actor for actor in found.actors}
    assert actors["orla"] == replace(ACTORS["orla"], roles=())
    assert actors["city"] == ACTORS["city"]
    assert any("2 left out: statements" in line for line in found.left)
    assert any("the machine's own" in line for line in found.left)


def test_stances_below_options_and_speakers_beside_them(tmp_path: Path) -> None:
    codes = code(1, "Toll", code(2, "pro") + code(3, "Contra")) + code(4, "Speakers", code(5, "Ada") + code(6, "Cy"))
    found = read(project(tmp_path, codes, selection(0, 7, 3) + selection(0, 7, 5, 6)), NO_WISHES)
    assert positions(found) == [("Ada", "Toll", Stance.OPPOSES, "Ben"), ("Cy", "Toll", Stance.OPPOSES, "Ben")]
    assert found.claims[0].position.evidence == Span(0, 7)
    assert found.claims[0].position.text == "We want"
    assert len({claim.key for claim in found.claims}) == 2
    assert found.reviewers == ("Ben",)


def test_a_speaker_of_the_paragraph_around_and_a_stance_of_its_own(tmp_path: Path) -> None:
    codes = code(1, "Money", code(2, "Toll")) + code(3, "support") + code(4, "Organisations", code(5, "The Port"))
    found = read(project(tmp_path, codes, selection(0, 16, 5) + selection(3, 7, 2) + selection(3, 7, 3)), NO_WISHES)
    assert positions(found) == [("The Port", "Toll", Stance.SUPPORTS, "Ben")]
    assert [option.issue for option in found.options] == ["Money"]


def test_cases_are_actors(tmp_path: Path) -> None:
    rest = (
        f'<Variables><Variable guid="{guid(70)}" name="Type" typeOfVariable="Text"/></Variables><Cases>'
        f'<Case guid="{guid(80)}" name="Norland"><VariableValue><VariableRef targetGUID="{guid(70)}"/>'
        f'<TextValue>Country</TextValue></VariableValue><SelectionRef targetGUID="{guid(77)}"/></Case></Cases>'
    )
    found = read(project(tmp_path, code(1, "Toll: against"), selection(0, 7, 1, number=77), rest=rest), NO_WISHES)
    assert positions(found) == [("Norland", "Toll", Stance.OPPOSES, "Ben")]
    assert found.actors[0].kind == "state"


def test_what_no_position_comes_of_is_counted(tmp_path: Path) -> None:
    codes = code(1, "Toll", code(2, "pro")) + code(3, "Actors", code(4, "Ada"))
    found = read(project(tmp_path, codes, selection(0, 7, 1, 4) + selection(3, 7, 2) + selection(9, 99, 2)), NO_WISHES)
    assert found.claims == ()
    assert set(found.left) == {
        "1 left out: codings of places that the text does not have",
        "1 left out: codings with an option but without a stance",
        "1 left out: codings with an option but without an actor",
    }


def test_a_caller_says_what_a_code_is(tmp_path: Path) -> None:
    codes = code(1, "Toll", code(2, "pro")) + code(3, "Voices", code(4, "Ada")) + code(5, "Tone", code(6, "angry"))
    wishes = Wishes(mapping={"voices": "actor", "Tone": "nothing"})
    found = read(project(tmp_path, codes, selection(0, 7, 2, 4, 6)), wishes)
    assert positions(found) == [("Ada", "Toll", Stance.SUPPORTS, "Ben")]
    assert len(found.options) == 1
    with pytest.raises(InputError, match="no code 'Voice'"):
        read(tmp_path / "p.qdpx", Wishes(mapping={"Voice": "actor"}))
    with pytest.raises(InputError, match="can be actor"):
        read(tmp_path / "p.qdpx", Wishes(mapping={"voices": "tree"}))


@pytest.mark.parametrize(
    ("begin", "end"),
    [(7, 11), (9, 13), (6, 10), (8, 12)],
    ids=["code points", "UTF-16", "one newline", "both"],
)
def test_the_count_is_told_by_the_names(tmp_path: Path, begin: int, end: int) -> None:
    text = "\U0001f309\U0001f309 no\r\nWe want it."
    codes = code(1, "Toll", code(2, "pro")) + code(3, "Actors", code(4, "Ada"))
    found = read(project(tmp_path, codes, selection(begin, end, 2, 4, name="We w"), text=text), NO_WISHES)
    assert found.texts[0].article.text == text
    assert found.claims[0].position.text == "We w"


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (f"{HEAD}<Users>", "project.qde: no element found"),
        (f'<!DOCTYPE x [<!ENTITY a "b">]>{HEAD}</Project>', "document type"),
        (f"{HEAD}</Project>", "no text"),
    ],
)
def test_a_project_that_can_not_be_read(tmp_path: Path, xml: str, says: str) -> None:
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as packed:
        packed.writestr("project.qde", xml)
    with pytest.raises(InputError, match=says):
        read(tmp_path / "p.qdpx", NO_WISHES)


def test_a_broken_zip_and_one_of_something_else(tmp_path: Path) -> None:
    place = project(tmp_path, code(1, "x"), "")
    place.write_bytes(place.read_bytes()[:200])
    with pytest.raises(InputError, match="broken zip"):
        read(place, NO_WISHES)
    with zipfile.ZipFile(tmp_path / "q.zip", "w") as packed:
        packed.writestr("a.txt", "x")
    assert not is_qdpx(tmp_path / "q.zip")
    with pytest.raises(InputError, match=r"no project\.qde"):
        read(tmp_path / "q.zip", NO_WISHES)


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = project(tmp_path, code(1, "x"), "")
    monkeypatch.setattr(qdpx_file, "_LARGEST", 100)
    with pytest.raises(InputError, match="would unpack"):
        read(place, NO_WISHES)


def test_a_text_within_the_project_and_one_of_another_encoding(tmp_path: Path) -> None:
    codes = code(1, "Toll", code(2, "pro")) + code(3, "Actors", code(4, "Ada"))
    place = project(tmp_path, codes, selection(0, 2, 2, 4))
    with zipfile.ZipFile(place) as packed:
        xml = packed.read("project.qde").decode()
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("project.qde", xml)
        packed.writestr("sources/a.txt", "Wé want.".encode("utf-16"))
    assert read(place, NO_WISHES).claims[0].position.text == "Wé"
    inside = xml.replace(' plainTextPath="internal://a.txt">', "><PlainTextContent>We &lt;3 it</PlainTextContent>")
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("project.qde", inside)
    found = read(place, NO_WISHES)
    assert (found.texts[0].article.text, found.claims[0].position.text) == ("We <3 it", "We")


def test_paths_lead_nowhere_outside(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    place = project(tmp_path, code(1, "x"), "")
    with zipfile.ZipFile(place) as packed:
        xml = packed.read("project.qde").decode().replace("internal://a.txt", "../secret.txt")
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("project.qde", xml)
    with pytest.raises(InputError, match="no text"):
        read(place, NO_WISHES)


def test_padding_in_a_small_project_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "p.qdpx"
    named = '<TextSource guid="a" name="t" plainTextPath="internal://a.txt"/>'
    within = f'<TextSource guid="a" name="t"><PlainTextContent>{"a" * 6_000_000}</PlainTextContent></TextSource>'
    for sources, which in ((within, r"project\.qde"), (named, r"a\.txt")):
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("project.qde", f"<Project><Sources>{sources}</Sources></Project>")
            packed.writestr("a.txt", "a" * 6_000_000)
        with pytest.raises(InputError, match=rf"{which} unpacks to more than 200 times its size"):
            qdpx_file.read_project(place)


def test_a_text_is_not_unpacked_for_one_source_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qdpx_file, "_SMALL", 10)
    source = '<TextSource guid="{}" name="t" plainTextPath="internal://all.txt"/>'
    place = tmp_path / "p.qdpx"
    with zipfile.ZipFile(place, "w") as packed:
        sources = "".join(source.format(guid(number)) for number in range(50))
        packed.writestr("project.qde", f"<Project><Sources>{sources}</Sources></Project>")
        packed.writestr("sources/all.txt", "We want no toll.")
    with pytest.raises(InputError, match=r"More than 10 sources have their text in sources/all\.txt"):
        qdpx_file.read_project(place)


def test_an_encoding_that_there_is_not_is_told(tmp_path: Path) -> None:
    place = tmp_path / "p.qdpx"
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("project.qde", '<?xml version="1.0" encoding="x-none"?><Project/>')
    with pytest.raises(InputError, match=r"unknown encoding: x-none"):
        read(place, Wishes())

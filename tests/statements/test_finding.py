"""From a reading to statements: linking, kinds, speakers, parts."""

from __future__ import annotations

from datetime import date

from onrecord.statements import find_statements
from onrecord.types import Part, Statement, StatementKind
from tests.statements.pages import page_of, told


def read(text: str, **options: object) -> tuple[list[tuple[str, str, str]], tuple[Statement, ...]]:
    article, reading = page_of(text, **options)  # type: ignore[arg-type]
    found = find_statements(article, reading)
    return [told(article, statement) for statement in found], found


def test_a_quotation_split_by_its_cue_is_one_statement() -> None:
    lines, (statement,) = read('[T "We will wait,"] [C said] [S the mayor], [T "for ten years if we must."]')
    assert lines == [("the mayor", "said", '"We will wait," … "for ten years if we must."')]
    assert statement.kind is StatementKind.DIRECT


def test_the_next_sentence_in_quotes_belongs_to_the_same_cue() -> None:
    lines, _ = read('[T "We will wait,"] [C said] [S Marek Lund]. [T "The bridge can stand another year."]')
    assert lines == [("Marek Lund", "said", '"We will wait," … "The bridge can stand another year."')]


def test_two_cues_keep_their_own_contents() -> None:
    lines, _ = read('[T "We will wait,"] [C said] [S Lund]. [T "We will not,"] [C said] [S Moreau].')
    assert lines == [("Lund", "said", '"We will wait,"'), ("Moreau", "said", '"We will not,"')]


def test_one_source_for_two_cues() -> None:
    lines, found = read("[S Lund] [C said] [T the levy is fair], [C adding] [T that the council must vote].")
    assert [line[0] for line in lines] == ["Lund", "Lund"]
    assert {statement.kind for statement in found} == {StatementKind.INDIRECT}


def test_kinds() -> None:
    _, found = read(
        '[S Lund] [C said] [T the levy was "a fair deal" for all].\n'
        "[S Lund] [C said] [T the levy was a “trick”].\n"
        "[S Moreau] [C is opposed to] [T the levy]."
    )
    assert [s.kind for s in found] == [StatementKind.MIXED, StatementKind.INDIRECT, StatementKind.ATTITUDE]


def test_a_fragment_grows_to_the_whole_quotation() -> None:
    lines, _ = read('"We will wait. [T The bridge can stand another] year," [C said] [S Lund].')
    assert lines == [("Lund", "said", '"We will wait. The bridge can stand another year,"')]


def test_a_quotation_that_the_reader_missed_gets_cue_and_source() -> None:
    lines, (statement,) = read("“The bridge is not ours to close,” said transport minister Ilse Brandt.")
    assert lines == [("transport minister Ilse Brandt", "said", "“The bridge is not ours to close,”")]
    assert statement.provenance.method == "quotation"


def test_a_colon_leads_to_a_quotation() -> None:
    lines, _ = read("Brandt continued: “Who will pay for the bridge in ten years?”")
    assert lines == [("Brandt", "continued", "“Who will pay for the bridge in ten years?”")]


def test_a_quotation_alone_goes_to_the_speaker_before() -> None:
    lines, found = read(
        "[S Prime Minister Rossi] [C said] [T that his country had no plans to pay].\n"
        '"We must first count our own bridges."'
    )
    assert lines[-1] == ("(Prime Minister Rossi)", "", '"We must first count our own bridges."')
    assert found[-1].kind is StatementKind.DIRECT


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    lines, _ = read(
        "[S An adviser] [C said]: [T “We are talking about the bridge.\n\n"
        'There are many questions."] [T Repairs come first for now], [S he] [C said].'
    )
    assert lines[0] == ("An adviser", "said", '“We are talking about the bridge. … There are many questions."')
    assert lines[1] == ("he", "said", "Repairs come first for now")


def test_captions_credits_and_headlines() -> None:
    text = (
        "A bridge for nobody\n"
        "Ilse Brandt: “We will build it whatever it costs”\n"
        'Photo: "Nord" / Agency says so\n'
        '"It will be built," [C said] [S Brandt].'
    )
    lines, found = read(text, parts=(Part.HEADLINE, Part.CAPTION, Part.CREDIT), people=("Ilse Brandt",))
    assert lines[0] == ("Ilse Brandt", ":", "“We will build it whatever it costs”")
    assert (found[0].part, found[0].kind) == (Part.CAPTION, StatementKind.DIRECT)
    assert [s.part for s in found] == [Part.CAPTION, Part.BODY]


def test_words_at_arms_length_are_no_statement() -> None:
    lines, _ = read('The so-called "bridge tax" is due in May, and the "Old Harbour Inn" is closed.')
    assert lines == []


def test_inner_statements_have_their_own_source() -> None:
    lines, found = read('[T "Norway did not ask us to send engineers,"] [C said] [S the minister].', places=("Norway",))
    assert ("Norway", "did not ask", "us to send engineers") in lines
    inner = next(s for s in found if s.provenance.method == "nested")
    assert inner.kind is StatementKind.INDIRECT


def test_a_source_swallowed_by_the_content_is_given_back() -> None:
    lines, _ = read("[T Repairs remain the first task of the council, he] [C said].")
    assert lines == [("he", "said", "Repairs remain the first task of the council")]


def test_the_topic_before_a_colon_is_not_quoted() -> None:
    lines, (statement,) = read("[S Brandt] [C said of] [T a possible toll:] [T “We talk about it openly and often.”]")
    assert lines == [("Brandt", "said of", "“We talk about it openly and often.”")]
    assert statement.kind is StatementKind.DIRECT


def test_said_on_comes_from_the_narration_only() -> None:
    text = '[T "We vote on Monday,"] [S Lund] [C said] on Friday.'
    _, (statement,) = read(text, published=date(2025, 3, 16))
    assert statement.said_on is not None
    assert statement.said_on.first == date(2025, 3, 14)
    _, (undated,) = read(text)
    assert undated.said_on is None


def test_neither_belongs_to_the_cue() -> None:
    lines, _ = read("Neither Lund nor [S Berg] [C wanted] [T to rule out a new vote].")
    assert lines == [("Lund nor Berg", "Neither wanted", "to rule out a new vote")]


def test_a_second_stand_after_and_is_a_statement_of_its_own() -> None:
    lines, _ = read("[S Berg] [C is in favour of] [T a toll for lorries and against a ban].")
    assert lines == [("Berg", "is in favour of", "a toll for lorries"), ("Berg", "against", "a ban")]


def test_a_quotation_after_an_indirect_statement_stands_alone() -> None:
    lines, found = read('[S Berg] [C called] [T the toll a mistake]. [T "It brings in little money."]')
    assert lines == [("Berg", "called", "the toll a mistake"), ("(Berg)", "", '"It brings in little money."')]
    assert found[1].kind is StatementKind.DIRECT


def test_ids_are_stable_and_apart() -> None:
    text = '[T "We will wait,"] [C said] [S Lund]. [T "We will not,"] [C said] [S Moreau].'
    _, first = read(text)
    _, second = read(text)
    assert [s.id for s in first] == [s.id for s in second]
    assert len({s.id for s in first}) == 2


def test_an_empty_article_has_no_statements() -> None:
    assert read("")[0] == []


def test_who_speaks_stands_before_who_relays() -> None:
    lines, _ = read(
        "[T The bridge comes first, he said,] [C according to] [S a report by the Riverland agency].",
        pos={"said": "VERB", "he": "PRON"},
    )
    assert lines == [("he", "said", "The bridge comes first")]


def test_a_purpose_is_the_subject_s() -> None:
    lines, _ = read(
        "Lund met with [S his colleagues] [C to support] [T the bridge].",
        pos={
            "met": "VERB",
            "with": "ADP",
            "support": "VERB",
            "Lund": "PROPN",
            "his": "PRON",
            "colleagues": "NOUN",
            "to": "PART",
        },
    )
    assert lines == [("Lund", "to support", "the bridge")]

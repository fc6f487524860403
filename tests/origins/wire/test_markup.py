import pytest

from onrecord.origins.wire.markup import text_of_html, without_tags


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One.<p>Two.", "One.\n\nTwo."),
        ("One.<br>Two.<br/><br/>Three.", "One.\nTwo.\n\nThree."),
        ("<div>One.<ul><li>Two.<li>Three.</ul></div>Four.", "One.\n\nTwo.\n\nThree.\n\nFour."),
        ("<p>A <b>bold</b>\n\n  <i>word</i>.</p>", "A bold word."),
        ("<pre>One\n  two</pre>", "One\ntwo"),
        ("<h2>Head</h2><p>Body.</p>", "Head\n\nBody."),
        ("<p>a&nbsp;b &lt;c&gt;</p><script>alert(1)</script><style>p{}</style>", "a b <c>"),
        ("<blockquote><p>Said.</p></blockquote>", "Said."),
        ('<p class="byline">Ada</p><p>Body.</p>', "Body."),
        ("<header><time>8.3.</time><ul><li>Ferries</ul><h1>Head</h1></header><p>Body.</p>", "Body."),
        (
            '<p><span class="dateline">HALDEN <span class="credit">(AFW)</span> - </span>Body.</p>',
            "HALDEN (AFW) - Body.",
        ),
        ("", ""),
        ("<p></p><p> </p>", ""),
    ],
)
def test_paragraphs(html: str, text: str) -> None:
    assert text_of_html(html) == text


def test_captions_stand_below_and_once() -> None:
    figure = "<figure><img alt='x'><figcaption>A pier.</figcaption></figure>"
    assert text_of_html(f"<p>One.</p>{figure}<p>Two.</p>{figure}") == "One.\n\nTwo.\n\nA pier."
    assert text_of_html(figure) == ""  # a picture alone is no report


def test_tables_are_left_out_where_there_is_a_text() -> None:
    table = "<table><tr><td>Cost</td><td>3m</td></tr></table>"
    assert text_of_html(f"<p>One.</p>{table}") == "One."
    assert text_of_html("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>") == "One.\n\nTwo."


def test_the_title_on_top_is_taken_off() -> None:
    assert text_of_html("<h1>The  Bridge</h1><p>The bridge</p><p>No.</p>", "the bridge") == "No."


def test_quotations_that_are_marked_get_marks() -> None:
    assert text_of_html("<p>He said <q>no</q> and <q>“yes”</q>.</p>") == "He said “no” and “yes”."


def test_lines_lose_their_tags() -> None:
    assert without_tags("A <b>bridge</b> &amp; a boat") == "A bridge & a boat"
    assert without_tags(" 3 \n> 2 ") == "3 > 2"

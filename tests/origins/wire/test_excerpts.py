from onrecord.origins.wire.excerpts import Excerpt, put_together


def cut(text: str, around: int) -> list[Excerpt]:
    """What a set of quotations would hold of a text whose quotations stand in « and »."""
    found = []
    end = 0
    while (begin := text.find("«", end)) >= 0:
        end = text.index("»", begin)
        before, after = text[max(0, begin - around) : begin], text[end + 1 : end + 1 + around]
        found.append(Excerpt(before, text[begin + 1 : end], after))
    return [
        Excerpt(
            one.before.replace("«", '"').replace("»", '"'), one.words, one.after.replace("«", '"').replace("»", '"')
        )
        for one in found
    ]


TEXT = (
    "The mayor spoke first on Monday evening. «Nobody can hold a job in town if the boat leaves at six», said Osmund "
    "Reyl, the mayor of Tarn. «We need a boat at night», he added. The minister replied that there was no money for it "
    "before the year 2026, whatever the islands might say. «I understand the wish», Ilse Vandermolen told "
    "the assembly in Halden."
)


def test_neighbours_become_one_stretch_and_nothing_is_said_twice() -> None:
    for around in (40, 60, 90, 140, 300):
        text = put_together(cut(TEXT, around))
        for words in ("Nobody can hold", "We need a boat", "I understand the wish", "said Osmund Reyl"):
            assert text.count(words) == 1, (around, text)
        assert text.count("“") == text.count("”") == 3
        assert '"' not in text
    assert put_together(cut(TEXT, 1000)) == "… " + TEXT.replace("«", "“").replace("»", "”") + " …"


def test_stretches_that_do_not_touch_are_paragraphs() -> None:
    paragraphs = put_together(cut(TEXT, 40)).split("\n\n")
    assert len(paragraphs) == 2
    assert all(paragraph.startswith("… ") and paragraph.endswith(" …") for paragraph in paragraphs)


def test_the_words_are_kept_and_the_same_excerpt_is_there_once() -> None:
    one = Excerpt("He said: ", "No, [ D ] espite $ 2.2", "")
    assert put_together([one, one]) == "… He said: “No, [ D ] espite $ 2.2”"
    assert put_together([Excerpt("", "No", "")]) == "“No”"
    assert put_together([]) == ""


def test_words_that_agree_by_chance_join_nothing() -> None:
    text = put_together([Excerpt("One said ", "no", " he said"), Excerpt("he said ", "yes", " at last")])
    assert text == "… One said “no” he said …\n\n… he said “yes” at last …"

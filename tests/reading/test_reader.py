from collections.abc import Iterator

import pytest

from onrecord.reading.reader import Reader
from onrecord.types import Article, Block, Part, Reading, TagLabel

TEXT = (
    "Ministers meet in Oslo\n\n"
    "The prime minister, Kari Østby, said on Monday that the harbour would stay open. "
    "“We will not close it,” she told reporters.\n\n"
    "According to the union, 300 jobs are at stake. It didn’t give details."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(1)


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return next(reader.read([Article("a", TEXT, "a.txt")]))


def texts(reading: Reading, label: TagLabel) -> list[str]:
    return [tag.span.of(TEXT) for tag in reading.tags if tag.label is label]


def test_sources_and_cues(reading: Reading) -> None:
    assert "she" in texts(reading, TagLabel.SOURCE)
    assert any("Kari Østby" in source for source in texts(reading, TagLabel.SOURCE))
    assert "According to" in texts(reading, TagLabel.CUE)


def test_content_is_verbatim(reading: Reading) -> None:
    assert any("the harbour would stay open" in content for content in texts(reading, TagLabel.CONTENT))
    assert any("We will not close it" in content for content in texts(reading, TagLabel.CONTENT))


def test_sentences_lie_in_blocks(reading: Reading) -> None:
    assert len(reading.sentences) == 5
    for sentence in reading.sentences:
        assert any(block.span.covers(sentence) for block in reading.blocks)


def test_words_are_sorted_and_apart(reading: Reading) -> None:
    assert all(a.span.end <= b.span.begin for a, b in zip(reading.words, reading.words[1:], strict=False))
    assert "".join(word.span.of(TEXT) for word in reading.words) == "".join(TEXT.split())


def test_entities(reading: Reading) -> None:
    found = {(entity.kind.value, entity.span.of(TEXT)) for entity in reading.entities}
    assert ("person", "Kari Østby") in found
    assert ("place", "Oslo") in found


def test_an_article_is_read_alike_in_any_company(reader: Reader, reading: Reading) -> None:
    others = [Article(str(n), f"Number {n} spoke. " * (n + 1), "b") for n in range(7)]
    mine = list(reader.read([*others, Article("a", TEXT, "a.txt")]))[-1]
    assert mine.tags == reading.tags
    assert mine.sentences == reading.sentences


def test_order_and_laziness(reader: Reader) -> None:
    def endless() -> Iterator[Article]:
        number = 0
        while True:
            yield Article(str(number), f"Article {number} is here.", "x")
            number += 1

    readings = reader.read(endless())
    assert [next(readings).article for _ in range(40)] == [str(number) for number in range(40)]


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "\x00\x01", "\ud83d", "😀" * 300, "é" * 5000, "a\r\nb\u2028c"])
def test_odd_texts(reader: Reader, text: str) -> None:
    found = next(reader.read([Article("x", text, "x")]))
    assert all(0 <= word.span.begin < word.span.end <= len(text) for word in found.words)


def test_a_long_paragraph_is_read_to_its_end(reader: Reader) -> None:
    text = "The mayor said that the bridge was safe. " * 400
    found = next(reader.read([Article("x", text, "x")]))
    assert found.words[-1].span.end == len(text.rstrip())
    assert sum(tag.label is TagLabel.CUE for tag in found.tags) > 390
    assert found.blocks == (Block(found.blocks[0].span, Part.BODY),)

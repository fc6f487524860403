import numpy as np
import pytest

from onrecord.reading.vectors import WIDTH, Vectors


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return Vectors.load(1)


def test_near_in_meaning_near_in_angle(vectors: Vectors) -> None:
    rows = vectors(["Send soldiers abroad", "Deploy troops to another country", "The cat likes warm milk"])
    assert rows.shape == (3, WIDTH)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_order_is_kept(vectors: Vectors) -> None:
    texts = ["a long text about the harbour and its many ships", "short", "middling length here"]
    together = vectors(texts)
    for text, row in zip(texts, together, strict=True):
        assert vectors([text])[0] @ row > 0.99


def test_no_texts_and_odd_texts(vectors: Vectors) -> None:
    assert vectors([]).shape == (0, WIDTH)
    assert np.isfinite(vectors(["", "\x00", "word " * 100_000])).all()

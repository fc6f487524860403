from pathlib import Path

import numpy as np

from training.data import ewt, gum, uner
from training.documents import UNSURE, Document
from training.reading.augment import small_letters
from training.reading.labels import ENTITIES
from training.reading.windows import UNKNOWN, Marks, _labels

IOB = """# newdoc id = letter-1
# text = Ann won Nova Prizes.
1\tAnn\tB-PER\t-\tx
2\twon\tO\t-\tx
3\tNova\tO\t-\tx
4\tPrizes\tO\t-\tx
5\t.\tO\t-\tx
"""


def row(number: int, form: str, fine: str, misc: str = "_") -> str:
    return "\t".join([str(number), form, "_", "PROPN" if fine == "NNP" else "X", fine, "_", "0", "dep", "_", misc])


def treebank(name: str, *rows: str) -> str:
    return "\n".join([f"# newdoc id = {name}", *rows, "", ""])


def corpus(folder: Path) -> Path:
    for name in ("uner_ewt", "ewt", "gum"):
        (folder / name).mkdir()
    (folder / "uner_ewt" / "dev.iob2").write_text(IOB, encoding="utf-8")
    dev = [row(1, "Ann", "NNP"), row(2, "won", "VBD"), row(3, "Nova", "NNP"), row(4, "Prizes", "NNPS")]
    (folder / "ewt" / "dev.conllu").write_text(treebank("letter-1", *dev, row(5, ".", ".")), encoding="utf-8")
    train = [row(1, "Oslo", "NNP"), row(2, "and", "CC"), row(3, "Bergen", "NNP"), row(4, "senators", "NNS")]
    (folder / "ewt" / "train.conllu").write_text(treebank("blog-1", *train), encoding="utf-8")
    (folder / "gum" / "files.train").write_text("GUM_news_a", encoding="utf-8")
    place = "Entity=(1-place-new-s-cf1-1-coref)"
    (folder / "gum" / "GUM_news_a.conllu").write_text(
        treebank("a", row(1, "Oslo", "NNP", place), row(2, "is", "VBZ"), row(3, "Oslo", "NNP", place)), encoding="utf-8"
    )
    return folder


def names(document: Document) -> list[tuple[str, str]]:
    return [(document.text[b:e], kind) for b, e, kind in document.entities or []]


def test_uner_gives_documents_and_their_sentences(tmp_path: Path) -> None:
    whole, alone = uner(corpus(tmp_path))
    assert whole.sentences is None
    assert names(whole) == names(alone) == [("Ann", "person"), ("Nova Prizes", "other")]


def test_ewt_knows_the_names_that_the_marked_corpora_know(tmp_path: Path) -> None:
    data = corpus(tmp_path)
    assert [names(d) for d in gum(data)] == [[("Oslo", "place"), ("Oslo", "place")]]
    (document,) = ewt(data)
    assert names(document) == [("Oslo", "place"), ("Bergen", UNSURE)]
    (document,) = ewt(data, without=("gum",))
    assert names(document) == [("Oslo", UNSURE), ("Bergen", UNSURE)]


def test_what_is_unsure_teaches_nothing() -> None:
    document = Document("x", "ewt", "Oslo Nova on", entities=[(0, 4, "place"), (5, 9, UNSURE)])
    marks = Marks(document)
    labels = _labels(marks.spans, marks, np.array([[0, 4], [5, 9], [10, 12]]))
    assert labels[1].tolist() == [ENTITIES.index("B-place"), UNKNOWN, 0]


def test_small_letters() -> None:
    assert small_letters("An Ox") == [(0, 1, "a"), (3, 4, "o")]

"""What the speed of reading is measured against: BERT-base in onnxruntime and a spaCy pipeline, with random weights.

How long a network takes does not hang on what its weights are, so nothing is downloaded. Needs ``onrecord[bench]``.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from onrecord.errors import MissingExtra
from onrecord.reading.session import open_session
from onrecord.reading.windows import Window

if TYPE_CHECKING:
    from spacy.language import Language

_EXTRA = "pip install 'onrecord[bench]'"

LAYERS, WIDTH, HEADS, INNER = 12, 768, 12, 3072
PIECES, PLACES, LABELS = 30522, 512, 7
_SPREAD = 0.02  # of BERT's own weights when its training begins
_CLS, _SEP = 101, 102


# ---------------------------------------------------------------- BERT-base


class Bert:
    """A BERT-base token classifier in the form in which onnxruntime runs it fastest on a processor.

    Projections, scores and mask of attention are one operator and so is GELU, as onnxruntime's own optimizer for BERT
    leaves them; int8 makes every matrix 8-bit integers with a scale for each column, activations as they come, the
    common practice. Tried on an AMD EPYC with VNNI, int8, pieces a second on one core, windows of 256:
    sum and layer norm as one operator 1,290, as two 1,390; attention that never holds its whole table 1,230 with a
    mask; two windows to a call 1,450, four 1,310; windows of 512 1,170. So: two operators, a window to a call and
    as many calls at once as there are threads, which is also how the reader reads.
    """

    def __init__(self, kind: str) -> None:
        """Open the float or int8 form; its file is made at the first call and kept among the temporary files."""
        self._session = open_session(_bert_file(kind), threads=1)

    def __call__(self, window: Window) -> npt.NDArray[np.float32]:
        """A row of scores for each piece."""
        pieces = np.concatenate(([_CLS], window.pieces, [_SEP]))[None]
        feed = {"pieces": pieces, "mask": np.ones_like(pieces)}
        scores: npt.NDArray[np.float32] = self._session.run(["scores"], feed)[0]
        return scores


def _bert_file(kind: str) -> Path:
    try:
        import onnx
    except ImportError:
        raise MissingExtra(_EXTRA) from None
    folder = Path(tempfile.gettempdir()) / "onrecord-yardsticks"
    folder.mkdir(exist_ok=True)
    plain, small = folder / "bert-float.onnx", folder / "bert-int8.onnx"
    if not plain.exists():
        _written(plain, lambda path: onnx.save(_Bert(np.random.default_rng(0)).model(), path))
    if kind == "int8" and not small.exists():
        _written(small, lambda path: _quantise(plain, path))
    return small if kind == "int8" else plain


def _written(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file under another name first: one that bears its own name is whole."""
    new = path.with_suffix(".new")
    write(new)
    new.replace(path)


def _quantise(plain: Path, small: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.disable(logging.WARNING)  # it asks for preparations that are made already
    try:
        quantize_dynamic(
            plain,
            small,
            ["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": 1},  # floats: it does not know what joined operators give
        )
    finally:
        logging.disable(logging.NOTSET)


class _Bert:
    """Nodes and random weights of the classifier, written down one after the other."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def model(self) -> Any:
        from onnx import TensorProto, helper

        at = self._embedded()
        for _ in range(LAYERS):
            attended = self._node("Attention", at, *self._dense(WIDTH, 3 * WIDTH), "mask32", num_heads=HEADS)
            at = self._normed(at, self._product(attended, WIDTH, WIDTH), self._vector(WIDTH))
            inner = self._node("BiasGelu", self._product(at, WIDTH, INNER), self._vector(INNER))
            at = self._normed(at, self._product(inner, INNER, WIDTH), self._vector(WIDTH))
        self._node("Add", self._product(at, WIDTH, LABELS), self._vector(LABELS), output="scores")
        places = ["batch", "length"]
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, places) for name in ("pieces", "mask")]
        outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*places, LABELS])]
        graph = helper.make_graph(self._nodes, "bert-base", inputs, outputs, self._weights)
        versions = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8)

    def _embedded(self) -> str:
        from onnx import TensorProto

        self._node("Cast", "mask", output="mask32", to=TensorProto.INT32)
        words = self._node("Gather", self._matrix(PIECES, WIDTH), "pieces")
        length = self._node("Slice", self._node("Shape", "pieces"), *map(self._number, (1, 2, 0)))
        places = self._node("Slice", self._matrix(PLACES, WIDTH), self._number(0), length, self._number(0))
        return self._normed(words, places, self._vector(WIDTH))

    def _normed(self, at: str, new: str, bias: str) -> str:
        whole = self._node("Add", at, self._node("Add", new, bias))
        return self._node("LayerNormalization", whole, self._vector(WIDTH, 1.0), self._vector(WIDTH), epsilon=1e-12)

    def _product(self, at: str, rows: int, columns: int) -> str:
        return self._node("MatMul", at, self._matrix(rows, columns))

    def _node(self, operator: str, *inputs: str, output: str = "", **more: Any) -> str:
        from onnx import helper

        name = output or f"n{len(self._nodes)}"
        domain = "com.microsoft" if operator in ("Attention", "BiasGelu") else ""
        self._nodes.append(helper.make_node(operator, inputs, [name], name=f"{operator}-{name}", domain=domain, **more))
        return name

    def _dense(self, rows: int, columns: int) -> tuple[str, str]:
        return self._matrix(rows, columns), self._vector(columns)

    def _matrix(self, rows: int, columns: int) -> str:
        return self._weight(self._random.standard_normal((rows, columns), dtype=np.float32) * np.float32(_SPREAD))

    def _vector(self, size: int, value: float = 0.0) -> str:
        return self._weight(np.full(size, value, dtype=np.float32))

    def _number(self, value: int) -> str:
        return self._weight(np.array([value], dtype=np.int64))

    def _weight(self, value: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        name = f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(value, name))
        return name


# ---------------------------------------------------------------- spaCy

# As many labels as en_core_web_sm has; what they are called does not matter.
_TAGS, _ARCS, _KINDS = 50, 45, 18  # ROOT and dep among the arcs

_VECTORS = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
_SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
_MOVES = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
}


def spacy_pipeline() -> Language:
    """A pipeline of the shape of en_core_web_sm: vectors shared by tagger and parser, entities with their own.

    Parser and entities make random moves: nonsense, in about as many steps as trained ones would.
    """
    try:
        import spacy
    except ImportError:
        raise MissingExtra(_EXTRA) from None
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _VECTORS})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _SHARED}})
    parser = {**_MOVES, "state_type": "parser", "tok2vec": _SHARED}
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": parser})
    nlp.add_pipe("ner", config={"model": {**_MOVES, "state_type": "ner", "tok2vec": _VECTORS}})
    nlp.initialize(lambda: _examples(nlp))
    _spread(nlp, np.random.default_rng(0))
    return nlp


def _examples(nlp: Language) -> Iterator[Any]:
    """Sentences of two words in which every label stands, arcs on both sides of their heads."""
    from spacy.tokens import Doc
    from spacy.training import Example

    words = ["one", "two"]
    for number in range(max(_TAGS, _ARCS, _KINDS)):
        tags, kind = [f"T{number % _TAGS}"] * 2, f"B-K{number % _KINDS}"
        for head in (0, 1):
            arcs = ["ROOT" if at == head else f"A{number % (_ARCS - 2)}" for at in (0, 1)]
            whole = Doc(nlp.vocab, words=words, tags=tags, heads=[head, head], deps=arcs, ents=[kind, "O"])
            yield Example(Doc(nlp.vocab, words=words), whole)


def _spread(nlp: Language, random: np.random.Generator) -> None:
    """Random numbers where spaCy begins with zeros: else every move would be the first of its list."""
    for name in ("tagger", "parser", "ner"):
        pipe: Any = nlp.get_pipe(name)
        for node in pipe.model.walk():
            if node.has_param("W") and not node.get_param("W").any():
                node.set_param("W", random.normal(0, 0.1, node.get_param("W").shape).astype(np.float32))


def annotated(nlp: Language, texts: Sequence[str], processes: int) -> int:
    """Read the texts with the pipeline; the number of tokens."""
    return sum(len(doc) for doc in nlp.pipe(texts, n_process=processes))

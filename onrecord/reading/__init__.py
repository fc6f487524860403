"""Article in, reading out: the trained encoders and their heads; the only room that knows ONNX."""

from onrecord.reading.pairs import Pairs
from onrecord.reading.reader import Reader
from onrecord.reading.vectors import Vectors

__all__ = ["Pairs", "Reader", "Vectors"]

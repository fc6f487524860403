"""Statement and codebook in, positions, relations and reported shifts out."""

from onrecord.positions.codebook import load, parse
from onrecord.positions.coder import Coder

__all__ = ["Coder", "load", "parse"]

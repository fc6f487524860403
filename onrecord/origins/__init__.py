"""Bytes in, articles out: text, pages and tables of reports, their dates, their language and their copies."""

from onrecord.origins.collect import collect
from onrecord.origins.duplicates import fingerprint, near_copies, similarity
from onrecord.origins.handed import HandedFile, HandedText, collect_handed
from onrecord.origins.language import detect

__all__ = [
    "HandedFile",
    "HandedText",
    "collect",
    "collect_handed",
    "detect",
    "fingerprint",
    "near_copies",
    "similarity",
]

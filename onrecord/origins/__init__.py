"""Bytes in, articles out: text, pages and tables of reports, their dates, their language and their copies."""

from onrecord.origins.collect import collect
from onrecord.origins.duplicates import Copying
from onrecord.origins.handed import HandedFile, HandedText, collect_handed
from onrecord.origins.language import detect

__all__ = ["Copying", "HandedFile", "HandedText", "collect", "collect_handed", "detect"]

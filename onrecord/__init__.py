"""onrecord reads the news on a debate: who stands where, who said what, and since when, each with its receipt."""

from onrecord.opened import Opened, open
from onrecord.pipeline import Progress, Summary
from onrecord.tables import Table
from onrecord.texts import Findings, Text, read_text, read_texts
from onrecord.verbs import Demo, Origin, demo, export, read, view
from onrecord.version import __version__

__all__ = [
    "Demo",
    "Findings",
    "Opened",
    "Origin",
    "Progress",
    "Summary",
    "Table",
    "Text",
    "__version__",
    "demo",
    "export",
    "open",
    "read",
    "read_text",
    "read_texts",
    "view",
]

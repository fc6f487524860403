"""onrecord reads the news on a debate: who stands where, who said what, and since when, each with its receipt."""

from onrecord.pipeline import Progress, Summary
from onrecord.verbs import Demo, Origin, demo, export, read, view
from onrecord.version import __version__

__all__ = ["Demo", "Origin", "Progress", "Summary", "__version__", "demo", "export", "read", "view"]

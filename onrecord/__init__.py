"""onrecord reads the news on a debate and tells who stands where, each with its receipt."""

from onrecord.version import __version__

__all__ = ["__version__"]

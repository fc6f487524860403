"""The command line: one thin command per verb, each subject in a file of its own; the only place that prints."""

from onrecord.cli.program import commands, main

__all__ = ["commands", "main"]

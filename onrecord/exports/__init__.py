"""The record as files for other programs: one module per format, the same fields in each."""

from onrecord.exports import csv, jsonl
from onrecord.exports.objects import Sources

__all__ = ["Sources", "csv", "jsonl"]

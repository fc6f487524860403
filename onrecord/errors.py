"""The exceptions that onrecord raises on purpose.

OnrecordError
├── InputError            a file, folder, table or value that cannot be taken in
├── CodebookError         a codebook with something wrong in it
├── RecordError           the record cannot be opened or written
│   ├── SchemaError       the record is of a newer schema, or is none
│   └── Stale             somebody else has judged the claim meanwhile
├── WeightsError          a model file is missing or is not the one in the manifest
└── MissingExtra          an optional part is not installed
"""

from __future__ import annotations

from datetime import datetime


class OnrecordError(Exception):
    """Anything onrecord raises on purpose; the message names the file, the place and the way out."""


class InputError(OnrecordError):
    """A file, folder or table that cannot be read as articles, or a value that no record can hold."""


class CodebookError(OnrecordError):
    """A codebook with something wrong in it."""


class RecordError(OnrecordError):
    """The record cannot be opened or written."""


class SchemaError(RecordError):
    """The record is of a newer schema, or the file is no record."""


class Stale(RecordError):
    """Somebody else has judged the claim since it was looked at; nothing was written.

    ``who`` did so ``at`` that moment (both None where an earlier judgement was only taken back), and ``version`` is
    what the claim has now: whoever gives that one means what stands now.
    """

    def __init__(self, message: str, *, who: str | None = None, at: datetime | None = None, version: int = 0) -> None:
        """Say who was first, and when."""
        super().__init__(message)
        self.who = who
        self.at = at
        self.version = version


class WeightsError(OnrecordError):
    """A model file is missing or is not the one that the manifest names."""


class MissingExtra(OnrecordError):
    """An optional part is not installed; the message is the pip line that installs it."""

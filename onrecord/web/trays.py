"""What browsers hand over lies here until it is read: files under names of our own making, in folders of our own."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from onrecord.web.place import Upload
from onrecord.web.refusals import Refusal

# What one reading may take from browsers: a year of a newspaper's reports on one debate fits many times over.
LARGEST_TRAY = 1_000_000_000  # bytes
MOST_FILES = 50_000
# Seconds after which a tray that nobody ordered to be read is thrown away.
_KEPT = 3600.0
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Tray:
    """What one session has handed over so far."""

    id: str
    owner: str  # the session that may add to it
    folder: Path
    uploads: tuple[Upload, ...] = ()
    size: int = 0
    touched: float = field(default_factory=time.monotonic)
    turn: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)  # who has it changes it


class Trays:
    """The trays of all sessions."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._trays: dict[str, Tray] = {}
        self._lock = threading.Lock()

    def open(self, owner: str) -> Tray:
        """A new empty tray; those that were forgotten are thrown away."""
        with self._lock:
            old = [tray for tray in self._trays.values() if time.monotonic() - tray.touched > _KEPT]
        for tray in old:
            self.discard(tray.id)
        folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
        tray = Tray(secrets.token_urlsafe(16), owner, folder)
        with self._lock:
            self._trays[tray.id] = tray
        return tray

    def find(self, tray_id: str, owner: str) -> Tray:
        """A tray of this session; a refusal where it is another's, was read or was forgotten."""
        with self._lock:
            tray = self._trays.get(tray_id)
        if tray is None or tray.owner != owner:
            raise Refusal(404, "These files are no longer here.", "Choose them again.")
        return tray

    def add(self, tray: Tray, name: str, source: BinaryIO) -> Tray:
        """Put a file into a tray; two at once do so one after the other."""
        with tray.turn:
            return self._hold(self._keep(self.find(tray.id, tray.owner), proper_name(name), source))

    def take(self, tray: Tray) -> Tray:
        """The tray as it is, to be read: nobody can add to it any more. Whoever takes it removes its folder."""
        with tray.turn, self._lock:
            taken = self._trays.pop(tray.id, None)
        if taken is None:
            raise Refusal(404, "These files are being read already.", "Look at the readings below.")
        return taken

    def discard(self, tray_id: str) -> None:
        """Throw a tray away with all that lies in it."""
        with self._lock:
            tray = self._trays.pop(tray_id, None)
        if tray is not None:
            with tray.turn:  # what is just being added is thrown away as well
                remove(tray)

    def close(self) -> None:
        """Throw everything away."""
        for tray_id in list(self._trays):
            self.discard(tray_id)

    def _hold(self, tray: Tray) -> Tray:
        tray = replace(tray, touched=time.monotonic())
        with self._lock:
            if tray.id not in self._trays:
                raise Refusal(404, "These files are no longer here.", "Choose them again.")
            self._trays[tray.id] = tray
        return tray

    def _keep(self, tray: Tray, name: str, source: BinaryIO) -> Tray:
        """Write one file; its name is kept as a word beside it, its path is but a number."""
        if len(tray.uploads) >= MOST_FILES:
            raise Refusal(413, f"These are more than {MOST_FILES:,} files.", "Read them in parts.")
        path = tray.folder / f"{len(tray.uploads):06}"
        size = 0
        with path.open("xb") as target:
            while part := source.read(1_000_000):
                size += len(part)
                if tray.size + size > LARGEST_TRAY:
                    what = f"These files have more than {LARGEST_TRAY / 1e9:.0f} GB."
                    raise Refusal(413, what, "Read them in parts.")
                target.write(part)
        return replace(tray, uploads=(*tray.uploads, Upload(path, name)), size=tray.size + size)


def remove(tray: Tray) -> None:
    """Remove the folder of a tray."""
    shutil.rmtree(tray.folder, ignore_errors=True)


def proper_name(name: str) -> str:
    """What a file is called, as it can be shown and kept: no controls, no drive, no way up, not endless."""
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()).replace("\\", "/")
    parts = ["".join(c for c in part if c.isprintable()).strip() for part in plain.split("/")]
    if parts and parts[0].endswith(":"):
        parts = parts[1:]
    kept = "/".join(part for part in parts if part not in ("", ".", ".."))
    return kept[-_LONGEST_NAME:].lstrip("/") or "without a name"


def is_hidden(name: str) -> bool:
    """Whether a file is one that the system keeps for itself (.DS_Store, __MACOSX, what begins with a dot)."""
    parts = [part for part in PurePosixPath(name).parts if part not in (".", "..")]
    return any(part.startswith((".", "~$")) or part in ("__MACOSX", "Thumbs.db", "desktop.ini") for part in parts)

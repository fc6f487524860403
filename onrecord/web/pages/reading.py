"""The page on which reading is started and watched: files, folders, pasted texts, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, Response

from onrecord.errors import CodebookError
from onrecord.exports.csv import rows
from onrecord.record.accounts import Role
from onrecord.types import Codebook, Failure
from onrecord.web import security
from onrecord.web.desk import AtDesk, Desk, date_of
from onrecord.web.faults import wants_json
from onrecord.web.jobs import Job
from onrecord.web.pages.files import csv_file
from onrecord.web.place import Order, Pasted
from onrecord.web.refusals import Refusal, not_found
from onrecord.web.trays import Tray, is_hidden, remove
from onrecord.web.wording import counted

router = APIRouter()

_LARGEST_CODEBOOK = 5_000_000
# Articles that were left out, shown at once; the download has them all.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows."""

    jobs: tuple[Job, ...]
    codebook: Codebook | None
    may_read: bool
    may_name_folders: bool
    endings: tuple[str, ...]
    left_out: tuple[Failure, ...]
    all_left_out: int


@router.get("/read")
def show(desk: AtDesk) -> Response:
    """The forms, the readings under way, and every article that was left out with its reason."""
    return desk.render("reading.html", _page(desk))


@router.get("/read/jobs")
def jobs(desk: AtDesk) -> Response:
    """The readings alone, for the page that watches them."""
    return desk.render("jobs.html", _page(desk, with_left_out=False))


@router.get("/read/left-out.csv")
def left_out(desk: AtDesk) -> Response:
    """Every article that was left out: origin, stage, reason."""
    return desk.download(_lines(desk.record.failures()), "left-out.csv", "text/csv; charset=utf-8")


@router.post("/read/bundled")
def read_bundled(desk: AtDesk) -> Response:
    """Read the bundled debate."""
    job = _submit(desk, Order("The bundled debate", desk.person.name, bundled=True))
    return _begun(desk, job)


@router.post("/read/files")
async def hand_over(request: Request, desk: AtDesk) -> Response:
    """Take files into a tray: the page sends many of them in several parts."""
    await run_in_threadpool(desk.require, Role.OWNER)
    form = await _form(request)
    tray = await run_in_threadpool(_take_files, desk, form)
    return JSONResponse({"tray": tray.id, "files": len(tray.uploads), "bytes": tray.size})


@router.post("/read")
async def start(request: Request, desk: AtDesk) -> Response:
    """Put what was handed over into the queue."""
    await run_in_threadpool(desk.require, Role.OWNER)
    form = await _form(request)
    return _begun(desk, await run_in_threadpool(_order, desk, form))


@router.post("/read/jobs/{number}/stop")
def stop(desk: AtDesk, number: int) -> Response:
    """Let a reading stop."""
    desk.require(Role.OWNER)
    if desk.house.jobs.stop(number) is None:
        raise not_found("reading", str(number))
    return JSONResponse({"stopping": number}) if wants_json(desk.request) else desk.redirect("/read#readings")


# ---------------------------------------------------------------- from a form to an order


async def _form(request: Request) -> FormData:
    most = security.MOST_PARTS
    return await request.form(max_files=most, max_fields=most, max_part_size=security.LARGEST_FIELD)


def _take_files(desk: Desk, form: FormData) -> Tray:
    """The tray that the form names, or a new one, with the form's files added."""
    owner = desk.session or ""
    trays = desk.house.trays
    tray_id = _field(form, "tray")
    tray = trays.find(tray_id, owner) if tray_id else trays.open(owner)
    try:
        for item in form.getlist("files"):
            if isinstance(item, UploadFile) and item.filename and not is_hidden(item.filename):
                tray = trays.add(tray, item.filename, item.file)
    except BaseException:
        trays.discard(tray.id)
        raise
    return tray


def _order(desk: Desk, form: FormData) -> Job:
    codebook = _codebook(desk, form)
    published = date_of(_field(form, "published"))
    outlet = _field(form, "outlet")[:200] or None
    folder = _folder(desk, _field(form, "folder"))
    # A form sends the ends of lines as two characters, whatever was pasted.
    text = _field(form, "text", strip=False).replace("\r\n", "\n")
    texts = (Pasted(text, _field(form, "title")[:300] or None),) if text.strip() else ()
    tray = desk.house.trays.take(_take_files(desk, form))
    order = Order(
        title=_title(tray, texts, folder),
        by=desk.person.name,
        uploads=tray.uploads,
        texts=texts,
        folder=folder,
        codebook=codebook,
        published=published,
        outlet=outlet,
    )
    if not (tray.uploads or texts or folder):
        remove(tray)
        raise Refusal(422, "There is nothing to read.", "Choose files or a folder, or paste a text.")
    return _submit(desk, order, tray)


def _submit(desk: Desk, order: Order, tray: Tray | None = None) -> Job:
    desk.require(Role.OWNER)
    return desk.house.jobs.submit(order, (lambda: remove(tray)) if tray is not None else (lambda: None))


def _codebook(desk: Desk, form: FormData) -> str | None:
    """The YAML text of the codebook that came with the form, None where the record's own is to be used."""
    given = form.get("codebook")
    if not isinstance(given, UploadFile) or not given.filename:
        return None
    data = given.file.read(_LARGEST_CODEBOOK + 1)
    if len(data) > _LARGEST_CODEBOOK:
        raise Refusal(413, "This is larger than any codebook; is it another file?", "Choose the YAML file.")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(422, "The codebook is no UTF-8 text.", "Save it as UTF-8 and choose it again.") from None
    if desk.doings.parse_codebook is not None:
        try:
            desk.doings.parse_codebook(text, given.filename[:100])
        except CodebookError as error:
            raise Refusal(422, str(error), "Mend it in the file and choose it again.") from None
    return text


def _folder(desk: Desk, given: str) -> str | None:
    """A folder of this machine, which only who sits at it may name."""
    if not given:
        return None
    if not may_name_folders(desk):
        raise Refusal(403, "A folder of the server can only be named on the machine itself.", "Choose files instead.")
    path = Path(given).expanduser()
    if "\0" in given or not path.is_absolute() or not path.is_dir():
        way_out = "Write the whole path of a folder, from its first slash or drive letter on."
        raise Refusal(422, f"There is no folder {given[:200]} on this machine.", way_out)
    return str(path)


def may_name_folders(desk: Desk) -> bool:
    """Whether who asks sits at the machine: nobody else can reach the app, and no accounts share it."""
    return desk.place.is_loopback and not desk.has_accounts


def _field(form: FormData, name: str, *, strip: bool = True) -> str:
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    return value.strip() if strip else value


def _title(tray: Tray, texts: tuple[Pasted, ...], folder: str | None) -> str:
    parts = []
    if len(tray.uploads) == 1:
        parts.append(tray.uploads[0].name)
    elif tray.uploads:
        parts.append(counted(len(tray.uploads), "file"))
    parts += [f"“{text.title}”" if text.title else "a pasted text" for text in texts]
    if folder:
        parts.append(folder)
    return ", ".join(parts) or "files that could not be opened"


def _begun(desk: Desk, job: Job) -> Response:
    if wants_json(desk.request):
        return JSONResponse({"job": job.number})
    return desk.redirect("/read#readings")


# ---------------------------------------------------------------- what is shown


def _page(desk: Desk, *, with_left_out: bool = True) -> Page:
    failures = desk.record.failures() if with_left_out else ()
    return Page(
        jobs=desk.house.jobs.all(),
        codebook=desk.record.current_codebook() if with_left_out else None,
        may_read=desk.doings.read is not None and desk.person.may(Role.OWNER),
        may_name_folders=may_name_folders(desk),
        endings=desk.doings.endings,
        left_out=failures[:_SHOWN],
        all_left_out=len(failures),
    )


def _lines(failures: tuple[Failure, ...]) -> Iterator[str]:
    table = ((one.origin, one.stage, "skipped" if one.skipped else "failed", one.reason) for one in failures)
    return csv_file(rows((("origin", "stage", "state", "reason"), *table)))

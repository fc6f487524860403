"""The codebook on a page: its options with what stands on each, edited, tried, saved and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, UploadFile
from markupsafe import Markup, escape
from starlette.responses import JSONResponse, Response

from onrecord.errors import CodebookError
from onrecord.record.accounts import Role
from onrecord.record.editions import Edition, Editions, judged_by_option
from onrecord.record.search import Search
from onrecord.record.wanted import Wanted
from onrecord.types import Codebook
from onrecord.web.board import Board
from onrecord.web.board.standing import OptionCounts, best_of, option_counts
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.drafts import Change, Draft, changes, codebook_yaml, draft_of, places_of
from onrecord.web.jobs import Job
from onrecord.web.pages.receipts import STATE_WORDS, Receipt, receipt_of
from onrecord.web.place import Order
from onrecord.web.refusals import Refusal, not_found
from onrecord.web.sent_codebook import Sent
from onrecord.web.trials import Checked, Told, TrialOrder

router = APIRouter()

RECODING = "Coding with the changed codebook"
_LARGEST = 5_000_000  # bytes, as of a codebook that is read at all
_NAME = "codebook.yaml"


@dataclass(frozen=True, slots=True)
class Version:
    """A codebook of the past: how it differs from the one before, and whether it is the current one."""

    edition: Edition
    changes: tuple[Change, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What is worked on: all articles coded anew, or a changed codebook tried on some."""

    recoding: Job | None = None
    trial: Job | None = None
    may_edit: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows; ``counts`` is by option, ``orphans`` how many judged positions have lost their option."""

    view: str
    draft: Draft
    text: Markup
    current: Codebook | None
    saved: Edition | None
    counts: Mapping[str, OptionCounts]
    orphans: tuple[tuple[str, int], ...]
    versions: tuple[Version, ...]
    work: Work
    checked: Checked
    articles: int
    may_edit: bool
    may_try: bool
    has_comments: bool


# ---------------------------------------------------------------- looking


@router.get("/codebook")
def show(
    desk: AtDesk, view: Annotated[str, Query(max_length=20)] = "options", trial: Annotated[int | None, Query()] = None
) -> Response:
    """The options with what stands on each, the YAML, or the versions."""
    return _shown(desk, view if view in ("options", "yaml", "versions") else "options", trial=trial)


@router.get("/codebook.yaml")
def download(desk: AtDesk, version: Annotated[str | None, Query(max_length=64)] = None) -> Response:
    """The file of the current codebook or of another version, with its comments where it was written as a file."""
    book = _book(desk, version)
    text = Editions(desk.record).text_of(book.version) or codebook_yaml(book)
    return desk.download([text], _NAME, "application/yaml; charset=utf-8")


@router.get("/codebook/examples/{option:path}")
def examples(desk: AtDesk, option: str) -> Response:
    """The best receipts on an option, to be put under it."""
    board = desk.house.boards.of(desk.record)
    ids = tuple(best_of(board, option))
    found = Search(desk.record).positions(Wanted(ids=ids)).rows if ids else ()
    by_id = {hit.value.id: hit for hit in found}
    shown: tuple[Receipt, ...] = tuple(receipt_of(by_id[one], board) for one in ids if one in by_id)
    return desk.render("codebook_examples.html", shown, state_words=STATE_WORDS)


@router.get("/codebook/work")
def work(desk: AtDesk, trial: Annotated[int | None, Query()] = None) -> Response:
    """How far a trial and the coding of all articles are, for the page that watches them."""
    return desk.render("codebook_work.html", _work(desk, trial))


# ---------------------------------------------------------------- editing


@router.post("/codebook/check")
def check(desk: AtDesk, sent: Sent) -> Response:
    """What is wrong in what is edited, what will mislead, what it changes, and which judgements lose their option."""
    desk.require(Role.OWNER)
    text = sent.yaml()
    checked = _checked(desk, text)
    told: dict[str, object] = {"text": text, "problems": [], "warnings": [], "changes": [], "orphans": []}
    places = places_of(sent.draft()) if sent.text is None else {}
    told["problems"] = [_placed(one, places) for one in checked.problems]
    told["warnings"] = [_placed(one, places) for one in checked.warnings]
    if not checked.problems:
        book = _parsed(desk, text)
        current = desk.record.current_codebook()
        found = changes(current, book)
        judged = judged_by_option(desk.record)
        told["changes"] = [{"option": c.option, "label": c.label, "kind": c.kind, "fields": c.fields} for c in found]
        told["orphans"] = [
            {"option": c.option, "label": c.label, "judged": judged[c.option]}
            for c in found
            if c.kind == "removed" and judged.get(c.option)
        ]
    return JSONResponse(told)


@router.post("/codebook/save")
def save(desk: AtDesk, sent: Sent) -> Response:
    """Make what was edited the record's codebook, and have all articles coded with it."""
    desk.require(Role.OWNER)
    text = None if sent.text is None else sent.yaml()
    how = "edited in the form" if text is None else "edited as YAML"
    said = _save(desk, _parsed(desk, sent.yaml()), how, expected=sent.expected, text=text)
    desk.redirect("/codebook", said)  # leaves the words for the page that comes next
    response = JSONResponse({"location": "/codebook", "said": said})
    desk.keep_session(response)
    return response


@router.post("/codebook")
def save_form(desk: AtDesk, text: Annotated[str, Form()], expected: Annotated[str, Form()] = "") -> Response:
    """The same from a browser without scripts."""
    sent = Sent(text=text, expected=expected)
    desk.require(Role.OWNER)
    checked = _checked(desk, sent.yaml())
    if checked.problems:
        return _shown(desk, "yaml", text=sent.yaml(), checked=checked, status=422)
    book = _parsed(desk, sent.yaml())
    said = _save(desk, book, "edited as YAML", expected=expected, text=sent.yaml())
    return desk.redirect("/codebook", said)


@router.post("/codebook/file")
def upload(desk: AtDesk, file: UploadFile) -> Response:
    """Put a file into the YAML view, where it is checked, tried and saved; nothing is changed yet."""
    desk.require(Role.OWNER)
    data = file.file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise Refusal(413, "This is larger than any codebook; is it another file?", "Choose the YAML file.")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(422, "The codebook is no UTF-8 text.", "Save it as UTF-8 and choose it again.") from None
    text = text.replace("\r\n", "\n")
    return _shown(desk, "yaml", text=text, checked=_checked(desk, text))


@router.post("/codebook/versions/{version}/restore")
def restore(desk: AtDesk, version: str, expected: Annotated[str, Form()] = "") -> Response:
    """Go back to an older version, which is the newest then; nothing is lost on the way."""
    desk.require(Role.OWNER)
    book = _book(desk, version)
    return desk.redirect("/codebook", _save(desk, book, "brought back", expected=expected))


# ---------------------------------------------------------------- trying


@router.post("/codebook/try")
def try_out(desk: AtDesk, sent: Sent) -> Response:
    """Have some articles coded with what is edited, and show what would become other."""
    person = desk.require(Role.OWNER)
    text = sent.yaml()
    _parsed(desk, text)
    job = desk.house.trials.submit(TrialOrder("A changed codebook", person.name, codebook=text, most=sent.most))
    return JSONResponse({"trial": job.number})


@router.post("/codebook/try/{number}/stop")
def stop(desk: AtDesk, number: int) -> Response:
    """Let a trial stop."""
    desk.require(Role.OWNER)
    if desk.house.trials.stop(number) is None:
        raise not_found("trial", str(number))
    return JSONResponse({"stopping": number})


# ---------------------------------------------------------------- how it is done


def _shown(
    desk: Desk,
    view: str,
    *,
    text: str | None = None,
    checked: Checked | None = None,
    trial: int | None = None,
    status: int = 200,
) -> Response:
    board = desk.house.boards.of(desk.record)
    current = desk.record.current_codebook()
    editions = Editions(desk.record)
    every = editions.all() if view == "versions" else ()
    saved = next((one for one in every or editions.all() if current and one.codebook.version == current.version), None)
    known = {option.id for option in current.options} if current else set()
    judged = judged_by_option(desk.record)
    may_edit = desk.person.may(Role.OWNER)
    kept = editions.text_of(current.version) if current else None
    page = Page(
        view=view,
        draft=draft_of(current),
        # as it is, not with controls made visible: what stands in the box is saved again
        text=escape(text if text is not None else kept or codebook_yaml(current)),
        current=current,
        saved=saved,
        counts=_counts(desk, board) if view == "options" else {},
        orphans=tuple((option, many) for option, many in sorted(judged.items()) if option not in known),
        versions=_versions(every, current),
        work=_work(desk, trial),
        checked=checked or Checked(),
        articles=len(board.heads),
        may_edit=may_edit,
        may_try=may_edit and desk.doings.read is not None and bool(board.heads),
        has_comments=kept is not None and kept != codebook_yaml(current) and "#" in kept,
    )
    return desk.render("codebook.html", page, status=status)


def _counts(desk: Desk, board: Board) -> Mapping[str, OptionCounts]:
    def suggested() -> Mapping[str, int]:
        return Search(desk.record).count_positions(Wanted(suggested=True), "option")

    return option_counts(board, board.answers.get("suggested by option", suggested))


def _versions(every: tuple[Edition, ...], current: Codebook | None) -> tuple[Version, ...]:
    older = (*every[1:], None) if every else ()
    return tuple(
        Version(
            one,
            changes(before.codebook if before else None, one.codebook),
            number == 0 and current is not None and one.codebook.version == current.version,
        )
        for number, (one, before) in enumerate(zip(every, older, strict=True))
    )


def _work(desk: Desk, trial: int | None) -> Work:
    recoding = next((job for job in desk.house.jobs.all() if job.title == RECODING), None)
    tried = desk.house.trials.get(trial) if trial is not None else None
    return Work(recoding, tried, desk.person.may(Role.OWNER))


def _save(desk: Desk, book: Codebook, how: str, *, expected: str, text: str | None = None) -> str:
    """Make a codebook the record's own and have all articles coded with it; what to say of it."""
    editions, by = Editions(desk.record), desk.person.name
    with desk.record.transaction():
        current = desk.record.current_codebook()
        if current is not None and expected != current.version:
            raise _changed_meanwhile(editions, current)
        same = current is not None and not changes(current, book)
        if same and current is not None:
            book = current
        if same and (text is None or text == editions.text_of(book.version)):
            return "Nothing was changed."
        editions.save(book, by=by, how=how, text=text)
    if same:
        return "The text of the codebook was saved; what it says is the same as before."
    if desk.doings.read is None:
        return "The codebook was saved. The next reading codes all articles with it."
    try:
        desk.house.jobs.submit(Order(RECODING, by))
    except Refusal as refused:
        return f"The codebook was saved, but coding has not begun: {refused.what}"
    return "The codebook was saved. All articles are being coded with it."


def _changed_meanwhile(editions: Editions, current: Codebook) -> Refusal:
    last = next(iter(editions.all()), None)
    return Refusal(
        409,
        f"The codebook was changed meanwhile{f' by {last.person}' if last and last.person else ''}.",
        "What you edited is still here: download it, reload the page, and put the two together.",
        detail={"current": current.version},
    )


def _book(desk: Desk, version: str | None) -> Codebook:
    every = desk.record.codebooks()
    found = [one for one in every if one.version == version] if version else list(every[-1:])
    if not found:
        raise not_found("codebook", version or "")
    return found[0]


def _parsed(desk: Desk, text: str) -> Codebook:
    if desk.doings.parse_codebook is None:
        raise Refusal(503, "This server edits no codebooks.", "Use `onrecord read --codebook FILE` instead.")
    try:
        return desk.doings.parse_codebook(text, _NAME)
    except CodebookError as error:
        raise Refusal(422, str(error), "Mend it and try again; nothing was changed.") from None


def _checked(desk: Desk, text: str) -> Checked:
    checks = desk.doings.extra.get("check_codebook")
    if checks is not None:
        checked = checks(text)
        assert isinstance(checked, Checked)
        return checked
    try:
        _parsed(desk, text)
    except Refusal as refused:
        return Checked(problems=(Told(refused.what),))
    return Checked()


def _placed(told: Told, places: Mapping[int, tuple[int, int | None, str]]) -> dict[str, object]:
    """A problem with the field of the form that it is about, or the line of the YAML."""
    place = places.get(told.line) if told.line is not None else None
    return {"text": told.text, "line": told.line, "place": place}

"""What was ordered from the page is read here: articles of uploads, texts and folders, in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.settings import Engine
from onrecord.types import Article, Codebook, Failure
from onrecord.web.place import Order, Outcome, ReadsArticles, Step, Stopped
from onrecord.web.trials import TrialOrder

if TYPE_CHECKING:
    from onrecord.pipeline import Progress

Report = Callable[[Step], None]

# Seconds between two looks at whether the reading is to stop.
_LOOK = 0.25
# Seconds that a reading has to end by itself: it ends after the article under way, and a long one takes this long.
_GRACE = 20.0
# Files between two words on how far their opening is.
_TELL_EVERY = 20


def read_order(record: str, order: Order, engine: Engine, report: Report) -> Outcome:
    """Read an order into a record and tell every step; each article is in the record as soon as it is read.

    A trial of a codebook is worked out and writes nothing.
    """
    from onrecord.pipeline import fill, reading_version
    from onrecord.record import open_record

    if isinstance(order, TrialOrder):
        from onrecord.trying import try_codebook

        return try_codebook(record, order, engine, report)
    codebook = _codebook(order)
    articles: list[Article | Failure] = []
    for item in _opened(order):
        articles.append(item)
        if len(articles) % _TELL_EVERY == 1:
            report(Step("opening", len(articles), None, item.origin))
    with open_record(record) as opened:
        version = reading_version(engine)
        new = sum(isinstance(item, Article) and not opened.has_article(item.id, version) for item in articles)

        def tell(progress: Progress) -> None:
            total = max(new, progress.done) if progress.stage == "reading" else progress.total
            report(Step(progress.stage, progress.done, total, progress.now))

        report(Step("reading", 0, new))
        summary = fill(opened, articles, codebook=codebook, engine=engine, report=tell)
    return Outcome(
        read=summary.read,
        known=summary.known,
        coded=summary.coded,
        skipped=summary.skipped,
        failed=summary.failed,
        changed=summary.changed,
        notes=summary.notes,
    )


def _codebook(order: Order) -> Codebook | None:
    from onrecord.positions import load, parse

    if order.bundled:
        from onrecord.demo import demo_codebook

        return load(demo_codebook())
    return parse(order.codebook, "the codebook") if order.codebook else None


def _opened(order: Order) -> Iterator[Article | Failure]:
    from onrecord.origins import HandedFile, HandedText, collect, collect_handed

    things = [HandedFile(one.path, one.name) for one in order.uploads]
    texts = [HandedText(one.text, one.title) for one in order.texts]
    yield from collect_handed([*things, *texts], published=order.published, outlet=order.outlet)
    if order.folder is not None:
        yield from collect([order.folder], published=order.published, outlet=order.outlet)
    if order.bundled:
        from onrecord.demo import demo_paths

        yield from collect_handed([HandedFile(path, f"bundled/{path.name}") for path in demo_paths()])


# ---------------------------------------------------------------- in a process of its own


def apart(record: str, engine: Engine) -> ReadsArticles:
    """A reader of orders whose work is done in a process of its own, so that the pages stay quick meanwhile."""

    def read(order: Order, report: Report, /) -> Outcome:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there, record, order, engine), name="onrecord-reading")
        process.start()
        there.close()
        try:
            return _followed(here, report)
        finally:
            here.close()
            process.join(_GRACE)
            if process.is_alive():
                process.terminate()
                process.join()

    return read


def _followed(here: Connection, report: Report) -> Outcome:
    """Tell the steps of the process until it is done; where telling says stop, tell the process and wait for it."""
    last, stopping = Step("opening", 0, None), False
    while True:
        if not here.poll(_LOOK):
            told: object = last
        else:
            try:
                told = here.recv()
            except EOFError:
                if stopping:
                    raise Stopped from None
                raise OnrecordError(
                    "The reading ended before it was done, perhaps for want of memory. What was read is in the record; "
                    "start the same reading again to go on."
                ) from None
        if isinstance(told, Outcome):
            return told
        if isinstance(told, Exception):
            raise told
        assert isinstance(told, Step)
        last = told
        if not stopping:
            try:
                report(told)
            except Stopped:
                stopping = True
                here.send("stop")


def _work(there: Connection, record: str, order: Order, engine: Engine) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which tells this process to stop
    if hasattr(os, "nice"):
        os.nice(5)  # pages come first: on two cores they would else wait behind the encoders

    def report(step: Step) -> None:
        if there.poll():
            raise Stopped
        there.send(step)

    try:
        there.send(read_order(record, order, engine, report))
    except (BrokenPipeError, EOFError):  # the server is gone; what was read is in the record
        pass
    except Stopped as stop:
        there.send(stop)
    except OnrecordError as error:
        there.send(type(error)(str(error)))
    except Exception as error:
        there.send(OnrecordError(f"The reading failed: {type(error).__name__}: {error}"))

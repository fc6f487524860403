"""Whether many reviewers can work at once: ten people with accounts of their own on one server, over HTTP on loopback.

    python -m benchmarks.load [--record FILE] [--articles N] [--reviewers N] [--seconds N] [--rest S] [--json] [--check]

Each takes claims from the queue and decides on them one after the other as the page of the queue does it, sometimes
corrects one, sometimes takes the last decision back, and looks at some page in between. They begin at the same end of
the queue, so that they often decide on the same claim: who comes second must be told so (stale), and keeps the other's
decision or writes over it, knowing it. At the end the record is opened: every decision that the server said it had
taken must be in its log, by that person, on that claim. Milliseconds are by the clock, at the 95th of 100 (p95). The
next claims are fetched ahead, so that a reviewer waits for neither; both share the processor with these ten.

The record is fiction, made where there is none yet; --record takes a file or a postgresql:// address.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if not __package__:  # run as a file: python benchmarks/load.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.fiction import World, fill
from onrecord.record import open_record
from onrecord.record.people import People
from onrecord.record.reviews import Reviews
from onrecord.web.place import Place
from onrecord.web.security import cookie_name

if TYPE_CHECKING:
    import httpx

FLOORS = Path(__file__).parent / "floors_load.json"
RUN = "from onrecord.cli.serve import serve; serve(standalone_mode=False)"
PAGES = (
    "/map",
    "/articles",
    "/positions",
    "/statements",
    "/actors",
    "/search?q={word}",
    "/options/{option}",
    "/positions?option={option}&stance=opposes",
    "/articles/article-{article:06d}",
)
# Of a hundred decisions, so many are corrections, and so many are taken back at once.
_CORRECTED, _TAKEN_BACK = 25, 8
# As the page does it: more claims are asked for when so few are left ahead.
_FEW = 10
# So many claims at most lie between where two reviewers begin.
_APART = 10
_PATIENCE = 120.0  # seconds that a server may take to begin, or an answer to come


@dataclass(frozen=True)
class Taken:
    """A decision that the server said it had taken: the number of its line in the log."""

    claim: str
    line: int


@dataclass
class Reviewer:
    """One person at work, and what came of it."""

    name: str
    client: httpx.Client
    rng: random.Random
    world: World
    taken: list[Taken] = field(default_factory=list)
    decisions: list[float] = field(default_factory=list)
    queues: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stale: int = 0
    _lot: list[dict[str, Any]] = field(default_factory=list)
    _after: str | None = None
    _csrf: str = ""

    def work(self, until: float, rest: float) -> None:
        """Decide on claims and look at pages until the time is up."""
        try:
            self._csrf = self.client.get("/session.json").json()["csrf"]
            self._look("/review")
            self._more()
            del self._lot[: self.rng.randrange(_APART)]
            while time.monotonic() < until and self._lot:
                self._decide(self._lot.pop(0))
                if len(self._lot) <= _FEW:
                    self._more()
                time.sleep(self.rng.uniform(0, 2 * rest))
                if self.rng.random() < 0.5:
                    self._look(self.rng.choice(PAGES))
        except Exception as error:  # whatever stops a reviewer is a finding, not the end of the measurement
            self.errors.append(f"{self.name}: {error!r}")

    def _more(self) -> None:
        asked = {"limit": "20"} | ({"after": self._after} if self._after else {})
        answer = self._timed(self.queues, lambda: self.client.get("/review/queue.json", params=asked))
        told = answer.json()
        self._lot += told["items"]
        self._after = told["after"]

    def _decide(self, item: dict[str, Any]) -> None:
        said: dict[str, Any] = {"of": item["id"], "expected": item["version"], "verdict": "right"}
        if self.rng.random() * 100 < _CORRECTED:
            said |= {"verdict": "corrected", "change": {"stance": self.rng.choice(("supports", "open", "opposes"))}}
        answer = self._timed(self.decisions, lambda: self._post("/review/judge.json", said))
        if answer.status_code == 409:
            self.stale += 1
            told = answer.json()["detail"]
            if self.rng.random() < 0.5:
                return  # theirs is kept
            answer = self._post("/review/judge.json", said | {"of": told["now"]["id"], "expected": told["version"]})
        if answer.status_code == 409:  # somebody was first once more
            self.stale += 1
        elif answer.status_code != 200:
            self.errors.append(f"{answer.status_code} for a decision: {answer.text[:200]}")
        else:
            told = answer.json()
            self.taken.append(Taken(told["id"], told["version"]))
            self.client.get("/review/item.json", params={"id": told["id"]})
            if self.rng.random() * 100 < _TAKEN_BACK:
                undone = self._post("/review/undo.json", {})
                if undone.status_code != 200:
                    self.errors.append(f"{undone.status_code} for an undo: {undone.text[:200]}")

    def _timed(self, figures: list[float], does: Callable[[], httpx.Response]) -> httpx.Response:
        begin = time.perf_counter()
        answer = does()
        figures.append((time.perf_counter() - begin) * 1000)
        return answer

    def _post(self, url: str, body: dict[str, Any]) -> httpx.Response:
        return self.client.post(url, json=body, headers={"X-CSRF-Token": self._csrf, "Accept": "application/json"})

    def _look(self, page: str) -> None:
        options, words = self.world.codebook.options, self.world.words
        url = page.format(
            word=words[self.rng.randrange(40, 400)],
            option=self.rng.choice(options).id,
            article=self.rng.randrange(self.world.articles),
        )
        answer = self._timed(self.pages, lambda: self.client.get(url))
        if answer.status_code != 200:
            self.errors.append(f"{answer.status_code}: {url}")


def team(where: str, world: World, many: int) -> dict[str, str]:
    """Names and session secrets of the reviewers of a record, which is filled where it is empty."""
    with open_record(where) as record:
        if record.counts().articles == 0:
            fill(record, world)
        people = People(record)
        if people.find("Owner") is None:
            people.add("Owner", "owner", secrets.token_urlsafe(), by="load")
        sessions = {}
        for name in (f"Reviewer {number + 1}" for number in range(many)):
            person = people.find(name) or people.add(name, "reviewer", by="load")
            sessions[name] = people.open_session(person)
        Reviews(record).prepare()
        return sessions


@contextmanager
def serving(where: str) -> Iterator[str]:
    """The address of a server on a record, a process of its own."""
    command = [sys.executable, "-c", RUN, "--record", where, "--port", "0", "--no-browser"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as run:
        try:
            assert run.stdout is not None
            told = run.stdout.readline()
            found = re.search(r"(http://\S+?)/ ", told)
            if found is None:
                sys.exit(f"the server did not begin: {told}")
            yield found[1]
        finally:
            run.terminate()
            run.wait(30)


def measure(where: str, world: World, many: int, seconds: float, rest: float) -> dict[str, Any]:
    """Let them work, and tell what came of it."""
    import httpx

    sessions = team(where, world, many)
    name = cookie_name(Place(where))
    with serving(where) as address:
        reviewers = [
            Reviewer(
                who,
                httpx.Client(base_url=address, cookies={name: secret}, timeout=_PATIENCE, trust_env=False),
                random.Random(place),
                world,
            )
            for place, (who, secret) in enumerate(sessions.items())
        ]
        _await(reviewers[0].client)
        for url in ("/map", "/positions"):  # the first to come makes the board; that is told by benchmarks.record
            reviewers[0].client.get(url)
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=one.work, args=(until, rest)) for one in reviewers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for one in reviewers:
            one.client.close()
    return told(where, reviewers)


def _await(client: httpx.Client) -> None:
    import httpx

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            client.get("/session.json").raise_for_status()
            return
        except httpx.ConnectError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def told(where: str, reviewers: Sequence[Reviewer]) -> dict[str, Any]:
    """Figures and faults of all together."""
    decisions = [each for one in reviewers for each in one.decisions]
    queues = [each for one in reviewers for each in one.queues]
    pages = [each for one in reviewers for each in one.pages]
    errors = [each for one in reviewers for each in one.errors]
    return {
        "reviewers": len(reviewers),
        "decisions": len(decisions),
        "acknowledged": sum(len(one.taken) for one in reviewers),
        "stale": sum(one.stale for one in reviewers),
        "pages": len(pages),
        "errors": len(errors),
        "lost": len(lost(where, reviewers)),
        "decision_ms": p95(decisions),
        "queue_ms": p95(queues),
        "page_ms": p95(pages),
        "said": [f"{count} × {each}" for each, count in Counter(errors).most_common(10)],
    }


def lost(where: str, reviewers: Sequence[Reviewer]) -> list[Taken]:
    """Decisions that the server said it had taken and that are not in the log of the record."""
    missing = []
    with open_record(where) as record:
        reviews = Reviews(record)
        for one in reviewers:
            for taken in one.taken:
                view = reviews.claim(taken.claim)
                lines = {line.id: line.reviewer for line in view.history} if view else {}
                if lines.get(taken.line) != one.name:
                    missing.append(taken)
    return missing


def p95(taken: Sequence[float]) -> float:
    """The 95th of 100."""
    return round(sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))], 1) if taken else 0.0


def failures(found: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """What is over its floor; nothing decided is a failure as well."""
    over = [f"{name}: {found[name]:g} is over {most:g}" for name, most in floors.items() if found[name] > most]
    return over if found["acknowledged"] else [*over, "nobody decided on anything"]


def main() -> None:
    """Print the figures; with --check, fail for every error, every lost decision and what takes too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", metavar="FILE")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--reviewers", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rest", type=float, default=2.0, help="seconds that people think over a claim, on average")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = asked.record or str(Path(folder) / "load.db")
        found = measure(where, World(asked.articles), asked.reviewers, asked.seconds, asked.rest)
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        print("{reviewers} reviewers: {acknowledged} decisions taken, {stale} told to look again".format(**found))
        print("{errors} errors, {lost} lost decisions; {pages} pages looked at".format(**found))
        print("p95: a decision {decision_ms} ms, the next claims {queue_ms} ms, a page {page_ms} ms".format(**found))
        print("\n".join(found["said"]))
    failed = failures(found, json.loads(FLOORS.read_text(encoding="utf-8")))
    if asked.check and failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()

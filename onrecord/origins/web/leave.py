"""By whose leave pages are fetched: the robots.txt of each site, asked for once and remembered for a day."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from urllib.parse import urljoin

from onrecord.errors import InputError
from onrecord.origins.web.addresses import checked
from onrecord.origins.web.answers import not_fetched
from onrecord.origins.web.asking import Asker, Unanswered
from onrecord.origins.web.fetching import Fetching, Memory, Remembered, Unfetched
from onrecord.origins.web.hops import Hop
from onrecord.origins.web.robots import LARGEST, Rules, robots_address

# RFC 9309 lets a robots.txt be kept for a day and followed over five redirects.
_KEPT = timedelta(days=1)
_MOST_REDIRECTS = 5
_ANYTHING = Rules(404)
_SILENT = timedelta(hours=1)  # a site that fails now may be asked again after this


class Leave:
    """The rules of sites as they were met in this run."""

    def __init__(self, asker: Asker, fetching: Fetching, memory: Memory | None) -> None:
        """Know no site yet."""
        self._asker, self._fetching, self._memory = asker, fetching, memory
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._news: SimpleQueue[tuple[str, Rules]] = SimpleQueue()
        self._recalled: set[str] = set()

    def recall(self, site: str) -> None:
        """Take the rules of a site from the memory; called where the memory may be touched."""
        if self._memory is None or self._fetching.ignore_robots or site in self._recalled:
            return
        self._recalled.add(site)
        held = self._memory.get(f"{site}/robots.txt")
        if held is None or held.kind != "robots" or datetime.now(UTC) - held.at > _KEPT:
            return
        rules = Rules(held.status, _text(held.facts))
        if not rules.is_silent:
            self._rules.setdefault(site, rules)

    def remember(self) -> None:
        """Put what was met since into the memory; called where the memory may be touched."""
        while self._memory is not None:
            try:
                site, rules = self._news.get_nowait()
            except Empty:
                return
            now = datetime.now(UTC).replace(microsecond=0)
            facts = json.dumps({"text": rules.text}, ensure_ascii=False) if rules.text else None
            self._memory.put(f"{site}/robots.txt", Remembered("robots", rules.status, now, facts=facts))

    def rules(self, site: str) -> Rules:
        """The rules of a site, asked for where they are not known; raises Unanswered where it does not answer."""
        if self._fetching.ignore_robots:
            return _ANYTHING
        with self._locks.setdefault(site, threading.Lock()):
            known = self._rules.get(site)
            if known is None:
                known = self._rules[site] = self._ask(site)
                self._news.put((site, known))
            return known

    def refused(self, rules: Rules, hop: Hop) -> Unfetched | None:
        """Why an address is not to be fetched, None where it may be."""
        if self._fetching.ignore_robots or rules.allows(hop.url):
            return None
        where = robots_address(hop.url)
        way_out = "if its publisher has given you leave, --ignore-robots fetches it all the same"
        if rules.is_silent:
            why = (
                f"{where} cannot be read (HTTP {rules.status}), so that nobody can say what is allowed; run again later"
            )
            return Unfetched(hop.wanted.url, not_fetched(hop.wanted.url, why), again=datetime.now(UTC) + _SILENT)
        why = f"{where} asks programs not to ({rules.rule_against(hop.url)}); {way_out}"
        return Unfetched(hop.wanted.url, not_fetched(hop.wanted.url, why), lasting=True)

    def _ask(self, site: str) -> Rules:
        url = f"{site}/robots.txt"
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                checked(url)
                limit = 2 * LARGEST
                reply = self._asker.ask(url, {"Accept": "text/plain, */*;q=0.5"}, largest=limit, seconds=30.0)
            except InputError:
                return _ANYTHING
            except Unanswered as error:
                if error.transient:
                    raise
                # what is refused will be met again, and told, when the page itself is asked for
                return _ANYTHING
            status = reply.status
            target = reply.headers.get("Location")
            if not 300 <= status < 400 or not target:
                text = reply.data[:LARGEST].decode("utf-8-sig", "replace") if 200 <= status < 300 else ""
                return Rules(status, "" if "<html" in text[:500].lower() else text)
            try:
                url = urljoin(url, target)
            except ValueError:  # no address, whatever it says
                return _ANYTHING
        return _ANYTHING


def _text(facts: str | None) -> str:
    try:
        return str(json.loads(facts or "{}").get("text", ""))
    except (ValueError, AttributeError):
        return ""

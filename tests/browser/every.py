"""Every page of the app, on a record in which everything has happened once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.record import open_record
from onrecord.record.accounts import TokenScope
from onrecord.record.people import People
from onrecord.record.reviews import Reviews
from onrecord.record.sample_values import SamplePlan, Unit
from onrecord.record.samples import Samples
from onrecord.record.values import Verdict
from onrecord.types import Stance
from onrecord.web.app import create_app
from onrecord.web.place import Place
from tests.browser.served import team
from tests.web.debate import DEBATE

# Addresses of each page: as its route is written in the app, and how to get to it in the record of ``fill``.
PAGES: dict[str, tuple[str, ...]] = {
    "/map": ("/map", "/map?by=state&since=2031-02-05&evidence=plain", "/map?find=nobody"),
    "/map/cell": ("/map/cell?actor=reuel&option=levy",),
    "/options/{option_id}": ("/options/levy", "/options/levy?actor=varga"),
    "/actors": ("/actors", "/actors?kind=state"),
    "/actors/{actor_id}": ("/actors/norland", "/actors/reuel"),
    "/actors/{actor_id}/same": ("/actors/varga/same",),
    "/actors/{actor_id}/identity": ("/actors/varga/identity?other=reuel",),
    "/positions": ("/positions", "/positions?option=levy&stance=supports"),
    "/statements": ("/statements",),
    "/articles": ("/articles",),
    "/articles/{article_id}": ("/articles/a1", "/articles/a4#position-a4%2F1"),
    "/search": ("/search", "/search?q=levy", "/search?q=%22no+such+words%22"),
    "/network": ("/network", "/network?mode=two"),
    "/network/tie": ("/network/tie?source=airlines&target=levy",),
    "/heatmap": ("/heatmap",),
    "/trajectories": ("/trajectories",),
    "/polarisation": ("/polarisation",),
    "/coalitions": ("/coalitions",),
    "/review": ("/review", "/review?stance=opposes"),
    "/review/{claim}": ("/review/a1%2F5",),
    "/codebook": ("/codebook", "/codebook?view=yaml", "/codebook?view=versions"),
    "/read": ("/read",),
    "/account": ("/account",),
    "/people": ("/people",),
    "/audit": ("/audit",),
    "/api": ("/api",),
    "/samples": ("/samples",),
    "/samples/{number}": ("/samples/1", "/samples/2"),
    "/samples/{number}/items/{item}": ("/samples/1/items/1",),
    "/samples/{number}/agreement": ("/samples/2/agreement",),
    "/samples/{number}/differences": ("/samples/2/differences",),
    "/samples/{number}/settle/{item}": ("/samples/2/settle/1",),
}
# What no person looks at by itself: it leads elsewhere, is a part of a page, or is data.
NO_PAGES = {
    "/",
    "/session.json",
    "/read/jobs",
    "/codebook/examples/{option}",
    "/codebook/work",
    "/samples/{number}/code",
    "/login",
}
# Pages of which the owner of the record sees less than somebody else: who codes the sample sees its items.
OF_OTHERS = {"/samples/1/items/1": "Bo"}


def unlisted() -> Iterator[str]:
    """Pages of the app that are named nowhere here."""
    for path, verbs in create_app(Place("none.db")).openapi()["paths"].items():
        known = path in PAGES or path in NO_PAGES
        is_file = "." in path.rpartition("/")[2] or path.startswith("/api/")
        if "get" in verbs and not known and not is_file:
            yield path


def fill(path: Path) -> Path:
    """Let people work in the debate: accounts, judgements of every sort, a token, a sample begun and one compared."""
    team(path)
    with open_record(path) as record:
        People(record).issue_token("Ada", "a script", TokenScope.READ, by="Ada")
        reviews = Reviews(record)
        one, two, three, four = DEBATE.positions[:4]
        reviews.judge(one, Verdict.RIGHT, "Bo", of=one.id)
        reviews.judge(replace(two, stance=Stance.UNDECIDED), Verdict.CORRECTED, "Kim", of=two.id)
        reviews.judge(three, Verdict.WRONG, "Bo", of=three.id)
        reviews.judge(four, Verdict.UNSURE, "Ada", of=four.id)
        samples = Samples(record)
        plan = SamplePlan(unit=Unit.ARTICLE, size=3, coders=("Bo", "Kim"))
        samples.draw("Begun", replace(plan, seed=1), by="Ada")
        compared = samples.draw("Compared", replace(plan, unit=Unit.POSITION, size=6, seed=2), by="Ada").id
        stances = {"Bo": (Stance.SUPPORTS,), "Kim": (Stance.SUPPORTS, Stance.OPPOSES)}
        for item in samples.items(compared):
            (claim,) = samples.machine_of(compared, item.ordinal)
            for coder, said in stances.items():
                coded = replace(claim, stance=said[item.ordinal % len(said)])
                samples.code(compared, item.ordinal, coder, coded)
                samples.done(compared, item.ordinal, coder)
    return path

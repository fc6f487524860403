"""The codebook on its page: looked at, checked, tried, saved, brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from onrecord.positions import parse
from onrecord.record import Verdict, open_record
from onrecord.record.editions import Editions
from onrecord.record.people import People
from onrecord.record.reviews import Reviews
from onrecord.settings import Engine
from onrecord.trying import checker
from onrecord.types import Stance
from onrecord.web import security
from onrecord.web.jobs import JobState
from onrecord.web.pages.codebook import RECODING
from onrecord.web.place import Doings, Order, Outcome, Place, Step
from onrecord.web.trials import Checked, Example, OptionTrial, TrialOrder, Tried
from tests.web import serving
from tests.web.debate import DEBATE

OPTIONS = DEBATE.codebook.options
JSON = {"Accept": "application/json"}

YAML = """# Who may cross?
issues:
  - issue: The river
    options:
      - id: bridge   # the old plan
        label: Building a bridge over the river
        description: A bridge is built, by whomever.
"""


@dataclass
class Reads:
    """Keeps what it is given; a trial finds that one position is lost."""

    orders: list[Order] = field(default_factory=list)

    def __call__(self, order: Order, report: Callable[[Step], None], /) -> Outcome:
        self.orders.append(order)
        if isinstance(order, TrialOrder):
            report(Step("positions", 1, 1, "one.txt"))
            one = Example("a1", "A report", "Ada Lund", "We need it.", Stance.SUPPORTS, None)
            lost = OptionTrial("bridge", "A bridge", 3, 2, 0, 1, 0, (one,))
            same = OptionTrial("ferry", "The ferry", 1, 1, 0, 0, 0, ())
            return Tried(coded=5, articles=5, all_articles=9, version="v", options=(lost, same))
        return Outcome(coded=5)


@pytest.fixture
def reads() -> Reads:
    return Reads()


@pytest.fixture
def client(debate_db: Path, reads: Reads) -> Iterator[serving.Browser]:
    def checks(text: str) -> Checked:
        return checker(Engine(threads=1))(text)

    extra = {"check_codebook": checks}
    with serving.browser(debate_db, Doings(read=reads, parse_codebook=parse, extra=extra)) as opened:
        yield opened


def post(client: serving.Browser, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, json=body, headers={**JSON, "X-CSRF-Token": client.word()})


def form(*left_out: str, **changed: str) -> list[dict[str, Any]]:
    """The codebook of the debate as the page sends it, without some options and with other labels."""
    issues: dict[str, list[dict[str, Any]]] = {}
    for one in OPTIONS:
        if one.id not in left_out:
            issues.setdefault(one.issue, []).append(
                {
                    "id": one.id,
                    "label": changed.get(one.id, one.label),
                    "description": one.description,
                    "keywords": list(one.keywords),
                    "parent": one.parent or "",
                    "opposed": list(one.opposed),
                }
            )
    return [{"name": name, "options": options} for name, options in issues.items()]


def current(path: Path) -> Any:
    with open_record(path) as record:
        return record.current_codebook()


def expected(client: serving.Browser, path: Path) -> str:
    return str(current(path).version)


# ---------------------------------------------------------------- looking


def test_options_with_what_stands_on_them(client: serving.Browser, debate_db: Path) -> None:
    page = client.get("/codebook").text
    with open_record(debate_db) as record:
        for option in OPTIONS:
            assert option.label in page
            found = record.positions(option=option.id)
            if found:
                assert f"<b>{len(found)}</b> position" in page
                assert f"<b>{len({one.actor for one in found})}</b> actor" in page


def test_the_best_receipts_of_an_option(client: serving.Browser, debate_db: Path) -> None:
    with open_record(debate_db) as record:
        option = record.positions()[0].option
        texts = [one.text for one in record.positions(option=option)]
    fragment = client.get(f"/codebook/examples/{option}").text
    assert 1 <= fragment.count('class="receipt') <= 3
    assert any(text in fragment for text in texts)
    assert "Nothing has been found" in client.get("/codebook/examples/no/such").text


def test_the_yaml_comes_out_and_says_the_same(client: serving.Browser, debate_db: Path) -> None:
    answer = client.get("/codebook.yaml")
    assert 'filename="codebook.yaml"' in answer.headers["content-disposition"]
    assert [one.id for one in parse(answer.text).options] == [one.id for one in OPTIONS]
    assert parse(answer.text).options == current(debate_db).options
    assert client.get("/codebook.yaml?version=none").status_code == 404


# ---------------------------------------------------------------- checking


def test_problems_are_told_with_the_field_that_they_are_in(client: serving.Browser) -> None:
    issues = form()
    issues[0]["options"][0]["parent"] = "no-such"
    issues[0]["options"][1]["label"] = ""
    told = post(client, "/codebook/check", {"issues": issues}).json()
    assert {tuple(one["place"][:2]) for one in told["problems"]} <= {(0, 0), (0, 1)}
    assert "no label" in " ".join(one["text"] for one in told["problems"])


def test_what_is_edited_is_set_against_what_stands(client: serving.Browser, debate_db: Path) -> None:
    assert post(client, "/codebook/check", {"issues": form()}).json()["changes"] == []
    with open_record(debate_db) as record:
        claim = record.positions()[0]
        Reviews(record).judge(claim, Verdict.RIGHT, "Ada", of=claim.id)
    other = next(one.id for one in OPTIONS if one.id != claim.option and one.parent is None)
    issues = form(claim.option, **{other: "Another label of it"})
    for issue in issues:
        for one in issue["options"]:
            one["parent"] = "" if one["parent"] == claim.option else one["parent"]
            one["opposed"] = [o for o in one["opposed"] if o != claim.option]
    told = post(client, "/codebook/check", {"issues": issues}).json()
    assert told["problems"] == []
    kinds = {(one["kind"], one["option"]) for one in told["changes"]}
    assert {("removed", claim.option), ("changed", other)} <= kinds
    assert [(one["option"], one["judged"]) for one in told["orphans"]] == [(claim.option, 1)]


def test_yaml_is_checked_by_its_lines(client: serving.Browser) -> None:
    told = post(client, "/codebook/check", {"text": YAML.replace("label", "lable")}).json()
    assert told["problems"][0]["line"] == 6
    warned = post(client, "/codebook/check", {"text": YAML.replace("Building a bridge over the river", "Bridge")})
    assert "one word" in warned.json()["warnings"][0]["text"]
    assert warned.json()["warnings"][0]["line"] == 5


# ---------------------------------------------------------------- saving


def test_a_saved_form_is_a_new_version_and_everything_is_coded_with_it(
    client: serving.Browser, debate_db: Path, reads: Reads
) -> None:
    before = expected(client, debate_db)
    first = OPTIONS[0].id
    answer = post(client, "/codebook/save", {"issues": form(**{first: "Quite another label"}), "expected": before})
    assert answer.status_code == 200, answer.text
    assert current(debate_db).option(first).label == "Quite another label"
    job = client.app.state.house.jobs.wait(1, 10)  # type: ignore[attr-defined]
    assert (job.title, job.state) == (RECODING, JobState.DONE)
    assert not isinstance(reads.orders[0], TrialOrder)
    assert reads.orders[0].codebook is None
    page = client.get(answer.json()["location"]).text
    assert "All articles are being coded with it." in page
    versions = client.get("/codebook?view=versions").text
    assert "edited in the form by <bdi>Ada</bdi>" in versions
    assert "<ins><bdi>Quite another label</bdi></ins>" in versions
    with open_record(debate_db) as record:
        assert record.codebooks()[0].version == before
        assert Editions(record).all()[0].person == "Ada"


def test_comments_of_a_file_are_kept(client: serving.Browser, debate_db: Path) -> None:
    shown = client.submit("/codebook/file", files=[("file", ("book.yaml", YAML.encode()))])
    assert "# the old plan" in shown.text
    assert len(current(debate_db).options) == len(OPTIONS)  # nothing is changed yet
    answer = client.submit("/codebook", {"text": YAML, "expected": expected(client, debate_db)})
    assert answer.status_code == 303
    assert client.get("/codebook.yaml").text == YAML
    assert "# the old plan" in client.get("/codebook?view=yaml").text
    assert "They are kept as long as it is edited as" in client.get("/codebook").text
    again = YAML.replace("# the old plan", "# the new plan")
    client.submit("/codebook", {"text": again, "expected": expected(client, debate_db)})
    assert client.get("/codebook.yaml").text == again
    assert len(client.app.state.house.jobs.all()) == 1  # type: ignore[attr-defined]


def test_an_older_version_comes_back(client: serving.Browser, debate_db: Path) -> None:
    before = current(debate_db)
    post(client, "/codebook/save", {"text": YAML, "expected": before.version})
    page = client.get("/codebook").text
    assert "on options that this codebook no longer has" not in page  # nobody has judged anything
    answer = client.submit(f"/codebook/versions/{before.version}/restore", {"expected": expected(client, debate_db)})
    assert answer.status_code == 303
    assert current(debate_db).version == before.version
    assert client.get("/codebook.yaml?version=" + parse(YAML).version).text == YAML
    assert client.submit("/codebook/versions/none/restore", {}).status_code == 404


def test_who_comes_second_loses_nothing(client: serving.Browser, debate_db: Path) -> None:
    before = expected(client, debate_db)
    post(client, "/codebook/save", {"text": YAML, "expected": before})
    late = post(client, "/codebook/save", {"issues": form(**{OPTIONS[0].id: "Another label"}), "expected": before})
    assert late.status_code == 409
    assert "was changed meanwhile by Ada" in late.json()["error"]
    assert current(debate_db).version == parse(YAML).version


def test_what_is_wrong_is_not_saved(client: serving.Browser, debate_db: Path) -> None:
    before = expected(client, debate_db)
    assert post(client, "/codebook/save", {"text": "issues: []", "expected": before}).status_code == 422
    shown = client.submit("/codebook", {"text": "issues: [<script>]", "expected": before})
    assert shown.status_code == 422
    assert "issues: [&lt;script&gt;]" in shown.text
    assert client.submit("/codebook/file", files=[("file", ("x", b"\xff\xff"))]).status_code == 422
    assert post(client, "/codebook/check", {"issues": [{"name": "x" * 6000}]}).status_code == 422
    assert expected(client, debate_db) == before


def test_the_same_again_changes_nothing(client: serving.Browser, debate_db: Path, reads: Reads) -> None:
    answer = post(client, "/codebook/save", {"issues": form(), "expected": expected(client, debate_db)})
    assert answer.json()["said"] == "Nothing was changed."
    assert reads.orders == []


def test_judgements_without_their_option_are_shown(client: serving.Browser, debate_db: Path) -> None:
    with open_record(debate_db) as record:
        claim = record.positions()[0]
        Reviews(record).judge(claim, Verdict.RIGHT, "Ada", of=claim.id)
    post(client, "/codebook/save", {"text": YAML.replace("bridge  ", "path"), "expected": expected(client, debate_db)})
    page = client.get("/codebook").text
    assert "1 judgement on options that this codebook no longer has" in page
    assert f"<bdi>{claim.option}</bdi>" in page


# ---------------------------------------------------------------- trying


def test_a_trial_shows_what_would_change_and_writes_nothing(
    client: serving.Browser, debate_db: Path, reads: Reads
) -> None:
    before = expected(client, debate_db)
    number = post(client, "/codebook/try", {"text": YAML, "most": 5}).json()["trial"]
    client.app.state.house.trials.wait(number, 10)  # type: ignore[attr-defined]
    order = reads.orders[0]
    assert isinstance(order, TrialOrder)
    assert (order.codebook, order.most) == (YAML, 5)
    shown = client.get(f"/codebook/work?trial={number}").text
    assert "In 5 of 9 articles, drawn by chance." in shown
    assert "−1" in shown
    assert "We need it." in shown
    assert "The ferry" not in shown
    assert 'id="trial"' in client.get(f"/codebook?trial={number}").text
    assert expected(client, debate_db) == before
    assert client.app.state.house.jobs.all() == ()  # type: ignore[attr-defined]


def test_a_draft_with_problems_is_not_tried(client: serving.Browser, reads: Reads) -> None:
    assert post(client, "/codebook/try", {"text": "issues: []"}).status_code == 422
    assert reads.orders == []
    assert post(client, "/codebook/try/9/stop", {}).status_code == 404


# ---------------------------------------------------------------- who may


def test_only_owners_edit(debate_db: Path, reads: Reads) -> None:
    with open_record(debate_db) as record:
        people = People(record)
        people.add("Ida", "owner", "a long password", by="t")
        session = people.open_session(people.add("Bo", "reviewer", "another password", by="t"))
    with serving.browser(debate_db, Doings(read=reads, parse_codebook=parse)) as client:
        client.cookies.set(security.cookie_name(Place(str(debate_db))), session)
        page = client.get("/codebook").text
        assert 'id="save"' not in page
        assert "readonly" in page
        assert client.get("/codebook.yaml").status_code == 200
        for path in ("save", "check", "try"):
            assert post(client, f"/codebook/{path}", {"text": YAML}).status_code == 403
        assert client.submit("/codebook", {"text": YAML}).status_code == 403
        version = current(debate_db).version
        assert client.submit(f"/codebook/versions/{version}/restore", {}).status_code == 403
    assert reads.orders == []


def test_without_a_codebook_the_page_offers_to_write_one(tmp_path: Path) -> None:
    with serving.browser(tmp_path / "new.db", Doings(parse_codebook=parse)) as client:
        assert "the record has none yet" in client.get("/codebook").text
        assert client.get("/codebook?view=versions").status_code == 200
        assert client.get("/codebook.yaml").status_code == 404
        answer = post(client, "/codebook/save", {"text": YAML})
        assert answer.json()["said"] == "The codebook was saved. The next reading codes all articles with it."
        assert client.get("/codebook.yaml").text == YAML

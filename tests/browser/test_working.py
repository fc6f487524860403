"""A team at work: doors and roles, two people at one claim, a second tab, who is who, a sample coded blind by two."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from onrecord.record import open_record
from onrecord.record.reviews import Reviews
from tests.browser.conftest import Visit
from tests.browser.served import PASSWORD, Served, copied, serve, team


@pytest.fixture(scope="module")
def served(debate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(team(copied(debate, tmp_path_factory.mktemp("working")))) as running:
        yield running


def said_of(served: Served, claim: str) -> list[tuple[str, str]]:
    """Who judged a claim how, in their order, as the log has it."""
    with open_record(served.record) as record:
        view = Reviews(record).claim(claim)
        assert view is not None
        return [(one.reviewer, one.verdict.value) for one in view.history]


def test_the_door_and_what_is_behind_it(visit: Visit) -> None:
    page = visit("/map?by=state")
    expect(page).to_have_url(re.compile("/login"))
    page.get_by_label("Name").fill("Zoe")
    page.get_by_label("Password").fill("the wrong password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/map\?by=state"))  # where one wanted to go
    expect(page.get_by_role("link", name="People")).to_have_count(0)
    page.goto("/articles/a1")
    expect(page.locator(".claim").first).to_be_visible()
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)  # a reader looks
    page.goto("/people")
    expect(page.locator("main")).to_contain_text("owner")
    expect(page.locator("form[action='/people']")).to_have_count(0)
    page.goto("/account")
    page.locator(".who summary").click()
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page).to_have_url(re.compile("/login"))
    page.goto("/map")
    expect(page).to_have_url(re.compile("/login"))


def test_two_reviewers_at_one_claim(visit: Visit, served: Served) -> None:
    """Both have it before them; the second is told, sees both versions, and what the first said stays in the log."""
    bo, kim = visit("/review/a2%2F1", "Bo"), visit("/review/a2%2F1", "Kim")
    for page in (bo, kim):
        expect(page.locator("#sentence")).to_contain_text("Belmont")
    bo.keyboard.press("a")
    expect(bo.locator("#sentence")).not_to_contain_text("has no plans")
    expect(bo.locator("#today")).to_have_text("1")
    bo.wait_for_load_state("networkidle")
    kim.keyboard.press("5")
    dialog = kim.get_by_role("dialog", name="Somebody was first")
    expect(dialog).to_contain_text("Bo")
    dialog.get_by_role("button", name="Write mine over it").press("Enter")
    expect(dialog).to_have_count(0)
    kim.wait_for_load_state("networkidle")
    assert said_of(served, "a2/1") == [("Bo", "right"), ("Kim", "corrected")]
    kim.keyboard.press("u")
    expect(kim.locator("#toasts")).to_contain_text("Taken back")
    with open_record(served.record) as record:
        view = Reviews(record).claim("a2/1")
        assert view is not None
        assert view.judged is not None
        assert view.judged.reviewer == "Bo"  # what was taken back uncovers what stood before


def test_a_second_tab_with_what_was_before(visit: Visit, served: Served) -> None:
    old = visit("/articles/a1", "Bo")
    new = old.context.new_page()
    new.goto("/articles/a1")
    claim = '[data-claim="position-a1/5"]'
    new.locator(claim).get_by_role("button", name="Accept").click()
    expect(new.locator(claim)).to_have_attribute("data-state", "accepted")
    old.locator(claim).get_by_role("button", name="Reject").click()
    dialog = old.get_by_role("dialog", name="Somebody was first")
    dialog.get_by_role("button", name="Keep theirs").click()
    expect(old.locator(claim)).to_have_attribute("data-state", "accepted")
    assert said_of(served, "a1/5") == [("Bo", "right")]


def test_two_actors_become_one_and_two_again(visit: Visit, served: Served) -> None:
    page = visit("/actors/many/identity?other=airlines", "Bo")
    expect(page.locator("#h-preview")).to_be_visible()
    page.get_by_role("button", name="They are the same").press("Enter")
    expect(page).to_have_url(re.compile(r"/actors/(many|airlines)$"))
    expect(page.locator("h1")).to_have_text(re.compile("Airline Council|many regional airports"))
    page.goto("/positions?actor=airlines")
    merged = page.locator(".receipt").count()
    with open_record(served.record) as record:
        assert record.identities().of("many") == record.identities().of("airlines")
    page.goto("/review")
    expect(page.locator("#sentence")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("Taken back: one decision on who is who")
    page.goto("/positions?actor=airlines")
    assert page.locator(".receipt").count() < merged


def code(page: Page, stance: str) -> None:
    """Code the item before one by keyboard: the first passage and option."""
    page.wait_for_load_state("load")
    page.keyboard.press("p")
    page.locator("#passage").select_option(index=1)
    page.locator("#other").fill("Norland")
    page.locator("#option").select_option(index=1)
    page.locator("h1").click()
    page.keyboard.press(stance)
    page.keyboard.press("a")
    expect(page.locator(".given li")).to_have_count(1)
    page.wait_for_load_state("load")
    page.keyboard.press("f")


def test_a_sample_is_coded_blind_by_two_compared_and_settled(visit: Visit, served: Served) -> None:
    owner = visit("/samples", "Ada")
    form = owner.locator("form.draw")
    form.get_by_label("Name", exact=True).fill("Blind")
    form.get_by_label("What is coded").select_option("position")
    form.get_by_label("How many").fill("2")
    for name in ("Ada", "Bo", "Kim"):
        form.get_by_label(name, exact=True).set_checked(name != "Ada")
    form.get_by_role("button", name=re.compile("Draw")).click()
    expect(owner).to_have_url(re.compile(r"/samples/\d+$"))
    address = owner.url
    for name, stances in (("Bo", "15"), ("Kim", "11")):
        page = visit(address, name)
        page.get_by_role("link", name="Begin coding").click()
        for stance in stances:
            expect(page.locator(".given li")).to_have_count(0)  # nothing of the machine's or of the other's
            code(page, stance)
        expect(page.locator(".progress-list")).to_contain_text("2 of 2")
    owner.reload()
    owner.get_by_role("link", name="Agreement").click()
    expect(owner.locator("table.figures").first).to_contain_text("Stance")
    with owner.expect_download() as waiting:
        owner.get_by_role("link", name="Figures (CSV)").click()
    figures = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8-sig"))))
    assert figures
    owner.goto(f"{address}/differences")
    owner.get_by_role("link", name=re.compile("Settle item")).first.click()
    owner.locator("input[value='of:Bo']").first.check()
    owner.get_by_role("button", name="Settle", exact=True).click()
    owner.goto(address)
    expect(owner.locator("main")).to_contain_text("1 of 2 items are settled")


def test_an_option_is_renamed_and_gets_its_name_back(visit: Visit) -> None:
    """The last in this file: saving has all articles coded anew, behind the pages."""
    page = visit("/codebook", "Ada")
    card = page.locator("[data-option]").filter(has_text="A levy on short flights").first
    card.locator("summary").click()
    expect(page.locator("#save")).to_be_disabled()
    card.locator("[data-field=label]").fill("A charge on short flights")
    expect(page.locator("#save")).to_be_enabled()
    with page.expect_navigation():  # what is saved is loaded anew
        page.locator("#save").press("Enter")
    expect(page.locator("#form")).to_contain_text("A charge on short flights")
    page.goto("/codebook?view=versions")
    expect(page.locator(".edition")).to_have_count(2)
    expect(page.locator(".edition ins").first).to_have_text("A charge on short flights")
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Go back to it").click()
    page.goto("/codebook")
    expect(page.locator("#form")).to_contain_text("A levy on short flights")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download").click()
    assert "A levy on short flights" in waiting.value.path().read_text(encoding="utf-8")

"""An officer writes a report beside the partner's words; a supervisor approves; it is given out."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from domain.permissions import Role
from tests import make
from tests.journeys import test_officer_decides as door
from tests.journeys.looking import looked_at
from tests.journeys.test_officer_decides import address, browser, enrol

pytestmark = pytest.mark.browser
__all__ = ["address", "browser", "enrol"]


@pytest.fixture
def sent(committed_doors, keyring, passwords, url_tokens):
    partner = make.partner(committed_doors, passwords, url_tokens)
    return make.queued(committed_doors, partner, keyring)


def grade(part, conditional: bool) -> None:
    """Grade one text: seen by the source; with conditions for an item."""
    part.get_by_role("radio", name="2 Untested").check()
    part.get_by_role("radio", name="A Known directly").check()
    name = "C Lawful sharing permitted with" if conditional else "P Lawful sharing permitted"
    part.get_by_role("radio", name=name).check()
    if conditional:
        part.get_by_text("Conditions, only with handling code C").click()
        part.get_by_label("Why may it only be shared").fill("Few know of it")
        part.get_by_label("Handling conditions").fill("Do not visit the address")
        part.get_by_label("Action code").select_option("A1")
        part.get_by_label("Sanitisation code").select_option("S1")


def write(page: Page) -> None:
    """Fill in a whole sheet, as somebody who sees both columns."""
    page.get_by_label("Title").fill("Cuckooing at a flat in Huddersfield")
    item = page.get_by_role("region", name="Item 1")
    item.get_by_label("Sanitised text").fill("Two men use a flat to deal in drugs, nightly.")
    grade(item, conditional=True)
    provenance = page.get_by_role("region", name="Provenance")
    provenance.get_by_label("How it is known").fill("From somebody who saw it.")
    grade(provenance, conditional=False)
    for part, value in (("Day", "10"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Retention group (MoPI)").select_option("3")
    page.get_by_label("Risk to the source").fill("None that is known.")


def test_a_report_goes_from_the_partners_words_to_those_who_need_it(browser, address, sent, enrol):
    page = door.sign_in(browser, address, "p.jones", enrol("p.jones", Role.TRIAGE_OFFICER))
    page.goto(f"{address}/submissions/{sent.reference}")
    page.get_by_role("button", name="Take", exact=True).click()
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_label("No concern").check()
    page.locator("#reason").fill("Others have it in hand")
    page.get_by_role("button", name="Record the safety screen").click()
    page.get_by_role("button", name="Make a report").click()
    expect(page.get_by_text("What may give the source away")).to_be_visible()
    looked_at(page, "sheet-empty")
    page.get_by_role("button", name="Add person: WADSWORTH, Alan").click()
    expect(page.get_by_label("Surname")).to_have_value("Wadsworth")
    page.get_by_role("button", name="Save and check").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Item 1: select how reliable the source is")
    looked_at(page, "sheet-wrong")
    write(page)
    page.get_by_role("button", name="Save and check").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check report")
    looked_at(page, "check")
    page.get_by_role("button", name="Send for approval").click()
    reference = page.get_by_role("heading", level=1).inner_text().split()[1]
    looked_at(page, "waiting")

    second = door.sign_in(browser, address, "s.uper", enrol("s.uper", Role.SUPERVISOR))
    second.get_by_role("link", name="Reports").click()
    second.get_by_role("link", name="To approve (1)").click()
    looked_at(second, "to-approve")
    second.get_by_role("link", name=reference).click()
    second.get_by_role("button", name="Open", exact=True).click()
    looked_at(second, "approving")
    second.get_by_role("button", name="Approve").click()
    expect(second.get_by_role("alert")).to_contain_text("You approved the report")

    page.goto(f"{address}/reports/{reference}")
    page.get_by_role("button", name="Give it to somebody").click()
    expect(page.get_by_text("Do not visit the address")).to_be_visible()
    page.get_by_label("Kirklees neighbourhood team").check()
    page.get_by_label("What do they need it for?").fill("To know of it")
    page.get_by_label("JSON").check()
    looked_at(page, "give")
    page.get_by_role("button", name="Give it").click()
    expect(page.get_by_role("alert")).to_contain_text("It is in the ledger")
    looked_at(page, "line")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Take a copy").click()
    told = json.loads(waiting.value.path().read_text("utf-8"))
    assert told["items"][0]["grade"]["code"] == "2AC"
    page.get_by_role("link", name="Ledger", exact=True).click()
    looked_at(page, "ledger")
    page.goto(f"{address}/reports/{reference}/notice")
    page.get_by_label("Correction").check()
    page.get_by_label("What was wrong").fill("It is the flat next door")
    looked_at(page, "notice-writing")
    page.get_by_role("button", name="Issue the notice").click()
    page.get_by_role("button", name="Note that it acted").click()
    expect(page.get_by_text("noted by P.Jones")).to_be_visible()
    looked_at(page, "notice")
    assert not [said for said in page.errors if "422" not in said]

"""At night an officer breaks the glass of a restricted item; a second person judges it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domain.permissions import Role
from tests import make
from tests.journeys.test_officer_decides import (  # fixtures, used by name
    address,
    browser,
    enrol,
    looked_at,
    sign_in,
)

__all__ = ["address", "browser", "enrol"]
pytestmark = pytest.mark.browser
CORRUPT = make.ANSWERS["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}
WHY = "A life may be at risk and nobody cleared answers the telephone"


@pytest.fixture
def hidden(committed_doors, passwords, url_tokens, keyring):
    partner = make.partner(committed_doors, passwords, url_tokens)
    return make.queued(committed_doors, partner, keyring, make.ANSWERS | {"what": CORRUPT})


def test_the_glass_is_broken_and_judged(browser, address, hidden, enrol):
    page = sign_in(browser, address, "n.night", enrol("n.night", Role.TRIAGE_OFFICER))
    expect(page.get_by_text("Nothing is waiting.")).to_be_visible()
    page.get_by_role("link", name="Open a restricted item in an emergency").click()
    looked_at(page, "break-glass")
    page.get_by_role("button", name="Break the glass").click()
    expect(page.get_by_role("alert")).to_contain_text("Say that you understand")
    page.get_by_label("Reference of the submission or report").fill(hidden.reference)
    page.get_by_label("Why it cannot wait").fill(WHY)
    page.get_by_label("I understand that this is recorded").check()
    page.get_by_role("button", name="Break the glass").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(hidden.reference)
    expect(page.get_by_text("A second person has been told.")).to_be_visible()
    looked_at(page, "break-glass-item")
    page.goto(f"{address}/submissions/{hidden.reference}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")

    page = sign_in(browser, address, "s.super", enrol("s.super", Role.SUPERVISOR))
    page.get_by_role("link", name="read why").click()
    expect(page.get_by_text(WHY)).to_be_visible()
    looked_at(page, "break-glass-made")
    page.get_by_label("It was right to break it").check()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("justified")).to_be_visible()
    page.goto(f"{address}/queue")
    expect(page.get_by_text("was broken")).not_to_be_visible()

"""A supervisor works several at once, hands over, asks the partner, and looks at the numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from domain import messages
from domain.actors import system
from domain.messages import Said, raising
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
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


@pytest.fixture
def partner(committed_doors, passwords, url_tokens):
    return make.partner(committed_doors, passwords, url_tokens)


@pytest.fixture
def sent(committed_doors, partner, keyring):
    return [make.queued(committed_doors, partner, keyring) for _ in range(3)]


@pytest.fixture
def answered(committed_doors, partner, keyring):
    """The partner answers, and the worker raises the item."""

    def answer():
        now = datetime.now(UTC)
        with unit_of_work(committed_doors.portal, partner.actor(), now) as work:
            question = messages.questions_waiting(work)[0]
            said = Said("It was flat 14\nshe told our reception", "Denise Ackroyd-Shaw")
            sent = messages.answer(work, question.id, said, keyring.recipients)
        with unit_of_work(committed_doors.worker, system("messages"), now) as work:
            assert raising.raise_(work, sent, keyring.triage)

    return answer


def test_a_supervisor_leads(browser, address, sent, enrol, answered):
    enrol("k.khan", Role.TRIAGE_OFFICER)
    page = sign_in(browser, address, "s.super", enrol("s.super", Role.SUPERVISOR))
    page.get_by_role("link", name="Nobody has").click()
    page.get_by_role("link", name="save this view").click()
    page.get_by_label("Name").fill("Free")
    looked_at(page, "saved-views")
    page.get_by_role("button", name="Save the view").click()
    for one in sent[:2]:
        page.get_by_label(f"Tick {one.reference}").check()
    looked_at(page, "queue-ticked")
    page.get_by_role("button", name="Hand them over").click()
    page.get_by_role("button", name="Hand over", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Select who gets them")
    looked_at(page, "hand-over-wrong")
    page.get_by_label("Who gets them").select_option(label="K.Khan")
    page.get_by_label("What they need to know").fill("MASH rings back at 15:00")
    page.get_by_role("button", name="Hand over", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 2 done")
    looked_at(page, "handed-over")

    page.goto(f"{address}/submissions/{sent[0].reference}")
    page.get_by_text("Take it over from K.Khan").click()
    page.get_by_label("Why you are taking it over").fill("Off sick")
    looked_at(page, "take-over")
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_text("You have this submission")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("o")
    page.get_by_label("No concern").check()
    page.locator("#reason").fill("Nobody lives there now")
    page.get_by_role("button", name="Record the safety screen").click()
    page.get_by_label("More asked of the partner").check()
    page.get_by_label("What you are asking").fill("Can you keep an eye on the flat?")
    day = datetime.now(UTC) + timedelta(days=3)
    when = page.get_by_role("group", name="When you need the answer")
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        when.get_by_label(part).fill(str(value))
    page.get_by_label("Reason", exact=True).fill("The number is not clear")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("“keep an eye” reads like a task")
    looked_at(page, "tasking")
    page.get_by_label("What you are asking").fill("Which flat is in your record?")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("Not read by the partner yet")).to_be_visible()

    answered()
    page.goto(f"{address}/queue")
    expect(page.get_by_text("New message")).to_be_visible()
    page.goto(f"{address}/submissions/{sent[0].reference}")
    page.get_by_role("button", name="Read 1 new message").click()
    expect(page.get_by_text("she told our reception")).to_be_visible()
    page.get_by_label("Add a note").fill("Flat 14 is known to us")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_text("Tell the partner something").click()
    looked_at(page, "thread")

    page.get_by_role("link", name="Numbers").click()
    looked_at(page, "numbers")
    page.locator("a[href*='/numbers/safety']").first.click()
    looked_at(page, "safety-times")
    assert not [said for said in page.errors if "422" not in said]

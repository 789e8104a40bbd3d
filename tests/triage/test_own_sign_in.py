"""Everybody looks after their own sign-in, and after nobody else's."""

from __future__ import annotations

from domain.staff import own_sessions
from domain.unit_of_work import reading
from tests import make


def test_another_session_is_ended_and_this_one_goes_on(triage):
    member, here = triage.staffed()
    there = triage.signed_in(member)
    page = here.get("/your-sign-in")
    assert "This one" in page.text()
    page = here.post("/your-sign-in/sessions", {"csrf_token": here.token(), "session": "others"})
    assert page.heading == "Your sign-in"
    assert there.get("/queue").heading == "Sign in"


def test_somebody_elses_session_and_factor_answer_as_if_there_were_none(triage):
    other, there = triage.staffed(name="k.khan")
    _, here = triage.staffed()
    with reading(triage.parts.sessions, other.as_actor(), make.NOW) as work:
        wanted = str(own_sessions.listed(work)[0].id)
    fields = {"csrf_token": here.token(), "session": wanted}
    assert here.post("/your-sign-in/sessions", fields).status == 404
    assert there.get("/queue").heading == "Queue"
    assert here.get(f"/your-sign-in/factors/{wanted}").status == 404


def test_no_passkey_is_offered_where_the_doors_address_allows_none(triage):
    _, here = triage.staffed()
    assert "Add a passkey" not in here.get("/your-sign-in").text()
    assert here.get("/your-sign-in/passkey").status == 404


def test_recovery_codes_are_shown_once(triage):
    _, here = triage.staffed()
    page = here.press(here.get("/your-sign-in"), "/your-sign-in/codes")
    assert page.heading == "Your recovery codes"
    assert "You have 10 left" in here.get("/your-sign-in").text()

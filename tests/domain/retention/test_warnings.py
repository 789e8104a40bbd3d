"""Long before anything is disposed of, those who decide are written to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from config import brands
from domain.letters import Kind, sending
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
from operations.mail import Doors
from operations.mail.wordings import wordings
from operations.worker import disposal, letters
from tests import make
from tests.domain.retention.conftest import MUCH_LATER
from tests.letters import LINK_KEYS, written


def warned(office, at):
    return disposal.warn(office.unit.doors.worker, at)


def ahead(office):
    return [one for one in written(office.unit.doors) if one.kind == Kind.REVIEWS_AHEAD]


def test_nothing_to_review_is_not_written_about(office):
    assert not warned(office, make.NOW)


def test_the_letter_comes_before_the_review_is_due_and_says_when_the_first_is(office):
    office.decide()
    assert warned(office, make.NOW)
    (letter,) = ahead(office)
    first_on = make.NOW.date() + timedelta(days=28)
    assert letter.facts == {
        "due": 0,
        "soon": 1,
        "second": 0,
        "days": 90,
        "first_on": first_on.isoformat(),
    }


def test_it_comes_once_a_week_however_often_the_job_is_done(office):
    office.decide()
    assert [warned(office, make.NOW), warned(office, make.NOW)] == [True, False]
    assert warned(office, make.NOW + timedelta(days=7))


def test_what_is_due_and_what_waits_for_a_second_person_is_counted(office):
    office.decide()
    assert warned(office, MUCH_LATER)
    office.propose()
    assert warned(office, MUCH_LATER + timedelta(days=7))
    assert [(one.facts["due"], one.facts["second"]) for one in ahead(office)] == [(1, 0), (0, 1)]


def test_it_goes_to_those_who_review_in_words(office):
    office.decide()
    doors = office.unit.doors
    for role in (Role.AUDITOR, Role.TRIAGE_OFFICER, Role.SUPERVISOR, Role.INTELLIGENCE_MANAGER):
        address = f"{role.name.lower()}@police.example"
        make.member(doors.triage, role, role.name.lower(), email=address)
    assert warned(office, make.NOW)
    (letter,) = ahead(office)
    with unit_of_work(doors.worker, letters.WRITER) as work:
        envelope = sending.envelope(work, sending.take(work, letter.id), LINK_KEYS.letters_key)
    names = {address.partition("@")[0] for address in envelope.addresses}
    assert names == {"supervisor", "intelligence_manager"}
    words = wordings(brands.load(), Doors("https://portal.example", "https://triage.example"))
    said = words.message(envelope, datetime.now(UTC)).get_body(("plain",)).get_content()
    assert "Due within 90 days: 1, the first of them on" in said
    assert "unless two people agree" in said

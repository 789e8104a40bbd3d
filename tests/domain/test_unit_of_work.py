"""One transaction, with everything it changes and everything it records."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm.exc import StaleDataError

from domain import audit, organisations
from domain.audit import AuditEvent
from domain.organisations import Organisation
from domain.unit_of_work import ChangeWhileReading, UnrecordedChange, reading, unit_of_work
from tests import make


def events(work):
    return [row.name for row in work.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


def test_a_change_and_its_event_are_committed_together(doors):
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        organisations.onboard(work, make.particulars())
    with reading(doors.triage, make.SET_UP) as work:
        assert work.session.scalars(select(Organisation.name)).all() == ["Ravensike Homes"]
        assert events(work) == ["OrganisationOnboarded"]


def test_a_change_that_nobody_recorded_is_not_committed(doors, passwords, url_tokens):
    partner = make.partner(doors, passwords, url_tokens)
    with (
        pytest.raises(UnrecordedChange, match="no audit event is about Ravensike Homes"),
        unit_of_work(doors.triage, make.SET_UP) as work,
    ):
        found = work.session.get_one(Organisation, partner.organisation.id)
        found.phone = "01632 960000"
    with reading(doors.triage, make.SET_UP) as work:
        assert work.session.get_one(Organisation, partner.organisation.id).phone == "01632 960112"


def test_an_event_about_another_row_does_not_cover_a_change(doors, passwords, url_tokens):
    one = make.partner(doors, passwords, url_tokens)
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    with (
        pytest.raises(UnrecordedChange),
        unit_of_work(doors.triage, make.SET_UP) as work,
    ):
        work.session.get_one(Organisation, one.organisation.id).phone = "01632 960000"
        found = work.session.get_one(Organisation, other.organisation.id)
        work.record(audit.OrganisationUrlIssued(found))


def test_many_rows_cannot_be_changed_at_once(doors):
    with (
        pytest.raises(UnrecordedChange, match="one by one"),
        unit_of_work(doors.triage, make.SET_UP) as work,
    ):
        work.session.execute(update(Organisation).values(phone="0"))


def with_phone(row, version):
    return Organisation(id=row.id, name=row.name, phone="01632 960000", version=version)


def test_what_is_written_past_the_mapper_is_recorded_and_read_again(doors, passwords, url_tokens):
    partner = make.partner(doors, passwords, url_tokens)
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        known = work.session.get_one(Organisation, partner.organisation.id)
        row = with_phone(known, known.version)
        work.change([audit.OrganisationUrlIssued(row)], ["phone"])
        assert (known.phone, known.version) == ("01632 960000", row.version + 1)
    with reading(doors.triage, make.SET_UP) as work:
        assert events(work)[-1] == "OrganisationUrlIssued"


def test_what_somebody_else_changed_meanwhile_is_not_written_over(doors, passwords, url_tokens):
    row = make.partner(doors, passwords, url_tokens).organisation
    with (
        pytest.raises(StaleDataError, match="0 rows of organisation"),
        unit_of_work(doors.triage, make.SET_UP) as work,
    ):
        work.change([audit.OrganisationUrlIssued(with_phone(row, row.version + 7))], ["phone"])


def test_an_error_leaves_neither_change_nor_event(doors):
    with (
        pytest.raises(RuntimeError),
        unit_of_work(doors.triage, make.SET_UP) as work,
    ):
        organisations.onboard(work, make.particulars())
        raise RuntimeError
    with reading(doors.triage, make.SET_UP) as work:
        assert events(work) == []


def test_reading_refuses_to_change(doors):
    with (
        pytest.raises(ChangeWhileReading),
        reading(doors.triage, make.SET_UP) as work,
    ):
        organisations.onboard(work, make.particulars())


def test_an_event_is_a_sentence_and_its_facts(doors):
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        organisations.onboard(work, make.particulars())
    with reading(doors.triage, make.SET_UP) as work:
        event = work.session.scalars(select(AuditEvent)).one()
    assert str(event) == "Set-up onboarded Ravensike Homes"
    assert event.document["at"] == "2026-11-20T10:00:00.000000+00:00"

"""Disposal: nothing is left that opens, in the database, the store, the index, or an old copy."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from domain import index, openings, reports, retention, submissions, wraps, writings
from domain.actors import system
from domain.dissemination import tables as ledger
from domain.outcomes import Outcome, State
from domain.reports import Report
from domain.sealing.opening import CannotOpen, open_sealed
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.domain.retention.conftest import MUCH_LATER


@pytest.fixture
def gone(office):
    office.decide()
    office.copy = old_copy(office)
    office.propose()
    office.agree()
    assert office.work_off()
    return office


def old_copy(office):
    """What a dump of the day before holds of the submission: its sealed bytes."""
    with reading(office.unit.doors.worker, system("backup")) as work:
        query = select(Submission.sealed).where(Submission.id == office.submission_id)
        written = select(writings.Writing.id, writings.Writing.sealed)
        return work.session.scalars(query).one(), work.session.execute(written).all()


def test_an_old_copy_does_not_open_with_the_keys_of_today(gone):
    unit, sealed = gone.unit, gone.copy[0]
    place = submissions.context(unit.submission.id, unit.submission.organisation_id)
    with reading(unit.doors.worker, system("backup")) as work:
        assert wraps.of(work.session, unit.submission.id) == ()
        for holder in (unit.keyring.triage, unit.keyring.portal):
            with pytest.raises(CannotOpen):
                open_sealed(sealed, wraps.of(work.session, unit.submission.id), place, holder)
        assert gone.copy[1]
        for written, _sealed in gone.copy[1]:
            assert wraps.of(work.session, written) == ()


def test_nothing_of_it_is_left_in_clear_or_to_be_found(gone):
    seen = gone.seen()
    assert (seen.state, seen.sealed, seen.lead_theme) == (State.DISPOSED, b"", "")
    assert (seen.themes, seen.district, seen.priority) == ([], "", None)
    with reading(gone.unit.doors.worker, system("index")) as work:
        assert not index.holds(work, gone.submission_id)
        count = select(func.count()).select_from(writings.Writing)
        assert work.session.scalar(count) == 0


def test_the_certificate_says_what_was_and_who_let_it_go(gone):
    review = gone.does(gone.unit.supervisor, retention.certificate)
    assert (review.reviewer_name, review.second_name) == ("S.Upervisor", "M.Anager")
    with reading(gone.unit.doors.triage, gone.unit.supervisor) as work:
        said = work.session.scalar(
            text("select canonical from audit_event where name = 'SubmissionDisposed'")
        )
    assert review.digest.encode() in said


def test_it_is_done_once(gone):
    assert not gone.work_off()


def test_nobody_opens_it_again(gone):
    with pytest.raises(openings.NotOpen, match="disposed of"):
        gone.does(gone.unit.author, openings.open_)


def test_reports_and_what_was_handed_over_go_with_it(office):
    report = office.unit.live()
    office.decide(Outcome.REPORTED, reports=report.reference)
    then = make.NOW.replace(year=make.NOW.year + 7)
    office.propose("no longer needed", at=then)
    office.agree(at=then)
    assert office.work_off(at=then)
    with unit_of_work(office.unit.doors.triage, office.unit.supervisor, then) as work:
        found = work.session.get_one(Report, report.id)
        assert (found.state, found.themes) == (reports.ReportState.DISPOSED, [])
        with pytest.raises(reports.ReportNotOpen, match="disposed of"):
            reports.open_(work, found)
        assert work.session.scalar(text("select count(*) from report_writing")) == 0
        assert work.session.scalars(select(ledger.Dissemination)).all() == []


@pytest.mark.parametrize("role", ["triage", "portal"])
def test_no_door_can_dispose(gone, role):
    doors = getattr(gone.unit.doors, role)
    for statement in ("delete from wrap", "update submission set sealed = ''", "delete from file"):
        with pytest.raises(DBAPIError, match="permission denied"), doors.begin() as session:
            if statement == "delete from file" and role == "portal":
                session.execute(text("delete from writing"))
            session.execute(text(statement))


@pytest.mark.parametrize("steps", [0, 1])
def test_the_worker_can_empty_nothing_that_two_people_did_not_let_go(office, steps):
    office.decide()
    if steps:
        office.propose()
    with (
        pytest.raises(DBAPIError, match="no two people let this submission go"),
        office.unit.doors.worker.begin() as session,
    ):
        session.execute(text("select empty_submission(:id, now())"), {"id": office.submission_id})


def test_what_is_disposed_of_takes_nothing_more_from_its_partner(gone, partner_says):
    with pytest.raises(LookupError):
        partner_says(gone)


@pytest.fixture
def partner_says():
    from domain.messages import sending
    from domain.permissions import PARTNER

    def says(office):
        organisation = office.unit.submission.organisation_id
        actor = make.Actor(
            kind=make.ActorKind.PARTNER,
            name="Ravensike Homes",
            permissions=PARTNER,
            id=organisation,
            organisation_id=organisation,
        )
        with unit_of_work(office.unit.doors.portal, actor, MUCH_LATER) as work:
            said = sending.Said("and another thing", "Denise")
            keyring = office.unit.keyring
            sending.add_information(
                work, office.unit.submission.reference, said, keyring.recipients
            )

    return says

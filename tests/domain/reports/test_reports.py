"""From a draft to a live report, and back."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from domain import reports
from domain.actors import NotPermitted
from domain.audit import AuditEvent
from domain.permissions import Role
from domain.problems import NotAccepted
from domain.reports import ReportState, ReportStep, Subject, SubjectKind
from domain.unit_of_work import reading
from tests import make
from tests.reporting import CONDITIONAL, CONSULTED, CONTENT, COVERT, OPEN_GRADE, content, found


def revise(unit, report, written, actor=None, version=None):
    with unit.at_work(actor) as work:
        row = found(work, report.id)
        if not reports.is_open(work, row):
            reports.open_(work, row)
            work.session.flush()
        reports.revise(work, row, written, version or row.version, unit.keyring.casework)
        return row


def problems_of(unit, written):
    drafted = unit.draft(written)
    with unit.at_work() as work, pytest.raises(NotAccepted) as refused:
        reports.submit(work, found(work, drafted.id), drafted.version, unit.keyring.triage)
    return refused.value.problems


def test_what_was_written_is_shown_to_whoever_opens_it(unit):
    report = unit.draft()
    with unit.at_work(unit.other) as work:
        reports.open_(work, found(work, report.id))
    with reading(unit.doors.triage, unit.other, make.NOW) as work:
        shown = reports.shown(work, found(work, report.id), unit.keyring.triage)
    assert shown.content == CONTENT
    with unit.doors.triage() as session:
        assert "ReportOpened" in session.scalars(select(AuditEvent.name)).all()


def test_nobody_sees_a_report_without_opening_it(unit):
    report = unit.draft()
    with unit.at_work(unit.other) as work, pytest.raises(reports.ReportNotOpen):
        reports.shown(work, found(work, report.id), unit.keyring.triage)


def test_a_submission_may_give_several_reports_none_with_its_reference(unit):
    made = [unit.draft().reference for _ in range(2)]
    with unit.at_work() as work:
        assert reports.made_from(work, unit.submission.id) == tuple(made)
    assert all(unit.submission.reference not in one and one.startswith("IR-") for one in made)


def test_a_report_without_second_person_goes_live(unit):
    report = unit.submit()
    assert (report.state, report.approver_id) == (ReportState.LIVE, None)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (content(CONDITIONAL), ("handling code C",)),
        (content(CONSULTED), ("handling code C", "sanitisation code S2")),
        (content(OPEN_GRADE, COVERT), ("handling code C", "sensitive")),
        (content(sensitive=True), ("sensitive",)),
        (replace(CONTENT, provenance=replace(CONTENT.provenance, grade=COVERT)), None),
    ],
)
def test_a_second_person_is_asked_for(unit, written, why):
    report = unit.submit(written)
    assert report.state == ReportState.TO_APPROVE
    assert why is None or written.second_person == why


def test_the_author_cannot_approve_even_as_supervisor(unit):
    both = replace(unit.author, permissions=unit.supervisor.permissions)
    report = unit.submit(content(CONDITIONAL))
    with unit.at_work(both) as work:
        row = found(work, report.id)
        assert not reports.may(work, row, ReportStep.APPROVE)
        with pytest.raises(reports.SecondPersonNeeded):
            reports.approve(work, row, row.version)


def test_whoever_wrote_a_version_is_no_second_person(unit):
    report = unit.draft(content(CONDITIONAL))
    revise(unit, report, content(CONDITIONAL, title="Drugs"), unit.supervisor)
    with unit.at_work() as work:
        row = found(work, report.id)
        reports.submit(work, row, row.version, unit.keyring.triage)
    with unit.at_work(unit.supervisor) as work, pytest.raises(reports.SecondPersonNeeded):
        row = found(work, report.id)
        reports.approve(work, row, row.version)


def test_an_officer_cannot_approve(unit):
    report = unit.submit(content(CONDITIONAL))
    with unit.at_work(unit.other) as work, pytest.raises(NotPermitted):
        row = found(work, report.id)
        reports.approve(work, row, row.version)


def test_nobody_approves_what_they_have_not_opened(unit):
    report = unit.submit(content(CONDITIONAL))
    with unit.at_work(unit.supervisor) as work, pytest.raises(reports.ReportNotOpen):
        row = found(work, report.id)
        reports.approve(work, row, row.version)


def test_a_supervisor_approves(unit):
    report = unit.live(content(CONDITIONAL))
    assert (report.state, report.approver_id) == (ReportState.LIVE, unit.supervisor.id)


def test_a_report_is_returned_with_a_reason_corrected_and_sent_again(unit):
    report = unit.submit(content(CONDITIONAL))
    with unit.at_work(unit.supervisor) as work:
        row = found(work, report.id)
        reports.return_(work, row, row.version, "Say when", unit.keyring.casework)
    revise(unit, report, content(CONDITIONAL, information_note="in the evening"))
    with unit.at_work() as work:
        shown = reports.shown(work, found(work, report.id), unit.keyring.triage)
        assert [one.reason for one in shown.reasons] == ["Say when"]
        assert [one.number for one in shown.versions] == [2, 1]
        old = reports.version(work, shown.report, 1, unit.keyring.triage)
        (changed,) = reports.differences(old, shown.content)
        assert changed.where == "information_note"
        assert [piece.kind for piece in changed.pieces] == ["added"]


@pytest.mark.parametrize("step", [reports.return_, reports.withdraw])
def test_a_reason_is_required(unit, step):
    report = unit.submit(content(CONDITIONAL))
    with unit.at_work(unit.supervisor) as work, pytest.raises(NotAccepted):
        row = found(work, report.id)
        step(work, row, row.version, " ", unit.keyring.casework)


def test_a_live_report_is_taken_back_corrected_and_withdrawn(unit):
    report = unit.live()
    with unit.at_work() as work:
        row = found(work, report.id)
        reports.correct(work, row, row.version, "Wrong flat", unit.keyring.casework)
    with unit.at_work() as work:
        row = found(work, report.id)
        assert row.state == ReportState.DRAFT
        reports.withdraw(work, row, row.version, "Not theirs", unit.keyring.casework)
    with unit.at_work() as work:
        assert reports.made_from(work, unit.submission.id) == ()


def test_of_two_officers_at_once_the_second_is_told_who_was_first(unit):
    report = unit.draft()
    version = report.version
    revise(unit, report, content(title="Another title"), unit.other)
    with pytest.raises(reports.ReportEdited) as refused:
        revise(unit, report, CONTENT, version=version)
    assert refused.value.by == unit.other.name


@pytest.mark.parametrize(
    ("written", "field", "words"),
    [
        (replace(CONTENT, title=""), "title", "Enter a title"),
        (replace(CONTENT, themes=("x",)), "themes", "Select at least one theme"),
        (replace(CONTENT, retention_group=""), "retention_group", "Select the retention"),
        (replace(CONTENT, information_date="2027-01-01"), "information_date", "today or earlier"),
        (replace(CONTENT, items=()), "items", "at least one item"),
        (content(reports.of({}).provenance.grade), "items.0.grade.source", "Select how reliable"),
        (replace(CONTENT, subjects=()), "subjects", "Link at least one person, place"),
        (
            replace(CONTENT, subjects=(Subject(SubjectKind.EVENT, {"what": "a fight"}),)),
            "subjects",
            "Link at least one",
        ),
        (replace(CONTENT, subjects=(Subject(SubjectKind.VEHICLE, {}),)), "subjects.0", "Enter a"),
        (replace(CONTENT, risk_to_source=""), "risk_to_source", "Enter the risk"),
    ],
)
def test_a_report_goes_live_only_when_whole(unit, written, field, words):
    assert words in problems_of(unit, written)[field]


@pytest.mark.parametrize("marking", ["SECRET", "UK TOP SECRET"])
def test_nothing_above_official_sensitive_is_even_drafted(unit, marking):
    with pytest.raises(NotAccepted) as refused:
        unit.draft(content(marking=marking))
    assert "Ring" in refused.value.problems["marking"]


def test_changing_the_retention_group_needs_a_reason(unit):
    report = unit.draft()
    with pytest.raises(NotAccepted):
        revise(unit, report, content(retention_group="2"))
    revise(unit, report, content(retention_group="2", group_reason="A violent offence"))
    with unit.at_work() as work:
        row = found(work, report.id)
        reports.submit(work, row, row.version, unit.keyring.triage)
    with unit.at_work() as work:
        row = found(work, report.id)
        reports.regroup(work, row, "1", "A child is at risk", unit.keyring.casework)
    with unit.at_work() as work:
        shown = reports.shown(work, found(work, report.id), unit.keyring.triage)
        assert shown.content.retention_group == "1"


def test_no_report_before_the_safety_screen(doors, partner, keyring, unit):
    sent = make.queued(doors, partner, keyring)
    with unit.at_work() as work, pytest.raises(reports.NotScreenedYet):
        reports.draft(work, sent, CONTENT, keyring.casework)


def test_the_worker_and_the_portal_cannot_read_reports(unit):
    unit.draft()
    for door, asked in (
        (unit.doors.portal, "select 1 from report"),
        (unit.doors.portal, "select sealed from report_writing"),
        (unit.doors.worker, "select sealed from report_writing"),
    ):
        with door() as session, pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(text(asked))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_administrators_and_auditors_read_no_report(unit, role):
    report = unit.draft()
    with unit.at_work(make.officer(role)) as work:
        with pytest.raises(NotPermitted):
            reports.open_(work, found(work, report.id))
        with pytest.raises(NotPermitted):
            reports.listed(work, reports.ReportFilters())

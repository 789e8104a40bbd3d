"""Makers of reports for tests, through the domain's own functions; every argument has a default."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain import openings, queue, reports, screening
from domain.actors import Actor
from domain.grades import Grade
from domain.permissions import Role
from domain.reports import Content, Item, Report, Subject, SubjectKind
from domain.screening import Screen, ScreenResult
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork, unit_of_work
from tests import make
from tests.database import Doors
from tests.keys import Keyring

OPEN_GRADE = Grade(source="2", assessment="A", handling="P")
CONDITIONAL = Grade(
    source="2",
    assessment="B",
    handling="C",
    handling_reason="Few people know of it",
    conditions="Do not visit the address",
    action="A1",
    sanitisation="S1",
)
COVERT = replace(CONDITIONAL, action="A2")
CONSULTED = replace(CONDITIONAL, sanitisation="S2")

CONTENT = Content(
    title="Cuckooing at Hazel Court",
    marking="OFFICIAL-SENSITIVE",
    themes=("cuckooing", "drugs"),
    district="Kirklees",
    retention_group="3",
    information_date="2026-11-10",
    items=(Item("Two men use a flat in Hazel Court to deal in drugs.", OPEN_GRADE),),
    provenance=Item("From somebody who saw it in the course of work.", OPEN_GRADE),
    subjects=(
        Subject(SubjectKind.PERSON, {"surname": "Wadsworth", "forenames": "Alan"}, "not known"),
        Subject(SubjectKind.VEHICLE, {"registration": "TJ20HBX", "colour": "white"}),
    ),
    risk_to_source="Could be guessed if the bedroom is mentioned.",
    point_of_contact="Partnership Intelligence Team, 0113 496 0100",
)


def content(*given: Grade, **more: Any) -> Content:
    """A whole report; its only item has the grade given."""
    items = tuple(replace(CONTENT.items[0], grade=grade) for grade in given) or CONTENT.items
    return replace(CONTENT, **{"items": items} | more)


@dataclass(frozen=True)
class Unit:
    """A triage unit with one submission, screened; what each of its people does is a method."""

    doors: Doors
    keyring: Keyring
    submission: Submission
    author: Actor
    supervisor: Actor
    other: Actor

    def at_work(self, actor: Actor | None = None) -> Any:
        """Return a unit of work of the triage door; the author's by default."""
        return unit_of_work(self.doors.triage, actor or self.author, make.NOW)

    def draft(self, written: Content = CONTENT, actor: Actor | None = None) -> Report:
        """Return a draft of the author's, unless somebody else is named."""
        with self.at_work(actor) as work:
            return reports.draft(work, self.submission, written, self.keyring.casework)

    def submit(self, written: Content = CONTENT) -> Report:
        """Return a report that was drafted and submitted: live, or waiting for approval."""
        drafted = self.draft(written)
        with self.at_work() as work:
            report = found(work, drafted.id)
            reports.submit(work, report, report.version, self.keyring.triage)
            return report

    def live(self, written: Content = CONTENT) -> Report:
        """Return a live report, approved by the supervisor where a rule asks for that."""
        report = self.submit(written)
        if report.state == reports.ReportState.LIVE:
            return report
        with self.at_work(self.supervisor) as work:
            report = found(work, report.id)
            reports.open_(work, report)
            work.session.flush()
            reports.approve(work, report, report.version)
            return report


def found(work: UnitOfWork, report_id: UUID) -> Report:
    """A report as the actor sees it."""
    return work.session.get_one(Report, report_id)


def unit(
    doors: Doors, partner: make.Partner, keyring: Keyring, sent: Submission | None = None
) -> Unit:
    """A unit whose supervisor is cleared and whose officers are not."""
    sent = sent or make.queued(doors, partner, keyring)
    people = [
        make.member(doors.triage, role, name, cleared=role is Role.SUPERVISOR).as_actor(
            make.ids.new()
        )
        for role, name in (
            (Role.TRIAGE_OFFICER, "a.uthor"),
            (Role.SUPERVISOR, "s.upervisor"),
            (Role.TRIAGE_OFFICER, "o.ther"),
        )
    ]
    with unit_of_work(doors.triage, people[0], make.NOW) as work:
        submission = work.session.scalars(select(Submission).where(Submission.id == sent.id)).one()
        queue.claim(work, submission)
        openings.open_(work, submission)
    with unit_of_work(doors.triage, people[0], make.NOW) as work:
        submission = work.session.get_one(Submission, sent.id)
        screen = Screen(ScreenResult.NO_CONCERN, "nobody is at risk")
        screening.screen(work, submission, screen, keyring.casework)
    return Unit(doors, keyring, submission, *people)

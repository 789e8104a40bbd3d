"""A submission with everything that can belong to it, each through the domain's own functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain import decisions, dissemination, intake, notes, queue, registers, reports, search
from domain.actors import Actor, system
from domain.decisions import Decision
from domain.dissemination import NoticeKind, Press, Proposal
from domain.exports import Format
from domain.messages import sending
from domain.outcomes import Outcome
from domain.permissions import Role
from domain.registers import NewRequest, Register
from domain.submissions import Submission
from domain.unit_of_work import unit_of_work
from tests import make, reporting
from tests.file_samples import picture
from tests.files import Desk, at_desk

PURPOSE = "a subject rights request"
PROPOSAL = Proposal(
    recipients=("kirklees-neighbourhood", "safeguarding-hub"),
    purpose="To visit the address",
    caveat="Not for the courts",
    format=Format.JSON,
)
SEVEN_YEARS_ON = make.NOW + timedelta(days=7 * 366)


@dataclass
class Case:
    """What was made, and who is who."""

    desk: Desk
    unit: reporting.Unit
    manager: Actor
    report: Any
    line: Any
    file_id: Any

    def does(self, actor: Actor, what: Any, *said: Any, at: Any = make.NOW) -> Any:
        """Have somebody do something with the submission."""
        with unit_of_work(self.unit.doors.triage, actor, at) as work:
            return what(work, work.session.get_one(Submission, self.unit.submission.id), *said)


def press(keyring: Any) -> Press:
    """What renders a report that is handed over."""
    return Press(keyring.triage, keyring.casework, lambda told: f"<p>{told['report']['title']}")


def whole(doors: Any, keyring: Any, store: Any, parts: tuple[Any, Any]) -> Case:
    """Send with a file, take in, write, report, hand over, correct, message, search, request."""
    desk = at_desk(Desk(doors, None, keyring, store, None, ""), *parts)
    file_id = desk.add("the shed.jpg", picture(), description="Behind number 4")
    sent_id = desk.send()
    with unit_of_work(doors.worker, system("intake"), make.NOW) as work:
        assert intake.take_in(work, sent_id, keyring.triage, keyring.casework, keyring.search)
        sent = work.session.get_one(Submission, sent_id)
    desk.check(file_id)
    unit = reporting.unit(doors, desk.partner, keyring, sent)
    manager = make.member(doors.triage, Role.INTELLIGENCE_MANAGER, "m.anager", cleared=True)
    case = Case(desk, unit, manager.as_actor(make.ids.new()), unit.live(), None, file_id)
    case.line = _given(case)
    _written(case)
    return case


def _given(case: Case) -> Any:
    with case.unit.at_work() as work:
        row = reporting.found(work, case.report.id)
        reports.open_(work, row)
        work.session.flush()
        return dissemination.disseminate(work, row, PROPOSAL, press(case.unit.keyring))


def _written(case: Case) -> None:
    keyring = case.unit.keyring
    case.does(case.unit.author, notes.write, "Seen before, in 2024.", keyring.casework)
    with unit_of_work(case.desk.doors.portal, case.desk.partner.actor(), make.NOW) as work:
        said = sending.Said("The van came back.", "Denise")
        sending.add_information(work, case.unit.submission.reference, said, keyring.recipients)
    with case.unit.at_work(case.manager) as work:
        report = reporting.found(work, case.report.id)
        words = "The flat is number 12."
        dissemination.notify(work, report, NoticeKind.CORRECTION, words, keyring.casework)
        query = search.Query(name="Alan Wadsworth", purpose=PURPOSE)
        search.find(work, query, keyring.search, keyring.casework)
        asked(work, keyring)


def asked(work: Any, keyring: Any) -> Any:
    """A request of the subject, registered and answered."""
    new = NewRequest(make.NOW.date(), "Alan Wadsworth", "All you hold on me", "access")
    request = registers.register(work, Register.SUBJECT, new, keyring.casework)
    work.session.flush()
    said = ("It would tell him.", keyring.casework)
    registers.answer(work, request, "refused", ["prevention"], said)
    return request


def decided(case: Case) -> None:
    """Decide it as reported, so that its clock runs."""
    facts = {"reports": case.report.reference}
    case.does(case.unit.author, queue.claim)
    made = Decision(Outcome.REPORTED, facts, "there is a report")
    case.does(case.unit.author, decisions.decide, made, case.unit.keyring.casework)

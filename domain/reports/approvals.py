"""From a draft to a live report and beyond: each step with its rule and its record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from domain import audit, retention_groups
from domain.openings import answers_of
from domain.problems import NotAccepted
from domain.reports import completeness, identities, openings, states, steps, writings
from domain.reports.contents import Content
from domain.reports.identities import Leak
from domain.reports.states import ReportState, ReportStep
from domain.reports.steps import NotCleared
from domain.reports.tables import Report
from domain.reports.writings import ReportWritingKind
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.source_hints import Hint
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

LONGEST_REASON = 4000


@dataclass(frozen=True)
class Review:
    """What stands between a report and going live, by field, and what an officer should look at.

    `leaks` name the source and are refused; `hints` may give it away and are shown. `second_person`
    says why somebody else has to approve.
    """

    problems: dict[str, str]
    leaks: tuple[Leak, ...]
    hints: dict[str, tuple[Hint, ...]]
    second_person: tuple[str, ...]

    @property
    def all_problems(self) -> dict[str, str]:
        """What is missing and what names the source, by field."""
        return self.problems | {leak.where: leak.words for leak in self.leaks}


def review(work: UnitOfWork, report: Report, content: Content, keys: PrivateKeys) -> Review:
    """Look over a content as if it were to go live now. The answers are compared, never shown.

    Raises NotCleared for a submission that was restricted since, to those who may not see it.
    """
    submission = work.session.scalars(
        select(Submission)
        .where(Submission.id == report.submission_id)
        .options(joinedload(Submission.organisation))
    ).one_or_none()
    if submission is None:
        raise NotCleared("Somebody cleared for restricted submissions has to do this.")
    answers = answers_of(work, submission, keys)
    identity = identities.of(submission.organisation, answers, submission.reference)
    return Review(
        problems=completeness.problems(content, work.now.date()),
        leaks=identities.leaks(content, identity),
        hints=identities.hints(content, identity),
        second_person=content.second_person,
    )


def submit(work: UnitOfWork, report: Report, version: int, keys: PrivateKeys) -> ReportState:
    """Send a draft on: to a second person where a rule asks for one, live where none does.

    Raises NotAccepted with a problem for each field, what names the source among them;
    ReportEdited, ReportNotOpen, StepNotAllowed.
    """
    steps.take(work, report, version)
    steps.check(work, report, ReportStep.SEND)
    openings.check_open(work, report)
    content = writings.content_of(work, report, keys)
    found = review(work, report, content, keys)
    if found.all_problems:
        raise NotAccepted(found.all_problems)
    number = report.content_number
    if found.second_person:
        _move(report, ReportStep.SEND)
        report.sent_at = work.now
        work.record(audit.ReportSent(report, number=number, because=found.second_person))
    else:
        _move(report, ReportStep.PUBLISH)
        report.live_at = work.now
        report.review_on = retention_groups.first_of_group(report.retention_group, work.now.date())
        work.record(audit.ReportPublished(report, number=number))
    return ReportState(report.state)


def approve(work: UnitOfWork, report: Report, version: int) -> None:
    """Make a report live as its second person, who has it open. Raises SecondPersonNeeded too."""
    steps.take(work, report, version)
    steps.check(work, report, ReportStep.APPROVE)
    openings.check_open(work, report)
    _move(report, ReportStep.APPROVE)
    report.approver_id, report.live_at = work.actor.id, work.now
    report.review_on = retention_groups.first_of_group(report.retention_group, work.now.date())
    work.record(audit.ReportApproved(report, number=report.content_number))


def return_(
    work: UnitOfWork, report: Report, version: int, reason: str, recipients: Recipients
) -> None:
    """Send a report back to its author for correction, with the reason."""
    steps.take(work, report, version)
    steps.check(work, report, ReportStep.RETURN)
    writing = _reason(work, report, ReportWritingKind.RETURN, reason, recipients)
    _move(report, ReportStep.RETURN)
    report.sent_at = None
    work.record(audit.ReportReturned(report, number=report.content_number, writing=writing))


def correct(
    work: UnitOfWork, report: Report, version: int, reason: str, recipients: Recipients
) -> None:
    """Take a live report back to be corrected; it goes live again by the same way.

    Whoever was given it is told by a notice of correction (`dissemination.notify`).
    """
    steps.take(work, report, version)
    steps.check(work, report, ReportStep.CORRECT)
    writing = _reason(work, report, ReportWritingKind.CORRECTION, reason, recipients)
    _move(report, ReportStep.CORRECT)
    report.live_at = report.sent_at = report.approver_id = None
    work.record(audit.ReportCorrected(report, number=report.content_number, writing=writing))


def withdraw(
    work: UnitOfWork, report: Report, version: int, reason: str, recipients: Recipients
) -> None:
    """Withdraw a report: it is no longer to be relied on. Nothing is erased."""
    steps.take(work, report, version)
    steps.check(work, report, ReportStep.WITHDRAW)
    writing = _reason(work, report, ReportWritingKind.WITHDRAWAL, reason, recipients)
    _move(report, ReportStep.WITHDRAW)
    report.withdrawn_at = work.now
    work.record(audit.ReportWithdrawn(report, number=report.content_number, writing=writing))


def regroup(
    work: UnitOfWork, report: Report, group: str, reason: str, recipients: Recipients
) -> None:
    """Move a live report to another retention group, with the reason."""
    steps.check(work, report, ReportStep.REGROUP)
    if retention_groups.find(group) is None:
        raise NotAccepted({"retention_group": "Select the retention group"})
    writing = _reason(work, report, ReportWritingKind.REGROUPING, reason, recipients)
    before, report.retention_group = report.retention_group or "", group
    began = (report.live_at or work.now).date()
    report.review_on = retention_groups.first_of_group(group, began)
    work.record(audit.ReportRegrouped(report, group=group, before=before, writing=writing))


def _move(report: Report, step: ReportStep) -> None:
    report.state = states.after(ReportState(report.state), step)


def _reason(
    work: UnitOfWork, report: Report, kind: ReportWritingKind, reason: str, recipients: Recipients
) -> str:
    if not reason.strip():
        raise NotAccepted({"reason": "Enter the reason"})
    if len(reason) > LONGEST_REASON:
        words = f"The reason must be {LONGEST_REASON:,} characters or fewer"
        raise NotAccepted({"reason": words})
    return writings.write(work, report, kind, reason.strip().encode(), recipients)

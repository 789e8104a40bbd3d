"""Drafting a report from a submission, and writing new versions of it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from domain import audit
from domain.outcomes import State
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.reports import completeness, contents, numbers, openings, steps, writings
from domain.reports.contents import Content
from domain.reports.numbers import Prefix
from domain.reports.states import ReportState, ReportStep
from domain.reports.steps import NotCleared
from domain.reports.tables import Report
from domain.reports.writings import ReportWritingKind
from domain.sealing.recipients import Recipients
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork


class NotScreenedYet(ValueError):
    """The safety screen comes first, before a report is made."""


def may_draft(work: UnitOfWork, submission: Submission) -> bool:
    """Say whether the actor may draft a report from a submission now."""
    allowed = work.actor.may(Permission.WRITE_REPORTS)
    return allowed and submission.state not in (State.ARRIVED, State.TO_SCREEN)


def draft(
    work: UnitOfWork, submission: Submission, content: Content, recipients: Recipients
) -> Report:
    """Begin a report; one submission may give several.

    What comes from a restricted submission is sensitive. Raises NotScreenedYet or NotAccepted
    (the marking, or something too long: a draft may be incomplete otherwise).
    """
    work.require(Permission.WRITE_REPORTS)
    if not may_draft(work, submission):
        raise NotScreenedYet("Screen the submission for safety first.")
    content = _settled(content, submission.restricted)
    report = _begun(work, submission)
    _mirror(report, content)
    work.session.add(report)
    work.session.flush()
    writing = _write(work, report, content, recipients)
    openings.keep_open(work, report)
    sent, sensitive = submission.reference, report.sensitive
    work.record(audit.ReportDrafted(report, submission=sent, writing=writing, sensitive=sensitive))
    return report


def revise(
    work: UnitOfWork, report: Report, content: Content, version: int, recipients: Recipients
) -> None:
    """Write a new version of a draft. `version` is the lock of the officer's page.

    Raises ReportEdited, NotAccepted, ReportNotOpen, StepNotAllowed or NotCleared.
    """
    steps.take(work, report, version)
    steps.check(work, report, ReportStep.REVISE)
    openings.check_open(work, report)
    content = _settled(content, _from_restricted(work, report))
    _check_group(report, content)
    if content.is_sensitive and not (work.actor.cleared or work.actor.id == report.author_id):
        raise NotCleared("That makes the report sensitive: ask its author or somebody cleared.")
    report.content_number += 1
    _mirror(report, content)
    writing = _write(work, report, content, recipients)
    work.record(
        audit.ReportRevised(
            report,
            number=report.content_number,
            writing=writing,
            sensitive=report.sensitive,
        )
    )


def _begun(work: UnitOfWork, submission: Submission) -> Report:
    if work.actor.id is None:
        raise LookupError("only a member of staff writes a report")
    return Report(
        reference=numbers.new(Prefix.REPORT),
        submission_id=submission.id,
        author_id=work.actor.id,
        state=ReportState.DRAFT,
        priority=submission.priority,
        received_at=submission.received_at,
        drafted_at=work.now,
        content_number=1,
    )


def _settled(content: Content, restricted: bool) -> Content:
    if problems := completeness.draft_problems(content):
        raise NotAccepted(problems)
    return replace(content, sensitive=content.sensitive or restricted)


def _from_restricted(work: UnitOfWork, report: Report) -> bool:
    query = select(Submission.restricted).where(Submission.id == report.submission_id)
    return bool(work.session.scalar(query))


def _check_group(report: Report, content: Content) -> None:
    changed = report.retention_group and report.retention_group != content.retention_group
    if changed and not content.group_reason:
        raise NotAccepted({"group_reason": "Enter why the retention group changes"})


def _mirror(report: Report, content: Content) -> None:
    """Keep in clear what lists need, and nothing more."""
    report.marking = content.marking
    report.themes = list(content.themes)
    report.district = content.district
    report.grades = [str(item.grade) for item in content.items if str(item.grade)]
    report.retention_group = content.retention_group or None
    report.sensitive = content.is_sensitive


def _write(work: UnitOfWork, report: Report, content: Content, recipients: Recipients) -> str:
    plain = contents.packed(content)
    return writings.write(work, report, ReportWritingKind.VERSION, plain, recipients)

"""Who may do what to a report: the pairs `may` and `check`, so that a button and its rule agree."""

from __future__ import annotations

from sqlalchemy import select

from domain import object_rules
from domain.actors import NotPermitted
from domain.permissions import Permission
from domain.reports import states, writings
from domain.reports.states import ReportState, ReportStep, StepNotAllowed
from domain.reports.tables import Report
from domain.unit_of_work import UnitOfWork

PERMISSIONS: dict[ReportStep, Permission] = {
    ReportStep.REVISE: Permission.WRITE_REPORTS,
    ReportStep.SEND: Permission.WRITE_REPORTS,
    ReportStep.PUBLISH: Permission.WRITE_REPORTS,
    ReportStep.APPROVE: Permission.APPROVE_REPORTS,
    ReportStep.RETURN: Permission.APPROVE_REPORTS,
    ReportStep.CORRECT: Permission.WRITE_REPORTS,
    ReportStep.REGROUP: Permission.WRITE_REPORTS,
    ReportStep.WITHDRAW: Permission.WRITE_REPORTS,
}
SECOND_PERSON = frozenset({ReportStep.APPROVE, ReportStep.RETURN})


class SecondPersonNeeded(NotPermitted):
    """Somebody who wrote no part of the report has to do this."""


class NotCleared(NotPermitted):
    """That would make the report sensitive, and the officer is not cleared for that."""


class ReportEdited(Exception):
    """Somebody else changed the report since the officer's page was made; `by` says who."""

    def __init__(self, title: str, by: str) -> None:
        """Keep who changed it, for the message to the officer."""
        super().__init__(f"{by} changed {title} while you were working on it.")
        self.by = by


def check(work: UnitOfWork, report: Report, step: ReportStep) -> None:
    """Raise NotPermitted, SecondPersonNeeded or StepNotAllowed unless the actor may do that."""
    work.require(permission(report, step))
    states.after(ReportState(report.state), step)
    if step not in SECOND_PERSON:
        return
    if not object_rules.is_second_person(work.actor, {*writings.writers(work, report)}):
        raise SecondPersonNeeded("Somebody who did not write the report has to do this.")


def may(work: UnitOfWork, report: Report, step: ReportStep) -> bool:
    """Say whether the actor may do that to the report now."""
    return why_not(work, report, step) is None


def why_not(work: UnitOfWork, report: Report, step: ReportStep) -> str | None:
    """Return why the actor may not do that to the report now, in words; None if they may."""
    try:
        check(work, report, step)
    except (NotPermitted, StepNotAllowed) as refused:
        return str(refused)
    return None


def permission(report: Report, step: ReportStep) -> Permission:
    """Return what a step asks for; what is live is withdrawn by those who may approve."""
    if step is ReportStep.WITHDRAW and report.state != ReportState.DRAFT:
        return Permission.APPROVE_REPORTS
    return PERMISSIONS[step]


def take(work: UnitOfWork, report: Report, version: int) -> None:
    """Lock a report until the work is done; raise ReportEdited unless it is as the page showed it.

    Whoever comes second waits, and is then told who came first.
    """
    work.session.scalar(
        select(Report)
        .where(Report.id == report.id)
        .with_for_update(of=Report)
        .execution_options(populate_existing=True)
    )
    if report.version != version:
        raise ReportEdited(report.title, _last_writer(work, report))


def _last_writer(work: UnitOfWork, report: Report) -> str:
    listed = writings.versions(work, report)
    return listed[0].author_name if listed else "Somebody"

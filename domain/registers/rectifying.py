"""Rectification flows to everyone who received it (DPA 2018 s.48(3)), by the ledger."""

from __future__ import annotations

from domain import audit, dissemination, reports
from domain.dissemination import Notice, NoticeKind
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.registers.tables import SubjectRequest
from domain.sealing.recipients import Recipients
from domain.unit_of_work import UnitOfWork


def pass_on(
    work: UnitOfWork, request: SubjectRequest, number: str, words: str, recipients: Recipients
) -> Notice:
    """Tell everybody who was given a report what is put right in it, for a request.

    Raises NotAccepted.
    """
    work.require(Permission.KEEP_REGISTERS)
    report = reports.find(work, number)
    if report is None:
        raise NotAccepted({"report": "There is no report with that number"})
    notice = dissemination.notify(work, report, NoticeKind.CORRECTION, words, recipients)
    passed = audit.RectificationPassedOn(request, report=report.title, notice=notice.number)
    work.record(passed)
    return notice

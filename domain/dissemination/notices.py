"""Telling everybody who got a report that it was wrong (DPA 2018 s.38): correction and recall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from domain import audit, ids, wraps
from domain.dissemination.tables import (
    Dissemination,
    DisseminationRecipient,
    DisseminationState,
    Notice,
    NoticeRecipient,
)
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.reports import Report
from domain.reports.numbers import Prefix, new
from domain.sealing import Context
from domain.sealing.closing import seal
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.recipients import Recipients
from domain.unit_of_work import UnitOfWork

LONGEST = 4000


class NoticeKind(StrEnum):
    """What recipients are told: that part of it was wrong, or not to rely on any of it."""

    CORRECTION = "correction"
    RECALL = "recall"


@dataclass(frozen=True)
class Holder:
    """Somebody who was given a report, under which lines of the ledger."""

    recipient: str
    name: str
    numbers: tuple[str, ...]


def holders(work: UnitOfWork, report: Report) -> tuple[Holder, ...]:
    """Return everybody who was given a report, whichever version."""
    work.require(Permission.READ_REPORTS)
    query = (
        select(DisseminationRecipient.recipient, DisseminationRecipient.name, Dissemination.number)
        .join(Dissemination, Dissemination.id == DisseminationRecipient.dissemination_id)
        .where(
            Dissemination.report_id == report.id,
            Dissemination.state == DisseminationState.DISSEMINATED,
        )
    )
    return _grouped(tuple(row) for row in work.session.execute(query.order_by(Dissemination.id)))


def notify(
    work: UnitOfWork, report: Report, kind: NoticeKind, words: str, recipients: Recipients
) -> Notice:
    """Issue a notice to everybody who was given a report. Raises NotAccepted."""
    work.require(Permission.DISSEMINATE)
    told = holders(work, report)
    _check(words, told)
    if work.actor.id is None:
        raise LookupError("only a member of staff issues a notice")
    notice = Notice(
        id=ids.new(),
        number=new(Prefix.NOTICE),
        report_id=report.id,
        kind=kind,
        issued_at=work.now,
        issuer_id=work.actor.id,
        issuer_name=work.actor.name,
        recipients=[NoticeRecipient(recipient=one.recipient, name=one.name) for one in told],
    )
    _seal(work, notice, words.strip(), recipients)
    names = tuple(one.name for one in told)
    work.record(audit.NoticeIssued(notice, kind=kind, report=report.reference, recipients=names))
    return notice


def words_of(work: UnitOfWork, notice: Notice, keys: PrivateKeys) -> str:
    """Return what a notice says, to those who may send it on."""
    work.require(Permission.DISSEMINATE)
    sealed = work.session.scalars(select(Notice.sealed).where(Notice.id == notice.id)).one()
    kept = wraps.of(work.session, notice.id)
    return open_sealed(sealed, kept, _context(notice.id), keys).decode()


def acknowledge(work: UnitOfWork, notice: Notice, recipient: str) -> None:
    """Note that a recipient said it acted on a notice; noted once. Raises NotAccepted."""
    work.require(Permission.DISSEMINATE)
    found = next((one for one in notice.recipients if one.recipient == recipient), None)
    if found is None:
        raise NotAccepted({"recipient": "Select somebody who was sent the notice"})
    if found.acknowledged_at is None:
        found.acknowledged_at, found.acknowledged_by = work.now, work.actor.name
        work.record(audit.NoticeAcknowledged(notice, recipient=found.name))


def recalled(work: UnitOfWork, line: Dissemination) -> bool:
    """Say whether what was handed over under a line was recalled since."""
    query = select(Notice.id).where(
        Notice.report_id == line.report_id,
        Notice.kind == NoticeKind.RECALL,
        Notice.issued_at >= line.settled_at,
    )
    return work.session.scalar(query.limit(1)) is not None


def _seal(work: UnitOfWork, notice: Notice, words: str, recipients: Recipients) -> None:
    sealed = seal(words.encode(), _context(notice.id), recipients)
    notice.sealed = sealed.sealed
    work.session.add(notice)
    wraps.keep(work, notice.id, sealed.wraps)


def _check(words: str, told: tuple[Holder, ...]) -> None:
    problems = {}
    if not words.strip():
        problems["words"] = "Enter what was wrong, and what they should do"
    elif len(words) > LONGEST:
        problems["words"] = f"This must be {LONGEST:,} characters or fewer"
    if not told:
        problems["recipients"] = "Nobody was given this report"
    if problems:
        raise NotAccepted(problems)


def _grouped(rows: Iterable[tuple[str, ...]]) -> tuple[Holder, ...]:
    found: dict[str, tuple[str, list[str]]] = {}
    for recipient, name, number in rows:
        found.setdefault(recipient, (name, []))[1].append(number)
    return tuple(Holder(key, name, tuple(numbers)) for key, (name, numbers) in found.items())


def _context(notice_id: UUID) -> Context:
    return Context("notice", notice_id, None, "words")

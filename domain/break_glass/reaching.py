"""Reaching an item through a broken glass: in one transaction, for one reference, to read only."""

from __future__ import annotations

from sqlalchemy import Select, select, text
from sqlalchemy.orm import joinedload

from domain.break_glass.tables import BrokenGlass
from domain.permissions import Permission
from domain.reports import Report
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

_THROUGH = text(
    "select set_config('partnership.opened', :reference, true),"
    " set_config('partnership.at', :at, true)"
)
Item = Submission | Report


class NothingBroken(Exception):
    """The officer has not broken this glass in this session, or the time is up."""


def mine(work: UnitOfWork, reference: str) -> BrokenGlass:
    """Return the newest glass the acting officer broke for a reference. Raises NothingBroken."""
    work.require(Permission.BREAK_GLASS)
    query = _own(work).where(BrokenGlass.reference == reference)
    glass = work.session.scalar(query.order_by(BrokenGlass.ends_at.desc()).limit(1))
    if glass is None:
        raise NothingBroken(reference)
    return glass


def reach(work: UnitOfWork, reference: str) -> Item | None:
    """Return the item behind a broken glass; None if there is none. Raises NothingBroken.

    From here on this transaction, and no other, sees that one item; it cannot change it.
    """
    glass = mine(work, reference)
    work.session.execute(_THROUGH, {"reference": glass.reference, "at": work.now.isoformat()})
    submission = (
        select(Submission)
        .where(Submission.reference == reference)
        .options(joinedload(Submission.organisation), joinedload(Submission.owner))
    )
    report = (
        select(Report)
        .where(Report.reference == reference)
        .options(joinedload(Report.author), joinedload(Report.approver))
    )
    return work.session.scalar(submission) or work.session.scalar(report)


def _own(work: UnitOfWork) -> Select[BrokenGlass]:
    return select(BrokenGlass).where(
        BrokenGlass.staff_id == work.actor.id,
        BrokenGlass.session_id == work.actor.session_id,
        BrokenGlass.ends_at > work.now,
    )

"""Nobody has it and time runs out: supervisors are written to, once for each submission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select

from domain import audit, clocks, letters, reference
from domain.letters import EVERYBODY, Kind
from domain.outcomes import State
from domain.permissions import Permission
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Alarms:
    """`config/alarms.toml`."""

    version: str
    unowned_minutes_left: int
    out_of_hours: str


def alarms() -> Alarms:
    """Return when supervisors are written to. Raises ReferenceDataInvalid."""
    return reference.read("alarms.toml", Alarms)


def out_of_hours(work: UnitOfWork) -> str:
    """Return what to do while the unit is closed; empty while it is open."""
    calendar = clocks.clock_table().calendar
    return "" if calendar.next_open(work.now) == work.now else alarms().out_of_hours


def raise_(work: UnitOfWork) -> int:
    """Write one letter about every flagged submission that nobody has; return how many they are."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    left = work.now + timedelta(minutes=alarms().unowned_minutes_left)
    query = select(Submission).where(
        Submission.flagged.expression,
        Submission.due_at.is_not(None),
        Submission.due_at <= left,
        Submission.state == State.TO_SCREEN,
        Submission.alarmed_at.is_(None),
        or_(Submission.lease_until.is_(None), Submission.lease_until <= work.now),
    )
    late = query.order_by(Submission.due_at).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)
    found = work.session.scalars(late).all()
    for submission in found:
        submission.alarmed_at = work.now
        work.record(audit.SupervisorsAlarmed(submission))
    if found:
        what = "flagged for safety, and nobody has it"
        facts: dict[str, letters.Fact] = {"at": work.now, "count": len(found), "what": what}
        letters.write(work, Kind.SUPERVISOR_ALARM, EVERYBODY, facts)
    return len(found)

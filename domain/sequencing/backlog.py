"""How far the log is behind the trail, and the alarm if that is too far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from domain import audit
from domain.audit import AuditEvent
from domain.sequencing.hashes import DatabaseHashes
from domain.sequencing.tables import Cosignature, PendingEvent, SignedCheckpoint
from domain.unit_of_work import UnitOfWork

ALARM_AFTER = timedelta(seconds=30)
"""The verifier names an event that waited for a minute: the alarm comes before."""
_EDGES = (audit.TrailFellBehind.__name__, audit.TrailCaughtUp.__name__)


@dataclass(frozen=True)
class Backlog:
    """How the log stands: its size, what waits, what was signed last and who cosigned which size.

    `oldest` is the time of the event that has waited longest.
    """

    size: int
    waiting: int
    oldest: datetime | None
    signed: int
    signed_at: datetime | None
    witnessed: dict[str, int]

    def waited(self, now: datetime) -> timedelta:
        """Return how long the oldest event has waited for its place."""
        return now - self.oldest if self.oldest else timedelta(0)

    def is_behind(self, now: datetime) -> bool:
        """Whether somebody should look at the sequencer."""
        return self.waited(now) > ALARM_AFTER


def backlog(work: UnitOfWork, origin: str) -> Backlog:
    """Return how the log of a name stands."""
    signed = work.session.execute(
        select(SignedCheckpoint.size, SignedCheckpoint.signed_at)
        .where(SignedCheckpoint.origin == origin)
        .order_by(SignedCheckpoint.size.desc())
        .limit(1)
    ).first()
    witnessed = select(Cosignature.witness, func.max(Cosignature.size)).where(
        Cosignature.origin == origin
    )
    return Backlog(
        size=DatabaseHashes(work.session).size(),
        waiting=work.session.scalar(select(func.count()).select_from(PendingEvent)) or 0,
        oldest=_oldest(work),
        signed=signed.size if signed else 0,
        signed_at=signed.signed_at if signed else None,
        witnessed={
            name: size
            for name, size in work.session.execute(witnessed.group_by(Cosignature.witness))
        },
    )


def note_backlog(work: UnitOfWork, size: int) -> bool:
    """Record that the log fell behind, or caught up, once each time; say whether it is behind."""
    oldest = _oldest(work)
    waited = work.now - oldest if oldest else timedelta(0)
    behind, told = waited > ALARM_AFTER, _told(work)
    if behind and not told:
        waiting = work.session.scalar(select(func.count()).select_from(PendingEvent)) or 0
        seconds = int(waited.total_seconds())
        work.record(audit.TrailFellBehind(audit.THE_TRAIL, waiting=waiting, seconds=seconds))
    elif told and not behind:
        work.record(audit.TrailCaughtUp(audit.THE_TRAIL, size=size))
    return behind


def _oldest(work: UnitOfWork) -> datetime | None:
    """Return the time of the event with the least id: ids sort by time."""
    query = select(AuditEvent.at).join(PendingEvent, PendingEvent.event_id == AuditEvent.id)
    return work.session.scalar(query.order_by(PendingEvent.event_id).limit(1))


def _told(work: UnitOfWork) -> bool:
    """Whether the last that was recorded about it is that the log fell behind."""
    latest = [
        work.session.execute(
            select(AuditEvent.id, AuditEvent.name)
            .where(AuditEvent.name == name)
            .order_by(AuditEvent.id.desc())
            .limit(1)
        ).first()
        for name in _EDGES
    ]
    last = max((row for row in latest if row), key=lambda row: row.id, default=None)
    return last is not None and last.name == _EDGES[0]

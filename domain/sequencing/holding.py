"""What is held and what the events say of it, side by side, in the order of the log.

That a row was changed is read from the database itself: a row carries the number of the
transaction that wrote it last (`xmin`), and so does an event. A change and the event about it are
one transaction, so that a row whose number no event about it bears was changed behind the back of
the service. It costs nothing while changes are made. A database put back from a backup in one
transaction bears that one's number throughout, and is watched from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from domain.tables import Audited, Table
from domain.trail.export_writers import Writer

AT_A_TIME = 1_000

_SEALED = text("""
    select l.position, coalesce(s.id, r.subject_id) as id,
        encode(sha256(nullif(s.sealed, '')), 'hex') as digest, d.position as disposed_by
    from (select id, subject_id from audit_event where name = 'SubmissionReceived') r
    full join submission s on s.id = r.subject_id
    left join trail_leaf l on l.event_id = r.id
    left join lateral (
        select p.position from audit_event e join trail_leaf p on p.event_id = e.id
        where e.subject_id = coalesce(s.id, r.subject_id) and e.name = 'SubmissionDisposed'
        order by p.position limit 1
    ) d on true
    where r.id is null or l.position is not null
    order by l.position nulls first
""")
_ROWS = """
    select l.position, r.kind, r.id, e.at
    from ({every}) r
    left join lateral (
        select a.id, a.at from audit_event a
        where a.subject_id = r.id and a.xmin = r.written_by order by a.id desc limit 1
    ) e on true
    left join trail_leaf l on l.event_id = e.id
    where e.id is null or l.position is not null
    order by l.position nulls first
"""


@dataclass(frozen=True)
class Sealed:
    """The digest of the sealed bytes held of a submission, or the event that disposed of them."""

    position: int | None
    submission: UUID
    digest: str | None
    disposed_by: int | None

    def write(self, writer: Writer) -> None:
        """Write it into an export."""
        if self.digest is None and self.position is not None and self.disposed_by is not None:
            writer.disposed(self.position, str(self.submission), self.disposed_by)
        else:
            writer.sealed(self.position, str(self.submission), self.digest)


@dataclass(frozen=True)
class HeldRow:
    """An audited row, and the event in whose transaction it was last written, if there is one."""

    position: int | None
    row: str
    changed_at: datetime

    def write(self, writer: Writer) -> None:
        """Write it into an export."""
        writer.row(self.position, self.row, self.changed_at, None)


Held = Sealed | HeldRow


def sealed_held(session: Session) -> Iterator[Held]:
    """Return the sealed bytes of every submission; those that no event received come first."""
    for row in session.execute(_SEALED, execution_options={"yield_per": AT_A_TIME}):
        yield Sealed(row.position, row.id, row.digest, row.disposed_by)


def rows_held(session: Session, now: datetime) -> Iterator[Held]:
    """Return every audited row; those no event speaks of come first."""
    every = " union all ".join(
        f"select '{table}' as kind, id, xmin as written_by from {table}"  # noqa: S608  # our own names
        for table in audited()
    )
    query = text(_ROWS.format(every=every))
    for row in session.execute(query, execution_options={"yield_per": AT_A_TIME}):
        yield HeldRow(row.position, f"{row.kind}/{row.id}", row.at or now)


def audited() -> list[str]:
    """Return the tables whose rows change only with an event; the role must be able to read all."""
    return sorted(
        str(mapper.local_table)
        for mapper in Table.registry.mappers
        if issubclass(mapper.class_, Audited)
    )

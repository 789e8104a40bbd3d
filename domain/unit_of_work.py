"""The only way to change the record.

A change and the audit events about it are committed in one transaction or not at all: a unit of
work that changed an audited row nobody recorded refuses to commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Table, event, insert, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, sessionmaker
from sqlalchemy.orm.util import identity_key

from domain import audit, jobs, lookups
from domain.actors import Actor, ActorKind
from domain.lookups import Question
from domain.permissions import Permission
from domain.tables import Audited, insert_all, update_all

Sessions = sessionmaker[Session]
Answer = CursorResult[*tuple[Any, ...]]

_LIMITS = (
    "select set_config('partnership.organisation', %(organisation)s, true),"
    " set_config('partnership.cleared', %(cleared)s, true),"
    " set_config('partnership.staff', %(staff)s, true)"
)
_EVENTS = audit.AuditEvent.metadata.tables[audit.AuditEvent.__tablename__]


class UnrecordedChange(Exception):
    """Something was changed without an audit event about it."""


class ChangeWhileReading(Exception):
    """A unit of work that only reads was about to change something."""


class UnitOfWork:
    """One thing an actor does, with everything it changes and everything it records."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        """Start on work that the actor does now (aware UTC)."""
        self.session = session
        self.actor = actor
        self.now = now
        self._recorded: set[Audited] = set()
        self._events: list[dict[str, Any]] = []
        self._jobs: list[jobs.Job] = []

    def require(self, permission: Permission) -> None:
        """Raise NotPermitted unless the actor has the permission."""
        self.actor.require(permission)

    def record(self, happened: audit.Event) -> None:
        """Write an event to the audit trail, in the same transaction as the change."""
        self._recorded.add(happened.subject)
        self._events.append(audit.entry(happened, self.actor, self.now))

    def ask(self, statement: Executable | str, values: Mapping[str, Any]) -> Answer:
        """Ask with a statement made once, for what is asked often.

        It goes past the mapper, at half the cost, and a quarter if written as the driver has it:
        what is pending in the mapper is not sent first.
        """
        connection = self.session.connection()
        if isinstance(statement, str):
            return connection.exec_driver_sql(statement, values)
        return connection.execute(statement, values)

    def look_up(self, question: Question, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Ask in the driver's own words, for what is asked at every page; see `lookups.worded`.

        It goes past SQLAlchemy, at a third of the cost: what is pending there is not sent first.
        """
        asked = {**question.fixed, **values}
        return lookups.rows(self.session.connection(), question.words, asked)

    def add(self, happened: audit.Event) -> None:
        """Insert the new row that an event is about, and record it; past the mapper, too."""
        mapper: Mapper[Any] = inspect(type(happened.subject))
        given = inspect(happened.subject).dict
        table = cast(Table, mapper.local_table)
        row = {column.name: given[column.name] for column in table.c if column.name in given}
        if mapper.version_id_col is not None:
            row[mapper.version_id_col.name] = 1
        self.session.connection().execute(insert(table), row)
        self.record(happened)

    def change(self, happened: Sequence[audit.Event], names: Sequence[str]) -> None:
        """Write these columns of the rows that events are about, and record it; past the mapper.

        The rows are of one table and not the mapper's; what it has of them is read again. Raises
        StaleDataError if one is not of the version it was read with.
        """
        rows = [one.subject for one in happened]
        if not rows:
            return
        given = [{name: getattr(row, name) for name in ("id", "version", *names)} for row in rows]
        update_all(self.session.connection(), inspect(type(rows[0])).local_table, given)
        for one in happened:
            self.record(one)
            if known := self.session.identity_map.get(identity_key(instance=one.subject)):
                self.session.refresh(known)

    def defer(self, task: str, args: dict[str, Any]) -> None:
        """Have the worker do a task once all this is committed."""
        self._jobs.append((task, args))

    def finish(self) -> None:
        """Send all changes, jobs and events; raise UnrecordedChange if a change has no event."""
        self.session.flush()
        if unrecorded := _changed(self.session) - self._recorded:
            titles = ", ".join(sorted(row.title for row in unrecorded))
            raise UnrecordedChange(f"no audit event is about {titles}: call work.record(...)")
        if self._jobs:
            jobs.defer(self.session.connection(), self._jobs)
        self._write_events()

    def finish_reading(self) -> None:
        """Send the events alone; raise ChangeWhileReading if anything else was changed."""
        session = self.session
        if session.new or session.dirty or session.deleted or _changed(session) or self._jobs:
            raise ChangeWhileReading("use unit_of_work(...), not reading(...), to change something")
        self._write_events()

    def _write_events(self) -> None:
        if self._events:
            insert_all(self.session.connection(), _EVENTS, self._events)


@contextmanager
def unit_of_work(
    sessions: Sessions, actor: Actor, now: datetime | None = None
) -> Iterator[UnitOfWork]:
    """Commit what is done inside, together with its audit events; on any error, none of it."""
    with sessions.begin() as session:
        work = _begin(session, actor, now)
        yield work
        work.finish()


@contextmanager
def reading(sessions: Sessions, actor: Actor, now: datetime | None = None) -> Iterator[UnitOfWork]:
    """Look without changing: only audit events (that somebody looked) are kept."""
    with sessions.begin() as session:
        work = _begin(session, actor, now)
        yield work
        work.finish_reading()


def _begin(session: Session, actor: Actor, now: datetime | None) -> UnitOfWork:
    staff = actor.id if actor.kind is ActorKind.STAFF else None
    if actor.organisation_id or actor.cleared or staff:
        limits = {
            "organisation": str(actor.organisation_id or ""),
            "cleared": "yes" if actor.cleared else "",
            "staff": str(staff or ""),
        }
        lookups.rows(session.connection(), _LIMITS, limits)
    return UnitOfWork(session, actor, now or datetime.now(UTC))


def _changed(session: Session) -> set[Audited]:
    changed: set[Audited] = session.info.setdefault("changed", set())
    return changed


@event.listens_for(Session, "before_flush")
def _remember_changes(session: Session, *_: Any) -> None:
    rows = {*session.new, *session.deleted, *(r for r in session.dirty if session.is_modified(r))}
    _changed(session).update(row for row in rows if isinstance(row, Audited))


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_changes(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper or inspect(state.statement, raiseerr=False)
    if mapper is not None and issubclass(getattr(mapper, "class_", object), Audited):
        raise UnrecordedChange("change rows one by one, so that each change can be recorded")

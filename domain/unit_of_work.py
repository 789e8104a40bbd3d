"""The only way to change the record.

A change and the audit events about it are committed in one transaction or not at all: a unit of
work that changed an audited row nobody recorded refuses to commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Executable, Table, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, sessionmaker
from sqlalchemy.orm.util import identity_key

from domain import audit, exchanges, jobs, row_limits
from domain.actors import Actor
from domain.exchanges import Answer, Said
from domain.lookups import Question
from domain.permissions import Permission
from domain.tables import Audited, all_changed, changing, insertions

Sessions = sessionmaker[Session]

_COMMIT = Said("commit", {})
_EVENTS = audit.AuditEvent.metadata.tables[audit.AuditEvent.__tablename__]


class UnrecordedChange(Exception):
    """Something was changed without an audit event about it."""


class ChangeWhileReading(Exception):
    """A unit of work that only reads was about to change something."""


class UnitOfWork:
    """One thing an actor does, with everything it changes and everything it records.

    What need not be answered at once waits its turn, and goes in one message with what is asked
    next: first of all what limits the work to the actor's rows.
    """

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        """Start on work that the actor does now (aware UTC)."""
        self.session = session
        self.actor = actor
        self.now = now
        self._recorded: set[Audited] = set()
        self._events: list[dict[str, Any]] = []
        self._jobs: list[jobs.Job] = []
        self._opening = row_limits.of(actor)
        self._waiting: list[Said] = []
        session.info["work"] = self

    def require(self, permission: Permission) -> None:
        """Raise NotPermitted unless the actor has the permission."""
        self.actor.require(permission)

    def record(self, happened: audit.Event) -> None:
        """Write an event to the audit trail, in the same transaction as the change."""
        self._recorded.add(happened.subject)
        self._events.append(audit.entry(happened, self.actor, self.now))

    def ask(self, statement: Executable | str, values: Mapping[str, Any]) -> Answer:
        """Ask, past the mapper, at a quarter the cost; what is pending there is not sent first."""
        return self.ask_all((statement, values))[0]

    def ask_all(self, *asked: tuple[Executable | str, Mapping[str, Any]]) -> list[Answer]:
        """Ask several things in one message, each with its values; past the mapper, too."""
        self._waiting += [exchanges.said(*one) for one in asked]
        return self._sent()[-len(asked) :]

    def say(self, statement: Executable | str, values: Mapping[str, Any]) -> None:
        """Have done, with what is asked next or at the end, what nothing here waits for."""
        self._waiting.append(exchanges.said(statement, values))

    def insert(self, table: Any, *rows: dict[str, Any]) -> None:
        """Insert rows, which name the same columns, and are not audited; past the mapper, too."""
        self._waiting += insertions(table, rows)

    def look_up(self, question: Question, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Ask in the driver's own words, for what is asked at every page: see `lookups.worded`."""
        return self.ask(question.words, {**question.fixed, **values})

    def add(self, happened: audit.Event) -> None:
        """Insert the new row that an event is about, and record it; past the mapper, too."""
        mapper: Mapper[Any] = inspect(type(happened.subject))
        given = inspect(happened.subject).dict
        table = cast(Table, mapper.local_table)
        row = {column.name: given[column.name] for column in table.c if column.name in given}
        if mapper.version_id_col is not None:
            row[mapper.version_id_col.name] = 1
        self.insert(table, row)
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
        table = inspect(type(rows[0])).local_table
        all_changed(table, given, self.ask(*changing(table, given)))
        for one in happened:
            self.record(one)
            if known := self.session.identity_map.get(identity_key(instance=one.subject)):
                self.session.refresh(known)

    def defer(self, task: str, args: dict[str, Any]) -> None:
        """Have the worker do a task once all this is committed."""
        self._jobs.append((task, args))

    def send(self) -> None:
        """Send what waits: nothing that comes after it may overtake it."""
        if self._opening or self._waiting:
            self._sent()

    def finish(self) -> None:
        """Send all changes, jobs and events; raise UnrecordedChange if a change has no event."""
        self.session.flush()
        if unrecorded := _changed(self.session) - self._recorded:
            titles = ", ".join(sorted(row.title for row in unrecorded))
            raise UnrecordedChange(f"no audit event is about {titles}: call work.record(...)")
        if self._jobs:
            self._waiting.append(jobs.deferral(self._jobs))
        self._end()

    def finish_reading(self) -> None:
        """Send the events alone; raise ChangeWhileReading if anything else was changed."""
        session = self.session
        if session.new or session.dirty or session.deleted or _changed(session) or self._jobs:
            raise ChangeWhileReading("use unit_of_work(...), not reading(...), to change something")
        self._end()

    def _end(self) -> None:
        """Send what is left; commit in the same message, unless another transaction is around."""
        self._waiting += insertions(_EVENTS, self._events)
        if self._waiting:
            if not self.session.connection().in_nested_transaction():
                self._waiting.append(_COMMIT)
            self._sent()
        self.session.info.clear()

    def _sent(self) -> list[Answer]:
        sayings, self._opening, self._waiting = [*self._opening, *self._waiting], (), []
        return exchanges.exchange(self.session.connection(), sayings)


@contextmanager
def unit_of_work(
    sessions: Sessions, actor: Actor, now: datetime | None = None
) -> Iterator[UnitOfWork]:
    """Commit what is done inside, together with its audit events; on any error, none of it."""
    with sessions.begin() as session:
        work = UnitOfWork(session, actor, now or datetime.now(UTC))
        yield work
        work.finish()


@contextmanager
def reading(sessions: Sessions, actor: Actor, now: datetime | None = None) -> Iterator[UnitOfWork]:
    """Look without changing: only audit events (that somebody looked) are kept."""
    with sessions.begin() as session:
        work = UnitOfWork(session, actor, now or datetime.now(UTC))
        yield work
        work.finish_reading()


def _changed(session: Session) -> set[Audited]:
    changed: set[Audited] = session.info.setdefault("changed", set())
    return changed


@event.listens_for(Session, "before_flush")
def _remember_changes(session: Session, *_: Any) -> None:
    rows = {*session.new, *session.deleted, *(r for r in session.dirty if session.is_modified(r))}
    _changed(session).update(row for row in rows if isinstance(row, Audited))
    _send_what_waits(session)


@event.listens_for(Session, "do_orm_execute")
def _before_each_statement(state: ORMExecuteState) -> None:
    _send_what_waits(state.session)
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper or inspect(state.statement, raiseerr=False)
    if mapper is not None and issubclass(getattr(mapper, "class_", object), Audited):
        raise UnrecordedChange("change rows one by one, so that each change can be recorded")


def _send_what_waits(session: Session) -> None:
    if work := session.info.get("work"):
        work.send()

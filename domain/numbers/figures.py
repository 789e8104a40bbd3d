"""Numbers that managers need: small questions along indexes, each over a bounded time.

Times to a screen or a decision are counted from the arrival to the first event of its kind, so that
a submission screened again later does not look slow. What the reader may not see is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, case, cast, func, select, text

from domain import audit, ids, spreadsheets
from domain.audit import AuditEvent
from domain.clocks.calendars import LONDON
from domain.messages.kinds import Kind
from domain.messages.tables import Message
from domain.organisations.tables import Organisation
from domain.outcomes import Outcome
from domain.permissions import Permission
from domain.queue import WAITED
from domain.staff.tables import StaffMember
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

LONGEST = timedelta(days=92)
SCREENED, DECIDED = audit.SafetyScreened.__name__, audit.OutcomeDecided.__name__


@dataclass(frozen=True)
class Period:
    """Days in London, both included; at most `LONGEST`."""

    since: date
    until: date

    @property
    def ends(self) -> tuple[datetime, datetime]:
        """The instants it runs between."""
        first, after = self.since, self.until + timedelta(days=1)
        return datetime.combine(first, time.min, LONDON), datetime.combine(after, time.min, LONDON)


@dataclass(frozen=True)
class Times:
    """Minutes from arrival: how many there were, their median, and what nine in ten stay below."""

    count: int
    median: float | None
    ninetieth: float | None


@dataclass(frozen=True)
class Slow:
    """One of those that took longest."""

    reference: str
    organisation: str
    minutes: float


def arrivals(work: UnitOfWork, period: Period) -> list[tuple[date, int]]:
    """Return how many arrived on each day, days without any left out."""
    work.require(Permission.SEE_NUMBERS)
    day = cast(func.timezone("Europe/London", Submission.received_at), Date)
    query = select(day, func.count()).where(*within(period)).group_by(day).order_by(day)
    return [(on, count) for on, count in work.session.execute(query)]


def backlog(work: UnitOfWork) -> list[tuple[str, int]]:
    """Return how many wait now, by how long ago they arrived."""
    work.require(Permission.SEE_NUMBERS)
    waited = work.now - Submission.received_at
    band = case(*((waited < timedelta(days=days), words) for days, words in WAITED if days),
                else_=WAITED[-1][1])  # fmt: skip
    query = select(band, func.count()).where(Submission.due_at.is_not(None)).group_by(band)
    counted = {words: count for words, count in work.session.execute(query)}
    return [(words, counted.get(words, 0)) for _, words in WAITED]


def times_to(work: UnitOfWork, period: Period, event: str) -> Times:
    """Return how long what arrived in the period took to its first event of that name."""
    work.require(Permission.SEE_NUMBERS)
    took = _took(period, event).subquery()
    place = [func.percentile_cont(share).within_group(took.c.minutes) for share in (0.5, 0.9)]
    return Times(*tuple(work.session.execute(select(func.count(), *place).select_from(took)).one()))


def slowest(work: UnitOfWork, period: Period, event: str, most: int = 10) -> list[Slow]:
    """Return those that took longest to their first event of that name."""
    work.require(Permission.SEE_NUMBERS)
    took = _took(period, event).order_by(text("minutes desc")).limit(most).subquery()
    query = (
        select(Submission.reference, Organisation.name, took.c.minutes)
        .join(took, took.c.id == Submission.id)
        .join(Organisation, Organisation.id == Submission.organisation_id)
    )
    rows = work.session.execute(query.order_by(took.c.minutes.desc()))
    return [Slow(reference, name, float(minutes)) for reference, name, minutes in rows]


def outcomes(work: UnitOfWork, period: Period) -> list[tuple[str, int]]:
    """Return how many that arrived in the period came to each outcome; undecided ones too."""
    work.require(Permission.SEE_NUMBERS)
    query = select(Submission.outcome, func.count()).where(*within(period))
    counted: dict[str | None, int] = {
        outcome: count
        for outcome, count in work.session.execute(query.group_by(Submission.outcome))
    }
    named = [(str(one).capitalize(), counted.get(one, 0)) for one in Outcome]
    return [*named, ("Not decided", counted.get(None, 0))]


def quality(work: UnitOfWork, period: Period) -> list[tuple[str, str, int, int, int, int]]:
    """Return for each organisation: id, name, sent, reported, more asked of, duplicates."""
    work.require(Permission.SEE_NUMBERS)
    asked = (
        select(Message.id)
        .where(Message.submission_id == Submission.id, Message.kind == Kind.QUESTION)
        .exists()
    )
    query = (
        select(
            Organisation.id,
            Organisation.name,
            func.count(),
            _count(Submission.outcome == Outcome.REPORTED),
            _count(asked),
            _count(Submission.outcome == Outcome.DUPLICATE),
        )
        .join(Submission, Submission.organisation_id == Organisation.id)
        .where(*within(period))
        .group_by(Organisation.id, Organisation.name)
        .order_by(func.count().desc(), Organisation.name)
    )
    return [(str(row[0]), *row[1:]) for row in work.session.execute(query.limit(200))]


def themes(work: UnitOfWork, period: Period) -> list[tuple[str, str, str, int]]:
    """Return lead themes by district and month (`2026-11`), the most frequent of a month first."""
    work.require(Permission.SEE_NUMBERS)
    month = func.to_char(func.timezone("Europe/London", Submission.received_at), "YYYY-MM")
    columns = (month, Submission.district, Submission.lead_theme)
    query = select(*columns, func.count()).where(*within(period)).group_by(*columns)
    rows = work.session.execute(query.order_by(month.desc(), func.count().desc()).limit(300))
    return [(when, district, theme, count) for when, district, theme, count in rows]


def exported(
    work: UnitOfWork, period: Period, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> str:
    """Return figures as CSV in which no cell is a formula; that they left is recorded."""
    work.require(Permission.SEE_NUMBERS)
    who = work.session.get_one(StaffMember, work.actor.id)
    since, until = period.since.isoformat(), period.until.isoformat()
    work.record(audit.NumbersExported(who, since=since, until=until))
    return spreadsheets.written(columns, rows)


def _took(period: Period, event: str) -> Select[*tuple[Any, ...]]:
    seconds = func.extract("epoch", func.min(AuditEvent.at) - Submission.received_at)
    return (
        select(Submission.id, (seconds / 60).label("minutes"))
        .join(AuditEvent, AuditEvent.subject_id == Submission.id)
        .where(
            *within(period),
            AuditEvent.name == event,
            AuditEvent.id >= ids.first_at(period.ends[0]),
        )
        .group_by(Submission.id, Submission.received_at)
    )


def within(period: Period) -> tuple[ColumnElement[bool], ...]:
    """Return what says that a submission arrived in a period."""
    first, after = period.ends
    return Submission.received_at >= first, Submission.received_at < after


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)

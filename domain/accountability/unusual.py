"""Access that is unlike a person's own: a list with reasons, for somebody to ask about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from domain import audit, clocks, ids, reference
from domain.audit import entries
from domain.clocks.calendars import WEEKDAYS, bank_holidays
from domain.permissions import Permission
from domain.staff.tables import StaffMember
from domain.unit_of_work import UnitOfWork

MOST = 200


@dataclass(frozen=True)
class Unusual:
    """`config/unusual.toml`."""

    version: str
    window_days: int
    norm_days: int
    times_norm: float
    least: int
    same_subject: int
    out_of_hours: int


@dataclass(frozen=True)
class Finding:
    """Somebody whose looking is unusual, and why."""

    name: str
    kind: str
    words: str


_LOOKS = """
    select actor_id, actor_name, subject_id, at, id >= :since as recent, canonical
    from audit_event
    where operation = 'consultation' and actor_kind = 'staff' and actor_id is not null
        and id >= :from and id < :until
"""
_ABOVE = text(f"""
    select actor_id, max(actor_name) as name, count(*) filter (where recent) as number,
        count(*) filter (where not recent) * :share as usual
    from ({_LOOKS}) l group by actor_id
    having count(*) filter (where recent) >= greatest(
        :least, :times * count(*) filter (where not recent) * :share)
    order by 3 desc limit :most
""")  # noqa: S608  # our own words
_AGAIN = text(f"""
    select actor_id, max(actor_name) as name, count(*) as number,
        (array_agg(canonical order by at desc))[1] as last
    from ({_LOOKS}) l where recent group by actor_id, subject_id
    having count(*) >= :same order by 3 desc limit :most
""")  # noqa: S608  # our own words
_LATE = text(f"""
    select actor_id, max(actor_name) as name, count(*) as number
    from (select *, at at time zone 'Europe/London' as clock from ({_LOOKS}) l where recent) l
    where clock::time < :opens or clock::time >= :closes
        or not (extract(isodow from clock)::int = any(:days)) or clock::date = any(:off)
    group by actor_id having count(*) >= :late order by 3 desc limit :most
""")  # noqa: S608  # our own words
_OWN = text(f"""
    select actor_id, max(actor_name) as name, count(*) as number
    from ({_LOOKS}) l where recent and convert_from(canonical, 'UTF8') like :own
    group by actor_id order by 3 desc limit :most
""")  # noqa: S608  # our own words


def thresholds() -> Unusual:
    """Return what counts as unusual. Raises ReferenceDataInvalid."""
    return reference.read("unusual.toml", Unusual)


def unusual(work: UnitOfWork) -> list[Finding]:
    """Return unusual access of the last days, each with its reason; recorded."""
    work.require(Permission.READ_TRAIL)
    found = list(_found(work, thresholds()))
    reader = work.session.get_one(StaffMember, work.actor.id)
    work.record(audit.UnusualAccessSought(reader, found=len(found)))
    return found


def _found(work: UnitOfWork, limits: Unusual) -> Iterator[Finding]:
    given, days = _given(work, limits), limits.window_days
    for row in work.session.execute(_ABOVE, given):
        words = f"looked at {row.number} things in {days} days; usually {row.usual:.0f}"
        yield Finding(row.name, "Far above their norm", words)
    for row in work.session.execute(_OWN, given):
        words = f"searched {row.number} times for something like their own name"
        yield Finding(row.name, "Own name", words)
    for row in work.session.execute(_AGAIN, given):
        title = entries.title_of(row.last)
        words = f"looked at {title} {row.number} times in {days} days"
        yield Finding(row.name, "The same again and again", words)
    for row in work.session.execute(_LATE, given):
        words = f"looked at {row.number} things outside working hours in {days} days"
        yield Finding(row.name, "Out of hours", words)


def _given(work: UnitOfWork, limits: Unusual) -> dict[str, Any]:
    calendar = clocks.clock_table().calendar
    since = work.now - timedelta(days=limits.window_days)
    off = {*bank_holidays(calendar.division), *(day.date for day in calendar.extra_days_off)}
    return {
        "since": ids.first_at(since),
        "from": ids.first_at(since - timedelta(days=limits.norm_days)),
        "until": ids.first_at(work.now + timedelta(days=1)),
        "share": limits.window_days / limits.norm_days,
        "times": limits.times_norm,
        "least": limits.least,
        "same": limits.same_subject,
        "late": limits.out_of_hours,
        "opens": calendar.opens,
        "closes": calendar.closes,
        "days": [WEEKDAYS.index(day) + 1 for day in calendar.working_days],
        "off": sorted(off),
        "own": '%"own_name":true%',
        "most": MOST,
    }

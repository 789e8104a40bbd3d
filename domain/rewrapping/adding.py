"""Adding the wraps that stored contents lack, a few contents at a time; doing it again is safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from domain import wraps
from domain.permissions import Permission
from domain.rewrapping.places import COLUMNS, EVERY_PLACE
from domain.sealing.contexts import Context
from domain.sealing.envelopes import CannotOpen
from domain.sealing.opening import PrivateKeys, rewrap
from domain.sealing.recipients import Recipients
from domain.sealing.unwrapping import unwrap
from domain.unit_of_work import UnitOfWork

AT_A_TIME = 200

_LACKING = """
    select content_id from wrap group by content_id
    having not array_agg(key_id) @> cast(:wanted as text[])
"""
_SOME = text(f"""
    select p.* from ({EVERY_PLACE}) as p {COLUMNS}
    where p.content_id in ({_LACKING}) and p.content_id > :after
    order by p.content_id limit :count
""")  # noqa: S608  # our own words
_LEFT = text(f"""
    select count(*) as lacking, count(*) - count(p.content_id) as unplaced
    from ({_LACKING}) l left join ({EVERY_PLACE}) as p {COLUMNS} on p.content_id = l.content_id
""")  # noqa: S608  # our own words
_SAMPLE = text(f"""
    select p.* from ({EVERY_PLACE}) as p {COLUMNS} join wrap w on w.content_id = p.content_id
    where w.key_id = :key_id order by random() limit :count
""")  # noqa: S608  # our own words
FIRST = UUID(int=0)


@dataclass(frozen=True)
class Progress:
    """What one step did: contents wrapped anew, those no key opened, where to go on."""

    wrapped: int
    closed: tuple[UUID, ...]
    after: UUID | None


def left(work: UnitOfWork, recipients: Recipients) -> tuple[int, int]:
    """Return how many contents lack a wrap, and how many of them have no place that is known."""
    found = work.session.execute(_LEFT, {"wanted": _ids(recipients)}).one()
    return found.lacking, found.unplaced


def rewrap_some(
    work: UnitOfWork, keys: PrivateKeys, recipients: Recipients, after: UUID = FIRST
) -> Progress:
    """Add the wraps that the next contents lack; `after` is None in the answer at the end."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    given = {"wanted": _ids(recipients), "after": after, "count": AT_A_TIME}
    found = work.session.execute(_SOME, given).all()
    kept = wraps.of_many(work.session, [row.content_id for row in found])
    wrapped, closed = 0, []
    for row in found:
        have = kept[row.content_id]
        try:
            made = rewrap(have, _context(row), keys, recipients)
        except CannotOpen:
            closed.append(row.content_id)
            continue
        names = {each.key_id for each in have}
        wraps.keep(work, row.content_id, [w for w in made if w.key_id not in names])
        wrapped += 1
    last = found[-1].content_id if len(found) == AT_A_TIME else None
    return Progress(wrapped, tuple(closed), last)


def sample_opens(work: UnitOfWork, keys: PrivateKeys, key_id: str, count: int) -> tuple[int, int]:
    """Try a key on contents chosen by chance; return how many opened, of how many."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    found = work.session.execute(_SAMPLE, {"key_id": key_id, "count": count}).all()
    kept, opened = wraps.of_many(work.session, [row.content_id for row in found]), 0
    for row in found:
        mine = [each for each in kept[row.content_id] if each.key_id == key_id]
        try:
            unwrap(mine, _context(row), keys)
            opened += 1
        except CannotOpen:
            continue
    return opened, len(found)


def _ids(recipients: Recipients) -> list[str]:
    return [member.key_id for member in recipients.members]


def _context(row: Row[Any]) -> Context:
    return Context(row.purpose, row.row_id, row.organisation_id, row.part)

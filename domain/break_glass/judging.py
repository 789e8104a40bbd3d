"""The second person: what was broken, with the reason, and what they think of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from domain import audit, wraps
from domain.actors import NotPermitted
from domain.break_glass.breaking import context
from domain.break_glass.tables import BrokenGlass
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.unit_of_work import UnitOfWork

MOST_LISTED = 100


class Verdict(StrEnum):
    """What the second person thinks of it."""

    JUSTIFIED = "justified"
    ASK = "to be asked about"
    NOT_JUSTIFIED = "not justified"


class JudgedByOneself(NotPermitted):
    """Whoever broke a glass does not judge it."""


class GlassJudged(Exception):
    """Somebody else has looked at it; the message says who."""


@dataclass(frozen=True)
class Broken:
    """A broken glass with its reason, opened."""

    glass: BrokenGlass
    reason: str
    may_judge: bool


def waiting(work: UnitOfWork) -> int:
    """Return how many broken glasses of others the acting person has to look at."""
    if not work.actor.may(Permission.JUDGE_BREAK_GLASS):
        return 0
    query = select(func.count()).select_from(BrokenGlass)
    others = BrokenGlass.judged_at.is_(None), BrokenGlass.staff_id != work.actor.id
    return work.session.scalar(query.where(*others)) or 0


def listed(work: UnitOfWork, keys: PrivateKeys) -> list[Broken]:
    """Return what was broken: what nobody has looked at first, then the newest; reasons opened."""
    work.require(Permission.SEE_BREAK_GLASS)
    unjudged = BrokenGlass.judged_at.is_(None).desc()
    query = select(BrokenGlass).options(undefer(BrokenGlass.sealed)).limit(MOST_LISTED)
    found = work.session.scalars(query.order_by(unjudged, BrokenGlass.broken_at.desc()))
    return [Broken(one, _reason(work, one, keys), may_judge(work, one)) for one in found]


def may_judge(work: UnitOfWork, glass: BrokenGlass) -> bool:
    """Say whether the actor may judge it: a second person, and nobody has yet."""
    may = work.actor.may(Permission.JUDGE_BREAK_GLASS)
    return may and glass.judged_at is None and glass.staff_id != work.actor.id


def judge(work: UnitOfWork, glass: BrokenGlass, verdict: str) -> None:
    """Say what a second person thinks of it.

    Raises JudgedByOneself, GlassJudged, NotAccepted.
    """
    work.require(Permission.JUDGE_BREAK_GLASS)
    if glass.staff_id == work.actor.id:
        raise JudgedByOneself("Whoever broke a glass does not judge it.")
    if verdict not in set(Verdict):
        raise NotAccepted({"verdict": "Select what you think of it"})
    locked = select(BrokenGlass).where(BrokenGlass.id == glass.id).with_for_update()
    work.session.scalar(locked.execution_options(populate_existing=True))
    if glass.judged_at is not None:
        raise GlassJudged(f"{glass.judge_name} has looked at it.")
    glass.judged_at, glass.verdict = work.now, verdict
    glass.judge_id, glass.judge_name = work.actor.id, work.actor.name
    work.record(audit.GlassJudged(glass, verdict=verdict))


def _reason(work: UnitOfWork, glass: BrokenGlass, keys: PrivateKeys) -> str:
    kept = wraps.of(work.session, glass.id)
    if not kept:
        return ""  # disposed of with the item
    return open_sealed(glass.sealed, kept, context(glass.id), keys).decode()

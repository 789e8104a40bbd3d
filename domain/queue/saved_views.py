"""Views of the queue that officers keep: their own, or shared with all; one is their first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid, bindparam, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids
from domain.lookups import worded
from domain.permissions import Permission
from domain.tables import Table
from domain.unit_of_work import UnitOfWork

MOST = 12
LONGEST_NAME = 60


class SavedView(Table):
    """The arguments of an address of the queue, under a name. Nothing of any submission."""

    __tablename__ = "saved_view"
    __table_args__ = (Index(None, "staff_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    name: Mapped[str]
    address: Mapped[str]
    shared: Mapped[bool]
    first: Mapped[bool]
    saved_at: Mapped[datetime]


_OWN = SavedView.staff_id == bindparam("me", type_=Uuid())


@dataclass(frozen=True)
class View:
    """A saved view as it is offered."""

    id: UUID
    name: str
    address: str
    shared: bool
    first: bool
    mine: bool


_OFFERED = worded(
    select(
        SavedView.id,
        SavedView.name,
        SavedView.address,
        SavedView.shared,
        SavedView.first,
        _OWN,
    )
    .where(or_(_OWN, SavedView.shared))
    # One's own first: however many colleagues share, one's own are never crowded out.
    .order_by(_OWN.desc(), SavedView.name)
    .limit(2 * MOST)
)


class ViewRefused(ValueError):
    """A view cannot be kept as it is; the message says why, in words."""


def listed(work: UnitOfWork) -> list[View]:
    """Return the actor's own views, then those that others share, each by name."""
    work.require(Permission.SEE_QUEUE)
    found = work.look_up(_OFFERED, {"me": work.actor.id})
    return [
        View(key, name, address, shared, first and own, own)
        for key, name, address, shared, first, own in found
    ]


def save(work: UnitOfWork, name: str, address: str, shared: bool, first: bool) -> None:
    """Keep a view; one of the same name is replaced. Raises ViewRefused."""
    work.require(Permission.SEE_QUEUE)
    name = " ".join(name.split())
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        raise ViewRefused(f"Enter a name of at most {LONGEST_NAME} ordinary characters")
    own = SavedView.staff_id == work.actor.id
    work.session.execute(delete(SavedView).where(own, SavedView.name == name))
    if len([one for one in listed(work) if one.mine]) >= MOST:
        raise ViewRefused(f"You can keep {MOST} views; remove one first")
    if first:
        work.session.execute(update(SavedView).where(own).values(first=False))
    work.session.add(
        SavedView(
            staff_id=work.actor.id,
            name=name,
            address=address,
            shared=shared,
            first=first,
            saved_at=work.now,
        )
    )


def remove(work: UnitOfWork, view_id: UUID) -> None:
    """Remove a view of the actor's own; nothing happens to one of somebody else's."""
    work.require(Permission.SEE_QUEUE)
    own = SavedView.staff_id == work.actor.id
    work.session.execute(delete(SavedView).where(own, SavedView.id == view_id))

"""Second factors of one person: several at once, each proved before it counts, named, revoked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from domain import audit, ids, letters, second_factors
from domain.actors import Actor, NotPermitted
from domain.letters import Kind, To
from domain.permissions import Permission
from domain.sealing import Context
from domain.sealing.envelopes import CannotOpen
from domain.sealing.symmetric import open_field, seal_field
from domain.staff.accounts import factor_context
from domain.staff.tables import FactorKind, StaffFactor, StaffMember
from domain.unit_of_work import UnitOfWork

OFFER_LASTS = timedelta(minutes=10)
LONGEST_LABEL = 60


class CodeWrong(ValueError):
    """The code does not prove the factor that was offered, or the offer is too old."""


class LastFactor(ValueError):
    """The last factor cannot be revoked by its owner: nobody could sign in with it gone."""


@dataclass(frozen=True)
class Offer:
    """A secret to put into an app, and the same sealed: the page hands it back with a code."""

    secret: str = field(repr=False)
    sealed: str = field(repr=False)


@dataclass(frozen=True)
class Proof:
    """What comes back from an offer: it, a code from the app, and a name for the factor."""

    sealed: str = field(repr=False)
    code: str = field(repr=False)
    label: str


def offer(member_id: UUID, key: bytes, now: datetime) -> Offer:
    """Offer a new authenticator secret. Nothing is kept until a code proves it."""
    secret = second_factors.new_secret()
    document = json.dumps([str(ids.new()), secret, now.isoformat()]).encode()
    return Offer(secret, seal_field(key, document, _offered(member_id)).hex())


def offered_again(member_id: UUID, key: bytes, sealed: str, now: datetime) -> Offer:
    """Return an offer as it was made, for a page shown again. Raises CodeWrong if it is too old."""
    return Offer(_opened(member_id, key, sealed, now)[1], sealed)


def enrol(work: UnitOfWork, member: StaffMember, key: bytes, proof: Proof) -> StaffFactor:
    """Keep a factor that a code has proved. The page has asked for a factor again before.

    Raises CodeWrong, or NotPermitted for somebody else's account.
    """
    if work.actor.id != member.id:
        raise NotPermitted("A second factor is enrolled by the person it belongs to")
    factor_id, secret = _opened(member.id, key, proof.sealed, work.now)
    step = second_factors.accept(secret, proof.code, work.now, None)
    kept = select(StaffFactor.id).where(StaffFactor.id == factor_id)
    if step is None or work.session.scalar(kept):
        raise CodeWrong("That code is not right: check the time on the phone and try again")
    factor = StaffFactor(
        id=factor_id,
        staff_id=member.id,
        kind=FactorKind.TOTP,
        label=named(proof.label, "authenticator app"),
        secret=seal_field(key, secret.encode(), factor_context(factor_id)),
        last_step=step,
        created_at=work.now,
    )
    return keep(work, member, factor)


def keep(work: UnitOfWork, member: StaffMember, factor: StaffFactor) -> StaffFactor:
    """Keep a factor that its owner has proved; record it and tell them."""
    work.session.add(factor)
    work.record(audit.StaffFactorEnrolled(member, factor=factor.kind, label=factor.label))
    _tell(work, member)
    return factor


def listed(work: UnitOfWork, staff_id: UUID) -> list[StaffFactor]:
    """Return the factors that serve: one's own, or to an administrator anybody's."""
    _check(work, staff_id)
    return _serving(work, staff_id)


def own(work: UnitOfWork, factor_id: UUID) -> StaffFactor:
    """Return a factor of the actor's own. Raises NotPermitted."""
    return _find(work, work.session.get_one(StaffMember, work.actor.id), factor_id)


def rename(work: UnitOfWork, member: StaffMember, factor_id: UUID, label: str) -> None:
    """Give a factor of one's own another name."""
    _check_own(work, member.id)
    factor = _find(work, member, factor_id)
    factor.label = named(label, factor.label)
    work.record(audit.StaffFactorRenamed(member, label=factor.label))


def may_revoke(actor: Actor, member: StaffMember, how_many: int) -> bool:
    """Say whether the actor may revoke one of so many factors of a person."""
    if actor.id == member.id:
        return how_many > 1
    return actor.may(Permission.MANAGE_STAFF)


def revoke(work: UnitOfWork, member: StaffMember, factor_id: UUID) -> None:
    """End a factor at once: one's own while another is left, or to an administrator anybody's.

    Raises LastFactor or NotPermitted.
    """
    _check(work, member.id)
    work.session.get_one(StaffMember, member.id, with_for_update={"key_share": True})
    if not may_revoke(work.actor, member, len(_serving(work, member.id))):
        raise LastFactor("This is your only second factor: add another before you remove it")
    factor = _find(work, member, factor_id)
    factor.revoked_at = work.now
    work.record(audit.StaffFactorRevoked(member, label=factor.label))
    _tell(work, member)


def revoke_all(work: UnitOfWork, member: StaffMember) -> None:
    """End every factor of a person, each with its event."""
    for factor in _serving(work, member.id):
        factor.revoked_at = work.now
        work.record(audit.StaffFactorRevoked(member, label=factor.label))


def _serving(work: UnitOfWork, staff_id: UUID) -> list[StaffFactor]:
    query = select(StaffFactor).where(
        StaffFactor.staff_id == staff_id, StaffFactor.revoked_at.is_(None)
    )
    return list(work.session.scalars(query.order_by(StaffFactor.id)))


def _find(work: UnitOfWork, member: StaffMember, factor_id: UUID) -> StaffFactor:
    found = {factor.id: factor for factor in _serving(work, member.id)}
    if factor_id not in found:
        raise NotPermitted("There is no such second factor")
    return found[factor_id]


def _check(work: UnitOfWork, staff_id: UUID) -> None:
    if work.actor.id != staff_id:
        work.require(Permission.MANAGE_STAFF)


def _check_own(work: UnitOfWork, staff_id: UUID) -> None:
    if work.actor.id != staff_id:
        raise NotPermitted("Only the person it belongs to may do that")


def named(label: str, otherwise: str) -> str:
    """Return what a factor is called: what was typed, on one line, or something if nothing was."""
    return " ".join(label.split())[:LONGEST_LABEL].strip() or otherwise


def _tell(work: UnitOfWork, member: StaffMember) -> None:
    if member.email:
        facts: dict[str, letters.Fact] = {"at": work.now}
        letters.write(work, Kind.STAFF_FACTORS_CHANGED, To(staff_id=member.id), facts)


def _opened(staff_id: UUID, key: bytes, sealed: str, now: datetime) -> tuple[UUID, str]:
    try:
        plain = open_field(key, bytes.fromhex(sealed), _offered(staff_id))
    except (CannotOpen, ValueError):
        raise CodeWrong("Begin again: this page is not the one that was shown") from None
    factor_id, secret, made_at = json.loads(plain)
    if now - datetime.fromisoformat(made_at) > OFFER_LASTS:
        raise CodeWrong("Begin again: this page is too old")
    return UUID(factor_id), secret


def _offered(staff_id: UUID) -> Context:
    return Context("staff-factor-offer", staff_id, None, "secret")

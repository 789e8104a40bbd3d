"""The shared password after onboarding: chosen by a link, forgotten, changed, ended for a leaver.

Only whoever reads the shared mailbox, or knows the password, can choose another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from domain import audit, letters, links
from domain.actors import Actor, ActorKind
from domain.letters import Kind, To
from domain.links import Holder, LinkKeys, LinkUnusable, Posting, Purpose
from domain.organisations import open_sessions, proofs
from domain.organisations.records import TermsAcceptance
from domain.organisations.tables import Organisation, Standing
from domain.passwords import Passwords, policy
from domain.passwords.policy import Change
from domain.permissions import Permission
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work

NOT_AGAIN_WITHIN = timedelta(minutes=2)
"""A mailbox gets no second letter so soon, however often somebody asks."""
MOST_IN_A_DAY = 10
CHOOSING = (Purpose.ACTIVATION, Purpose.RENEWAL)
WRONG = "The present password is wrong"

_AT = text("select organisation_at(:token_hash, :now)")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A password chosen by a link, and terms accepted. `context` adds the words of the force."""

    purpose: Purpose
    token: str = field(repr=False)
    password: str = field(repr=False)
    terms_version: str
    at: datetime
    context: tuple[str, ...] = ()


def choose(sessions: Sessions, passwords: Passwords, keys: LinkKeys, choice: Choice) -> UUID:
    """Set the password by a link, end all sessions, keep the terms; return whose it is.

    It opens no session. Raises LinkUnusable, PasswordRefused (the link is still good then).
    """
    if choice.purpose not in CHOOSING:
        raise LinkUnusable("This link is not for choosing a password")
    link = links.look_at(sessions, keys, choice.purpose, choice.token, choice.at)
    door = _door(link.organisation_id)
    with reading(sessions, door, choice.at) as work:
        organisation = _admissible(work, link.organisation_id)
    judge(organisation, choice.password, (*choice.context, choice.token))
    hashed = passwords.hashed(choice.password)
    with unit_of_work(sessions, door, choice.at) as work:
        links.use(work, keys, choice.purpose, choice.token)
        organisation = _admissible(work, link.organisation_id)
        work.record(audit.OrganisationPasswordChosen(organisation))
        _renew(work, organisation, hashed)
        accept_terms(work, organisation, choice.terms_version)
    return organisation.id


def forgotten(sessions: Sessions, keys: LinkKeys, url_hash: bytes, now: datetime) -> None:
    """Send the mailbox a link to choose another password; answer alike whether or not it does."""
    with sessions.begin() as session:
        organisation_id = session.scalar(_AT, {"token_hash": url_hash, "now": now})
    if organisation_id is None:
        return
    with unit_of_work(sessions, _door(organisation_id), now) as work:
        organisation = work.session.get_one(
            Organisation, organisation_id, with_for_update={"key_share": True}
        )
        if organisation.standing == Standing.ACTIVE and not _was_sent_lately(work, organisation):
            _send(work, organisation, keys, Kind.RENEWAL)
            work.record(audit.OrganisationPasswordForgotten(organisation))


def change(
    sessions: Sessions, passwords: Passwords, actor: Actor, change: Change
) -> tuple[str, ...]:
    """Change the password and end all other sessions; return why not, or nothing once done.

    A wrong present password counts as a failure and is recorded.
    """
    actor.require(Permission.KEEP_LOG_ON)
    with reading(sessions, actor, change.at) as work:
        before = _admissible(work, actor.organisation_id)
    right = passwords.matches(before.password_hash, change.current)
    proven = before.password_hash if right else None
    verdict = policy.judge(change.new, _context(before, change.context))
    hashed = passwords.hashed(change.new) if right and verdict.accepted else None
    with unit_of_work(sessions, actor, change.at) as work:
        because = "wrong password when changing it"
        organisation = proofs.settled(work, proven, change.address, because)
        if organisation is None:
            return (WRONG,)
        if hashed is not None:
            work.record(audit.OrganisationPasswordChanged(organisation))
            _renew(work, organisation, hashed, but=actor.session_id)
    return verdict.reasons


def colleague_left(work: UnitOfWork, keys: LinkKeys) -> None:
    """End the password and every session, the actor's too; a link goes to the mailbox."""
    work.require(Permission.KEEP_LOG_ON)
    organisation = _admissible(work, work.actor.organisation_id)
    work.record(audit.OrganisationColleagueLeft(organisation))
    organisation.password_hash = None
    open_sessions.end_all(work, organisation, "a colleague has left")
    _send(work, organisation, keys, Kind.COLLEAGUE_LEFT)


def accept_terms(work: UnitOfWork, organisation: Organisation, version: str) -> None:
    """Keep which version of the terms was accepted."""
    work.session.add(
        TermsAcceptance(
            organisation_id=organisation.id, terms_version=version, accepted_at=work.now
        )
    )
    work.record(audit.TermsAccepted(organisation, terms_version=version))


def judge(organisation: Organisation, password: str, context: Iterable[str] = ()) -> None:
    """Raise PasswordRefused, with reasons, unless the organisation may have this password."""
    policy.check(password, _context(organisation, context))


def _context(organisation: Organisation, more: Iterable[str]) -> tuple[str, ...]:
    return (organisation.name, organisation.mailbox, organisation.kind, *more)


def _renew(
    work: UnitOfWork, organisation: Organisation, hashed: str, but: UUID | None = None
) -> None:
    organisation.password_hash, organisation.failures = hashed, 0
    open_sessions.end_all(work, organisation, "the password was changed", but)
    letters.write(work, Kind.RENEWED, To(organisation_id=organisation.id), {"at": work.now})


def _send(work: UnitOfWork, organisation: Organisation, keys: LinkKeys, kind: Kind) -> None:
    holder = Holder(organisation_id=organisation.id)
    links.revoke(work, Purpose.ACTIVATION, holder)
    links.send(work, keys, Purpose.RENEWAL, holder, Posting(kind))


def _was_sent_lately(work: UnitOfWork, organisation: Organisation) -> bool:
    holder = Holder(organisation_id=organisation.id)
    soon, day = work.now - NOT_AGAIN_WITHIN, work.now - timedelta(days=1)
    return (
        links.made_since(work, Purpose.RENEWAL, holder, soon) > 0
        or links.made_since(work, Purpose.RENEWAL, holder, day) >= MOST_IN_A_DAY
    )


def _admissible(work: UnitOfWork, organisation_id: UUID | None) -> Organisation:
    organisation = work.session.get_one(Organisation, organisation_id)
    if organisation.standing != Standing.ACTIVE:
        raise LinkUnusable("This link has been used, replaced by a newer one, or is too old")
    return organisation


def _door(organisation_id: UUID | None) -> Actor:
    return Actor(kind=ActorKind.VISITOR, name="a visitor", organisation_id=organisation_id)

"""What can be recorded about partner organisations, their way in and their sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.audit.events import PORTAL, TRIAGE, Event, event


@event("{actor} onboarded {subject}")
class OrganisationOnboarded(Event):
    """A partner organisation was given a way in."""


@event("{actor} gave {subject} a new unique URL")
class OrganisationUrlIssued(Event):
    """A unique URL was made for an organisation."""


@event("{subject} chose a password", by=PORTAL | TRIAGE)
class OrganisationPasswordChosen(Event):
    """The shared password was set by whoever holds the mailbox."""


@event("{subject}'s password was hashed anew with today's settings", by=PORTAL)
class OrganisationPasswordRehashed(Event):
    """The same password is now kept under stronger settings."""


@event("Somebody signed in for {subject} from {address} with {device}", by=PORTAL)
class PartnerSignedIn(Event):
    """The shared password was right."""

    address: str
    device: str


@event(
    "Somebody signed in for {subject} from {address} with {device}, by passkey {passkey}", by=PORTAL
)
class PartnerSignedInWithPasskey(Event):
    """A passkey beside the shared password was right."""

    address: str
    device: str
    passkey: UUID


@event("A passkey for {subject} was not accepted from {address}: {because}", by=PORTAL)
class PartnerPasskeyRefused(Event):
    """A passkey's answer was wrong, or the organisation may not sign in."""

    address: str
    because: str


@event("{subject} added passkey {passkey} to its log-on", by=PORTAL)
class PartnerPasskeyAdded(Event):
    """Somebody who knew the shared password made a passkey for themselves on a device."""

    passkey: UUID


@event("Passkey {passkey} of {subject} was ended: {because}", by=PORTAL | TRIAGE)
class PartnerPasskeyEnded(Event):
    """A passkey serves no longer; sessions that it opened ended."""

    passkey: UUID
    because: str


@event("Somebody gave a wrong password for {subject} from {address}", by=PORTAL)
class PartnerRefused(Event):
    """The shared password was wrong, or the organisation may not sign in."""

    address: str
    because: str


@event("{subject} was signed out: {because}", by=PORTAL | TRIAGE)
class PartnerSessionEnded(Event):
    """A partner's session came to its end."""

    because: str


@event("Somebody at {subject} was sent to 999 instead", by=PORTAL)
class PartnerDiverted(Event):
    """The form turned an emergency away (no content is kept)."""


@event("{subject} was stopped by a limit: {limit}", by=PORTAL)
class PartnerLimited(Event):
    """A rate limit answered instead of the service."""

    limit: str


@event("{actor} showed the unique URL of {subject}")
class OrganisationUrlRevealed(Event):
    """The sealed copy of a unique URL was opened for an administrator."""


@event("{actor} changed the unique URL of {subject}; the old one serves until {grace_ends_at}")
class OrganisationUrlRotated(Event):
    """A new unique URL took the place of the old one."""

    grace_ends_at: datetime


@event("{actor} invited {subject}: a letter went to its mailbox")
class OrganisationInvited(Event):
    """A link to choose the first password was sent."""


@event("Somebody asked for a new password for {subject}", by=PORTAL)
class OrganisationPasswordForgotten(Event):
    """A link to choose another password was sent to the mailbox."""


@event("{subject} changed its password", by=PORTAL)
class OrganisationPasswordChanged(Event):
    """Somebody who knew the password chose another; all other sessions ended."""


@event("A colleague has left {subject}: its password ended and every session with it", by=PORTAL)
class OrganisationColleagueLeft(Event):
    """The shared password was ended, and a link to choose another was sent to the mailbox."""


@event("{subject} accepted version {terms_version} of the terms", by=PORTAL)
class TermsAccepted(Event):
    """Whoever chose the password accepted the terms for the organisation."""

    terms_version: str


@event("{actor} suspended {subject}: {reason}")
class OrganisationSuspended(Event):
    """It may not come in until it is reinstated; its sessions ended."""

    reason: str


@event("{actor} reinstated {subject}: {reason}")
class OrganisationReinstated(Event):
    """It may come in again."""

    reason: str


@event("{actor} closed {subject}: {reason}")
class OrganisationClosed(Event):
    """It takes part no longer; what it sent stays."""

    reason: str


@event("{actor} merged {subject} into {other}: {reason}")
class OrganisationMerged(Event):
    """It goes on as part of another; what it sent stays its own."""

    other: str
    other_id: UUID
    reason: str


@event("{actor} let {subject} sign in again after too many wrong passwords: {reason}")
class OrganisationUnlocked(Event):
    """The stop after a hundred failures was lifted."""

    reason: str


@event("{actor} changed the particulars of {subject}: {changed}")
class OrganisationAmended(Event):
    """What the police know of it, or the agreement with it, was changed."""

    changed: tuple[str, ...]

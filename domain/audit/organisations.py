"""What can be recorded about partner organisations, their way in and their sessions."""

from __future__ import annotations

from domain.audit.events import Event, event


@event("{actor} onboarded {subject}")
class OrganisationOnboarded(Event):
    """A partner organisation was given a way in."""


@event("{actor} gave {subject} a new unique URL")
class OrganisationUrlIssued(Event):
    """A unique URL was made for an organisation."""


@event("{subject} chose a password")
class OrganisationPasswordChosen(Event):
    """The shared password was set by whoever holds the mailbox."""


@event("{subject}'s password was hashed anew with today's settings")
class OrganisationPasswordRehashed(Event):
    """The same password is now kept under stronger settings."""


@event("Somebody signed in for {subject} from {address} with {device}")
class PartnerSignedIn(Event):
    """The shared password was right."""

    address: str
    device: str


@event("Somebody gave a wrong password for {subject} from {address}")
class PartnerRefused(Event):
    """The shared password was wrong, or the organisation may not sign in."""

    address: str
    because: str


@event("{subject} was signed out: {because}")
class PartnerSessionEnded(Event):
    """A partner's session came to its end."""

    because: str


@event("Somebody at {subject} was sent to 999 instead")
class PartnerDiverted(Event):
    """The form turned an emergency away (no content is kept)."""


@event("{subject} was stopped by a limit: {limit}")
class PartnerLimited(Event):
    """A rate limit answered instead of the service."""

    limit: str

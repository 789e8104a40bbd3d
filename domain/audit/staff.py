"""What can be recorded about police staff and their sessions."""

from __future__ import annotations

from domain.audit.events import Event, event


@event("{actor} made an account for {subject} as {roles}")
class StaffCreated(Event):
    """A member of staff was given an account."""

    roles: tuple[str, ...]


@event("{subject} signed in from {address} with a password and {factor}")
class StaffSignedIn(Event):
    """Both factors were right."""

    address: str
    factor: str


@event("{subject} was not signed in from {address}: {because}")
class StaffRefused(Event):
    """A factor was wrong, or the account may not sign in."""

    address: str
    because: str


@event("{subject} was signed out: {because}")
class StaffSessionEnded(Event):
    """A session of a member of staff came to its end."""

    because: str


@event("{subject}'s password was hashed anew with today's settings")
class StaffPasswordRehashed(Event):
    """The same password is now kept under stronger settings."""


@event("{subject} was refused: {wanted}")
class PermissionRefused(Event):
    """Somebody signed in tried what their roles do not allow."""

    wanted: str


@event("{actor} read the audit trail: {filters}")
class TrailRead(Event):
    """The trail itself was looked at; its use is part of it. It is about who looked."""

    filters: str

"""What can be recorded about police staff and their sessions."""

from __future__ import annotations

from domain.audit.events import Event, event
from domain.audit.parts import ServicePart

SINGLE_SIGN_ON = ServicePart(4, "single sign-on")


@event("{actor} made an account for {subject} as {roles}")
class StaffCreated(Event):
    """A member of staff was given an account."""

    roles: tuple[str, ...]


@event("{subject} signed in from {address} with a password and {factor}")
class StaffSignedIn(Event):
    """Both factors were right."""

    address: str
    factor: str


@event("{subject} signed in from {address} with single sign-on and {factor}")
class StaffSignedOn(Event):
    """A provider vouched for them in place of a password, and a second factor was right."""

    address: str
    factor: str


@event("{subject} was refused from {address}: {because}")
class SignOnRefused(Event):
    """A provider's answer was wrong, or vouched for nobody who has an account."""

    address: str
    because: str


@event("{subject} is known to {issuer} as {identity} from now on")
class StaffIdentityBound(Event):
    """Somebody came by single sign-on for the first time, and gave a second factor of ours."""

    issuer: str
    identity: str


@event("{actor} released {subject} from {issuer}: {reason}")
class StaffIdentityReleased(Event):
    """Whom the provider knows them as is found anew the next time."""

    issuer: str
    reason: str


@event("{subject} gave {factor} again")
class StaffConfirmedAgain(Event):
    """A second factor was given once more, for something sensitive (step-up)."""

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


@event("{actor} invited {subject}: a letter went to their address")
class StaffInvited(Event):
    """A link to choose a password and enrol a second factor was sent."""


@event("{subject} chose a password")
class StaffPasswordChosen(Event):
    """A password was set by the person it belongs to."""


@event("Somebody asked for a new password for {subject}")
class StaffPasswordForgotten(Event):
    """A link to choose another password was sent; the second factor is still asked for."""


@event("{subject} gave {factor} a place among their second factors: {label}")
class StaffFactorEnrolled(Event):
    """A second factor was proved and kept."""

    factor: str
    label: str


@event("{actor} renamed a second factor of {subject}: {label}")
class StaffFactorRenamed(Event):
    """A second factor has another name."""

    label: str


@event("{actor} revoked a second factor of {subject}: {label}")
class StaffFactorRevoked(Event):
    """A second factor serves no longer."""

    label: str


@event("{subject} was given {count} recovery codes")
class RecoveryCodesMade(Event):
    """A new set of codes was shown once; those before serve no longer."""

    count: int


@event("{subject} used a recovery code; {left} are left")
class RecoveryCodeUsed(Event):
    """A code on paper stood in for a second factor."""

    left: int


@event("{actor} let {subject} enrol a new second factor: {reason}")
class StaffFactorsRecovered(Event):
    """Every factor and code ended; the person enrols again by a link and their password."""

    reason: str


@event("{actor} disabled the account of {subject}: {reason}")
class StaffDisabled(Event):
    """The person may not come in; sessions ended at once."""

    reason: str


@event("{actor} enabled the account of {subject}: {reason}")
class StaffEnabled(Event):
    """The person may come in again."""

    reason: str


@event("{actor} changed what {subject} may do: {roles}, {districts}, cleared {cleared}")
class StaffRightsChanged(Event):
    """Roles, districts or clearance were changed; it acts at the next request."""

    roles: tuple[str, ...]
    districts: tuple[str, ...]
    cleared: bool


@event("{actor} changed the address that letters to {subject} go to: {reason}")
class StaffAddressChanged(Event):
    """Letters about an account go elsewhere; its sessions and links ended."""

    reason: str


@event("{actor} let {subject} sign in again after too many failures: {reason}")
class StaffUnlocked(Event):
    """The stop after a hundred failures was lifted."""

    reason: str


@event("{actor} reviewed who has access: {count} accounts")
class AccessReviewed(Event):
    """The list of accounts with their last use was looked at or exported; about who looked."""

    count: int

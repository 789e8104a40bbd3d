"""What can be recorded of administering organisations: requests, mailboxes, limits, reminders."""

from __future__ import annotations

from datetime import datetime

from domain.audit.events import PORTAL, WORKER, Event, event


@event("{actor} asked to change the mailbox of {subject}")
class MailboxChangeAsked(Event):
    """A letter went to the new mailbox, and one to the old."""


@event("{actor} gave up the change of mailbox of {subject}")
class MailboxChangeCancelled(Event):
    """The new mailbox will not be used."""


@event("The new mailbox of {subject} was confirmed", by=PORTAL)
class MailboxChanged(Event):
    """Whoever reads the new mailbox used the link in it."""


@event("{actor} set a limit for {subject}: {limit} {amount} until {expires_at}, {reason}")
class OrganisationLimitSet(Event):
    """Another limit than the ordinary one applies for a time."""

    limit: str
    amount: int
    expires_at: datetime
    reason: str


@event("{actor} lifted a limit of {subject}: {limit}")
class OrganisationLimitLifted(Event):
    """The ordinary limit applies again."""

    limit: str


@event("{subject} was reminded of its agreement's review on {review_on}", by=WORKER)
class AgreementReminded(Event):
    """A letter about the review went to the mailbox; `days` are left (0: it has lapsed)."""

    review_on: str
    days: int


@event("Somebody asked for access: {subject}", by=PORTAL)
class AccessRequested(Event):
    """A visitor asked for an organisation to take part; the mailbox is not confirmed yet."""


@event("The mailbox of {subject} was confirmed", by=PORTAL)
class AccessRequestConfirmed(Event):
    """Whoever reads the mailbox used the link: the request waits for an administrator."""


@event("{actor} approved {subject}")
class AccessRequestApproved(Event):
    """It became an organisation."""


@event("{actor} declined {subject}: {reason}")
class AccessRequestDeclined(Event):
    """It was not taken in."""

    reason: str


@event("{subject} was forgotten: nobody confirmed its mailbox", by=WORKER)
class AccessRequestForgotten(Event):
    """It lay unconfirmed for as long as such requests are kept."""


@event("{actor} exported the list of organisations: {count}")
class OrganisationsExported(Event):
    """The list left the service as a file. It is about whoever took it."""

    count: int


@event("The file {subject} changed from version {before} to {after}")
class ReferenceDataChanged(Event):
    """A file of reference data is not what it was at the last start."""

    before: str
    after: str

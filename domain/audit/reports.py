"""What can be recorded about intelligence reports and about who was given them.

Reasons, purposes and caveats may hold intelligence: they are sealed, and an event names the writing
or the ledger's line that holds them. Recipients are named (DPA 2018 s.62(3)).
"""

from __future__ import annotations

from domain.audit.events import Event, Operation, event


@event("{actor} drafted {subject} from {submission}", Operation.COLLECTION)
class ReportDrafted(Event):
    """A report was begun from a submission. Its content is sealed, under `writing`."""

    submission: str
    writing: str
    sensitive: bool


@event("{actor} wrote version {number} of {subject}", Operation.ALTERATION)
class ReportRevised(Event):
    """A new version of a report was written; earlier ones are kept."""

    number: int
    writing: str
    sensitive: bool


@event("{actor} opened {subject}", Operation.CONSULTATION)
class ReportOpened(Event):
    """A report's content was shown to an officer."""


@event("{actor} sent {subject} for approval: {because}")
class ReportSent(Event):
    """A second person has to approve the report; `because` says which rules ask for one."""

    number: int
    because: tuple[str, ...]


@event("{actor} made {subject} live")
class ReportPublished(Event):
    """A report went live that no rule asks a second person for."""

    number: int


@event("{actor} noted the grades of {subject} for figures")
class ReportGradesNoted(Event):
    """Grades that an earlier version kept sealed alone are kept in clear too."""


@event("{actor} approved {subject}")
class ReportApproved(Event):
    """A second person, not the author, made the report live."""

    number: int


@event("{actor} returned {subject} for correction")
class ReportReturned(Event):
    """A second person sent the report back to its author. The reason is under `writing`."""

    number: int
    writing: str


@event("{actor} took {subject} back for correction")
class ReportCorrected(Event):
    """A live report is being corrected. The reason is sealed, under `writing`."""

    number: int
    writing: str


@event("{actor} withdrew {subject}", Operation.ALTERATION)
class ReportWithdrawn(Event):
    """A report is no longer to be relied on. The reason is sealed, under `writing`."""

    number: int
    writing: str


@event("{actor} moved {subject} to retention group {group}", Operation.ALTERATION)
class ReportRegrouped(Event):
    """How long the report is kept was changed. The reason is sealed, under `writing`."""

    group: str
    before: str
    writing: str


@event("{actor} asked a second person to authorise {subject} of {report}: {recipients}")
class DisseminationProposed(Event):
    """A sensitive report waits to be disseminated."""

    report: str
    recipients: tuple[str, ...]
    format: str


@event("{actor} refused {subject}")
class DisseminationRefused(Event):
    """A second person did not let the report go. The reason is sealed, under `writing`."""

    writing: str


@event("{actor} disseminated {report} to {recipients} as {subject}", Operation.DISCLOSURE)
class ReportDisseminated(Event):
    """A report was given to somebody. `digest` is the SHA-256 of the bytes, in hexadecimal."""

    report: str
    version: int
    recipients: tuple[str, ...]
    format: str
    digest: str


@event("{actor} took a copy of {subject} for {recipients}", Operation.DISCLOSURE)
class CopyPrinted(Event):
    """The bytes that were disseminated were handed out, for the recipients of that line."""

    recipients: tuple[str, ...]
    digest: str


@event("{actor} issued {subject}, a {kind} of {report}, to {recipients}", Operation.DISCLOSURE)
class NoticeIssued(Event):
    """Everyone who got a report is told that it was wrong (DPA 2018 s.38)."""

    kind: str
    report: str
    recipients: tuple[str, ...]


@event("{actor} noted that {recipient} acted on {subject}")
class NoticeAcknowledged(Event):
    """A recipient said that a notice was acted on."""

    recipient: str

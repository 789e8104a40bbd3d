"""What can be recorded about files: added, sent, checked, looked at. Names of files never."""

from __future__ import annotations

from domain.audit.events import PORTAL, WORKER, Event, Operation, event


@event("{actor} added {subject}: {kind}, {size}", by=PORTAL)
class FileAdded(Event):
    """A partner added a file to a draft. `digest` is of the sealed bytes; `size` is a class."""

    kind: str
    size: str
    digest: str


@event("{actor} removed {subject} before it was sent", Operation.ERASURE, by=PORTAL | WORKER)
class FileRemoved(Event):
    """A file that was not sent was removed, and what would open it."""


@event(
    "{actor} sent {subject} as file {number} of submission {submission}",
    Operation.COLLECTION,
    by=PORTAL,
)
class FileSent(Event):
    """A file went with a submission; `submission` is its id."""

    submission: str
    number: int


@event(
    "{actor} checked {subject}: nothing found; clean copy: {rendition}",
    Operation.ALTERATION,
    by=WORKER,
)
class FileCleared(Event):
    """No malware, and a sound structure. `rendition` is the kind of the clean copy, or none."""

    rendition: str
    rendition_digest: str
    scanner: str


@event("{actor} locked {subject} away: {reason} {malware}", Operation.ALTERATION, by=WORKER)
class FileQuarantined(Event):
    """It is never served. `reason` is a finding of `files.toml`; `malware` the scanner's name."""

    reason: str
    malware: str
    scanner: str


@event("{actor} could not check {subject}: {reason}", Operation.ALTERATION, by=WORKER)
class FileCheckFailed(Event):
    """It can never be checked, so it is not served."""

    reason: str


@event("{actor} looked at the clean copy of {subject}", Operation.CONSULTATION)
class FileViewed(Event):
    """An officer was shown a clean copy."""

    submission: str


@event("{actor} downloaded {subject} as it was sent", Operation.CONSULTATION)
class FileDownloaded(Event):
    """An officer was given the original, with whatever is hidden in it."""

    submission: str

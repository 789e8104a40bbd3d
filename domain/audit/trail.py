"""What can be recorded about the trail itself: the log, its witnesses, exports, copies kept."""

from __future__ import annotations

from domain.audit.events import ADMINISTRATOR, WITNESS, WORKER, Event, event
from domain.audit.parts import ServicePart

THE_TRAIL = ServicePart(1, "the trail")
THE_RECORD = ServicePart(2, "the record")


@event("{subject} fell behind: {waiting} events waited, the oldest for {seconds} s", by=WORKER)
class TrailFellBehind(Event):
    """Events waited too long for their place in the log."""

    waiting: int
    seconds: int


@event("{subject} caught up, at {size} events", by=WORKER)
class TrailCaughtUp(Event):
    """Nothing waits too long any more."""

    size: int


@event("{actor} refused to vouch for {subject}: {rule}", by=WITNESS)
class WitnessRefusedLog(Event):
    """A witness was shown a log that does not continue the one it saw. `because` says how."""

    rule: str
    because: str


@event("{actor} exported {subject}, {size} events")
class TrailExported(Event):
    """The trail was written to a file, for an auditor to verify."""

    size: int


@event("{actor} took a sealed backup of {subject}, at {size} events", by=ADMINISTRATOR)
class BackupTaken(Event):
    """The whole database was copied, sealed to those who may open it. `digest` is of the file."""

    size: int
    digest: str


@event("{actor} restored {subject} from a backup of {taken_at}", by=ADMINISTRATOR)
class BackupRestored(Event):
    """The database was put back to an earlier copy; the events after it are not here."""

    taken_at: str
    size: int

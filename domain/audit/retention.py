"""What can be recorded about how long things are kept: reviews, holds, disposal. Never reasons."""

from __future__ import annotations

from datetime import date

from domain.audit.events import WORKER, Event, Operation, event


@event(
    "{actor} reviewed {subject} and kept it: {ground}; next review {next_on}",
    Operation.ALTERATION,
)
class SubmissionRetained(Event):
    """A review ended in retain. The reason is sealed, under `writing`."""

    ground: str
    next_on: date
    writing: str


@event("{actor} proposed to dispose of {subject}: {ground}")
class DisposalProposed(Event):
    """A review ended in disposal, if a second person agrees. The reason is under `writing`."""

    ground: str
    writing: str


@event("{actor} agreed to the disposal of {subject}, proposed by {first}")
class DisposalApproved(Event):
    """A second person agreed; the worker disposes of it."""

    first: str


@event("{actor} kept {subject}, proposed for disposal by {first}")
class DisposalRefused(Event):
    """A second person did not agree. The reason is sealed, under `writing`."""

    first: str
    writing: str


@event("{actor} left {subject} as it is: it was taken up again before its disposal", by=WORKER)
class DisposalOvertaken(Event):
    """It was reopened after two people had let it go."""


@event("{actor} placed {subject} under a legal hold")
class HoldPlaced(Event):
    """It is not disposed of until the hold is lifted. The reason is sealed, under `writing`."""

    writing: str


@event("{actor} lifted the legal hold on {subject}")
class HoldLifted(Event):
    """It may be disposed of again. The reason is sealed, under `writing`."""

    writing: str


@event(
    "{actor} disposed of {subject}, {first} and {second} having agreed: {ground}",
    Operation.ERASURE,
    by=WORKER,
)
class SubmissionDisposed(Event):
    """What it said is destroyed. `digest` is the SHA-256 of the sealed bytes that were held."""

    digest: str
    ground: str
    first: str
    second: str
    contents: int
    wraps: int
    files: int
    reports: int


@event("{actor} disposed of {subject} with {submission}", Operation.ERASURE, by=WORKER)
class FileDisposed(Event):
    """A file went with its submission. `digest` is of its sealed bytes."""

    submission: str
    digest: str


@event("{actor} disposed of {subject} with {submission}", Operation.ERASURE, by=WORKER)
class ReportDisposed(Event):
    """A report went with the submission that it was made from."""

    submission: str


@event(
    "{actor} destroyed what {subject} handed over, with {submission}", Operation.ERASURE, by=WORKER
)
class DisseminationDisposed(Event):
    """The copy that was kept is gone; that it was given, to whom and its digest stay."""

    submission: str


@event("{actor} destroyed what {subject} said, with {submission}", Operation.ERASURE, by=WORKER)
class NoticeDisposed(Event):
    """The words of a notice are gone; that it was given, and to whom, stays."""

    submission: str

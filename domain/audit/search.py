"""What can be recorded about searching, matching and relating submissions.

Facts name fields and kinds, never what was typed: what somebody looked for, and why, is sealed.
"""

from __future__ import annotations

from domain.audit.events import WORKER, Event, Operation, event


@event("{actor} searched by {fields} and was shown {shown}", Operation.CONSULTATION)
class SearchMade(Event):
    """Somebody looked for submissions. `purposeful` says whether a purpose was given.

    `own_name`: the searcher's own family name was among what was typed.
    """

    fields: tuple[str, ...]
    shown: int
    purposeful: bool
    own_name: bool


@event("{actor} went on with {subject} and was shown {shown} more", Operation.CONSULTATION)
class SearchContinued(Event):
    """A further page of a search was shown."""

    shown: int


@event("{actor} found that {subject} matches {others}", Operation.COMBINATION, by=WORKER)
class MatchesFound(Event):
    """The service joined a submission to others that share something. `kinds` says what."""

    others: tuple[str, ...]
    kinds: tuple[str, ...]


@event("{actor} linked {subject}: {relation} {other}", Operation.COMBINATION)
class SubmissionRelated(Event):
    """An officer said how two submissions go together. The reason is sealed, under `writing`."""

    relation: str
    other: str
    sources: str
    writing: str


@event("{actor} undid the link of {subject}: {relation} {other}", Operation.COMBINATION)
class RelationUndone(Event):
    """A link was taken back; it is kept as undone. The reason is sealed, under `writing`."""

    relation: str
    other: str
    writing: str


@event("{actor} {change} an identifier of {subject}: {kind}", Operation.ALTERATION)
class IdentifierChanged(Event):
    """An officer added, corrected, rejected or restored an identifier, sealed under `writing`."""

    change: str
    kind: str
    writing: str


@event("{actor} excluded a value from matching: {kind}", Operation.ALTERATION)
class ValueExcluded(Event):
    """A worthless value joins nothing any more. It is sealed, with the reason."""

    kind: str


@event("{actor} let a value count in matching again: {kind}", Operation.ALTERATION)
class ValueIncluded(Event):
    """An exclusion has ended."""

    kind: str


@event("{actor} hashed {subject} under a new key", by=WORKER)
class ExclusionRehashed(Event):
    """An exclusion goes on under a new key of the index."""

"""What an officer says of two submissions, and what has to be said."""

from __future__ import annotations

from dataclasses import dataclass

from domain.problems import NotAccepted
from domain.relations.kinds import KINDS, RelationKind, Sources
from domain.submissions.tables import Submission

LONGEST = 2_000
ONE_HOUSE = (
    "Both are from one organisation, so the root may be the same."
    " Say how each knows it without the other, or select “Same root”"
)


@dataclass(frozen=True)
class Link:
    """What an officer says of two submissions. Whoever corroborates says what the sources are.

    `why_independent`: how two of one organisation know it apart from one another.
    """

    kind: RelationKind
    reason: str
    sources: Sources | None = None
    why_independent: str = ""

    @property
    def whole_reason(self) -> str:
        """The reason as it is kept."""
        parts = (self.reason, self.why_independent if self.sources is Sources.INDEPENDENT else "")
        return " Independent: ".join(part for part in parts if part.strip())


def check(link: Link, submission: Submission, other: Submission) -> None:
    """Raise NotAccepted unless everything is said that this kind of link asks for."""
    check_reason(link.reason)
    _check_length("why_independent", link.why_independent)
    if submission.id == other.id:
        raise NotAccepted({"other": "This is the same submission"})
    if KINDS[link.kind].sources and link.sources is None:
        raise NotAccepted({"sources": "Select whether the sources are independent"})
    if not KINDS[link.kind].sources and link.sources is not None:
        raise NotAccepted({"sources": "Only what corroborates says what its sources are"})
    one_house = submission.organisation_id == other.organisation_id
    if one_house and link.sources is Sources.INDEPENDENT and not link.why_independent.strip():
        raise NotAccepted({"why_independent": ONE_HOUSE})


def check_reason(reason: str) -> None:
    """Raise NotAccepted unless there is a reason of a length that can be kept."""
    if not reason.strip():
        raise NotAccepted({"reason": "Enter the reason"})
    _check_length("reason", reason)


def _check_length(field: str, said: str) -> None:
    if len(said) > LONGEST:
        raise NotAccepted({field: f"This must be {LONGEST:,} characters or fewer"})

"""What rules can raise: the three priorities, and the reasons for the restricted queue."""

from __future__ import annotations

from enum import StrEnum


class Priority(StrEnum):
    """How urgent a submission is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """Give 0 for low to 2 for high, so that priorities can be compared."""
        return (Priority.LOW, Priority.MEDIUM, Priority.HIGH).index(self)


class RestrictedReason(StrEnum):
    """Why a submission leaves the ordinary queue."""

    POLICE_CORRUPTION = "police_corruption"
    POSSIBLE_INFORMANT = "possible_informant"

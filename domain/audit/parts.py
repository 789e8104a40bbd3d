"""Parts of the service that events are about although no row stands for them."""

from __future__ import annotations

from uuid import UUID

from domain.tables import Audited


class ServicePart(Audited):
    """A part of the service with a name and an id that never change."""

    def __init__(self, number: int, title: str) -> None:
        """Name it; the number is its id and is never given to another."""
        self.id = UUID(int=number)
        self._title = title

    @property
    def title(self) -> str:
        """How the trail names it."""
        return self._title

"""What letters say, for tests: whoever reads the mailbox knows it, and nobody else."""

from __future__ import annotations

from sqlalchemy import select

from domain.actors import system
from domain.letters import Kind, Letter
from domain.letters.writing import opened
from domain.links import LinkKeys
from domain.unit_of_work import reading
from tests.database import Doors

LINK_KEYS = LinkKeys(hash_key=b"h" * 32, letters_key=b"l" * 32)


def written(doors: Doors) -> list[Letter]:
    """Every letter, the oldest first."""
    with reading(doors.worker, system("letters")) as work:
        return list(work.session.scalars(select(Letter).order_by(Letter.id)))


def kinds(doors: Doors) -> list[str]:
    """The kinds of every letter, the oldest first."""
    return [letter.kind for letter in written(doors)]


def secrets(doors: Doors, kind: Kind) -> dict[str, str]:
    """The secrets of the newest letter of a kind."""
    letter = [letter for letter in written(doors) if letter.kind == kind][-1]
    return opened(letter, LINK_KEYS.letters_key)


def link(doors: Doors, kind: Kind) -> str:
    """The token of the link in the newest letter of a kind."""
    return secrets(doors, kind)["link_token"]

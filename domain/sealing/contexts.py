"""Where sealed content belongs.

Bound into it, so that a ciphertext moved to another row does not open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

_WORD = re.compile(r"[a-z0-9][a-z0-9._:-]{0,99}")
NO_ORGANISATION = "-"
"""Stands for "no organisation"; it can be neither a UUID nor a word."""


@dataclass(frozen=True, slots=True)
class Context:
    """The one place a sealed content may be opened: what for, which row, whose, which part.

    `purpose` and `part` are words of ours (lower-case letters, digits, `. _ : -`), never typed by
    people, so that the joined bytes can be read in one way only.
    """

    purpose: str
    row_id: UUID
    organisation_id: UUID | None
    part: str

    def __post_init__(self) -> None:
        for word in (self.purpose, self.part):
            if not _WORD.fullmatch(word):
                raise ValueError(
                    f"{word!r} is not a word a context can carry: a-z 0-9 . _ : - only"
                )

    def __bytes__(self) -> bytes:
        organisation = str(self.organisation_id) if self.organisation_id else NO_ORGANISATION
        return "|".join((self.purpose, str(self.row_id), organisation, self.part)).encode()

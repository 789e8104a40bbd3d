"""Letters: mail to partners' shared mailboxes and to staff, never with content or names.

What happens writes a letter (kind and facts); the worker words it and sends it.
"""

from __future__ import annotations

from domain.letters.kinds import KINDS, LINK, URL, Audience, Kind
from domain.letters.listing import Line, not_delivered, of_organisation
from domain.letters.tables import Letter, LetterState
from domain.letters.writing import (
    EVERYBODY,
    AddressUnusable,
    Fact,
    FactsWrong,
    Sealed,
    To,
    checked_address,
    write,
    write_sealed,
)

__all__ = [
    "EVERYBODY",
    "KINDS",
    "LINK",
    "URL",
    "AddressUnusable",
    "Audience",
    "Fact",
    "FactsWrong",
    "Kind",
    "Letter",
    "LetterState",
    "Line",
    "Sealed",
    "To",
    "checked_address",
    "not_delivered",
    "of_organisation",
    "write",
    "write_sealed",
]

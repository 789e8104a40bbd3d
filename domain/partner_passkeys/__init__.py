"""Passkeys of partners' staff: one person on one device, beside the shared password.

They are discoverable: nobody has to be named to be asked for one, so that an organisation without
any looks from outside as one with many. Why: `docs/decisions/partner-passkeys.md`.
"""

from __future__ import annotations

from domain.partner_passkeys.adding import (
    Answer,
    Asking,
    TooMany,
    add,
    options_to_add,
)
from domain.partner_passkeys.listing import (
    Line,
    end,
    end_chosen,
    end_of,
    listed,
    of_organisation,
)
from domain.partner_passkeys.signing_in import Attempt, admit, new_challenge, options_to_sign_in

__all__ = [
    "Answer",
    "Asking",
    "Attempt",
    "Line",
    "TooMany",
    "add",
    "admit",
    "end",
    "end_chosen",
    "end_of",
    "listed",
    "new_challenge",
    "of_organisation",
    "options_to_add",
    "options_to_sign_in",
]

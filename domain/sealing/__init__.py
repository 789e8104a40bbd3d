"""Sealing content so that only those who hold a private key can read it; sealing never needs one.

Opening lives in `domain.sealing.opening`, which this package does not import: the portal's process
seals and must not even load the code that opens. Imported as a module: `sealing.seal(...)`,
`opening.open_sealed(...)`.
"""

from __future__ import annotations

from domain.sealing.closing import Sealed, seal, seal_stream
from domain.sealing.contexts import Context
from domain.sealing.digests import digest
from domain.sealing.envelopes import CannotOpen
from domain.sealing.recipients import Recipient, Recipients, Wrap
from domain.sealing.symmetric import draft_key, open_field, open_with, seal_field, seal_with

__all__ = [
    "CannotOpen",
    "Context",
    "Recipient",
    "Recipients",
    "Sealed",
    "Wrap",
    "digest",
    "draft_key",
    "open_field",
    "open_with",
    "seal",
    "seal_field",
    "seal_stream",
    "seal_with",
]

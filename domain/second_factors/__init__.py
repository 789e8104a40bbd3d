"""The second proof that a member of staff gives: a code from an app, or a recovery code."""

from __future__ import annotations

from domain.second_factors.authenticators import accept, new_secret, provisioning_uri, qr_svg
from domain.second_factors.recovery_codes import (
    hashed_codes,
    matching_code,
    new_recovery_codes,
)

__all__ = [
    "accept",
    "hashed_codes",
    "matching_code",
    "new_recovery_codes",
    "new_secret",
    "provisioning_uri",
    "qr_svg",
]

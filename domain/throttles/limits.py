"""The limits on wrong passwords, one row for each thing that failures are counted by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# NIST SP 800-63B-4 §3.2.2: no more than 100 failures in a row. Then the log-on is disabled and
# its mailbox and an administrator are told.
DISABLED_AFTER = 100


class Key(StrEnum):
    """What failures are counted by."""

    ORGANISATION_AND_ADDRESS = "organisation and address"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    EVERYTHING = "everything"
    DEVICE = "known device"


@dataclass(frozen=True)
class Limit:
    """At most so many failures in any window, and the pause after each one in turn."""

    failures: int
    window: timedelta
    delays_seconds: tuple[int, ...] = ()


_FIVE_MINUTES = timedelta(minutes=5)

# An office of fifty behind one address mistypes now and then: the first three cost no wait.
LIMITS: Mapping[Key, Limit] = {
    Key.ORGANISATION_AND_ADDRESS: Limit(10, _FIVE_MINUTES, (0, 0, 0, 1, 2, 4, 8, 15, 30)),
    Key.ORGANISATION: Limit(30, _FIVE_MINUTES),
    Key.ADDRESS: Limit(60, _FIVE_MINUTES),
    Key.EVERYTHING: Limit(600, _FIVE_MINUTES),
    Key.DEVICE: Limit(10, _FIVE_MINUTES),
}

"""What one-time links are for, and how long each serves.

Activation links last three days and only let somebody choose a first password (ASVS 6.4.1). Those
that stand for a factor that was lost last ten minutes (ASVS 6.5.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a link lets its holder do."""

    ACTIVATION = "activation"
    RENEWAL = "password"
    REQUEST = "access-request"
    MAILBOX = "mailbox"
    STAFF_ACTIVATION = "staff-activation"
    STAFF_RENEWAL = "staff-password"
    STAFF_RECOVERY = "staff-recovery"


ACTIVATION = timedelta(hours=72)
AUTHENTICATION = timedelta(minutes=10)

LIFETIMES: Mapping[Purpose, timedelta] = {
    Purpose.ACTIVATION: ACTIVATION,
    Purpose.RENEWAL: AUTHENTICATION,
    Purpose.REQUEST: ACTIVATION,
    Purpose.MAILBOX: ACTIVATION,
    Purpose.STAFF_ACTIVATION: ACTIVATION,
    Purpose.STAFF_RENEWAL: AUTHENTICATION,
    Purpose.STAFF_RECOVERY: AUTHENTICATION,
}

"""What the portal stands on: the database, the hasher of passwords, keys; given at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import current_app

from domain.links import LinkKeys
from domain.passwords import Passwords
from domain.sealing import Recipients
from domain.unit_of_work import Sessions
from domain.url_tokens import UrlTokens
from domain.visits import Lookups


def real_time() -> datetime:
    """Return what time it is, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of a portal. `lookups` is for single questions that need no transaction.

    `recipients` gives whom submissions are sealed to now, and raises ManifestRefused while there is
    no manifest to rely on. `refusals_take` is the step, in seconds, to which the time of a refused
    sign-in is rounded up, so that it tells nothing.
    """

    sessions: Sessions
    lookups: Lookups
    passwords: Passwords
    url_tokens: UrlTokens
    link_keys: LinkKeys
    recipients: Callable[[], Recipients]
    now: Callable[[], datetime] = real_time
    refusals_take: float = 0.1


def here() -> Parts:
    """Return the parts of the application that serves this request."""
    return cast(Parts, current_app.extensions["parts"])

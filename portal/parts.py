"""What the portal stands on: the database, the hasher of passwords, keys; given at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import current_app

from domain.files import Store
from domain.links import LinkKeys
from domain.lookups import Lookups
from domain.passwords import Passwords
from domain.relying_parties import Party
from domain.sealing import Recipients
from domain.sealing.unwrapping import PrivateKeys
from domain.trail.notes import VerifierKey
from domain.unit_of_work import Sessions
from domain.url_tokens import UrlTokens


def real_time() -> datetime:
    """Return what time it is, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class ReceiptKeys:
    """The published keys that a receipt is checked with: of the log, then of closed ones."""

    logs: tuple[VerifierKey, ...]
    witnesses: tuple[VerifierKey, ...]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of a portal. `lookups` is for single questions that need no transaction.

    `recipients` gives whom submissions are sealed to now, and raises ManifestRefused while there is
    no manifest to rely on. `store` takes the sealed bytes of files. `own_keys` opens messages to
    partners and nothing else. `party` asks for passkeys; there is none where the portal's address
    allows none. `refusals_take` is the step, in seconds, to which the time of a
    refused sign-in is rounded up, so that it tells nothing.
    """

    sessions: Sessions
    lookups: Lookups
    passwords: Passwords
    url_tokens: UrlTokens
    link_keys: LinkKeys
    recipients: Callable[[], Recipients]
    store: Store
    own_keys: PrivateKeys
    receipt_keys: ReceiptKeys
    party: Party | None = None
    now: Callable[[], datetime] = real_time
    refusals_take: float = 0.1


def here() -> Parts:
    """Return the parts of the application that serves this request."""
    return cast(Parts, current_app.extensions["parts"])

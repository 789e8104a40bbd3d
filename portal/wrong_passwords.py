"""Remembering wrong passwords, and asking the domain how soon the next may be tried.

The times of failures are kept as counters in the store that the rate limits use, so that several
processes count together: one counter numbers them, and one for each holds its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from limits.storage import Storage

from domain import throttles
from domain.throttles import Key, Limit, Wait
from domain.throttles.limits import LIMITS

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Tried:
    """Where a password is tried: hash of the URL's token, address, and the device if known.

    `allowed` is how many wrong ones are set for the organisation in place of the ordinary number.
    """

    door: str
    address: str
    device: str | None
    allowed: int | None = None

    def names(self) -> Mapping[Key, str]:
        """Return what failures are counted by, and under which name. A known device counts alone.

        The device's name is its own, so that an attack from elsewhere never shuts it out.
        """
        if self.device:
            return {Key.DEVICE: self.device}
        return {
            Key.ORGANISATION_AND_ADDRESS: f"{self.door}/{self.address}",
            Key.ORGANISATION: self.door,
            Key.ADDRESS: self.address,
            Key.EVERYTHING: "all",
        }

    def limits(self) -> Mapping[Key, Limit]:
        """Return the limits that hold here."""
        if self.allowed is None:
            return LIMITS
        own = (Key.ORGANISATION_AND_ADDRESS, Key.DEVICE)
        return {**LIMITS, **{key: replace(LIMITS[key], failures=self.allowed) for key in own}}


def wait(store: Storage, tried: Tried, now: datetime) -> Wait | None:
    """Say how long to wait before another password is tried, if at all."""
    limits = tried.limits()
    failures = {
        key: _times(store, _place(key, name), limits[key]) for key, name in tried.names().items()
    }
    decision = throttles.decide_all(failures, now, tried.device is not None, limits)
    return decision if isinstance(decision, Wait) else None


def remember(store: Storage, tried: Tried, now: datetime) -> None:
    """Keep that a password was wrong just now."""
    for key, name in tried.names().items():
        place = _place(key, name)
        number = store.incr(place, int(DAY.total_seconds()))
        milliseconds = int(now.timestamp() * 1000)
        window = int(LIMITS[key].window.total_seconds())
        store.incr(f"{place}/{number}", window, amount=milliseconds)


def _place(key: Key, name: str) -> str:
    return f"wrong-passwords/{key.name.lower()}/{name}"


def _times(store: Storage, place: str, limit: Limit) -> Sequence[datetime]:
    """Return the latest failures. Without growing delays only the one that fills the limit counts.

    Then its time stands for all: one look instead of hundreds.
    """
    last = store.get(place)
    if limit.delays_seconds:
        return list(_kept(store, place, range(max(1, last - limit.failures + 1), last + 1)))
    oldest = list(_kept(store, place, range(last - limit.failures + 1, last - limit.failures + 2)))
    return oldest * limit.failures


def _kept(store: Storage, place: str, numbers: range) -> Iterator[datetime]:
    for number in numbers:
        milliseconds = store.get(f"{place}/{number}") if number > 0 else 0
        if milliseconds:
            yield datetime.fromtimestamp(milliseconds / 1000, UTC)

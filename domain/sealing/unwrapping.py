"""Private keys, and getting a content key out of its wraps with one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag

from domain.sealing import suites
from domain.sealing.contexts import Context
from domain.sealing.envelopes import CannotOpen
from domain.sealing.recipients import Wrap, wrap_info


@dataclass(frozen=True, slots=True)
class PrivateKeys:
    """The private keys a process holds, by key id; they never show in a repr."""

    by_id: Mapping[str, suites.PrivateKey] = field(repr=False)


def unwrap(wraps: Iterable[Wrap], context: Context, keys: PrivateKeys) -> bytes:
    """The content key in the first wrap that one of the keys opens.

    Raises CannotOpen if none does.
    """
    for wrap in wraps:
        private = keys.by_id.get(wrap.key_id)
        suite = suites.SUITES.get(wrap.suite)
        if private is None or suite is None:
            continue
        try:
            info = wrap_info(wrap.key_id, wrap.suite, context)
            return suite.decrypt(wrap.wrapped, private, info=info)
        except (InvalidTag, ValueError):
            continue
    raise CannotOpen

"""Whom content is sealed to, and the wraps: the content key, once per recipient, stored apart.

Deleting the wraps of a content makes it unreadable for good, in every backup of the content too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.sealing import suites
from domain.sealing.contexts import Context


@dataclass(frozen=True, slots=True)
class Wrap:
    """A content key, wrapped for one recipient.

    `wrapped` has 1,168 bytes with the suite of today.
    """

    key_id: str
    suite: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public key that content can be sealed to.

    Raises ValueError if `raw` is no key of the suite.
    """

    key_id: str
    suite: str
    raw: bytes = field(repr=False)
    public_key: suites.PublicKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "public_key", suites.public_key(self.suite, self.raw))


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a content is sealed to. Only a verified manifest makes these.

    `manifest.recipients_for(...)`.
    """

    members: tuple[Recipient, ...]

    def __post_init__(self) -> None:
        if not self.members:
            raise ValueError("content sealed to nobody could never be opened")
        if len({recipient.key_id for recipient in self.members}) < len(self.members):
            raise ValueError("a recipient is named twice")


def wrap(content_key: bytes, context: Context, recipients: Recipients) -> tuple[Wrap, ...]:
    """The content key, wrapped for each recipient, for this context only."""
    return tuple(_wrapped(content_key, context, recipient) for recipient in recipients.members)


def wrap_info(key_id: str, suite: str, context: Context) -> bytes:
    """What a wrap is bound to besides the key: made when wrapping and again when opening."""
    parts = (b"partnership wrap 1", suite.encode(), key_id.encode(), bytes(context))
    return b"\0".join(parts)


def _wrapped(content_key: bytes, context: Context, recipient: Recipient) -> Wrap:
    suite = suites.SUITES[recipient.suite]
    info = wrap_info(recipient.key_id, recipient.suite, context)
    wrapped = suite.encrypt(content_key, recipient.public_key, info=info)
    return Wrap(recipient.key_id, recipient.suite, wrapped)

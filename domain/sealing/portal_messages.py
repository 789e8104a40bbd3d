"""The only sealed content the portal can open.

A message to a partner, sealed to the portal's own key as well.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from domain.sealing import envelopes
from domain.sealing.contexts import Context
from domain.sealing.envelopes import CannotOpen
from domain.sealing.recipients import Wrap
from domain.sealing.unwrapping import PrivateKeys, unwrap

PURPOSE = "message"
"""The `purpose` of the context of every message to a partner; nothing else opens here."""


def open_message(
    sealed: bytes, wraps: Iterable[Wrap], context: Context, keys: PrivateKeys
) -> bytes:
    """A message to a partner, opened with the portal's key.

    Raises CannotOpen, for any other content too.
    """
    if context.purpose != PURPOSE:
        raise CannotOpen
    content_key = unwrap(wraps, context, keys)
    reader = io.BytesIO(sealed)
    return b"".join(envelopes.read(envelopes.SEALED_TO_RECIPIENTS, content_key, context, reader))

"""Opening sealed content, and re-wrapping it for other recipients.

The portal's process never loads this module; a test holds it to that.

Whoever opens content for a person does it through the one domain function that records it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from domain.sealing import envelopes
from domain.sealing.contexts import Context
from domain.sealing.envelopes import CannotOpen
from domain.sealing.recipients import Recipients, Wrap, wrap
from domain.sealing.unwrapping import PrivateKeys, unwrap

__all__ = ["CannotOpen", "PrivateKeys", "open_sealed", "open_stream", "rewrap"]


def open_sealed(sealed: bytes, wraps: Iterable[Wrap], context: Context, keys: PrivateKeys) -> bytes:
    """The content of `sealed`. Raises CannotOpen, whatever was wrong."""
    written = io.BytesIO()
    open_stream(io.BytesIO(sealed), written, wraps, context, keys)
    return written.getvalue()


def open_stream(
    reader: envelopes.Reader,
    writer: envelopes.Writer,
    wraps: Iterable[Wrap],
    context: Context,
    keys: PrivateKeys,
) -> None:
    """Open what `reader` holds into `writer`. Raises CannotOpen, whatever was wrong.

    Use what was written only after this returned: that the end was cut off is known at the end.
    """
    content_key = unwrap(wraps, context, keys)
    for piece in envelopes.read(envelopes.SEALED_TO_RECIPIENTS, content_key, context, reader):
        writer.write(piece)


def rewrap(
    wraps: Iterable[Wrap], context: Context, keys: PrivateKeys, recipients: Recipients
) -> tuple[Wrap, ...]:
    """Wraps of the same content key for other recipients; the sealed bytes stay as they are.

    Raises CannotOpen if no key opens one of the wraps.
    """
    return wrap(unwrap(wraps, context, keys), context, recipients)

"""Sealing content to recipients: all the portal ever does with a submission."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from domain.sealing import envelopes
from domain.sealing.contexts import Context
from domain.sealing.recipients import Recipients, Wrap, wrap

DOCUMENT_FLOOR = 4096
"""Bytes; whatever is shorter is padded to this. A "no" and a page of text look alike."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed content and its wraps, which are stored apart from it."""

    sealed: bytes = field(repr=False)
    wraps: tuple[Wrap, ...]


def seal(plain: bytes, context: Context, recipients: Recipients) -> Sealed:
    """Seal a content that fits in memory."""
    content_key = os.urandom(envelopes.CONTENT_KEY)
    pieces = envelopes.write(
        envelopes.SEALED_TO_RECIPIENTS, content_key, context, [plain], DOCUMENT_FLOOR
    )
    return Sealed(b"".join(pieces), wrap(content_key, context, recipients))


def seal_stream(
    reader: envelopes.Reader, writer: envelopes.Writer, context: Context, recipients: Recipients
) -> tuple[Wrap, ...]:
    """Seal what `reader` holds into `writer`, in little memory whatever its size."""
    content_key = os.urandom(envelopes.CONTENT_KEY)
    wraps = wrap(content_key, context, recipients)
    blocks = envelopes.blocks_of(reader)
    for piece in envelopes.write(
        envelopes.SEALED_TO_RECIPIENTS, content_key, context, blocks, DOCUMENT_FLOOR
    ):
        writer.write(piece)
    return wraps

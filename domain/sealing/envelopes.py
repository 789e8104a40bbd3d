"""The sealed bytes: content in chunks under one 32-byte content key (wire format, version 1).

    header 8 | salt 32 | commitment 32 | chunk, chunk, ... chunk

Each chunk is 64 KiB of padded content (the last one may be shorter) and a 16-byte AES-256-GCM tag.
The nonce of a chunk is `prefix 7 | position 4 | last 1`, as in STREAM (Hoang, Reyhanitabar,
Rogaway, Vizár 2015), so that chunks cannot be cut off, appended, repeated or reordered. Chunk key,
prefix and commitment come out of HKDF-SHA-512 over the content key, with the salt, the header and
the context; the commitment makes one envelope open under one key only.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable, Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.sealing import padding
from domain.sealing.contexts import Context

SEALED_TO_RECIPIENTS = b"PIPSEAL\x01"
SEALED_WITH_A_KEY = b"PIPLOCK\x01"
CONTENT_KEY = 32
_HEADER, _SALT, _COMMITMENT, _PREFIX, _TAG = 8, 32, 32, 7, 16
_CHUNK = 65536


class CannotOpen(Exception):
    """Sealed content did not open. Wrong key, wrong place, changed bytes.

    The reason is deliberately not told.
    """

    def __init__(self) -> None:
        super().__init__("This content could not be opened.")


class Reader(Protocol):
    """Anything bytes can be read from, in as many short reads as it likes; empty at the end."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""


class Writer(Protocol):
    """Anything bytes can be written to."""

    def write(self, data: bytes, /) -> object:
        """Take all of the bytes."""


def write(
    header: bytes, content_key: bytes, context: Context, blocks: Iterable[bytes], floor: int
) -> Iterator[bytes]:
    """The sealed bytes of `blocks`, piece by piece; `floor` is the least padded size."""
    salt = os.urandom(_SALT)
    key, prefix, commitment = _derive(header, content_key, salt, context)
    cipher = AESGCM(key)
    yield header + salt + commitment
    chunks = _in_chunks(padding.pad(blocks, floor), _CHUNK)
    for position, (chunk, last) in enumerate(chunks):
        yield cipher.encrypt(_nonce(prefix, position, last=last), chunk, None)


def read(header: bytes, content_key: bytes, context: Context, reader: Reader) -> Iterator[bytes]:
    """The content of sealed bytes, piece by piece: to be used only once the last piece is out.

    Raises CannotOpen at the first piece that is not as it was written, or at the end if the end is
    missing.
    """
    try:
        start = _exactly(reader, _HEADER + _SALT + _COMMITMENT)
        salt, commitment = start[_HEADER:-_COMMITMENT], start[-_COMMITMENT:]
        key, prefix, expected = _derive(header, content_key, salt, context)
        if start[:_HEADER] != header or not hmac.compare_digest(commitment, expected):
            raise CannotOpen
        yield from padding.unpad(_decrypted(AESGCM(key), prefix, reader))
    except (InvalidTag, ValueError, OverflowError):
        raise CannotOpen from None


def _decrypted(cipher: AESGCM, prefix: bytes, reader: Reader) -> Iterator[bytes]:
    chunks = _in_chunks(blocks_of(reader), _CHUNK + _TAG)
    for position, (chunk, last) in enumerate(chunks):
        yield cipher.decrypt(_nonce(prefix, position, last=last), chunk, None)


def _derive(
    header: bytes, content_key: bytes, salt: bytes, context: Context
) -> tuple[bytes, bytes, bytes]:
    """Chunk key, nonce prefix and commitment of one envelope."""
    if len(content_key) != CONTENT_KEY:
        raise ValueError(f"a key to seal with has {CONTENT_KEY} bytes")
    length = CONTENT_KEY + _PREFIX + _COMMITMENT
    derivation = HKDF(hashes.SHA512(), length, salt, header + bytes(context))
    derived = derivation.derive(content_key)
    return (
        derived[:CONTENT_KEY],
        derived[CONTENT_KEY:-_COMMITMENT],
        derived[-_COMMITMENT:],
    )


def _nonce(prefix: bytes, position: int, *, last: bool) -> bytes:
    return prefix + position.to_bytes(4, "big") + bytes([last])


def blocks_of(reader: Reader) -> Iterator[bytes]:
    """What a reader holds, in blocks of whatever size it gives."""
    while block := reader.read(_CHUNK):
        yield block


def _in_chunks(blocks: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Blocks of any size as chunks of one size, each with whether it is the last.

    Always one, maybe empty.
    """
    held = bytearray()
    for block in blocks:
        held += block
        while len(held) > size:
            yield bytes(held[:size]), False
            del held[:size]
    yield bytes(held), True


def _exactly(reader: Reader, size: int) -> bytes:
    held = b""
    while len(held) < size:
        block = reader.read(size - len(held))
        if not block:
            raise ValueError("too short")
        held += block
    return held

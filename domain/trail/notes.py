"""Signed notes (C2SP signed-note): a text, and who signed it with which key.

Two kinds of key, both Ed25519: a log's (kind 1) signs the text itself; a witness's (kind 4)
signs the text and the time at which it saw it (C2SP tlog-cosignature, `cosignature/v1`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG_KEY, WITNESS_KEY = 1, 4
LARGEST_NOTE = 64 * 1024
MOST_SIGNATURES = 32

_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteRefused(ValueError):
    """A note or a key is malformed, or no trusted key signed it, or a trusted one signed badly."""


@dataclass(frozen=True)
class VerifierKey:
    """A published key: `name+id+base64` (a "vkey"). `kind` is `LOG_KEY` or `WITNESS_KEY`."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that a signature names its key by."""
        said = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(said).digest()[:4]

    def __str__(self) -> str:
        """Return the vkey."""
        return f"{self.name}+{self.id.hex()}+{encode64(bytes([self.kind]) + self.public)}"

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Say whether this key made the signature (64 bytes) on the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signature:
    """One signature line: the key's name and id, and what it signed with."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        """Return the line, with its end."""
        return f"\u2014 {self.name} {encode64(self.key_id + self.value)}\n"


@dataclass(frozen=True)
class Note:
    """A text (ends in a line break) and its signatures, not yet verified."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """Return the note as it travels."""
        return self.text + "\n" + "".join(map(str, self.signatures))

    def by(self, key: VerifierKey) -> list[Signature]:
        """Return the signatures that claim to be by a key."""
        return [s for s in self.signatures if (s.name, s.key_id) == (key.name, key.id)]


def public_key(private: Ed25519PrivateKey, name: str, kind: int) -> VerifierKey:
    """Return the key to publish for a private one. Raises `NoteRefused` for an unusable name."""
    if not _NAME.fullmatch(name):
        raise NoteRefused(f"a key name has no spaces and no plus: {name!r}")
    return VerifierKey(name, kind, private.public_key().public_bytes_raw())


def published_key(vkey: str) -> VerifierKey:
    """Return the key that a vkey spells. Raises `NoteRefused`."""
    name, _, rest = vkey.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    material = decode64(encoded)
    if (
        not _NAME.fullmatch(name)
        or len(material) != 33
        or material[0] not in (LOG_KEY, WITNESS_KEY)
    ):
        raise NoteRefused("not a published key of a log or a witness (name+id+base64, Ed25519)")
    key = VerifierKey(name, material[0], material[1:])
    if key.id.hex() != key_id:
        raise NoteRefused(f"the key of {name} does not have the id it claims: mistyped or altered")
    return key


def sign(text: str, private: Ed25519PrivateKey, name: str) -> Note:
    """Sign a text with a log's key."""
    key = public_key(private, name, LOG_KEY)
    return parse(str(Note(text, (Signature(name, key.id, private.sign(text.encode())),))))


def parse(note: str | bytes) -> Note:
    """Return a note's parts, strictly. Raises `NoteRefused`."""
    text = note if isinstance(note, str) else _utf8(note)
    if len(text) > LARGEST_NOTE or _CONTROL.search(text):
        raise NoteRefused("the note is too long, or holds control characters")
    body, gap, lines = text.rpartition("\n\n")
    if not gap or not body or not lines.endswith("\n"):
        raise NoteRefused("a note is a text, an empty line, and signature lines")
    signatures = tuple(_signature(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MOST_SIGNATURES:
        raise NoteRefused(f"the note carries more than {MOST_SIGNATURES} signatures")
    return Note(body + "\n", signatures)


def verify(note: Note, key: VerifierKey) -> None:
    """Check that a log's key signed a note. Raises `NoteRefused`."""
    signed = note.by(key)
    if key.kind != LOG_KEY or not signed:
        raise NoteRefused(f"{key.name} has not signed this with the key that is published")
    if not all(key.verify(each.value, note.text.encode()) for each in signed):
        raise NoteRefused(f"the signature of {key.name} is false")


def encode64(data: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(data).decode()


def decode64(text: str) -> bytes:
    """Return the bytes of base64 in its one right spelling. Raises `NoteRefused`."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NoteRefused("not base64") from wrong
    if encode64(data) != text:
        raise NoteRefused("base64 with stray bits: two spellings of the same bytes")
    return data


def _signature(line: str) -> Signature:
    mark, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    if mark != "\u2014" or not _NAME.fullmatch(name):
        raise NoteRefused("a signature line is a dash, a key name and base64")
    data = decode64(encoded)
    if len(data) <= 4:
        raise NoteRefused(f"the signature of {name} is cut short")
    return Signature(name, data[:4], data[4:])


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise NoteRefused("the note is not UTF-8") from wrong

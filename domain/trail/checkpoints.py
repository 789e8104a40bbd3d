"""Checkpoints (C2SP tlog-checkpoint): what a log says it holds, signed and cosigned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail import notes
from domain.trail.notes import Note, NoteRefused, Signature, VerifierKey
from domain.trail.tree import HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_LATEST = 253402300799
"""The last second of the year 9999: later ones are no times."""


@dataclass(frozen=True)
class Checkpoint:
    """The log `origin` holds `size` events, and this is the root over them."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{notes.encode64(self.root)}\n"


@dataclass(frozen=True)
class Opened:
    """A checkpoint whose signatures were verified, and which witnesses saw it when."""

    checkpoint: Checkpoint
    witnesses: Mapping[str, datetime]
    note: Note


def read(text: str) -> Checkpoint:
    """Return the checkpoint that a note's text spells; no extension lines. Raises `NoteRefused`."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise NoteRefused("a checkpoint is three lines: origin, size, root")
    root = notes.decode64(lines[2])
    if len(root) != HASH_BYTES:
        raise NoteRefused("a checkpoint's root is 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def several(text: str) -> list[str]:
    """Return the notes of a file to which notes were appended, one after the other."""
    found, signed = [""], False
    for line in text.splitlines(keepends=True):
        is_signature = line.startswith("\u2014 ")
        if signed and not is_signature:
            found.append("")
        signed = is_signature
        found[-1] += line
    return [note for note in found if note.strip()]


def sign(checkpoint: Checkpoint, private: Ed25519PrivateKey) -> Note:
    """Sign a checkpoint with the key of the log it names."""
    return notes.sign(str(checkpoint), private, checkpoint.origin)


def cosign(note: Note, private: Ed25519PrivateKey, witness: str, at: datetime) -> Signature:
    """Return a witness's signature: it saw this checkpoint at this time (whole seconds)."""
    key = notes.public_key(private, witness, notes.WITNESS_KEY)
    seconds = int(at.timestamp())
    signed = private.sign(_cosigned(note.text, seconds))
    return Signature(witness, key.id, seconds.to_bytes(8, "big") + signed)


def with_signatures(note: Note, added: Iterable[Signature]) -> Note:
    """Return a note that carries further signatures."""
    return Note(note.text, (*note.signatures, *(s for s in added if s not in note.signatures)))


def open_signed(
    note: str | bytes, log: VerifierKey, witnesses: Iterable[VerifierKey] = ()
) -> Opened:
    """Return a checkpoint signed by its log, with the witnesses among those given that cosigned it.

    Signatures by unknown keys are ignored, as the specification asks; a false one by a key that is
    given refuses the whole note. Raises `NoteRefused`.
    """
    parsed = notes.parse(note)
    notes.verify(parsed, log)
    checkpoint = read(parsed.text)
    if checkpoint.origin != log.name:
        raise NoteRefused(f"{log.name} signed a checkpoint of another log, {checkpoint.origin}")
    seen = {w.name: at for w in witnesses if (at := cosigned_at(parsed, w)) is not None}
    return Opened(checkpoint, seen, parsed)


def cosigned_at(note: Note, witness: VerifierKey) -> datetime | None:
    """Return when a witness first cosigned a note, or nothing if it did not.

    Raises `NoteRefused` if it bears the witness's name and a false signature.
    """
    if witness.kind != notes.WITNESS_KEY:
        raise NoteRefused(f"the key of {witness.name} is not a witness's")
    times = [_verified_seconds(note, witness, each.value) for each in note.by(witness)]
    return datetime.fromtimestamp(min(times), UTC) if times else None


def _verified_seconds(note: Note, witness: VerifierKey, value: bytes) -> int:
    seconds = int.from_bytes(value[:8], "big")
    if len(value) != 72 or seconds > _LATEST:
        raise NoteRefused(f"the cosignature of {witness.name} is malformed")
    if not witness.verify(value[8:], _cosigned(note.text, seconds)):
        raise NoteRefused(f"the cosignature of {witness.name} is false")
    return seconds


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()

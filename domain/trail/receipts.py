"""A partner's receipt: proof of what was handed in and when, that reveals nothing else.

The file holds the recorded event (reference, time, digest of the *sealed* bytes; never content),
and a C2SP tlog-proof that the event is in the log. It is checked with the published keys alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.trail import canonical, checkpoints, notes, proofs, tree
from domain.trail.checkpoints import Opened
from domain.trail.notes import Note, NoteRefused, VerifierKey

FORMAT = "partnership receipt 1"
PROOF_FORMAT = "c2sp.org/tlog-proof@v1"
RECEIVED = "SubmissionReceived"
DIGEST = "digest"
REVEALED = frozenset({DIGEST, "questions_version"})
"""The facts a receipt may show. An event that says more gets no receipt until somebody decides."""
LARGEST_FILE = 64 * 1024

_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ENVELOPE = {"states", "id", "at", "name", "operation", "actor_kind", "actor_id", "actor_name"}
_ENVELOPE |= {
    "subject_kind",
    "subject_id",
    "organisation_id",
    "title",
    "facts",
    "version",
    "session",
}


class ReceiptRefused(ValueError):
    """The file proves nothing. The message is for the person who holds it."""


@dataclass(frozen=True)
class ReceiptFacts:
    """What a verified receipt proves."""

    reference: str
    received_at: datetime
    sealed_sha256: str
    event_id: UUID
    origin: str
    index: int
    size: int
    witnesses: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True)
class _Parts:
    summary: str
    event: bytes
    index: int
    proof: list[bytes]
    checkpoint: str


def issue(event: bytes, index: int, proof: Sequence[bytes], checkpoint: Note) -> bytes:
    """Return the receipt file for a received event, as stored, at a place in the log.

    Raises `ReceiptRefused` when the event is another, says more than a receipt may reveal, or is
    not proved by what is given.
    """
    opened = checkpoints.read(checkpoint.text)
    if not proofs.included(tree.leaf_hash(event), (index, opened.size), proof, opened.root):
        raise ReceiptRefused("the proof does not show this event in the log")
    hashes = "".join(f"{notes.encode64(each)}\n" for each in proof)
    text = (
        f"{_summary(_received(event))}event {event.decode()}\n\n"
        f"{PROOF_FORMAT}\nindex {index}\n{hashes}\n{checkpoint}"
    )
    return text.encode()


def verify(data: bytes, log: VerifierKey, witnesses: Iterable[VerifierKey] = ()) -> ReceiptFacts:
    """Return what a receipt file proves, or raise `ReceiptRefused`.

    If witnesses are given, one of them at least must have cosigned.
    """
    parts, trusted = _parts(data), tuple(witnesses)
    event = _received(parts.event)
    if parts.summary != _summary(event):
        raise ReceiptRefused("the first lines do not say what the recorded event says")
    opened = _opened(parts.checkpoint, log, trusted)
    place = (parts.index, opened.checkpoint.size)
    if not proofs.included(tree.leaf_hash(parts.event), place, parts.proof, opened.checkpoint.root):
        raise ReceiptRefused("the log does not hold this event: the receipt was altered")
    return ReceiptFacts(
        reference=_reference(event),
        received_at=event.at,
        sealed_sha256=event.facts[DIGEST],
        event_id=event.id,
        origin=log.name,
        index=parts.index,
        size=opened.checkpoint.size,
        witnesses=tuple(sorted(opened.witnesses.items())),
    )


def verify_any(
    data: bytes, logs: Sequence[VerifierKey], witnesses: Iterable[VerifierKey] = ()
) -> ReceiptFacts:
    """Verify with the key of the log that the receipt is of, closed logs among them.

    The first is the one named when none fits. Raises `ReceiptRefused`, `ValueError` without keys.
    """
    if not logs:
        raise ValueError("a receipt is verified with the key of a log")
    named = [key for key in logs if f"\n\n{key.name}\n".encode() in data.replace(b"\r", b"")]
    return verify(data, (named or list(logs))[0], witnesses)


def _summary(event: canonical.Recorded) -> str:
    return (
        f"{FORMAT}\nreference {_reference(event)}\nreceived {canonical.instant(event.at)}\n"
        f"sealed-sha256 {event.facts[DIGEST]}\n"
    )


def _received(data: bytes) -> canonical.Recorded:
    try:
        event = canonical.event(data)
    except canonical.NotCanonical as wrong:
        raise ReceiptRefused(
            f"the receipt holds no event as the log records them: {wrong}"
        ) from wrong
    more = sorted((set(event.facts) - REVEALED) | (set(event.said) - _ENVELOPE))
    if event.name != RECEIVED or more:
        raise ReceiptRefused(
            f"a receipt shows a submission received and nothing else, not {more or event.name}"
        )
    if not _one_line(event.said.get("title")) or not _DIGEST.fullmatch(
        str(event.facts.get(DIGEST))
    ):
        raise ReceiptRefused("the event names no reference, or no digest of sealed bytes")
    return event


def _reference(event: canonical.Recorded) -> str:
    return str(event.said["title"]).removeprefix("submission ")


def _one_line(text: Any) -> bool:
    return isinstance(text, str) and text.isprintable() and bool(text)


def _parts(data: bytes) -> _Parts:
    if len(data) > LARGEST_FILE:
        raise ReceiptRefused("a receipt is a small file; this one is not")
    try:
        text = data.replace(b"\r\n", b"\n").decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise ReceiptRefused("a receipt is a text file") from wrong
    if not text.startswith(FORMAT + "\n"):
        raise ReceiptRefused(f"not a receipt: its first line is not “{FORMAT}”")
    head, _, rest = text.partition("\n\n")
    proof, gap, checkpoint = rest.partition("\n\n")
    summary, mark, event = head.partition("\nevent ")
    lines = proof.split("\n")
    place = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if not (gap and mark and place and lines[0] == PROOF_FORMAT):
        raise ReceiptRefused("the receipt is incomplete, or its lines are not as they were issued")
    return _Parts(summary + "\n", event.encode(), int(place[1]), _hashes(lines[2:]), checkpoint)


def _hashes(lines: Iterable[str]) -> list[bytes]:
    try:
        return [notes.decode64(line) for line in lines]
    except NoteRefused as wrong:
        raise ReceiptRefused("the proof in the receipt is damaged") from wrong


def _opened(checkpoint: str, log: VerifierKey, witnesses: tuple[VerifierKey, ...]) -> Opened:
    try:
        opened = checkpoints.open_signed(checkpoint, log, witnesses)
    except NoteRefused as wrong:
        raise ReceiptRefused(f"the log's signature does not hold: {wrong}") from wrong
    if witnesses and not opened.witnesses:
        raise ReceiptRefused(
            "no witness named has seen the log with this event; ask for a new copy"
        )
    return opened

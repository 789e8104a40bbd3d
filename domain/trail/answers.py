"""An answer from the trail with its proof: what somebody saw, each event shown to be in the log.

Text, one thing a line. The first says what was asked, `C` is the checkpoint, each `E` an event: its
position, the hashes that lead from it to the checkpoint's root, its bytes. Checked with the
published keys alone. It proves what it lists; that nothing is left out is for an export to show.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.trail import canonical, checkpoints, notes, proofs, tree
from domain.trail.checkpoints import Checkpoint, Opened
from domain.trail.notes import Note, NoteRefused, VerifierKey

FORMAT = "partnership answer 1 "
NO_HASHES = "-"
"""Where the log holds one event and nothing leads up from it."""


class AnswerRefused(ValueError):
    """The file does not prove what it says; the message names the line."""


@dataclass(frozen=True)
class Proven:
    """What a verified answer proves: `about` is what was asked, as the file says it."""

    about: dict[str, Any]
    events: int
    origin: str
    size: int
    witnesses: tuple[str, ...]


Proof = tuple[int, bytes, Sequence[bytes]]
"""An event's position, its bytes as recorded, and the hashes that lead to the root."""


def issue(about: dict[str, Any], listed: Iterable[Proof], checkpoint: Note) -> bytes:
    """Return the file. Raises AnswerRefused if a proof does not hold."""
    opened = checkpoints.read(checkpoint.text)
    lines = [FORMAT + json.dumps(about, ensure_ascii=False, sort_keys=True)]
    lines.append("C " + json.dumps({"note": str(checkpoint)}, ensure_ascii=False))
    for position, event, proof in listed:
        _check(event, position, proof, opened)
        hashes = ",".join(map(notes.encode64, proof)) or NO_HASHES
        lines.append(f"E {position:012d} {hashes} {event.decode()}")
    lines.append(f"Z {len(lines) - 2}")
    return ("\n".join(lines) + "\n").encode()


def verify(
    data: bytes, logs: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = ()
) -> Proven:
    """Return what an answer proves. Raises AnswerRefused.

    If witnesses are given, one of them at least must have cosigned.
    """
    lines = _lines(data)
    about = _json(lines[0].removeprefix(FORMAT), 1)
    opened = _opened(str(_json(lines[1].removeprefix("C "), 2).get("note")), logs, witnesses)
    events = _events(lines[2:-1], opened.checkpoint)
    checkpoint, names = opened.checkpoint, tuple(sorted(opened.witnesses))
    return Proven(about, events, checkpoint.origin, checkpoint.size, names)


def _events(lines: Sequence[str], checkpoint: Checkpoint) -> int:
    """Check every event, and that each is listed once; return how many there are."""
    seen: set[int] = set()
    for number, line in enumerate(lines, 3):
        position, event, proof = _event(line, number)
        if position in seen:
            raise AnswerRefused(f"line {number}: event {position} is listed twice")
        seen.add(position)
        try:
            _check(event, position, proof, checkpoint)
        except AnswerRefused as wrong:
            raise AnswerRefused(f"line {number}: {wrong}") from wrong
    return len(seen)


def _check(event: bytes, position: int, proof: Sequence[bytes], opened: Checkpoint) -> None:
    place = (position, opened.size)
    if not proofs.included(tree.leaf_hash(event), place, list(proof), opened.root):
        raise AnswerRefused(f"the log does not hold this event at position {position}")


def _lines(data: bytes) -> list[str]:
    try:
        lines = data.replace(b"\r\n", b"\n").decode("utf-8").split("\n")
    except UnicodeDecodeError as wrong:
        raise AnswerRefused("an answer is a text file") from wrong
    whole = len(lines) > 3 and lines[-1] == "" and lines[-2] == f"Z {len(lines) - 4}"
    if not (lines[0].startswith(FORMAT) and whole and lines[1].startswith("C ")):
        raise AnswerRefused("not an answer, or lines of it are missing")
    return lines[:-1]


def _json(text: str, number: int) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise AnswerRefused(f"line {number} is damaged")
    return said


def _event(line: str, number: int) -> Proof:
    mark, *parts = line.split(" ", 3)
    try:
        position, hashes, event = parts
        if mark != "E" or not (position.isascii() and position.isdecimal()):
            raise ValueError(mark)
        proof = [notes.decode64(one) for one in hashes.split(",") if one != NO_HASHES]
        canonical.event(event.encode())
    except (ValueError, NoteRefused, canonical.NotCanonical) as wrong:
        raise AnswerRefused(f"line {number} holds no event with its proof") from wrong
    return int(position), event.encode(), proof


def _opened(note: str, logs: Sequence[VerifierKey], witnesses: Sequence[VerifierKey]) -> Opened:
    named = [key for key in logs if note.startswith(f"{key.name}\n")]
    try:
        opened = checkpoints.open_signed(note, (named or list(logs))[0], witnesses)
    except NoteRefused as wrong:
        raise AnswerRefused(f"the checkpoint does not hold: {wrong}") from wrong
    if witnesses and not opened.witnesses:
        raise AnswerRefused("no witness named has seen the log with these events")
    return opened

"""What a witness keeps in its folder: its state, every checkpoint it cosigned, its alarms.

The state is on disk before a cosignature is handed out, and is never begun afresh by itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.trail import checkpoints, notes, witnesses
from domain.trail.notes import Note, NoteRefused, VerifierKey
from domain.trail.witnesses import Seen, States


class MemoryLost(Exception):
    """The witness does not know what it has seen, and cosigns nothing until it is told."""


@dataclass(frozen=True)
class Memory:
    """The folder of a witness."""

    folder: Path

    @property
    def state(self) -> Path:
        """What it saw last of each log."""
        return self.folder / "state.json"

    @property
    def checkpoints(self) -> Path:
        """Every checkpoint it cosigned, one after the other: what an auditor keeps."""
        return self.folder / "checkpoints.txt"

    @property
    def alarms(self) -> Path:
        """What it refused, one JSON object a line."""
        return self.folder / "alarms.jsonl"

    def begin(self) -> None:
        """Begin to watch with nothing seen. Raises MemoryLost if there is a memory already."""
        if self.state.exists() or self.checkpoints.exists():
            raise MemoryLost(f"{self.folder} remembers a log already; nothing was changed")
        self.save({})

    def recall(self) -> States:
        """Return what was seen. Raises MemoryLost if that is missing or damaged."""
        try:
            return witnesses.states_from(self.state.read_bytes())
        except FileNotFoundError:
            raise MemoryLost(
                f"{self.state} is not there. If this witness has never watched: --begin. If its "
                "memory was lost: --from FILE, with the checkpoints it cosigned"
            ) from None
        except (ValueError, KeyError, TypeError) as damaged:
            raise MemoryLost(
                f"{self.state} is damaged ({damaged}): --from FILE, with the checkpoints that this "
                "witness cosigned"
            ) from None

    def restore(self, text: str, logs: Iterable[VerifierKey], own: VerifierKey) -> States:
        """Remember the largest checkpoint of each log that this witness cosigned itself.

        Raises MemoryLost if there is none.
        """
        states: dict[str, Seen] = {}
        known = {key.name: key for key in logs}
        for each in checkpoints.several(text):
            found = _opened(each, known, own)
            if found and found.size >= states.get(found.origin, witnesses.NOTHING_SEEN).size:
                states[found.origin] = Seen(found.size, found.root)
        if not states:
            raise MemoryLost("none of those checkpoints was cosigned by this witness")
        self.save(states)
        return states

    def save(self, states: States) -> None:
        """Put the state on disk, all of it or nothing, before anybody sees a cosignature."""
        draft = self.state.with_suffix(".new")
        _write(draft, witnesses.states_bytes(states), os.O_TRUNC)
        draft.replace(self.state)
        folder = os.open(self.folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def keep(self, note: Note) -> None:
        """Append a cosigned checkpoint."""
        _write(self.checkpoints, str(note).encode(), os.O_APPEND)

    def alarm(self, rule: str, because: str, at: datetime) -> None:
        """Append a refusal."""
        said = {"at": at.isoformat(timespec="seconds"), "rule": rule, "because": because}
        _write(self.alarms, json.dumps(said).encode() + b"\n", os.O_APPEND)


def _opened(
    note: str, logs: dict[str, VerifierKey], own: VerifierKey
) -> checkpoints.Checkpoint | None:
    try:
        log = logs.get(checkpoints.read(notes.parse(note).text).origin)
        opened = checkpoints.open_signed(note, log, [own]) if log else None
    except NoteRefused:
        return None
    return opened.checkpoint if opened and opened.witnesses else None


def _write(path: Path, data: bytes, how: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)

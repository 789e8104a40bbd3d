"""The daily letter to the auditor: a checkpoint to keep, out of reach of whoever runs the log."""

from __future__ import annotations

from domain import letters
from domain.letters.writing import Fact
from domain.permissions import Permission
from domain.sequencing.notes import latest
from domain.trail import checkpoints, notes
from domain.unit_of_work import UnitOfWork


def write(work: UnitOfWork, origin: str) -> bool:
    """Write the letter with the last checkpoint that a witness cosigned, if there is one."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    note = latest(work.session, origin, cosigned=True)
    if note is None or len(note.signatures) == 1:
        return False
    found = checkpoints.read(note.text)
    signed, cosigned = (str(line).strip() for line in note.signatures[:2])
    said: dict[str, Fact] = {"origin": origin, "size": found.size}
    said |= {"root": notes.encode64(found.root), "signed": signed, "cosigned": cosigned}
    letters.write(work, letters.Kind.TRAIL_CHECKPOINT, letters.EVERYBODY, said)
    return True

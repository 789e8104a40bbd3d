"""The trail's Merkle tree in the database: places given, checkpoints signed, receipts, exports.

What can be shown about it without a database, the mathematics and the formats, is `domain.trail`.
"""

from __future__ import annotations

from domain.sequencing.advancing import Advance, LogDamaged, Sequencer
from domain.sequencing.backlog import Backlog, backlog, note_backlog
from domain.sequencing.receipts import NotSequencedYet, proof

__all__ = [
    "Advance",
    "Backlog",
    "LogDamaged",
    "NotSequencedYet",
    "Sequencer",
    "backlog",
    "note_backlog",
    "proof",
]

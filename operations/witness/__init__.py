"""A witness: another process, with its own key and memory, that vouches for the log or refuses to.

It reads the log with a role that can change nothing of it, and believes nothing that it reads: a
checkpoint is cosigned only if a proof shows that it continues what was cosigned before.
"""

from __future__ import annotations

from operations.witness.memory import Memory, MemoryLost
from operations.witness.running import Looked, look, run

__all__ = ["Looked", "Memory", "MemoryLost", "look", "run"]

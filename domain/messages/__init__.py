"""Messages between the triage unit and a partner about one submission: both ways, sealed.

Here is what the portal does; the police side is in `asking`, `threads` and `raising`, which the
portal's process never loads.
"""

from __future__ import annotations

from domain.messages.feedback import Line, Status, about, questions_waiting, read, status, statuses
from domain.messages.kinds import LONGEST, Direction, Kind, coarse_outcomes
from domain.messages.sending import NothingThere, Said, add_information, answer, withdraw
from domain.messages.tables import Message
from domain.messages.tasking import tasking_phrases

__all__ = [
    "LONGEST",
    "Direction",
    "Kind",
    "Line",
    "Message",
    "NothingThere",
    "Said",
    "Status",
    "about",
    "add_information",
    "answer",
    "coarse_outcomes",
    "questions_waiting",
    "read",
    "status",
    "statuses",
    "tasking_phrases",
    "withdraw",
]

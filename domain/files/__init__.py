"""Files that partners add: taken as a stream, sealed, sent, checked, and only then shown.

What the portal does is here. What opens files is in `domain.files.checking` (the worker) and
`domain.files.viewing` (officers), which this package does not import: the portal never loads them.
"""

from __future__ import annotations

from domain.files.keeping import (
    DraftFile,
    attach,
    check_room,
    discard,
    in_draft,
    keep,
    remove,
    sent_as,
    sent_with,
)
from domain.files.kinds import FileNotTaken, FileRules, rules
from domain.files.receiving import Offered, Taken, take, taking
from domain.files.stores import BytesMissing, FolderStore, Store
from domain.files.tables import File, FileState

__all__ = [
    "BytesMissing",
    "DraftFile",
    "File",
    "FileNotTaken",
    "FileRules",
    "FileState",
    "FolderStore",
    "Offered",
    "Store",
    "Taken",
    "attach",
    "check_room",
    "discard",
    "in_draft",
    "keep",
    "remove",
    "rules",
    "sent_as",
    "sent_with",
    "take",
    "taking",
]

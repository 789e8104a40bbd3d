"""How long things are kept: reviews with reasons and a second person, legal holds, disposal.

A submission is reviewed with everything that belongs to it: files, messages, writings, reports.
Disposal destroys the wraps first of all, so that no copy of the sealed bytes opens any more.
"""

from __future__ import annotations

from domain.retention.disposing import Disposed, approved, certificate, dispose
from domain.retention.holding import HoldRefused, lift, place, standing
from domain.retention.listing import Item, Queue, due_on, find, listed
from domain.retention.reviewing import (
    ReviewRefused,
    agree,
    history,
    keep_after_all,
    propose,
    reason_of,
    retain,
)
from domain.retention.tables import Hold, Review, ReviewState
from domain.retention.warning import warn

__all__ = [
    "Disposed",
    "Hold",
    "HoldRefused",
    "Item",
    "Queue",
    "Review",
    "ReviewRefused",
    "ReviewState",
    "agree",
    "approved",
    "certificate",
    "dispose",
    "due_on",
    "find",
    "history",
    "keep_after_all",
    "lift",
    "listed",
    "place",
    "propose",
    "reason_of",
    "retain",
    "standing",
    "warn",
]

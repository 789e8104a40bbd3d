"""Submissions: what partners told us, sealed from the first moment.

Opening them is in `domain.openings`, which the portal's process never loads.
"""

from __future__ import annotations

from domain.submissions.receiving import (
    SealedAnswers,
    context,
    receive,
    receive_held,
    sealed_answers,
)
from domain.submissions.results import LED_TO, Quarter, led_to
from domain.submissions.sent import Receipt, receipt, sent_by, sent_under
from domain.submissions.tables import Submission

__all__ = [
    "LED_TO",
    "Quarter",
    "Receipt",
    "SealedAnswers",
    "Submission",
    "context",
    "led_to",
    "receipt",
    "receive",
    "receive_held",
    "sealed_answers",
    "sent_by",
    "sent_under",
]

"""Submissions: what partners told us, sealed from the first moment.

Opening them is in `domain.openings`, which the portal's process never loads.
"""

from __future__ import annotations

from domain.submissions.receiving import SealedAnswers, context, receive, sealed_answers
from domain.submissions.sent import Receipt, receipt, sent_by, sent_under
from domain.submissions.tables import Submission

__all__ = [
    "Receipt",
    "SealedAnswers",
    "Submission",
    "context",
    "receipt",
    "receive",
    "sealed_answers",
    "sent_by",
    "sent_under",
]

"""Giving reports to those who need them, and the ledger of who was given what.

`disseminate` renders, seals and records; a sensitive report waits for `authorise`. `copy` gives the
same bytes every time. If a report proves wrong, `notify` issues a notice for everybody who got it;
`notice_copy` is what each of them is handed.
"""

from __future__ import annotations

from domain.dissemination.copies import (
    Copy,
    CopyDamaged,
    NothingToCopy,
    copy,
    refusal_of,
    words_of,
)
from domain.dissemination.ledger import find, find_notice, lines, notices_of, of_report
from domain.dissemination.notice_copies import copy as notice_copy
from domain.dissemination.notices import Holder, NoticeKind, acknowledge, holders, notify, recalled
from domain.dissemination.notices import words_of as notice_words
from domain.dissemination.proposals import Press, Proposal, handling_conditions, problems
from domain.dissemination.recipients import Recipient, RecipientKind, directory, permitted
from domain.dissemination.sendings import (
    NotLive,
    NotProposed,
    authorise,
    disseminate,
    may_authorise,
    may_disseminate,
    refuse,
)
from domain.dissemination.tables import Dissemination, DisseminationState, Notice

__all__ = [
    "Copy",
    "CopyDamaged",
    "Dissemination",
    "DisseminationState",
    "Holder",
    "NotLive",
    "NotProposed",
    "NothingToCopy",
    "Notice",
    "NoticeKind",
    "Press",
    "Proposal",
    "Recipient",
    "RecipientKind",
    "acknowledge",
    "authorise",
    "copy",
    "directory",
    "disseminate",
    "find",
    "find_notice",
    "handling_conditions",
    "holders",
    "lines",
    "may_authorise",
    "may_disseminate",
    "notice_copy",
    "notice_words",
    "notices_of",
    "notify",
    "of_report",
    "permitted",
    "problems",
    "recalled",
    "refusal_of",
    "refuse",
    "words_of",
]

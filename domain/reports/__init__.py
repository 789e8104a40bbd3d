"""Intelligence reports: the police product, made from a submission, sanitised and graded.

A report and its submission are joined by id only, with different access. In the order of work:
`draft` and `revise`, `review` and `submit`, `approve` or `return_`; later `correct`, `withdraw`,
`regroup`. `may(work, report, step)` says whether a button belongs on the page.
"""

from __future__ import annotations

from domain.reports.approvals import (
    Review,
    approve,
    correct,
    regroup,
    return_,
    review,
    submit,
    withdraw,
)
from domain.reports.contents import Content, Item, of
from domain.reports.differences import Difference, Piece, differences
from domain.reports.drafting import NotScreenedYet, draft, may_draft, revise
from domain.reports.identities import Leak, hints_in
from domain.reports.listing import (
    ReportFilters,
    ReportPage,
    ReportRow,
    ReportView,
    count,
    find,
    listed,
    made_from,
    problem_with,
)
from domain.reports.markings import all_markings
from domain.reports.openings import ReportNotOpen, Shown, close, is_open, open_, shown, version
from domain.reports.states import ReportState, ReportStep, StepNotAllowed
from domain.reports.steps import (
    NotCleared,
    ReportEdited,
    SecondPersonNeeded,
    check,
    may,
    why_not,
)
from domain.reports.subjects import (
    PERSON_ROLES,
    RULES,
    Subject,
    SubjectField,
    SubjectKind,
    SubjectRule,
    candidates,
)
from domain.reports.tables import Report

__all__ = [
    "PERSON_ROLES",
    "RULES",
    "Content",
    "Difference",
    "Item",
    "Leak",
    "NotCleared",
    "NotScreenedYet",
    "Piece",
    "Report",
    "ReportEdited",
    "ReportFilters",
    "ReportNotOpen",
    "ReportPage",
    "ReportRow",
    "ReportState",
    "ReportStep",
    "ReportView",
    "Review",
    "SecondPersonNeeded",
    "Shown",
    "StepNotAllowed",
    "Subject",
    "SubjectField",
    "SubjectKind",
    "SubjectRule",
    "all_markings",
    "approve",
    "candidates",
    "check",
    "close",
    "correct",
    "count",
    "differences",
    "draft",
    "find",
    "hints_in",
    "is_open",
    "listed",
    "made_from",
    "may",
    "may_draft",
    "of",
    "open_",
    "problem_with",
    "regroup",
    "return_",
    "review",
    "revise",
    "shown",
    "submit",
    "version",
    "why_not",
    "withdraw",
]

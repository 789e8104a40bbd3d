"""Who may do what: roles, their permissions, and which roles one person may hold together.

Source of the separations: the administrator onboards and cannot read intelligence; the auditor
reads the trail and changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Permission(StrEnum):
    """Something that not everybody may do."""

    SUBMIT = "submit information"
    SEE_OWN_SUBMISSIONS = "see what the organisation has sent"
    KEEP_LOG_ON = "keep the shared log-on"
    SEE_QUEUE = "see the queue"
    WORK_QUEUE = "take and hand over submissions"
    READ_SUBMISSIONS = "read submissions"
    SCREEN_FOR_SAFETY = "screen submissions for safety"
    DECIDE_OUTCOMES = "decide outcomes"
    GIVE_FEEDBACK = "give feedback to partners"
    SEE_NUMBERS = "see the unit's numbers"
    SEARCH = "search submissions"
    RELATE = "link submissions, and correct what is found in them"
    EXCLUDE_VALUES = "exclude values from matching"
    TAKE_OVER = "take over another officer's submission"
    READ_REPORTS = "read intelligence reports"
    WRITE_REPORTS = "write intelligence reports"
    APPROVE_REPORTS = "approve intelligence reports"
    DISSEMINATE = "disseminate intelligence reports"
    AUTHORISE_DISSEMINATION = "authorise the dissemination of sensitive reports"
    MANAGE_ORGANISATIONS = "manage organisations"
    MANAGE_STAFF = "manage staff"
    REVIEW_RETENTION = "review how long submissions are kept"
    BREAK_GLASS = "break the glass of a restricted item"
    SEE_BREAK_GLASS = "see who broke a glass, and why"
    JUDGE_BREAK_GLASS = "judge a glass that somebody else broke"
    KEEP_REGISTERS = "keep the registers of requests"
    READ_TRAIL = "read the audit trail"
    SEE_ACCESS = "see who has access, and what each role may do"
    PROCESS_SUBMISSIONS = "process submissions without a person"


class Role(StrEnum):
    """What a member of staff is here to do."""

    TRIAGE_OFFICER = "triage officer"
    SUPERVISOR = "supervisor"
    INTELLIGENCE_MANAGER = "intelligence manager"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


_P = Permission
_OFFICER = frozenset(
    {
        _P.SEE_QUEUE,
        _P.WORK_QUEUE,
        _P.READ_SUBMISSIONS,
        _P.SCREEN_FOR_SAFETY,
        _P.DECIDE_OUTCOMES,
        _P.GIVE_FEEDBACK,
        _P.SEARCH,
        _P.RELATE,
        _P.READ_REPORTS,
        _P.WRITE_REPORTS,
        _P.DISSEMINATE,
        _P.BREAK_GLASS,
    }
)
_SUPERVISOR = _OFFICER | {
    _P.TAKE_OVER,
    _P.SEE_NUMBERS,
    _P.EXCLUDE_VALUES,
    _P.APPROVE_REPORTS,
    _P.AUTHORISE_DISSEMINATION,
    _P.REVIEW_RETENTION,
    _P.SEE_BREAK_GLASS,
    _P.JUDGE_BREAK_GLASS,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.TRIAGE_OFFICER: _OFFICER,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.INTELLIGENCE_MANAGER: _SUPERVISOR | {_P.KEEP_REGISTERS},
    Role.ADMINISTRATOR: frozenset({_P.MANAGE_ORGANISATIONS, _P.MANAGE_STAFF, _P.SEE_ACCESS}),
    Role.AUDITOR: frozenset({_P.READ_TRAIL, _P.SEE_ACCESS, _P.SEE_BREAK_GLASS}),
}
PARTNER = frozenset({_P.SUBMIT, _P.SEE_OWN_SUBMISSIONS, _P.KEEP_LOG_ON})
SERVICE = frozenset({_P.PROCESS_SUBMISSIONS})

INCOMPATIBLE: tuple[tuple[frozenset[Role], str], ...] = tuple(
    (frozenset({alone, other}), f"{article} {alone} cannot also be {other_article} {other}")
    for alone, article, others in (
        (Role.ADMINISTRATOR, "an", tuple(Role)),
        (Role.AUDITOR, "an", tuple(Role)),
    )
    for other in others
    for other_article in ("an" if other[0] in "aeiou" else "a",)
    if other != alone
)


class RolesIncompatible(ValueError):
    """One person may not hold these roles together; the message says why."""


def of_roles(roles: Collection[Role]) -> frozenset[Permission]:
    """Return what somebody with these roles may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def check_roles(roles: Collection[Role]) -> None:
    """Raise RolesIncompatible if one person may not hold these roles together."""
    for pair, why in INCOMPATIBLE:
        if pair <= set(roles):
            raise RolesIncompatible(why)

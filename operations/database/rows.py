"""Which rows of each table a role sees and may write, as data (row-level security, forced).

The owner cannot log in: its rows are for the functions that answer a door before anybody is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain import audit
from domain.audit import Process
from operations.database.roles import OWNER, PORTAL, TRIAGE, WITNESS, WORKER


@dataclass(frozen=True)
class Rows:
    """Which rows of a table a role sees and may write (row-level security, forced)."""

    role: str
    see: str
    write: str = ""
    only_see: str = ""
    """Rows that are shown besides, and never written."""
    add: str = ""
    """What a row has to be when it is inserted, where that is more than `write`."""


_OWN = "{column} = nullif(current_setting('partnership.organisation', true), '')::uuid"
_OWN_ROW = _OWN.format(column="organisation_id")
_NOT_RESTRICTED = "not restricted or current_setting('partnership.cleared', true) = 'yes'"
_FRESH = (
    "state = 'arrived' and num_nonnulls(priority, owner_id, asked_at, screened_at, screen_result,"
    " decided_at, outcome, cleared_outcome) = 0"
)

_NOT_SENSITIVE = (
    "not sensitive or current_setting('partnership.cleared', true) = 'yes'"
    " or author_id = nullif(current_setting('partnership.staff', true), '')::uuid"
)
"""A sensitive report is absent for everybody but its author and those cleared."""
_GLASS_BROKEN = (
    "reference = nullif(current_setting('partnership.opened', true), '')"
    " and glass_is_broken(reference)"
)
"""One row, in a transaction that asks for it, of whoever broke its glass a short while ago."""
_BOTH_SEEN = (
    "exists (select from submission s where s.id = submission_id)"
    " and exists (select from submission s where s.id = other_id)"
)
_OWN_STAFF = "staff_id = nullif(current_setting('partnership.staff', true), '')::uuid"
_NOBODYS = (
    "nullif(current_setting('partnership.staff', true), '') is null"
    " and current_setting('partnership.cleared', true) = 'yes'"
)
"""The service itself, exporting the trail or re-wrapping: a page always asks for somebody."""
_OF_REPORT = "exists (select from report r where r.id = report_id)"
_OF_ONE_REPORT = "exists (select from report r where r.id = report_id offset 0)"
"""The same, looked up report by report: without the offset, many rows have all reports read."""
_OF_DISSEMINATION = "exists (select from dissemination d where d.id = dissemination_id)"
_OF_NOTICE = "exists (select from notice n where n.id = notice_id)"
_OWN_OR_NOBODYS = f"staff_id is null and ({_OWN_ROW} or organisation_id is null)"
"""Of its organisation or of a visitor: the portal has nothing to say to members of staff."""
_ASKED_FOR = "{column} = nullif(current_setting('partnership.request', true), '')::uuid"
_NEW_REQUEST = "state = 'mailbox not confirmed' and confirmed_at is null"
_UNDECIDED = (
    "state in ('mailbox not confirmed', 'waiting for an administrator') and decided_at is null"
)

_SENT = "exists (select from submission s where s.id = submission_id)"
_NEW_TO_POLICE = (
    "direction = 'to-police' and kind in ('answer', 'addition', 'withdrawal')"
    " and num_nonnulls(read_at, raised_at, chased_at) = 0"
)
_UNCHECKED = (
    "state = 'held' and reason is null and rendition_id is null"
    f" and (submission_id is null or {_SENT})"
)


def _recorded(process: Process, who: str) -> str:
    """Say that an event was done by whom it may be, and is one that a process records."""
    names = ", ".join(f"'{name}'" for name in audit.recorded_by(process))
    return f"{who} and name in ({names})"


_A_WITNESS = "actor_kind = 'service' and actor_name like 'witness %'"
_DISPOSED = Rows(WORKER, "true", "true")
"""For disposal; which of its columns the worker may touch is in `grants`."""

ROWS: dict[str, tuple[Rows, ...]] = {
    "organisation": (
        Rows(PORTAL, _OWN.format(column="id"), _OWN.format(column="id")),
        Rows(TRIAGE, "true", "true"),
        Rows(WORKER, "true"),
        Rows(OWNER, "true", "true"),
    ),
    "partner_session": (
        Rows(PORTAL, _OWN_ROW, _OWN_ROW),
        Rows(TRIAGE, "true", "true"),
        Rows(OWNER, "true", "true"),
    ),
    "partner_passkey": (
        Rows(PORTAL, _OWN_ROW, _OWN_ROW),
        # To end one, and never to let one serve again.
        Rows(TRIAGE, "true", "revoked_at is not null"),
    ),
    "draft": (
        Rows(PORTAL, _OWN_ROW, _OWN_ROW),
        Rows(WORKER, "true"),
        Rows(OWNER, "true", "true"),
    ),
    "file": (
        Rows(PORTAL, _OWN_ROW, f"{_OWN_ROW} and {_UNCHECKED}"),
        Rows(TRIAGE, _SENT),
        Rows(WORKER, "true", "true"),
    ),
    "wrap": (
        # One more, for the next key, would look as if the content were sealed to it already.
        Rows(PORTAL, "false", "not has_wraps(content_id)"),
        *(Rows(role, "true", "true") for role in (TRIAGE, WORKER, OWNER)),
    ),
    "letter": (
        Rows(PORTAL, "false", _OWN_OR_NOBODYS),
        Rows(TRIAGE, "true", "true"),
        Rows(WORKER, "true", "true"),
    ),
    "one_time_link": (
        Rows(PORTAL, _OWN_ROW, _OWN_OR_NOBODYS),
        Rows(TRIAGE, "true", "true"),
        Rows(WORKER, "request_id is not null", "request_id is not null"),
        Rows(OWNER, "true", "true"),
    ),
    "access_request": (
        Rows(
            PORTAL,
            _ASKED_FOR.format(column="id"),
            f"{_ASKED_FOR.format(column='id')} and {_UNDECIDED}",
            add=_NEW_REQUEST,
        ),
        Rows(TRIAGE, "true", "true"),
        Rows(WORKER, "state = 'mailbox not confirmed'", "state = 'mailbox not confirmed'"),
    ),
    "mailbox_change": (
        Rows(PORTAL, _OWN_ROW),
        Rows(TRIAGE, "true", "true"),
        Rows(OWNER, "true", "true"),
    ),
    "terms_acceptance": (Rows(PORTAL, _OWN_ROW, _OWN_ROW), Rows(TRIAGE, "true")),
    "organisation_limit": (
        Rows(PORTAL, _OWN_ROW),
        Rows(TRIAGE, "true", "true"),
        Rows(OWNER, "true"),
    ),
    "submission": (
        Rows(PORTAL, _OWN_ROW, f"{_OWN_ROW} and {_FRESH}"),
        Rows(TRIAGE, _NOT_RESTRICTED, "true", only_see=_GLASS_BROKEN),
        Rows(WORKER, "true", "true"),
        Rows(OWNER, "true", "true"),
    ),
    "message": (
        Rows(PORTAL, _OWN_ROW, f"{_OWN_ROW} and {_NEW_TO_POLICE} and {_SENT}"),
        Rows(TRIAGE, _SENT, _SENT),
        Rows(WORKER, "true", "true"),
        Rows(OWNER, "true", "true"),
    ),
    "retention_review": (
        Rows(TRIAGE, _SENT, _SENT),
        Rows(WORKER, "true", "true"),
        Rows(OWNER, "true"),
    ),
    "legal_hold": (Rows(TRIAGE, _SENT, _SENT), Rows(WORKER, "true"), Rows(OWNER, "true")),
    "found_match": (Rows(TRIAGE, _BOTH_SEEN), Rows(WORKER, "true", "true")),
    "relation": (Rows(TRIAGE, _BOTH_SEEN, _BOTH_SEEN), _DISPOSED),
    "presence": (Rows(TRIAGE, _SENT, _OWN_STAFF), _DISPOSED),
    "saved_view": (Rows(TRIAGE, f"shared or {_OWN_STAFF}", _OWN_STAFF),),
    "search_record": (Rows(TRIAGE, f"{_OWN_STAFF} or ({_NOBODYS})", _OWN_STAFF),),
    "report": (Rows(TRIAGE, _NOT_SENSITIVE, "true", only_see=_GLASS_BROKEN), _DISPOSED),
    "audit_event": (
        # Nobody can have somebody else have done it: what a door records, its own visitors did,
        # and it is what that door is for.
        Rows(PORTAL, "false", _recorded(Process.PORTAL, "actor_kind in ('partner', 'visitor')")),
        Rows(TRIAGE, "true", _recorded(Process.TRIAGE, "actor_kind <> 'partner'")),
        Rows(WORKER, "true", _recorded(Process.WORKER, "actor_kind = 'service'")),
        Rows(WITNESS, "false", _recorded(Process.WITNESS, _A_WITNESS)),
        Rows(OWNER, "true"),
    ),
    "broken_glass": (
        Rows(TRIAGE, "true", "true", add=_OWN_STAFF),
        Rows(WORKER, "true"),
        Rows(OWNER, "true"),
    ),
    "report_facet": (Rows(TRIAGE, _OF_ONE_REPORT, "true"), _DISPOSED),
    "report_writing": (Rows(TRIAGE, _OF_REPORT, "true"), _DISPOSED),
    "report_opening": (Rows(TRIAGE, _OF_REPORT, "true"), _DISPOSED),
    "dissemination": (Rows(TRIAGE, _OF_REPORT, "true"), _DISPOSED),
    "dissemination_recipient": (Rows(TRIAGE, _OF_DISSEMINATION, "true"), Rows(WORKER, "true")),
    "notice": (Rows(TRIAGE, _OF_REPORT, "true"), _DISPOSED),
    "notice_recipient": (Rows(TRIAGE, _OF_NOTICE, "true"), Rows(WORKER, "true")),
}

"""What each database role may do: the tables, columns and rows, as data. The rest is refused.

`partnership database grants` takes everything away and gives exactly this. The portal can insert a
submission and read neither it nor another organisation's anything; nobody can change the trail.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA = "partnership"
OWNER = "partnership_owner"
PORTAL = "partnership_portal"
TRIAGE = "partnership_triage"
WORKER = "partnership_worker"
LOGINS = (PORTAL, TRIAGE, WORKER)

ALL = "*"


@dataclass(frozen=True)
class May:
    """Rights on one table: `*`, or the columns they are limited to; nothing where empty."""

    select: str = ""
    insert: str = ""
    update: str = ""
    delete: bool = False


@dataclass(frozen=True)
class Rows:
    """Which rows of a table a role sees and may write (row-level security, forced)."""

    role: str
    see: str
    write: str = ""


READ = May(select=ALL)
ADD = May(insert=ALL)
EVERYTHING = May(ALL, ALL, ALL, delete=True)

_OWN = "{column} = nullif(current_setting('partnership.organisation', true), '')::uuid"
_OWN_ROW = _OWN.format(column="organisation_id")
_NOT_RESTRICTED = "not restricted or current_setting('partnership.cleared', true) = 'yes'"
_FRESH = "state = 'arrived' and owner_id is null and screened_at is null and decided_at is null"

_NOT_SENSITIVE = (
    "not sensitive or current_setting('partnership.cleared', true) = 'yes'"
    " or author_id = nullif(current_setting('partnership.staff', true), '')::uuid"
)
"""A sensitive report is absent for everybody but its author and those cleared."""
_OF_REPORT = "exists (select from report r where r.id = report_id)"
_OF_DISSEMINATION = "exists (select from dissemination d where d.id = dissemination_id)"
_OF_NOTICE = "exists (select from notice n where n.id = notice_id)"

_REPORT_COLUMNS = (
    "approver_id, state, marking, priority, themes, district, retention_group, sensitive, sent_at,"
    " live_at, withdrawn_at, content_number, version"
)
_WORK_COLUMNS = (
    "state, priority, flagged, restricted, owner_id, lease_until, safety_due_at,"
    " decision_due_at, answer_due_at, due_at, screened_at, screen_result, decided_at, outcome,"
    " version"
)
_SEEN_BY_PARTNERS = "id, reference, organisation_id, idempotency_key, received_at, state"

GRANTS: dict[str, dict[str, May]] = {
    PORTAL: {
        "organisation": May(select=ALL, update="password_hash, failures, version"),
        "partner_session": May(ALL, ALL, "seen_at, ended_at, ended_because, opened_by"),
        "draft": EVERYTHING,
        "submission": May(select=_SEEN_BY_PARTNERS, insert=ALL),
        "wrap": ADD,
        "audit_event": ADD,
    },
    TRIAGE: {
        "organisation": May(ALL, ALL, ALL),
        "organisation_url": May(ALL, ALL, "ends_at"),
        "partner_session": May(ALL, "", "ended_at, ended_because"),
        "staff_member": May(ALL, ALL, ALL),
        "staff_factor": May(ALL, ALL, "last_step, revoked_at, label"),
        "staff_session": May(ALL, ALL, ALL),
        "submission": May(select=ALL, update=_WORK_COLUMNS),
        "wrap": May(ALL, ALL),
        "writing": May(ALL, ALL),
        "opening": May(ALL, ALL, "ends_at"),
        "report": May(ALL, ALL, _REPORT_COLUMNS),
        "report_writing": May(ALL, ALL),
        "report_opening": May(ALL, ALL, "ends_at"),
        "dissemination": May(
            ALL,
            ALL,
            "state, second_id, second_name, settled_at, digest, size, sealed_copy, copy_id, version",
        ),
        "dissemination_recipient": May(ALL, ALL),
        "notice": May(ALL, ALL),
        "notice_recipient": May(ALL, ALL, "acknowledged_at, acknowledged_by"),
        "audit_event": May(ALL, ALL),
    },
    WORKER: {
        "organisation": READ,
        "staff_member": READ,
        "submission": May(select=ALL, update=_WORK_COLUMNS),
        "wrap": May(ALL, ALL),
        "writing": May(ALL, ALL),
        "audit_event": May(ALL, ALL),
        "procrastinate_jobs": EVERYTHING,
        "procrastinate_events": EVERYTHING,
        "procrastinate_periodic_defers": EVERYTHING,
        "procrastinate_workers": EVERYTHING,
    },
}

ROWS: dict[str, tuple[Rows, ...]] = {
    "organisation": (
        Rows(PORTAL, _OWN.format(column="id"), _OWN.format(column="id")),
        Rows(TRIAGE, "true", "true"),
        Rows(WORKER, "true"),
    ),
    "partner_session": (Rows(PORTAL, _OWN_ROW, _OWN_ROW), Rows(TRIAGE, "true", "true")),
    "draft": (Rows(PORTAL, _OWN_ROW, _OWN_ROW),),
    "submission": (
        Rows(PORTAL, _OWN_ROW, f"{_OWN_ROW} and {_FRESH}"),
        Rows(TRIAGE, _NOT_RESTRICTED, "true"),
        Rows(WORKER, "true", "true"),
    ),
    "report": (Rows(TRIAGE, _NOT_SENSITIVE, "true"),),
    "report_writing": (Rows(TRIAGE, _OF_REPORT, "true"),),
    "report_opening": (Rows(TRIAGE, _OF_REPORT, "true"),),
    "dissemination": (Rows(TRIAGE, _OF_REPORT, "true"),),
    "dissemination_recipient": (Rows(TRIAGE, _OF_DISSEMINATION, "true"),),
    "notice": (Rows(TRIAGE, _OF_REPORT, "true"),),
    "notice_recipient": (Rows(TRIAGE, _OF_NOTICE, "true"),),
}

MAY_CALL: dict[str, tuple[str, ...]] = {
    PORTAL: ("organisation_at", "partner_session_at", "defer_job"),
    TRIAGE: ("defer_job",),
    WORKER: ("defer_job",),
}

MAY_DEFER: dict[str, tuple[str, ...]] = {
    PORTAL: ("take_in",),
    TRIAGE: (),
    WORKER: ("take_in",),
}
"""Which of the worker's tasks each role may call for."""

"""What each database role may do: tables, columns, functions, jobs, as data; rows are in `rows`.

`partnership database grants` takes everything away and gives exactly this. The portal can insert a
submission and read neither it nor another organisation's anything; nobody can change the trail.
"""

from __future__ import annotations

from dataclasses import dataclass

from operations.database import columns
from operations.database.calls import MAY_CALL, MAY_DEFER
from operations.database.roles import LOGINS, OWNER, PORTAL, SCHEMA, TRIAGE, WITNESS, WORKER
from operations.database.rows import ROWS, Rows

__all__ = [
    "ALL",
    "GRANTS",
    "LOGINS",
    "MAY_CALL",
    "MAY_DEFER",
    "OWNER",
    "PORTAL",
    "ROWS",
    "SCHEMA",
    "TRIAGE",
    "WITNESS",
    "WORKER",
    "May",
    "Rows",
]

ALL = "*"


@dataclass(frozen=True)
class May:
    """Rights on one table: `*`, or the columns they are limited to; nothing where empty."""

    select: str = ""
    insert: str = ""
    update: str = ""
    delete: bool = False


READ = May(select=ALL)
ADD = May(insert=ALL)
EVERYTHING = May(ALL, ALL, ALL, delete=True)

_TREE = ("trail_hash", "trail_checkpoint", "trail_cosignature")
_LEAVES = May(select="position, hash")
"""Enough for proofs, and nothing of what the events are."""

SEARCHING = {
    "index_generation": READ,
    "index_entry": READ,
    "found_match": READ,
    "relation": May(ALL, ALL, "undone_at, undone_by, undone_writing_id"),
    "exclusion": May(ALL, ALL, "ended_at, ended_by"),
    "search_record": May(ALL, ALL),
}
INDEXING = {
    "index_generation": May(ALL, ALL),
    "index_entry": May(ALL, ALL, "generation, terms", delete=True),
    "common_term": May(ALL, ALL),
    "found_match": May(ALL, ALL, "kinds", delete=True),
    "exclusion": May(ALL, "", "blinded, key_name"),
}

DISPOSING = {
    "retention_review": May(ALL, "", "state, disposed_at, digest"),
    "legal_hold": READ,
    "opening": May("id, submission_id", delete=True),
    "presence": May("submission_id", delete=True),
    "relation": May("submission_id, other_id", delete=True),
    "report": May(ALL, "", "state, themes, district, priority, review_on, version"),
    "report_facet": EVERYTHING,
    "report_writing": May("id, report_id", delete=True),
    "report_opening": May("report_id", delete=True),
    "dissemination": May(ALL, "", "sealed, sealed_copy, version"),
    "dissemination_recipient": READ,
    "notice": May(ALL, "", "sealed"),
    "notice_recipient": READ,
    "broken_glass": May("id, reference"),
}
"""What the worker needs to dispose of a submission that two people let go; no door can."""

GRANTS: dict[str, dict[str, May]] = {
    PORTAL: {
        "organisation": May(select=ALL, update="password_hash, failures, version"),
        "partner_session": May(ALL, ALL, columns.OWN_SESSION_COLUMNS),
        "partner_passkey": May(ALL, ALL, "sign_count, used_at, revoked_at, revoked_because"),
        "draft": EVERYTHING,
        "file": May(
            columns.FILE_COLUMNS, ALL, "submission_id, draft_key, number, sent_at", delete=True
        ),
        "submission": May(select=columns.SEEN_BY_PARTNERS, insert=ALL),
        "message": May(columns.MESSAGE_COLUMNS, ALL),
        "wrap": ADD,
        "letter": ADD,
        "one_time_link": May(columns.LINK_COLUMNS, ALL, "revoked_at"),
        "access_request": May(ALL, ALL, "state, confirmed_at, version"),
        "mailbox_change": READ,
        "terms_acceptance": May(ALL, ALL),
        "organisation_limit": READ,
        "audit_event": ADD,
        "trail_leaf": _LEAVES,
        **dict.fromkeys(_TREE, READ),
    },
    TRIAGE: {
        "organisation": May(ALL, ALL, ALL),
        "organisation_url": May(ALL, ALL, "ends_at"),
        "letter": May(columns.LETTER_COLUMNS, ALL),
        "one_time_link": May(columns.LINK_COLUMNS, ALL, "revoked_at"),
        "access_request": May(
            ALL, "", "state, decided_at, decided_because, organisation_id, version"
        ),
        "mailbox_change": May(ALL, ALL, "cancelled_at"),
        "terms_acceptance": READ,
        "organisation_limit": May(ALL, ALL, "lifted_at"),
        "staff_recovery_code": May(ALL, ALL, "used_at, revoked_at"),
        "partner_session": May(ALL, "", "ended_at, ended_because"),
        "partner_passkey": May(columns.PASSKEY_COLUMNS, "", "revoked_at, revoked_because"),
        "staff_member": May(ALL, ALL, ALL),
        "staff_factor": May(ALL, ALL, "last_step, revoked_at, label, sign_count"),
        "staff_session": May(ALL, ALL, ALL),
        "reference_version": May(ALL, ALL, "version"),
        "submission": May(select=ALL, update=columns.WORK_COLUMNS),
        "wrap": May(ALL, ALL),
        "writing": May(ALL, ALL),
        "message": May(ALL, ALL, "read_at"),
        **SEARCHING,
        "opening": May(ALL, ALL, "ends_at"),
        "presence": May(ALL, ALL, "writing, seen_at"),
        "saved_view": May(ALL, ALL, "first", delete=True),
        "file": READ,
        "file_wait": READ,
        "retention_review": May(ALL, ALL, "state, second_id, second_name, settled_at, next_on"),
        "legal_hold": May(ALL, ALL, "lifted_at, lifted_by, lifter_name, lifted_writing_id"),
        "subject_request": May(
            ALL, ALL, "state, outcome, grounds, sealed_answer, answered_at, answered_by, version"
        ),
        "foi_request": May(
            ALL, ALL, "state, outcome, exemptions, sealed_answer, answered_at, answered_by, version"
        ),
        "report": May(ALL, ALL, columns.REPORT_COLUMNS),
        "report_facet": May(ALL, ALL, delete=True),
        "report_writing": May(ALL, ALL),
        "report_opening": May(ALL, ALL, "ends_at"),
        "dissemination": May(
            ALL,
            ALL,
            "state, second_id, second_name, settled_at, digest, size, sealed_copy, copy_id,"
            " version",
        ),
        "dissemination_recipient": May(ALL, ALL),
        "notice": May(ALL, ALL),
        "notice_recipient": May(ALL, ALL, "acknowledged_at, acknowledged_by"),
        "broken_glass": May(ALL, ALL, "judged_at, judge_id, judge_name, verdict, version"),
        "audit_event": May(ALL, ALL),
        **dict.fromkeys(("trail_pending", "trail_leaf", *_TREE), READ),
    },
    WORKER: {
        "organisation": READ,
        "staff_member": READ,
        "letter": May(
            ALL,
            ALL,
            "state, tries, sent_at, sealed, failed_because, address, request_id, version",
        ),
        "access_request": May(ALL, update="version", delete=True),
        "one_time_link": May("id, request_id", delete=True),
        "agreement_reminder": May(ALL, ALL),
        "draft": May(select="send_key, saved_at"),
        "file": May(ALL, "", columns.CHECKED, delete=True),
        "file_wait": EVERYTHING,
        "submission": May(select=ALL, update=columns.WORK_COLUMNS),
        "wrap": May(ALL, ALL, delete=True),
        "writing": May(ALL, ALL, delete=True),
        "message": May(ALL, "", "raised_at, chased_at", delete=True),
        **INDEXING,
        **DISPOSING,
        "audit_event": May(ALL, ALL),
        "trail_pending": May(ALL, delete=True),
        **dict.fromkeys(("trail_leaf", "trail_hash", "trail_checkpoint"), May(ALL, ALL)),
        "trail_cosignature": READ,
        "procrastinate_jobs": EVERYTHING,
        "procrastinate_events": EVERYTHING,
        "procrastinate_periodic_defers": EVERYTHING,
        "procrastinate_workers": EVERYTHING,
    },
    WITNESS: {
        "trail_leaf": _LEAVES,
        "trail_hash": READ,
        "trail_checkpoint": READ,
        "trail_cosignature": May(ALL, ALL),
        "audit_event": ADD,
    },
}

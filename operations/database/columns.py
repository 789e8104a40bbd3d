"""The columns that a right on a table is limited to, where it is not all of them."""

from __future__ import annotations

REPORT_COLUMNS = (
    "approver_id, state, marking, priority, themes, district, grades, retention_group, sensitive,"
    " sent_at, live_at, withdrawn_at, review_on, content_number, version"
)
WORK_COLUMNS = (
    "state, priority, flagged, restricted, owner_id, lease_until, safety_due_at,"
    " decision_due_at, answer_due_at, due_at, screened_at, screen_result, decided_at, outcome,"
    " cleared_outcome, unread, asked_at, alarmed_at, review_on, version"
)
OWN_SESSION_COLUMNS = "seen_at, ended_at, ended_because, opened_by, challenge, challenge_at"
SEEN_BY_PARTNERS = (
    "id, reference, organisation_id, idempotency_key, received_at, state, cleared_outcome"
)
MESSAGE_COLUMNS = (
    "id, submission_id, organisation_id, direction, kind, written_at, answer_by, answers_id,"
    " read_at"
)
"""Neither what is in it, nor which officer wrote it."""

LINK_COLUMNS = (
    "id, purpose, organisation_id, staff_id, request_id, made_at, expires_at, used_at, revoked_at"
)
LETTER_COLUMNS = (
    "id, kind, audience, organisation_id, staff_id, request_id, facts, state, tries, written_at,"
    " sent_at, failed_because, version, xmin"
)
"""All but the address, which may be a visitor's, and the secrets. By `xmin`, the number of the
transaction that wrote it last, an export of the trail shows what was changed by hand."""
FILE_COLUMNS = (
    "id, organisation_id, draft_key, submission_id, number, kind, size_class, size, digest,"
    " label_id, created_at, sent_at, state, reason, checked_at, rendition_id, rendition_kind,"
    " rendition_digest"
)
"""All but what the file is called."""
CHECKED = "state, reason, checked_at, rendition_id, rendition_kind, rendition_digest"
PASSKEY_COLUMNS = (
    "id, organisation_id, person, device, created_at, used_at, revoked_at, revoked_because"
)
"""Of a partner's passkey without the key: what an administrator sees to end it."""

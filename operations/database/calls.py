"""What each role may call: functions of the database, and tasks of the worker."""

from __future__ import annotations

from operations.database.roles import PORTAL, TRIAGE, WORKER

MAY_CALL: dict[str, tuple[str, ...]] = {
    PORTAL: (
        "organisation_at",
        "organisation_known_at",
        "partner_session_at",
        "save_draft",
        "link_at",
        "use_link",
        "confirm_mailbox",
        "received_event",
        "read_message",
        "led_to",
        "defer_job",
        "has_wraps",
        # An index of organisations is kept by whoever writes to one.
        "pieces",
    ),
    TRIAGE: ("link_at", "use_link", "defer_job", "glass_is_broken", "pieces"),
    WORKER: ("empty_submission", "defer_job"),
}

MAY_DEFER: dict[str, tuple[str, ...]] = {
    PORTAL: ("take_in", "send_letter", "check_file", "raise_message"),
    TRIAGE: ("send_letter", "index_submission", "apply_exclusion", "dispose_submission"),
    WORKER: ("take_in", "send_letter", "check_file", "index_submission"),
}
"""Which of the worker's tasks each role may call for."""

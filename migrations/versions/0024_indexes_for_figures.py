"""Figures counted from indexes alone: what waits by age, and times to the first event of a kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.drop_index("ix_submission_waiting_since", "submission")
    op.create_index(
        "ix_submission_waiting_since",
        "submission",
        ["received_at", "id"],
        postgresql_where=sa.text("due_at is not null"),
        postgresql_include=["restricted", "reference"],
    )
    op.drop_index("ix_audit_event_name_id", "audit_event")
    op.create_index(
        "ix_audit_event_name_id",
        "audit_event",
        ["name", "id"],
        postgresql_include=["subject_id", "at"],
    )

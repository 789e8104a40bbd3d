"""Whether a partner was asked something stands with the submission, and has an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

_FILL = """
update submission set asked_at = asked.at from (
    select subject_id, max(at) as at from audit_event where name = 'QuestionAsked' group by 1
) asked where asked.subject_id = submission.id
"""


def upgrade() -> None:
    op.add_column("submission", sa.Column("asked_at", sa.DateTime(timezone=True)))
    op.execute(_FILL)
    for name, columns, where in (
        ("asked", ["due_at", "id"], "asked_at is not null and due_at is not null"),
        ("asked_received", ["received_at", "id"], "asked_at is not null"),
    ):
        op.create_index(
            f"ix_submission_{name}", "submission", columns, postgresql_where=sa.text(where)
        )

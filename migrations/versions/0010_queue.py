"""Views of the queue that officers keep, who is at a submission, and sorting by arrival."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_saved_view_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_staff_id"), "saved_view", ["staff_id"])
    op.create_table(
        "presence",
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("writing", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_presence_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_presence_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("submission_id", "staff_id", name=op.f("pk_presence")),
    )
    waits = sa.text("due_at is not null")
    op.create_index(
        "ix_submission_waiting_since", "submission", ["received_at", "id"], postgresql_where=waits
    )
    op.create_index(
        "ix_submission_district", "submission", ["district", "due_at", "id"], postgresql_where=waits
    )
    op.create_index(
        "ix_submission_rank",
        "submission",
        [
            sa.text(
                "(case when priority = 'high' then 0 when priority = 'medium' then 1 else 2 end)"
            ),
            "due_at",
            "id",
        ],
        postgresql_where=waits,
    )
    op.create_index("ix_submission_received", "submission", ["received_at"])

"""When a second factor was last given in a session; which reference data was in force."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("staff_session", sa.Column("fresh_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "reference_version",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_version")),
        sa.UniqueConstraint("name", name=op.f("uq_reference_version_name")),
    )

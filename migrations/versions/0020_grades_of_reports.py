"""The codes of a report's grades in clear, so that managers see how reports are graded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column(
        "report",
        sa.Column("grades", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.create_index(
        "ix_report_live_at", "report", ["live_at"], postgresql_where=sa.text("live_at is not null")
    )

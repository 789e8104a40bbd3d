"""Who was asked, as a keyed number: a second question to the same submitter asks for a reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("message", sa.Column("asked_of", sa.LargeBinary()))
    op.create_index(
        "ix_message_asked_of",
        "message",
        ["asked_of"],
        postgresql_where=sa.text("asked_of is not null"),
    )

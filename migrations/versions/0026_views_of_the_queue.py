"""An index for each view of the queue, so that a full one costs no more than an empty one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_WAITS = "due_at is not null"


def upgrade() -> None:
    for name, columns, where in (
        ("restricted", ["due_at", "id"], f"restricted and {_WAITS}"),
        ("unscreened", ["due_at", "id"], f"flagged and state = 'to screen' and {_WAITS}"),
        ("held", ["owner_id", "lease_until"], f"owner_id is not null and {_WAITS}"),
    ):
        op.create_index(
            f"ix_submission_{name}", "submission", columns, postgresql_where=sa.text(where)
        )
    # Of all that somebody ever had, only what they have now is looked for.
    op.drop_index("ix_submission_owner", "submission")

"""Passkeys beside the codes from an app, and the challenge that a session has to answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("staff_factor", sa.Column("credential_id", sa.LargeBinary(), nullable=True))
    op.add_column("staff_factor", sa.Column("sign_count", sa.BigInteger(), nullable=True))
    op.create_unique_constraint(
        op.f("uq_staff_factor_credential_id"), "staff_factor", ["credential_id"]
    )
    op.add_column("staff_session", sa.Column("challenge", sa.LargeBinary(), nullable=True))
    op.add_column("staff_session", sa.Column("challenge_for", sa.Text(), nullable=True))
    op.add_column(
        "staff_session", sa.Column("challenge_at", sa.DateTime(timezone=True), nullable=True)
    )

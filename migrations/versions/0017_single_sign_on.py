"""Whom a provider of single sign-on vouches for: bound to an account, and waiting in a session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    for table in ("staff_member", "staff_session"):
        op.add_column(table, sa.Column("identity_issuer", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("identity_subject", sa.Text(), nullable=True))
    op.create_unique_constraint(
        op.f("uq_staff_member_identity_issuer_identity_subject"),
        "staff_member",
        ["identity_issuer", "identity_subject"],
    )
    op.add_column("staff_session", sa.Column("state_hash", sa.LargeBinary(), nullable=True))
    op.create_unique_constraint(
        op.f("uq_staff_session_state_hash"), "staff_session", ["state_hash"]
    )

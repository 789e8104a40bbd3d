"""Passkeys of single persons beside an organisation's shared password."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "partner_passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.Column("revoked_at", TIME, nullable=True),
        sa.Column("revoked_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_partner_passkey_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_partner_passkey_credential_id")),
    )
    op.create_index(
        op.f("ix_partner_passkey_organisation_id"), "partner_passkey", ["organisation_id"]
    )
    op.add_column("partner_session", sa.Column("passkey_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_partner_session_passkey_id_partner_passkey"),
        "partner_session",
        "partner_passkey",
        ["passkey_id"],
        ["id"],
    )
    op.add_column("partner_session", sa.Column("answered", sa.LargeBinary(), nullable=True))
    op.create_unique_constraint(
        op.f("uq_partner_session_answered"), "partner_session", ["answered"]
    )
    op.add_column("partner_session", sa.Column("challenge", sa.LargeBinary(), nullable=True))
    op.add_column("partner_session", sa.Column("challenge_at", TIME, nullable=True))

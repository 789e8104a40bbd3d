"""Messages between the triage unit and partners, and what a partner may be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# The portal cannot select what is sealed. This gives it one message to its own organisation, with
# the wraps it needs, and notes when it was first read.
READING = """
create function read_message(wanted uuid, at timestamptz)
    returns table (sealed bytea, key_id text, suite text, wrapped bytea)
    language sql volatile security definer set search_path = partnership, pg_temp as $$
    with seen as (
        update message m set read_at = coalesce(m.read_at, at)
        where m.id = wanted and m.direction = 'to-partner'
            and m.organisation_id
                = nullif(current_setting('partnership.organisation', true), '')::uuid
        returning m.id, m.sealed
    )
    select seen.sealed, w.key_id, w.suite, w.wrapped from seen join wrap w on w.content_id = seen.id
$$;
"""


def upgrade() -> None:
    op.add_column("submission", sa.Column("cleared_outcome", sa.Text(), nullable=True))
    op.add_column(
        "submission",
        sa.Column("unread", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("submission", sa.Column("alarmed_at", sa.DateTime(timezone=True), nullable=True))
    _messages()
    op.execute(sa.text(READING))


def _messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "direction in ('to-partner', 'to-police')", name=op.f("ck_message_direction")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_message_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_message_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["answers_id"], ["message.id"], name=op.f("fk_message_answers_id_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_submission_id_id"), "message", ["submission_id", "id"])
    op.create_index(op.f("ix_message_organisation_id_id"), "message", ["organisation_id", "id"])
    for name, column, where in (
        (op.f("ix_message_answers_id"), "answers_id", "answers_id is not null"),
        ("ix_message_unraised", "written_at", "direction = 'to-police' and raised_at is null"),
        ("ix_message_unchased", "answer_by", "kind = 'question' and chased_at is null"),
    ):
        op.create_index(name, "message", [column], postgresql_where=sa.text(where))

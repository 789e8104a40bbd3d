"""Files that partners add: sealed, held until they are checked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# A file's keys go with its row, whoever removes it: what is left of its bytes opens for nobody.
SHREDDING = """
create function shred_file() returns trigger language plpgsql
    security definer set search_path = partnership, pg_temp as $$
begin
    delete from wrap where content_id in (old.id, old.label_id, old.rendition_id);
    return old;
end $$;
create trigger file_shredded after delete on file
    for each row execute function shred_file();
"""

# The portal may take back what was not sent yet, and nothing else.
SENT_IS_SENT = """
create function keep_sent_file() returns trigger language plpgsql as $$
begin
    if current_user = 'partnership_portal' and old.submission_id is not null then
        raise exception 'a file that was sent stays' using errcode = 'insufficient_privilege';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger file_sent_is_sent before update or delete on file
    for each row execute function keep_sent_file();
"""


def upgrade() -> None:
    _file()
    op.create_table(
        "file_wait",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["file.id"], name=op.f("fk_file_wait_file_id_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_file_wait")),
    )
    op.execute(SHREDDING)
    op.execute(SENT_IS_SENT)


def _file() -> None:
    op.create_table(
        "file",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("draft_key", sa.Uuid(), nullable=True),
        sa.Column("submission_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size_class", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("label_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_label", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rendition_id", sa.Uuid(), nullable=True),
        sa.Column("rendition_kind", sa.Text(), nullable=True),
        sa.Column("rendition_digest", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state in ('held', 'clean', 'refused', 'failed')", name=op.f("ck_file_state")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_file_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_file_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("submission_id", "number", name=op.f("uq_file_submission_id_number")),
    )
    op.create_index(
        op.f("ix_file_organisation_id_created_at"),
        "file",
        ["organisation_id", "created_at"],
        unique=False,
    )
    for name, column, where in (
        ("ix_file_unsent", "created_at", "submission_id is null"),
        ("ix_file_held", "sent_at", "state = 'held'"),
    ):
        op.create_index(name, "file", [column], unique=False, postgresql_where=sa.text(where))

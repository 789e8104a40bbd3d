"""Reviews, legal holds and disposal; registers of requests of people, and for information."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# Nobody can alter what was sent. The worker can have it emptied, if two people let it go and no
# hold stands in the way.
_EMPTIED = """
create function empty_submission(wanted uuid, at timestamptz) returns void
    language plpgsql security definer set search_path = partnership, pg_temp as $$
begin
    update submission s
    set sealed = '', lead_theme = '', themes = '{}', district = '', disposed_at = at
    where s.id = wanted and s.state = 'closed'
        and exists (
            select from retention_review r
            where r.submission_id = s.id and r.state = 'approved for disposal'
                and r.second_id <> r.reviewer_id
        )
        and not exists (
            select from legal_hold h where h.submission_id = s.id and h.lifted_at is null
        );
    if not found then
        raise exception 'no two people let this submission go'
            using errcode = 'insufficient_privilege';
    end if;
end $$;
"""
# What was disposed of goes on being counted, or the numbers would tell by what they lose.
_COUNT_THEM = """
do $$ begin execute replace(
    pg_get_functiondef('led_to(timestamptz)'::regprocedure),
    's.state = ''closed''', 's.state in (''closed'', ''disposed of'')'
); end $$;
"""


def upgrade() -> None:
    op.add_column("submission", sa.Column("review_on", sa.Date(), nullable=True))
    op.add_column("submission", sa.Column("disposed_at", sa.DateTime(timezone=True)))
    op.add_column("report", sa.Column("review_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_submission_review",
        "submission",
        ["review_on"],
        postgresql_where=sa.text("review_on is not null"),
    )
    _reviews()
    _holds()
    _registers()
    op.execute(sa.text(_EMPTIED))
    op.execute(sa.text(_COUNT_THEM.replace(":", r"\:")))


def _reviews() -> None:
    op.create_table(
        "retention_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_name", sa.Text(), nullable=False),
        sa.Column("writing_id", sa.Uuid(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.Column("second_name", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "second_id <> reviewer_id", name=op.f("ck_retention_review_second_person")
        ),
        sa.CheckConstraint(
            "state not in ('approved for disposal', 'disposed of') or second_id is not null",
            name=op.f("ck_retention_review_approved_by_two"),
        ),
        *_staff("retention_review", "reviewer_id", "second_id"),
        *_of_submission("retention_review"),
    )
    op.create_index(
        op.f("ix_retention_review_submission_id_id"), "retention_review", ["submission_id", "id"]
    )
    op.create_index(
        "uq_retention_review_open",
        "retention_review",
        ["submission_id"],
        unique=True,
        postgresql_where=sa.text("state in ('proposed for disposal', 'approved for disposal')"),
    )


def _holds() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=False),
        sa.Column("placer_name", sa.Text(), nullable=False),
        sa.Column("writing_id", sa.Uuid(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lifter_name", sa.Text(), nullable=True),
        sa.Column("lifted_writing_id", sa.Uuid(), nullable=True),
        *_staff("legal_hold", "placed_by", "lifted_by"),
        *_of_submission("legal_hold"),
    )
    op.create_index(
        "uq_legal_hold_standing",
        "legal_hold",
        ["submission_id"],
        unique=True,
        postgresql_where=sa.text("lifted_at is null"),
    )


def _registers() -> None:
    for table, kind, used in (
        ("subject_request", True, "grounds"),
        ("foi_request", False, "exemptions"),
    ):
        op.create_table(
            table,
            sa.Column("number", sa.Text(), nullable=False),
            *([sa.Column("kind", sa.Text(), nullable=False)] if kind else []),
            sa.Column("received_on", sa.Date(), nullable=False),
            sa.Column("due_on", sa.Date(), nullable=False),
            sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("opened_by", sa.Text(), nullable=False),
            sa.Column("state", sa.Text(), nullable=False),
            sa.Column("outcome", sa.Text(), nullable=True),
            sa.Column(used, sa.ARRAY(sa.Text()), nullable=False),
            sa.Column("sealed", sa.LargeBinary(), nullable=False),
            sa.Column("answer_id", sa.Uuid(), nullable=False),
            sa.Column("sealed_answer", sa.LargeBinary(), nullable=True),
            sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
            sa.Column("answered_by", sa.Text(), nullable=True),
            sa.Column("version", sa.Integer(), nullable=False),
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("number", name=op.f(f"uq_{table}_number")),
        )
        op.create_index(op.f(f"ix_{table}_state"), table, ["state", "due_on"])


def _of_submission(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f(f"fk_{table}_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _staff(table: str, *columns: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], ["staff_member.id"], name=op.f(f"fk_{table}_{column}_staff_member")
        )
        for column in columns
    ]

"""Broken glasses: one restricted item opened for a while, and a second person told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

# Asked by a row rule for a row that is not shown otherwise: cheap, so that no plan changes for it,
# and on behalf of the owner, so that the rule reads the table whatever the asker may see of it.
_IS_BROKEN = """
create function glass_is_broken(wanted text) returns boolean
    language sql stable security definer cost 1 set search_path = partnership, pg_temp as $$
    select exists (
        select from broken_glass g
        where g.reference = wanted
            and g.staff_id = nullif(current_setting('partnership.staff', true), '')::uuid
            and g.ends_at > nullif(current_setting('partnership.at', true), '')::timestamptz
    )
$$;
"""


def upgrade() -> None:
    op.create_table(
        "broken_glass",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("staff_name", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("broken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judge_id", sa.Uuid(), nullable=True),
        sa.Column("judge_name", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_checks(),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_broken_glass_staff_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["judge_id"], ["staff_member.id"], name=op.f("fk_broken_glass_judge_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broken_glass")),
    )
    op.create_index(
        op.f("ix_broken_glass_staff_id_reference"), "broken_glass", ["staff_id", "reference"]
    )
    op.create_index(
        "ix_broken_glass_waiting",
        "broken_glass",
        ["broken_at"],
        postgresql_where=sa.text("judged_at is null"),
    )
    op.execute(sa.text(_IS_BROKEN.replace("::", r"\:\:")))


def _checks() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint(
            "ends_at > broken_at and ends_at <= broken_at + interval '1 hour'",
            name=op.f("ck_broken_glass_at_most"),
        ),
        sa.CheckConstraint("judge_id <> staff_id", name=op.f("ck_broken_glass_second_person")),
        sa.CheckConstraint(
            "(judged_at is null) = (judge_id is null) and (judged_at is null) = (verdict is null)",
            name=op.f("ck_broken_glass_judged"),
        ),
    ]

"""The blind index, matches found by it, what officers say of two submissions, and searches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# Rows that only point at their terms stay small, so that a common word is looked up in few pages.
# The terms are keyed hashes: there is nothing in them to compress.
_TERMS_APART = """
alter table index_entry alter column terms set storage external;
alter table index_entry set (toast_tuple_target = 128);
"""


def upgrade() -> None:
    _index()
    _matches()
    _relations()
    _searches()


def _index() -> None:
    op.create_table(
        "index_generation",
        sa.Column("number", sa.SmallInteger(), sa.Identity(), nullable=False),
        sa.Column("key_name", sa.Text(), nullable=False),
        sa.Column("extractor", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_index_generation")),
        sa.UniqueConstraint(
            "key_name", "extractor", name=op.f("uq_index_generation_key_name_extractor")
        ),
    )
    op.create_table(
        "index_entry",
        sa.Column("ordinal", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("generation", sa.SmallInteger(), nullable=False),
        sa.Column("terms", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_index_entry_submission_id_submission"),
        ),
        sa.PrimaryKeyConstraint("ordinal", name=op.f("pk_index_entry")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_index_entry_submission_id")),
    )
    op.execute(_TERMS_APART)
    op.create_index(
        "ix_index_entry_terms",
        "index_entry",
        ["terms"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index(
        "ix_index_entry_segment",
        "index_entry",
        [sa.text("(ordinal >> 15)"), "received_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_index_entry_generation_ordinal"),
        "index_entry",
        ["generation", "ordinal"],
        unique=False,
    )
    op.create_table(
        "common_term",
        sa.Column("term", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_common_term")),
    )


def _matches() -> None:
    op.create_table(
        "found_match",
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("kinds", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_found_match_submission_id_submission"),
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["submission.id"], name=op.f("fk_found_match_other_id_submission")
        ),
        sa.PrimaryKeyConstraint("submission_id", "other_id", name=op.f("pk_found_match")),
    )
    op.create_table(
        "exclusion",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("blinded", sa.ARRAY(sa.LargeBinary()), nullable=False),
        sa.Column("key_name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
    )


def _relations() -> None:
    op.create_table(
        "relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("maker_id", sa.Uuid(), nullable=True),
        sa.Column("maker_name", sa.Text(), nullable=False),
        sa.Column("writing_id", sa.Uuid(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_writing_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_relation_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["submission.id"], name=op.f("fk_relation_other_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    in_force = sa.text("undone_at is null")
    op.create_index(
        "uq_relation_in_force",
        "relation",
        ["submission_id", "other_id", "kind"],
        unique=True,
        postgresql_where=in_force,
    )
    op.create_index("ix_relation_other_id", "relation", ["other_id"], unique=False)


def _searches() -> None:
    op.create_table(
        "search_record",
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("searched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fields", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_record")),
    )
    op.create_index(
        op.f("ix_search_record_staff_id_id"), "search_record", ["staff_id", "id"], unique=False
    )

"""Intelligence reports, and the ledger of who was given them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _reports()
    _ledger()


def _reports() -> None:
    op.create_table(
        "report",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("approver_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("marking", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("themes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("retention_group", sa.Text(), nullable=True),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("live_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["staff_member.id"], name=op.f("fk_report_approver_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff_member.id"], name=op.f("fk_report_author_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_report_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("reference", name=op.f("uq_report_reference")),
    )
    op.create_index(op.f("ix_report_author_id_id"), "report", ["author_id", "id"], unique=False)
    op.create_index(op.f("ix_report_state_id"), "report", ["state", "id"], unique=False)
    op.create_index(
        op.f("ix_report_submission_id_id"), "report", ["submission_id", "id"], unique=False
    )
    op.create_index(
        "ix_report_to_approve",
        "report",
        ["sent_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'to approve'"),
    )
    op.create_table(
        "report_opening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_opening_report_id_report")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_report_opening_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_opening")),
    )
    op.create_index(
        op.f("ix_report_opening_report_id_staff_id"),
        "report_opening",
        ["report_id", "staff_id"],
        unique=False,
    )
    op.create_table(
        "report_writing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_writing_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_writing")),
    )
    op.create_index(
        op.f("ix_report_writing_report_id_kind_number"),
        "report_writing",
        ["report_id", "kind", "number"],
        unique=False,
    )
    op.create_index(
        "uq_report_writing_version",
        "report_writing",
        ["report_id", "number"],
        unique=True,
        postgresql_where=sa.text("kind = 'version'"),
    )


def _ledger() -> None:
    op.create_table(
        "dissemination",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("content_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("marking", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposer_id", sa.Uuid(), nullable=False),
        sa.Column("proposer_name", sa.Text(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.Column("second_name", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_copy", sa.LargeBinary(), nullable=True),
        sa.Column("copy_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposer_id"],
            ["staff_member.id"],
            name=op.f("fk_dissemination_proposer_id_staff_member"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_dissemination_report_id_report")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["staff_member.id"], name=op.f("fk_dissemination_second_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissemination")),
        sa.UniqueConstraint("number", name=op.f("uq_dissemination_number")),
    )
    op.create_index(
        op.f("ix_dissemination_state_id"), "dissemination", ["state", "id"], unique=False
    )
    op.create_table(
        "notice",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("issuer_name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issuer_id"], ["staff_member.id"], name=op.f("fk_notice_issuer_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_notice_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("number", name=op.f("uq_notice_number")),
    )
    op.create_table(
        "dissemination_recipient",
        sa.Column("dissemination_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dissemination_id"],
            ["dissemination.id"],
            name=op.f("fk_dissemination_recipient_dissemination_id_dissemination"),
        ),
        sa.PrimaryKeyConstraint(
            "dissemination_id", "recipient", name=op.f("pk_dissemination_recipient")
        ),
    )
    op.create_index(
        op.f("ix_dissemination_recipient_recipient"),
        "dissemination_recipient",
        ["recipient"],
        unique=False,
    )
    op.create_table(
        "notice_recipient",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_recipient_notice_id_notice")
        ),
        sa.PrimaryKeyConstraint("notice_id", "recipient", name=op.f("pk_notice_recipient")),
    )
    op.create_index(
        "ix_notice_recipient_waiting",
        "notice_recipient",
        ["notice_id"],
        unique=False,
        postgresql_where=sa.text("acknowledged_at is null"),
    )
    op.create_index(
        op.f("ix_dissemination_report_id_id"), "dissemination", ["report_id", "id"], unique=False
    )
    op.create_index(op.f("ix_notice_report_id_id"), "notice", ["report_id", "id"], unique=False)

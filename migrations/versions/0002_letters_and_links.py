"""Letters, one-time links, and what is kept beside organisations and staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

# A link is used at most once, however many try at the same time: the row is locked by the update.
# Whoever has the token of a request's link sees that request, for this transaction alone.
LINKS = """
create function link_at(wanted bytea, at timestamptz) returns table (
    id uuid, purpose text, organisation_id uuid, staff_id uuid, request_id uuid
)
    language sql stable security definer set search_path = partnership, pg_temp as $$
    select l.id, l.purpose, l.organisation_id, l.staff_id, l.request_id from one_time_link l
    where l.token_hash = wanted and l.used_at is null and l.revoked_at is null
        and l.expires_at > at
$$;

create function use_link(wanted bytea, wanted_purpose text, at timestamptz) returns table (
    id uuid, purpose text, organisation_id uuid, staff_id uuid, request_id uuid
)
    language plpgsql security definer set search_path = partnership, pg_temp as $$
declare link one_time_link;
begin
    update one_time_link l set used_at = at
    where l.token_hash = wanted and l.purpose = wanted_purpose and l.used_at is null
        and l.revoked_at is null and l.expires_at > at
    returning l.* into link;
    if link.id is null then return; end if;
    if link.request_id is not null then
        perform set_config('partnership.request', link.request_id::text, true);
    end if;
    return query select link.id, link.purpose, link.organisation_id, link.staff_id,
        link.request_id;
end $$;
"""

# The portal cannot write a mailbox: it can only put in force the one an administrator entered.
MAILBOXES = """
create function confirm_mailbox(whose uuid, at timestamptz) returns text
    language plpgsql security definer set search_path = partnership, pg_temp as $$
declare asked mailbox_change; before text;
begin
    if whose is distinct from
        nullif(current_setting('partnership.organisation', true), '')::uuid
    then return null; end if;
    select c.* into asked from mailbox_change c where c.organisation_id = whose
        and c.confirmed_at is null and c.cancelled_at is null order by c.id desc limit 1
        for update;
    if asked.id is null then return null; end if;
    select o.mailbox into before from organisation o where o.id = whose for update;
    update mailbox_change c set confirmed_at = at where c.id = asked.id;
    update organisation o set mailbox = asked.address, version = o.version + 1
        where o.id = whose;
    return before;
end $$;
"""


def upgrade() -> None:
    _beside_organisations()
    _letters_and_links()
    op.add_column("organisation", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_organisation_merged_into_organisation"),
        "organisation",
        "organisation",
        ["merged_into"],
        ["id"],
    )
    op.add_column("staff_member", sa.Column("email", sa.Text(), nullable=True))
    op.add_column(
        "staff_session",
        sa.Column("enrolling", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.alter_column("staff_session", "enrolling", server_default=None)
    op.execute(sa.text(LINKS))
    op.execute(sa.text(MAILBOXES))


def _beside_organisations() -> None:
    op.create_table(
        "access_request",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_role", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("has_agreement", sa.Boolean(), nullable=False),
        sa.Column("expected_staff", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_because", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_access_request_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
        sa.UniqueConstraint("mailbox", "asked_on", name=op.f("uq_access_request_mailbox_asked_on")),
    )
    op.create_index(
        op.f("ix_access_request_state_id"), "access_request", ["state", "id"], unique=False
    )
    op.create_table(
        "agreement_reminder",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_agreement_reminder_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "review_on", "days", name=op.f("pk_agreement_reminder")
        ),
    )
    op.create_table(
        "mailbox_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_mailbox_change_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_change")),
    )
    op.create_index(
        op.f("ix_mailbox_change_organisation_id"),
        "mailbox_change",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "organisation_limit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_limit_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_limit")),
    )
    op.create_index(
        op.f("ix_organisation_limit_organisation_id"),
        "organisation_limit",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "staff_recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_staff_recovery_code_staff_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_recovery_code")),
    )
    op.create_index(
        op.f("ix_staff_recovery_code_staff_id"), "staff_recovery_code", ["staff_id"], unique=False
    )
    op.create_table(
        "terms_acceptance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("terms_version", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_terms_acceptance_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_acceptance")),
    )
    op.create_index(
        op.f("ix_terms_acceptance_organisation_id"),
        "terms_acceptance",
        ["organisation_id"],
        unique=False,
    )


def _letters_and_links() -> None:
    op.create_table(
        "letter",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_letter_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["access_request.id"], name=op.f("fk_letter_request_id_access_request")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_letter_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(
        op.f("ix_letter_organisation_id_id"), "letter", ["organisation_id", "id"], unique=False
    )
    op.create_index(
        "ix_letter_waiting",
        "letter",
        ["written_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_one_time_link_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["access_request.id"],
            name=op.f("fk_one_time_link_request_id_access_request"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_one_time_link_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_index(
        op.f("ix_one_time_link_organisation_id"), "one_time_link", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_one_time_link_request_id"), "one_time_link", ["request_id"], unique=False
    )
    op.create_index(op.f("ix_one_time_link_staff_id"), "one_time_link", ["staff_id"], unique=False)

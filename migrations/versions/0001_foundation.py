"""The foundation: organisations, staff, sealed submissions, the trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None

APPEND_ONLY = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function refuse_change();
alter table audit_event enable always trigger audit_event_append_only;
"""

# The portal's role sees no organisation but the one set for its transaction. Two functions answer
# the two questions it has before it knows which that is, and nothing else.
AT_THE_DOOR = """
create function organisation_at(wanted bytea, at timestamptz) returns uuid
    language sql stable security definer set search_path = partnership, pg_temp as $$
    select organisation_id from organisation_url
    where token_hash = wanted and (ends_at is null or ends_at > at)
$$;

create function partner_session_at(
    wanted bytea, at timestamptz, idle interval, longest interval, seen_every interval
) returns table (
    id uuid, organisation_id uuid, organisation_name text,
    opened_at timestamptz, seen_at timestamptz
)
    language plpgsql security definer set search_path = partnership, pg_temp as $$
declare mine record;
begin
    select s.id, s.organisation_id, o.name, s.opened_at, s.seen_at into mine
    from partner_session s join organisation o on o.id = s.organisation_id
    where s.token_hash = wanted and s.ended_at is null and o.standing = 'active'
        and s.seen_at > at - idle and s.opened_at > at - longest;
    if mine is null then return; end if;
    if mine.seen_at <= at - seen_every then
        update partner_session s set seen_at = at where s.id = mine.id;
        mine.seen_at := at;
    end if;
    return query select mine.id, mine.organisation_id, mine.name, mine.opened_at, mine.seen_at;
end $$;
"""

DEFERRING = """
create function defer_job(task text, args jsonb, at timestamptz default null) returns void
    language plpgsql security definer set search_path = partnership, pg_temp as $$
declare caller text := coalesce(nullif(current_setting('role', true), 'none'), session_user);
begin
    if not exists (select from job_grant g where g.role_name = caller and g.task_name = task)
    then
        raise exception '% may not defer %', caller, task using errcode = 'insufficient_privilege';
    end if;
    perform procrastinate_defer_jobs_v1(array[
        row('default', task, 0, null, null, args, at)::procrastinate_job_to_defer_v1
    ]);
end $$;
"""


def upgrade() -> None:
    _tables()
    op.execute(APPEND_ONLY)
    # As the driver takes it: several statements at once, and no parameters to look for.
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    op.execute(sa.text(AT_THE_DOOR.replace(":=", r"\:=")))
    op.execute(sa.text(DEFERRING.replace(":=", r"\:=")))


def _tables() -> None:
    op.create_table(
        "job_grant",
        sa.Column("role_name", sa.Text(), nullable=False),
        sa.Column("task_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("role_name", "task_name", name="pk_job_grant"),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=True),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index(
        op.f("ix_audit_event_actor_id_id"), "audit_event", ["actor_id", "id"], unique=False
    )
    op.create_index(op.f("ix_audit_event_name_id"), "audit_event", ["name", "id"], unique=False)
    op.create_index(
        op.f("ix_audit_event_organisation_id_id"),
        "audit_event",
        ["organisation_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_audit_event_subject_id_id"), "audit_event", ["subject_id", "id"], unique=False
    )
    op.create_table(
        "organisation",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_role", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("agreement_reference", sa.Text(), nullable=False),
        sa.Column("agreement_purpose", sa.Text(), nullable=False),
        sa.Column("agreement_in_force", sa.Date(), nullable=False),
        sa.Column("agreement_review", sa.Date(), nullable=False),
        sa.Column("agreement_owner", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_index(
        op.f("ix_organisation_agreement_review"), "organisation", ["agreement_review"], unique=False
    )
    op.create_table(
        "staff_member",
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("districts", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_member_username")),
    )
    op.create_table(
        "wrap",
        sa.Column("content_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("suite", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("content_id", "key_id", name=op.f("pk_wrap")),
    )
    op.create_table(
        "organisation_url",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_token", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_url_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_url")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_organisation_url_token_hash")),
    )
    op.create_index(
        op.f("ix_organisation_url_organisation_id"),
        "organisation_url",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "partner_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_partner_session_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_partner_session_token_hash")),
    )
    op.create_index(
        op.f("ix_partner_session_organisation_id"),
        "partner_session",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "staff_factor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_staff_factor_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_factor")),
    )
    op.create_index(op.f("ix_staff_factor_staff_id"), "staff_factor", ["staff_id"], unique=False)
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_staff_session_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("questions_version", sa.Integer(), nullable=False),
        sa.Column("lead_theme", sa.Text(), nullable=False),
        sa.Column("themes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("safety_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("screened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("screen_result", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_submission_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff_member.id"], name=op.f("fk_submission_owner_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "organisation_id",
            "idempotency_key",
            name=op.f("uq_submission_organisation_id_idempotency_key"),
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_submission_reference")),
    )
    op.create_index(
        "ix_submission_arrived",
        "submission",
        ["received_at"],
        unique=False,
        postgresql_where=sa.text("state = 'arrived'"),
    )
    op.create_index(
        op.f("ix_submission_organisation_id_received_at"),
        "submission",
        ["organisation_id", "received_at"],
        unique=False,
    )
    op.create_index("ix_submission_owner", "submission", ["owner_id", "due_at", "id"], unique=False)
    op.create_index(
        "ix_submission_queue",
        "submission",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("due_at is not null"),
    )
    for name, columns, where in (
        ("state", ["state", "due_at", "id"], "due_at is not null"),
        ("priority", ["priority", "due_at", "id"], "due_at is not null"),
        ("partner", ["organisation_id", "due_at", "id"], "due_at is not null"),
        ("flagged", ["due_at", "id"], "flagged and due_at is not null"),
        ("decided", ["decided_at", "id"], "decided_at is not null"),
    ):
        op.create_index(
            f"ix_submission_{name}",
            "submission",
            columns,
            unique=False,
            postgresql_where=sa.text(where),
        )
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("send_key", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_draft_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["partner_session.id"], name=op.f("fk_draft_session_id_partner_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("session_id", name=op.f("uq_draft_session_id")),
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_opening_staff_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_opening_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    op.create_index(
        op.f("ix_opening_submission_id_staff_id"),
        "opening",
        ["submission_id", "staff_id"],
        unique=False,
    )
    op.create_table(
        "writing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_writing_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing")),
    )
    op.create_index(
        op.f("ix_writing_submission_id_id"), "writing", ["submission_id", "id"], unique=False
    )

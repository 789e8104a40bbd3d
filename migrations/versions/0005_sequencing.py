"""The trail's Merkle tree: places, hashes, checkpoints, cosignatures, what waits for a place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# What a transaction that commits late has added appears here when it commits, whatever its ids:
# nothing is passed over. No lock is taken and no head of a chain is updated while an event is
# written.
WAITING = """
create function note_pending() returns trigger
    language plpgsql security definer set search_path = partnership, pg_temp as $$
begin
    insert into trail_pending select id from added;
    return null;
end $$;
create trigger audit_event_pending after insert on audit_event
    referencing new table as added for each statement execute function note_pending();
alter table audit_event enable always trigger audit_event_pending;
insert into trail_pending select id from audit_event;
"""

APPEND_ONLY = """
create trigger {table}_append_only before update or delete or truncate on {table}
    for each statement execute function refuse_change();
alter table {table} enable always trigger {table}_append_only;
"""

# The portal reads no event. For a receipt it is given the one that received a submission of the
# organisation set for the transaction, and that event's place.
RECEIVED = """
create function received_event(submission uuid) returns table (canonical bytea, place bigint)
    language sql stable security definer set search_path = partnership, pg_temp as $$
    select e.canonical, l.position
    from audit_event e left join trail_leaf l on l.event_id = e.id
    where e.name = 'SubmissionReceived'
        and e.organisation_id = nullif(current_setting('partnership.organisation', true), '')::uuid
        and e.subject_id = submission
$$;
"""


def upgrade() -> None:
    op.create_table(
        "trail_pending",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_trail_pending")),
    )
    op.create_table(
        "trail_leaf",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_trail_leaf")),
        sa.UniqueConstraint("event_id", name=op.f("uq_trail_leaf_event_id")),
    )
    op.create_table(
        "trail_hash",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "place", name=op.f("pk_trail_hash")),
    )
    op.create_table(
        "trail_checkpoint",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin", "size", name=op.f("pk_trail_checkpoint")),
    )
    op.create_table(
        "trail_cosignature",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin", "size", "witness", name=op.f("pk_trail_cosignature")),
    )
    op.execute(sa.text(WAITING))
    for table in ("trail_leaf", "trail_hash", "trail_checkpoint", "trail_cosignature"):
        op.execute(sa.text(APPEND_ONLY.format(table=table)))
    op.execute(sa.text(RECEIVED.replace("::", r"\:\:")))

"""Where the signed copy of an agreement lies; limits that hold from a partner's next request on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

# Asked together with whose session it is, by the token that only its browser has.
_LIMITS = """
create function partner_limits_at(wanted bytea, at timestamptz) returns jsonb
    language sql stable security definer set search_path = partnership, pg_temp as $$
    select coalesce(jsonb_object_agg(l.name, l.amount order by l.id), '{}')
    from partner_session s join organisation_limit l on l.organisation_id = s.organisation_id
    where s.token_hash = wanted and l.lifted_at is null and l.expires_at > at
$$
"""


def upgrade() -> None:
    op.add_column(
        "organisation",
        sa.Column("agreement_signed_copy", sa.Text(), nullable=False, server_default=""),
    )
    op.execute(sa.text(_LIMITS))

"""A partner's page saves the draft it saw in one message, as it asks for it in one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

# Whoever has not got the token saves nothing; nor does whoever did not see the draft as it is,
# which nobody sees who has not got the token it is sealed under.
_SAVE = """
create function save_draft(wanted bytea, seen bytea, changed bytea, at timestamptz)
    returns boolean
    language plpgsql security definer set search_path = partnership, pg_temp as $$
begin
    update draft d set sealed = changed, saved_at = at
    from partner_session s
    where s.token_hash = wanted and s.ended_at is null
        and d.session_id = s.id and d.sealed = seen;
    return found;
end $$;
"""


def upgrade() -> None:
    op.execute(sa.text(_SAVE))

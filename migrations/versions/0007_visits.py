"""A partner's page asks once: whose session a token opens, and the draft in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# The draft is sealed under a key made from the token that is asked with: whoever has not got the
# token gets no row, and could not read it.
_VISITS = """
drop function partner_session_at(bytea, timestamptz, interval, interval, interval);
create function partner_session_at(
    wanted bytea, at timestamptz, idle interval, longest interval, seen_every interval
) returns table (
    id uuid, organisation_id uuid, organisation_name text,
    opened_at timestamptz, seen_at timestamptz,
    draft_id uuid, send_key uuid, sealed bytea, saved_at timestamptz
)
    language plpgsql security definer set search_path = partnership, pg_temp as $$
begin
    select s.id, s.organisation_id, o.name, s.opened_at, s.seen_at,
        d.id, d.send_key, d.sealed, d.saved_at
    into id, organisation_id, organisation_name, opened_at, seen_at,
        draft_id, send_key, sealed, saved_at
    from partner_session s join organisation o on o.id = s.organisation_id
        left join draft d on d.session_id = s.id
    where s.token_hash = wanted and s.ended_at is null and o.standing = 'active'
        and s.seen_at > at - idle and s.opened_at > at - longest;
    if not found then return; end if;
    if seen_at <= at - seen_every then
        update partner_session s set seen_at = at where s.id = partner_session_at.id;
        seen_at := at;
    end if;
    return next;
end $$;
"""


def upgrade() -> None:
    op.execute(sa.text(_VISITS.replace(":=", r"\:=")))

"""A door asks once: for a session with its draft and limits, or for whose password is tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_SESSION = """
drop function partner_limits_at(bytea, timestamptz);
drop function partner_session_at(bytea, timestamptz, interval, interval, interval);
create function partner_session_at(
    wanted bytea, at timestamptz, idle interval, longest interval, seen_every interval
) returns table (
    id uuid, organisation_id uuid, organisation_name text,
    opened_at timestamptz, seen_at timestamptz, limits jsonb,
    draft_id uuid, send_key uuid, sealed bytea, saved_at timestamptz
)
    language plpgsql security definer set search_path = partnership, pg_temp as $$
begin
    select s.id, s.organisation_id, o.name, s.opened_at, s.seen_at,
        (select jsonb_object_agg(l.name, l.amount order by l.id) from organisation_limit l
        where l.organisation_id = o.id and l.lifted_at is null and l.expires_at > at),
        d.id, d.send_key, d.sealed, d.saved_at
    into id, organisation_id, organisation_name, opened_at, seen_at, limits,
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

# One message whether or not anybody has the URL, so that the answer takes as long.
_AT_THE_DOOR = """
create function organisation_known_at(wanted bytea, at timestamptz)
    returns table (id uuid, password_hash text, limits jsonb)
    language plpgsql stable security definer set search_path = partnership, pg_temp as $$
begin
    return query select o.id, o.password_hash,
        (select jsonb_object_agg(l.name, l.amount order by l.id) from organisation_limit l
        where l.organisation_id = o.id and l.lifted_at is null and l.expires_at > at)
    from organisation_url u join organisation o on o.id = u.organisation_id
    where u.token_hash = wanted and (u.ends_at is null or u.ends_at > at);
end $$;
"""


def upgrade() -> None:
    for function in (_SESSION, _AT_THE_DOOR):
        op.execute(sa.text(function.replace(":=", r"\:=")))

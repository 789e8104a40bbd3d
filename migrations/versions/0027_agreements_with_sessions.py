"""A page's first question also tells until when the organisation's agreement holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_SESSION = """
drop function partner_session_at(bytea, timestamptz, interval, interval, interval);
create function partner_session_at(
    wanted bytea, at timestamptz, idle interval, longest interval, seen_every interval
) returns table (
    id uuid, organisation_id uuid, organisation_name text,
    opened_at timestamptz, seen_at timestamptz,
    district text, standing text, agreement_in_force date, agreement_review date, limits jsonb,
    draft_id uuid, send_key uuid, sealed bytea, saved_at timestamptz
)
    language plpgsql security definer set search_path = partnership, pg_temp as $$
begin
    select s.id, s.organisation_id, o.name, s.opened_at, s.seen_at,
        o.district, o.standing, o.agreement_in_force, o.agreement_review,
        (select jsonb_object_agg(l.name, l.amount order by l.id) from organisation_limit l
        where l.organisation_id = o.id and l.lifted_at is null and l.expires_at > at),
        d.id, d.send_key, d.sealed, d.saved_at
    into id, organisation_id, organisation_name, opened_at, seen_at,
        district, standing, agreement_in_force, agreement_review, limits,
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
    op.execute(sa.text(_SESSION.replace(":=", r"\:=")))

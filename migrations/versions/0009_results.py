"""What a partner's submissions led to, by quarter, with small numbers kept back in the database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

# A partner sees the status of each submission, so it can know how many were decided in a quarter.
# Numbers under 5 are therefore shown only where the others of the quarter do not give them away: at
# least two are small, and together neither nothing nor all that they could be. Otherwise nothing of
# the quarter is told but how many there were. Quarters that have not ended are left out: the next
# decision would tell itself by what changes.
_LED_TO = """
create function led_to(at timestamptz)
    returns table (quarter date, became text, number bigint, told text)
    language sql stable security definer set search_path = partnership, pg_temp as $$
    with own as (
        select date_trunc('quarter', s.decided_at at time zone 'Europe/London')::date as quarter,
            case s.outcome
                when 'duplicate' then 'known' when 'already known' then 'known' else s.outcome
            end as became
        from submission s
        where s.organisation_id
                = nullif(current_setting('partnership.organisation', true), '')::uuid
            and s.state = 'closed'
            and s.decided_at > least(at, now()) - interval '2 years'
            and s.decided_at at time zone 'Europe/London'
                < date_trunc('quarter', least(at, now()) at time zone 'Europe/London')
    ), cells as (
        select q.quarter, k.became, k.place,
            (select count(*) from own o where o.quarter = q.quarter and o.became = k.became)
                as number
        from (select distinct o.quarter from own o) q cross join (values
            ('reported', 1), ('referred', 2), ('known', 3), ('not pertinent', 4), ('withdrawn', 5)
        ) k (became, place)
    ), judged as (
        select c.*, sum(c.number) over w as total,
            count(*) filter (where c.number < 5) over w as few,
            coalesce(sum(c.number) filter (where c.number < 5) over w, 0) as small
        from cells c window w as (partition by c.quarter)
    ), shown as (
        select j.*, j.few = 0 or (j.few > 1 and j.small > 0 and j.small < 4 * j.few) as safe
        from judged j
    ), listed as (
        select s.quarter, s.became, s.place, s.number,
            case when not s.safe then 'withheld' when s.number < 5 then 'few' else 'number' end
                as told
        from shown s
        union all
        select distinct s.quarter, 'total', 9, s.total::bigint,
            case when s.total < 5 then 'few' else 'number' end
        from shown s
    )
    select l.quarter, l.became, case when l.told = 'number' then l.number end, l.told
    from listed l order by l.quarter desc, l.place
$$;
"""


def upgrade() -> None:
    op.execute(sa.text(_LED_TO))

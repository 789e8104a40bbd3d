"""Submissions and reports by the hundred thousand, made in the database: four years of a unit.

One in five is open, one in a hundred flagged, one in two hundred restricted; each has its events,
every second one matches another, and every so many became a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg

from domain.questions.themes import THEMES

DAYS = 1500
TABLES = ("submission", "audit_event", "report", "report_facet", "report_writing", "found_match")
POINTER = b"18 bytes elsewhere"
"""Sealed content lies outside its row: a row holds as much as points at it."""
DISTRICTS = ["Leeds", "Bradford", "Kirklees", "Calderdale", "Wakefield"]

_ID_AT = """
create function pg_temp.id_at(at timestamptz, kind text, n bigint) returns uuid language sql
immutable as $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
    || substr(md5(kind || n), 1, 3) || '8' || substr(md5(kind || n), 4, 15))::uuid $$
"""
_FEW = """
create temp table few as select
    (select array_agg(id order by name) from organisation) as partners,
    (select array_agg(id) from staff_member) as authors
"""
_CROWD = """
create temp table crowd as
select n, at, pg_temp.id_at(at, 's', n) as id, hashint8(n) %% 5 = 0 as open
from generate_series(1, %(count)s) n cross join lateral (
    select %(now)s - (%(count)s - n) * (interval '1 day' * %(days)s / %(count)s) as at) c
"""
_SUBMISSIONS = """
insert into submission (id, reference, organisation_id, idempotency_key, received_at,
    questions_version, lead_theme, themes, district, sealed, state, priority, flagged, restricted,
    safety_due_at, decision_due_at, due_at, screened_at, decided_at, outcome, version)
select c.id, 'BULK-' || n, partners[1 + n %% array_length(partners, 1)], gen_random_uuid(), at, 1,
    theme, array[theme, 'drugs'], (%(districts)s::text[])[1 + n %% 5], %(pointer)s,
    case when not open then 'closed' when n %% 40 = 5 then 'with the partner'
        when n %% 3 = 0 then 'to screen' else 'to decide' end,
    (array['high', 'medium', 'low', 'low', 'low'])[1 + n %% 5], n %% 100 = 3, n %% 200 = 1,
    due, due, case when open then due end, case when not open then at + interval '40 minutes' end,
    case when not open then at + interval '5 hours' end,
    case when not open then (array['report made', 'referred', 'not pertinent'])[1 + n %% 3] end, 1
from crowd c, few,
lateral (select at + interval '1 hour' * (1 + n %% 400) as due,
    (%(themes)s::text[])[1 + n %% array_length(%(themes)s::text[], 1)] as theme) made
"""
_EVENTS = """
insert into audit_event (id, at, name, operation, actor_kind, actor_id, actor_name, subject_kind,
    subject_id, organisation_id, canonical)
select pg_temp.id_at(c.at + later, e.name, n), c.at + later, e.name, null, kind, null, 'bench',
    'submission', c.id, partners[1 + n %% array_length(partners, 1)],
    convert_to(repeat(md5(e.name || n), 14), 'UTF8')
from crowd c, few, (values ('SubmissionTakenIn', interval '2 s', 'service'),
    ('SafetyScreened', interval '40 min', 'staff'), ('OutcomeDecided', interval '5 h', 'staff')
) e(name, later, kind) where kind = 'service' or not open
"""
_REPORTS = """
insert into report (id, reference, submission_id, author_id, state, marking, priority, themes,
    district, sensitive, received_at, drafted_at, live_at, content_number, grades, version)
select pg_temp.id_at(at + interval '6 h', 'r', n), 'IR-BULK-' || n, id,
    authors[1 + n %% array_length(authors, 1)],
    case when n %% 100 < 2 then 'draft' when n %% 100 < 4 then 'to approve' else 'live' end,
    'OFFICIAL', 'low', array[(%(themes)s::text[])[1 + n %% 5]], (%(districts)s::text[])[1 + n %% 5],
    n %% 50 = 0, at, at + interval '6 h', at + interval '1 day', 1,
    (array['{1AP}', '{2BP,2AP}', '{3DC}']::text[][])[1 + n %% 3]::text[], 1
from crowd, few where n %% %(every)s = 0
"""
_WRITINGS = """
insert into report_writing (id, report_id, kind, number, written_at, author_name, sealed)
select gen_random_uuid(), id, 'version', 1, drafted_at, 'bench', %(pointer)s from report
"""
_FACETS = """
insert into report_facet (facet, report_id) select facet, id from report
cross join lateral (select unnest(themes) union select substr(unnest(grades), 1, 2)) one(facet)
"""
_MATCHES = """
insert into found_match (submission_id, other_id, kinds, found_at)
select x.a, x.b, array['phone'], now() from crowd c join crowd o on o.n = c.n - 1 - c.n %% 900,
    lateral (values (c.id, o.id), (o.id, c.id)) x(a, b) where c.n %% 2 = 0
"""
_STEPS = (_SUBMISSIONS, _EVENTS, _REPORTS, _FACETS, _WRITINGS, _MATCHES)


def fill(admin: psycopg.Connection[Any], count: int, reports: int, now: datetime) -> None:
    """Make so many submissions, with reports of some: as an administrator, in an empty database."""
    given = {
        "pointer": POINTER,
        "themes": [theme.key for theme in THEMES],
        "districts": DISTRICTS,
        "every": count // reports if reports else count + 1,
        "count": count,
        "now": now,
        "days": DAYS,
    }
    admin.execute("set maintenance_work_mem = '512MB'")
    with admin.transaction(), without_indexes(admin, *TABLES):
        admin.execute("alter table audit_event disable trigger audit_event_pending")
        admin.execute(_ID_AT)
        for statement in (_FEW, _CROWD, *_STEPS):
            used = {name: value for name, value in given.items() if f"%({name})s" in statement}
            cursor = psycopg.ClientCursor(admin)
            cursor.execute(statement, used)
        admin.execute("drop table few, crowd")
        admin.execute("alter table audit_event enable always trigger audit_event_pending")


@contextmanager
def without_indexes(admin: psycopg.Connection[Any], *tables: str) -> Iterator[None]:
    """Fill tables without their indexes, checks of keys and triggers; make the indexes after."""
    indexes = admin.execute(
        "select indexname, indexdef from pg_indexes where tablename = any(%s)"
        " and not exists (select from pg_constraint where conname = indexname)",
        [list(tables)],
    ).fetchall()
    for name, _ in indexes:
        admin.execute(f'drop index "{name}"')
    admin.execute("set local session_replication_role = replica")
    yield
    for _, definition in indexes:
        admin.execute(definition)

"""Lists of reports at a size: whatever they are narrowed by is found along an index."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen

from domain import reports
from domain.grades import Grade
from domain.reports import ReportFilters
from tests.reporting import CONTENT, content, found

MANY = 3_000
FILTERS = {
    "theme": (ReportFilters(theme="arson"), "pk_report_facet"),
    "evaluation": (ReportFilters(evaluation="3C"), "pk_report_facet"),
    "district": (ReportFilters(district="Leeds"), "ix_report_district_id"),
    "marking": (ReportFilters(marking="OFFICIAL"), "ix_report_marking_id"),
    "sensitive": (ReportFilters(sensitive=True), "ix_report_sensitive"),
}
_COPY = """
insert into report (id, reference, submission_id, author_id, state, marking, themes, district,
    sensitive, received_at, drafted_at, grades, content_number, version)
select lpad(to_hex(n), 32, '0')::uuid, 'IR-' || n, submission_id, author_id, state, marking, themes,
    district, false, received_at, drafted_at, grades, 1, 1 from report, generate_series(1, :many) n
"""


@pytest.fixture
def rare(unit, connection):
    """One report unlike all others, and many of the others; asked as the database's role asks."""
    unit.draft()
    connection.execute(text(_COPY), {"many": MANY})
    grade = Grade(source="3", assessment="C", handling="P")
    other = replace(content(grade), themes=("arson",), district="Leeds", marking="OFFICIAL")
    made = unit.draft(replace(other, sensitive=True))
    connection.execute(text("analyze report, report_facet"))
    return made


@pytest.mark.parametrize("name", FILTERS)
def test_what_hardly_any_report_has_is_not_looked_for_in_all(unit, rare, name):
    filters, index = FILTERS[name]
    asked = []
    with unit.at_work() as work:
        triage = work.session.connection()
        listen(triage, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
        assert [row.id for row in reports.listed(work, filters).rows] == [rare.id]
        statement, given = asked[-1]
        plan = "\n".join(triage.exec_driver_sql(f"explain {statement}", given).scalars())
    assert index in plan, plan
    assert "Seq Scan on report" not in plan, plan


def test_a_report_is_found_by_what_it_is_now_and_only_by_whom_it_may_be_seen(unit, rare):
    with unit.at_work() as work:
        report = found(work, rare.id)
        reports.open_(work, report)
        work.session.flush()
        revised = replace(CONTENT, sensitive=True)
        reports.revise(work, report, revised, report.version, unit.keyring.casework)
    with unit.at_work() as work:
        for filters in (ReportFilters(theme="arson"), ReportFilters(evaluation="3C")):
            assert reports.listed(work, filters).rows == []
        assert reports.listed(work, ReportFilters(theme="cuckooing")).rows[0].id == rare.id
    with unit.at_work(unit.other) as work:
        mine = text("select count(*) from report_facet where report_id = :id")
        assert work.session.scalar(mine, {"id": rare.id}) == 0

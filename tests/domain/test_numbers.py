"""What figures are counted from: indexes alone, however much there is."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen

from domain import numbers
from domain.numbers import SCREENED, Period
from domain.permissions import Role
from domain.unit_of_work import reading
from tests import make

MONTH = Period(date(2026, 11, 1), date(2026, 11, 28))
COUNTED = {
    "ix_submission_waiting_since": numbers.backlog,
    "ix_audit_event_name_id": lambda work: numbers.times_to(work, MONTH, SCREENED),
}
SWEPT = text(
    "update pg_class set relallvisible = 1000000 where relname in ('submission', 'audit_event')"
)


@pytest.fixture
def swept(connection):
    """Tables as the planner sees large ones after a vacuum: with pages that all may see."""
    connection.execute(text("reset role"))
    connection.execute(SWEPT)


@pytest.mark.parametrize("index", COUNTED)
def test_what_waits_and_how_long_screens_took_is_counted_without_reading_it(doors, swept, index):
    manager = make.member(doors.triage, Role.INTELLIGENCE_MANAGER, "m.anager")
    asked = []
    with reading(doors.triage, manager.as_actor(make.ids.new()), make.NOW) as work:
        triage = work.session.connection()
        # What a planner takes for tables this small.
        for other in ("seqscan", "bitmapscan", "nestloop"):
            triage.exec_driver_sql(f"set local enable_{other} = off")
        listen(triage, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
        COUNTED[index](work)
        statement, given = asked[-1]
        plan = "\n".join(triage.exec_driver_sql(f"explain {statement}", given).scalars())
    assert f"Index Only Scan using {index}" in plan, plan

"""The numbers that managers see: figures, times, files, and who may look."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.permissions import Role
from tests import make


@pytest.fixture
def manager(triage):
    return triage.staffed(Role.INTELLIGENCE_MANAGER, "m.manager")[1]


@pytest.fixture
def screened(doors, partner, keyring, triage, manager):
    """One that was screened after 20 minutes, and one that waits."""
    sent = [make.queued(doors, partner, keyring) for _ in range(2)]
    triage.at(make.NOW + timedelta(minutes=12))
    address = f"/submissions/{sent[0].reference}"
    manager.press(manager.get(address), "/claim")
    page = manager.press(manager.get(address), "/open")
    manager.press(page, "/screen", result="no concern", reason="Nobody", threat="None that is new")
    return sent


def test_an_officer_does_not_see_the_numbers(officer):
    assert officer.get("/numbers").status == 403


def test_the_figures_of_a_period(manager, screened):
    words = manager.get("/numbers").text()
    for shown in ("Open now2", "To the safety screen, median12 min", "Not decided2",
                  "Ravensike Homes2000", "Kirklees"):  # fmt: skip
        assert shown in words, shown


def test_numbers_of_nothing_are_shown_too(manager):
    assert "To the decision, median–" in manager.get("/numbers").text()


@pytest.mark.parametrize(
    "period", ["since=x", "since=2026-01-01", "until=2026-01-01&since=2026-01-02"]
)
def test_a_period_that_there_is_not_is_refused(manager, period):
    assert manager.get(f"/numbers?{period}").status == 400


def test_the_slowest_are_listed(manager, screened):
    page = manager.get("/numbers/safety")
    assert f"{screened[0].reference}Ravensike Homes12" in page.text()
    assert screened[1].reference not in page.text()


@pytest.mark.parametrize("name", ["arrivals", "outcomes", "quality", "themes", "slowest"])
def test_every_table_is_a_file_and_that_it_left_is_recorded(manager, screened, triage, name):
    token = {"csrf_token": manager.token()}
    answer = manager.post(f"/numbers/{name}.csv", token)
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert len(answer.html.splitlines()) >= 2
    auditor = triage.staffed(Role.AUDITOR, "a.audit")[1]
    assert "took the numbers of 2026-10-24 to 2026-11-20 away" in auditor.get("/trail").text()


def test_there_is_no_other_file(manager):
    assert manager.post("/numbers/passwords.csv", {"csrf_token": manager.token()}).status == 404


def test_the_reasons_of_the_screen_are_in_the_history(manager, screened):
    page = manager.get(f"/submissions/{screened[0].reference}")
    assert "Threat: None that is new" in page.text()


def test_restricted_submissions_are_not_counted_for_those_not_cleared(manager, doors, partner,
                                                                      keyring):  # fmt: skip
    what = make.ANSWERS["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}
    make.queued(doors, partner, keyring, make.ANSWERS | {"what": what})
    assert "Open now0" in manager.get("/numbers").text()

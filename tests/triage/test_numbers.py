"""The numbers that managers see: figures, times, files, and who may look."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.permissions import Role
from tests import make, reporting


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
    for shown in ("Open now2", "To the safety screen, median12 min", "Not decided 2",
                  "2 sent of Ravensike Homes", "0 duplicate of Ravensike Homes",
                  "Kirklees"):  # fmt: skip
        assert shown in words, shown


def test_numbers_of_nothing_are_shown_too(manager):
    assert "To the decision, median–" in manager.get("/numbers").text()


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("since=x", "Enter two real dates"),
        ("until=0001-01-01", "Enter two real dates"),
        ("until=9999-12-31", "Enter a year after 2000"),
        ("since=2026-01-01", "Enter a period of 1 to 93 days"),
        ("until=2026-01-01&since=2026-01-02", "Enter a period of 1 to 93 days"),
    ],
)
def test_a_period_that_cannot_be_counted_is_asked_for_again(manager, period, words):
    answer = manager.get(f"/numbers?{period}")
    assert answer.status == 422
    assert words in answer.text()
    for page in ("safety", "decision"):
        answer = manager.get(f"/numbers/{page}?{period}")
        assert (answer.status, words in answer.text()) == (422, True)


def test_the_slowest_are_listed(manager, screened):
    page = manager.get("/numbers/safety")
    assert f"{screened[0].reference} Ravensike Homes 12" in page.text()
    assert screened[1].reference not in page.text()


@pytest.mark.parametrize(
    "name", ["arrivals", "outcomes", "quality", "themes", "slowest", "handlings"]
)
def test_every_table_is_a_file_and_that_it_left_is_recorded(manager, screened, triage, name):
    token = {"csrf_token": manager.token()}
    answer = manager.post(f"/numbers/{name}.csv", token)
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert len(answer.html.splitlines()) >= 2
    auditor = triage.staffed(Role.AUDITOR, "a.audit")[1]
    assert "took the numbers of 2026-10-24 to 2026-11-20 away" in auditor.get("/trail").text()


@pytest.fixture
def graded(doors, partner, keyring, screened):
    """A live report graded 2A, made in the same days."""
    return reporting.unit(doors, partner, keyring).live()


def test_how_live_reports_are_graded_leads_to_those_reports(manager, graded):
    page = manager.get("/numbers")
    assert "2A Untested, known directly to the source 1 graded 2A" in page.text()
    assert "P Lawful sharing permitted 1" in page.text()
    for figure in ("evaluation=2A", "handling=P"):
        listed = manager.get(next(one for one in page.links if figure in one))
        assert graded.reference in listed.text(), figure
    assert graded.reference not in manager.get("/reports?handling=P&since=2027-01-01").text()
    assert graded.reference not in manager.get("/reports?evaluation=1A").text()
    assert manager.get("/reports?evaluation=9Z").status == 422


def test_themes_are_drawn_over_time_and_written_in_a_table(manager, screened):
    for district, drawn in (("", True), ("Kirklees", True), ("Leeds", False)):
        page = manager.get(f"/numbers?district={district}")
        assert ("app-series-1" in page.html, "Nothing arrived." in page.text()) == (
            drawn,
            not drawn,
        )
    assert "Cuckooing (taking over someone’s home) 0 0 0 0 2" in manager.get("/numbers").text()


def test_a_week_in_which_nothing_arrived_is_drawn_too(manager, screened):
    page = manager.get("/numbers?since=2026-10-26&until=2026-11-22")
    assert "26 Oct 0 2 Nov 0 9 Nov 0 16 Nov 2" in page.text("table")
    assert "November 2026 Kirklees" in page.text("table")


FIGURES = {
    "outcome=none": 2, "lead_theme=": 2, "organisation=": 2, "since=2026-11-16": 2,
    "asked=yes": 0, "outcome=duplicate": 0,
}  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_leads_to_all_that_it_counts(manager, screened, figure):
    links = [one for one in manager.get("/numbers").links if figure in one and "view=all" in one]
    rows = manager.get(links[0]).text("tbody")
    assert sum(one.reference in rows for one in screened) == FIGURES[figure]


def test_what_waits_by_age_leads_to_what_has_waited_so_long(manager, screened):
    (link,) = [one for one in manager.get("/numbers").links if "waited=" in one]
    assert all(one.reference in manager.get(link).text("tbody") for one in screened)
    longer = manager.get("/queue?waited=over+7+days").text()
    assert not any(one.reference in longer for one in screened)


def test_a_filter_of_a_figure_stays_when_the_panel_is_sent(manager):
    form = manager.get("/queue?asked=yes&lead_theme=drugs&since=2026-11-01").form("/queue")
    assert (form["asked"], form["lead_theme"], form["since"]) == ("yes", "drugs", "2026-11-01")


def test_every_figure_leads_to_a_page(manager, screened, graded):
    links = [one for one in manager.get("/numbers").links if "since=" in one or "waited=" in one]
    assert len(links) > 20
    assert {one: manager.get(one).status for one in links} == dict.fromkeys(links, 200)


def test_the_days_of_a_list_are_real_days(manager):
    assert manager.get("/queue?view=all&since=yesterday").status == 422
    assert manager.get("/queue?view=all&until=9999-12-31").status == 422


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

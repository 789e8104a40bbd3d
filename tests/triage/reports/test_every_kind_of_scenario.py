"""Scenarios from arrival to dissemination, through the pages, graded as is expected of each."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain import grades, reports
from domain.permissions import Role
from domain.reports import RULES, Item
from operations import scenarios
from tests import make
from tests.reporting import CONTENT
from tests.triage.reports.desk import Desk, reference
from tests.triage.reports.test_giving import copied

EXPECTED = json.loads((Path(__file__).parents[2] / "data/expected.json").read_text("utf-8"))
BY_SLUG = {one["slug"]: one for one in scenarios.scenarios()}
WORKED = (
    "cuckooing-hazel-court",
    "county-lines-bus-station-boy",
    "needle-exchange-new-line",
    "prison-phonecalls-kez",
    "car-wash-workers-hmo",
    "lanternhouse-ex-partner-tracker",
    "retail-gang-perfume",
    "offroad-bikes-reservoir",
    "gun-under-the-stairs",
    "officer-at-the-gym",
    "vape-shop-till",
    "recall-sofa-surfing",
)


def graded(expected):
    """The grade that is expected, with the reasons and codes it asks for."""
    return replace(
        grades.read(expected["grade"]),
        source_reason=expected["reason"] if expected["grade"][0] == "3" else "",
        assessment_reason=expected["reason"] if expected["grade"][1] == "E" else "",
        handling_reason=expected["reason"] if expected["grade"][2] == "C" else "",
        conditions=expected.get("handling_conditions") or "",
        action=expected.get("action_code") or "",
        sanitisation=expected.get("sanitisation_code") or "",
    )


def written(scenario, grade):
    """A report that an officer could write of it; the partner's own cards give the subject."""
    offered = reports.candidates(scenarios.answers_of(scenario))
    subject = next(one for one in offered if RULES[one.kind].anchors)
    kept = {key: said for key, said in subject.fields.items() if key != "notes"}
    themes = tuple(scenario["what"]["themes"])
    item = Item("What is described is going on, and is said to go on still.", grade)
    return replace(
        CONTENT,
        title=f"Information on {themes[0]}",
        themes=themes,
        items=(item,),
        subjects=(replace(subject, fields=kept),),
    )


@pytest.mark.parametrize("slug", WORKED)
def test_a_scenario_goes_from_arrival_to_dissemination(slug, triage, doors, partner, keyring):
    scenario, expected = BY_SLUG[slug], EXPECTED[slug]["suggested_grade"]
    grade = graded(expected)
    sent = make.queued(doors, partner, keyring, scenarios.answers_of(scenario))
    officer = triage.staffed(name="w.riter", cleared=sent.restricted)[1]
    second = triage.staffed(Role.SUPERVISOR, name="s.upervisor", cleared=True)[1]
    desk = Desk(triage, officer, sent.reference)
    desk.screen()
    page = desk.sent(written(scenario, grade))
    report = reference(page)
    sensitive = grades.sensitive(grade) or sent.restricted
    if grade.handling == "C" or sensitive:
        page = desk.approved(page, second)
    assert "Live since" in officer.get(f"/reports/{report}").text()
    more = {"consulted": "The originator agreed"} if grade.sanitisation == "S2" else {}
    line = desk.given(report, **more)
    if sensitive:
        assert not line.has_form("/copy")
        address = f"/ledger/{line.heading.split()[0]}"
        line = second.press(second.get(address), "/authorisation")
    taken = copied(officer, officer.get(f"/ledger/{line.heading.split()[0]}"))
    told = json.loads(taken.data)
    given = told["items"][0]["grade"]
    assert (given["scheme"], given["code"]) == (expected["scheme"], expected["grade"])
    assert given.get("conditions", "") == grade.conditions
    for hidden in (*scenario["submitter"].values(), partner.organisation.name, sent.reference):
        assert hidden.casefold().encode() not in taken.data.lower()
    done = officer.press(
        officer.get(desk.address), "/decision", outcome="reported", reason="A report was made"
    )
    assert "Your decision is recorded." in done.text()

"""The 36 scenarios of the demo: reports made from them tell nobody who told us, in any format."""

import re
from dataclasses import replace

import pytest

from domain.exports import Format, rendered
from domain.organisations import Organisation
from domain.reports import Item, candidates, identities
from operations import scenarios
from tests.reporting import CONTENT, OPEN_GRADE
from triage import printing

ORGANISATIONS = {one["slug"]: one for one in scenarios.organisations()}
SCENARIOS = scenarios.scenarios()
REFERENCE = "K7MH-9PXQ-6RT"
FORMATS = [Format.JSON, Format.CSV, Format.STIX, Format.HTML]


def organisation_of(scenario):
    known = ORGANISATIONS[scenario["organisation"]]
    columns = ("name", "mailbox", "phone", "contact_name", "contact_role")
    return Organisation(**{column: known[column] for column in columns})


def secrets_of(scenario):
    """What an export must not hold; a job role only as the whole of it."""
    submitter, partner = scenario["submitter"], organisation_of(scenario)
    given = (
        partner.name, partner.mailbox, partner.phone, partner.contact_name,
        submitter["name"], submitter["phone"], submitter["role"], REFERENCE,
    )  # fmt: skip
    return {one for one in given if one.strip()}


def sanitised(text, scenario):
    """What an officer would do to a text, as far as names go."""
    for secret in sorted(secrets_of(scenario), key=len, reverse=True):
        text = re.sub(re.escape(secret), "[removed]", text, flags=re.IGNORECASE)
    return text


def report_from(scenario):
    """A report whose texts and subjects are the partner's own, with names removed."""
    answers = scenarios.answers_of(scenario)
    subjects = tuple(
        replace(one, fields={key: sanitised(said, scenario) for key, said in one.fields.items()})
        for one in candidates(answers)
    )
    return replace(
        CONTENT,
        items=(Item(sanitised(answers["what"]["facts"], scenario), OPEN_GRADE),),
        subjects=subjects or CONTENT.subjects,
        risk_to_source=f"{answers['submitter']['name']} would be known at once",
    )


def identity_of(scenario):
    return identities.of(organisation_of(scenario), scenarios.answers_of(scenario), REFERENCE)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one["slug"])
def test_a_sanitised_report_tells_nobody_who_told_us(scenario, product):
    content = report_from(scenario)
    assert identities.leaks(content, identity_of(scenario)) == ()
    given = replace(product, content=content, reference="IR-CDFH-JKMN-PQR", number="DL-X")
    for format_ in FORMATS:
        text = rendered(given, format_, printing.page).decode().casefold()
        told = [one for one in secrets_of(scenario) if one.casefold() in text]
        assert told == [], format_


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one["slug"])
def test_a_report_that_names_its_source_is_refused_wherever_it_stands(scenario):
    submitter, partner = scenario["submitter"], organisation_of(scenario)
    abroad = re.sub(r"^0", "+44 (0)", submitter["phone"])
    for named in (submitter["name"].upper(), partner.name, partner.mailbox, abroad, REFERENCE):
        content = report_from(scenario)
        leaky = replace(
            content,
            provenance=Item(f"From {named}, who saw it.", OPEN_GRADE),
            subjects=(*content.subjects[1:], replace(content.subjects[0], fields={"notes": named})),
        )
        where = {leak.where for leak in identities.leaks(leaky, identity_of(scenario))}
        assert "provenance.text" in where, named
        assert f"subjects.{len(content.subjects) - 1}.notes" in where, named


def test_a_hint_at_the_source_is_shown_and_not_refused():
    scenario = SCENARIOS[0]
    content = replace(
        CONTENT, items=(Item("My tenant told Denise that he is afraid.", OPEN_GRADE),)
    )
    identity = identity_of(scenario)
    assert identities.leaks(content, identity) == ()
    assert {hint.kind for hint in identities.hints(content, identity)["items.0.text"]} >= {"staff"}

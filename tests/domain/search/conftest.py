from __future__ import annotations

import pytest

from domain import ids, search
from domain.unit_of_work import reading, unit_of_work
from operations import scenarios
from tests import make

SLUGS = {one["slug"]: scenarios.answers_of(one) for one in scenarios.scenarios()}


@pytest.fixture
def queued(doors, partner, keyring):
    """Put a scenario on the queue, by its slug; what was changed in it replaces whole groups."""
    return lambda slug, **change: make.queued(doors, partner, keyring, SLUGS[slug] | change)


@pytest.fixture
def jones(doors):
    return make.member(doors.triage).as_actor(ids.new())


@pytest.fixture
def find(doors, jones, keyring):
    """Search as an officer, in a unit of work of its own."""

    def made(query):
        with unit_of_work(doors.triage, jones, make.NOW) as work:
            return search.find(work, query, keyring.search, keyring.casework)

    return made


@pytest.fixture
def go_on(doors, jones, keyring):
    """Go on with a search, as the officer who made it."""

    def made(page):
        with reading(doors.triage, jones, make.NOW) as work:
            return search.continued(work, page.search_id, keyring.search, keyring.triage, page.next)

    return made

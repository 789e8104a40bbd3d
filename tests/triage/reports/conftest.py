"""What tests of the pages of reports ask for."""

from __future__ import annotations

import pytest

from domain.permissions import Role
from tests import make
from tests.triage.reports.desk import Desk


@pytest.fixture
def sent(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


@pytest.fixture
def desk(triage, sent, officer):
    """An officer who has taken, opened and screened a submission."""
    at = Desk(triage, officer, sent.reference)
    at.screen()
    return at


@pytest.fixture
def supervisor(triage):
    """A browser of a supervisor who sees what is sensitive."""
    return triage.staffed(Role.SUPERVISOR, name="s.upervisor", cleared=True)[1]

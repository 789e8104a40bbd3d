"""The organisation that most tests are about, and one that is only invited yet."""

from __future__ import annotations

import pytest

from domain.organisations import Organisation, invitations
from domain.passwords import Passwords
from domain.unit_of_work import unit_of_work
from domain.url_tokens import UrlTokens
from tests import make
from tests.database import Doors
from tests.letters import LINK_KEYS


@pytest.fixture
def partner(doors: Doors, passwords: Passwords, url_tokens: UrlTokens) -> make.Partner:
    """An organisation with its unique URL and its password."""
    return make.partner(doors, passwords, url_tokens)


@pytest.fixture
def invited(doors: Doors, url_tokens: UrlTokens) -> Organisation:
    """An organisation that has its invitation and has not chosen a password."""
    administrator = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
    with unit_of_work(doors.triage, administrator, make.NOW) as work:
        return invitations.bring_in(work, make.particulars(), LINK_KEYS, url_tokens)

"""The organisation that most tests are about: one place for its fixture."""

from __future__ import annotations

import pytest

from domain.passwords import Passwords
from domain.url_tokens import UrlTokens
from tests import make
from tests.database import Doors


@pytest.fixture
def partner(doors: Doors, passwords: Passwords, url_tokens: UrlTokens) -> make.Partner:
    """An organisation with its unique URL and its password."""
    return make.partner(doors, passwords, url_tokens)

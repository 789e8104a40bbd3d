"""A unit with a sensitive report, and people who are not cleared for it."""

from __future__ import annotations

import pytest

from tests import make, reporting


@pytest.fixture
def partner(doors, passwords, url_tokens):
    return make.partner(doors, passwords, url_tokens)


@pytest.fixture
def unit(doors, partner, keyring):
    return reporting.unit(doors, partner, keyring)

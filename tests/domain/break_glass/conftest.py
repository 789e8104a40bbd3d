"""A unit with a sensitive report, and people who are not cleared for it."""

from __future__ import annotations

import pytest

from tests import reporting


@pytest.fixture
def unit(doors, partner, keyring):
    return reporting.unit(doors, partner, keyring)

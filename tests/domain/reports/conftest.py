"""What tests of reports ask for."""

import pytest

from tests import reporting


@pytest.fixture
def unit(doors, partner, keyring):
    return reporting.unit(doors, partner, keyring)

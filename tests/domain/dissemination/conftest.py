"""What tests of reports ask for."""

import pytest

from tests import make, reporting


@pytest.fixture
def partner(doors, passwords, url_tokens):
    return make.partner(doors, passwords, url_tokens)


@pytest.fixture
def unit(doors, partner, keyring):
    return reporting.unit(doors, partner, keyring)

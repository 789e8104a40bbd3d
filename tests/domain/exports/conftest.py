"""What tests of exports ask for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.exports import Product
from tests import make
from tests.reporting import CONDITIONAL, CONTENT, OPEN_GRADE, content


@pytest.fixture
def product():
    """A report under a line of the ledger."""
    return Product(
        number="DL-K7MH-9PXQ-6RT",
        disseminated_at=make.NOW,
        recipients=("Kirklees neighbourhood team", "Regional organised crime unit"),
        purpose="To visit the address",
        caveat="Not for the courts",
        conditions="Return it when it was read",
        reference="IR-K7MH-9PXQ-6RT",
        version=2,
        received_at=make.NOW - timedelta(days=1),
        live_at=make.NOW - timedelta(hours=2),
        content=replace(
            content(OPEN_GRADE, CONDITIONAL),
            risk_to_source="SECRET-RISK",
            subjects=CONTENT.subjects,
        ),
    )

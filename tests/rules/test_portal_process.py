"""The portal's process holds no code that opens submissions, and none of triage's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEVER = (
    "domain.sealing.opening",
    "domain.openings",
    "domain.writings",
    "domain.intake",
    "domain.queue",
    "triage",
    "operations",
)


def test_the_portal_loads_nothing_that_opens_submissions() -> None:
    asked = "import sys, portal, portal.set_up, wsgi; print('\\n'.join(sys.modules))"
    told = subprocess.run(  # our own interpreter, our own words
        [sys.executable, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True
    )
    loaded = set(told.stdout.split())
    assert "portal.sending" in loaded
    for name in NEVER:
        found = {each for each in loaded if each == name or each.startswith(name + ".")}
        assert not found, f"the portal must not load {name}: find what imports it ({sorted(found)})"

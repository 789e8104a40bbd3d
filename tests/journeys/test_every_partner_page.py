"""Every page of the partners' door, in every state it can be in, at every width and in every look.

What is asked of each: nothing stands out over the side at 1280, 390 and 320 pixels; no violation of
WCAG A and AA; one heading of the first level; whatever has the focus looks so; a quiet console.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import request, request_started

from portal import create_app
from tests.journeys import eyes, looking, partner_states
from tests.portal import conftest as portal_parts
from tests.portal.passkeys import PARTY

clock, parts = portal_parts.clock, portal_parts.parts
settings = portal_parts.settings

pytestmark = pytest.mark.browser
NO_PAGE = {"static", "policies.pdf", "health", "favicon", "robots", "security_txt"}
"""What is opened by a GET and shows no page."""


@pytest.fixture
def app(settings, parts):
    """The portal with all that its pages may offer: at an address that allows passkeys."""
    return create_app(settings, replace(parts, party=PARTY))


@pytest.fixture
def stage(app, doors, keyring, parts, partner):
    return partner_states.Stage(app, doors, keyring, parts.url_tokens, parts.now, partner)


def test_every_page_in_every_state_is_sound(app, stage):
    opened = set()

    def note(_app, **_more):
        opened.add(request.endpoint)

    with looking.browser_open() as chrome, request_started.connected_to(note, app):
        eye = eyes.Eye(chrome, app)
        for name, page in partner_states.every(stage):
            eye.looks_at(name.strip("/").replace("/", "-") or "front", page)
    assert not eye.faults, "\n".join(eye.faults)
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert pages - opened <= NO_PAGE, "a page that nobody looked at"

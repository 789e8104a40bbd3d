"""Which page needs what, in one table for each door: `access_portal.py`, `access_triage.py`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from config.web.access import needed
from config.web.apps import PUBLIC_ENDPOINTS

TABLES = sorted(path.stem for path in Path(__file__).parent.glob("access_*.py"))


@pytest.fixture(params=TABLES)
def door(request, keyring, passwords, url_tokens):
    """The application of a door, and its table."""
    module = import_module(f"tests.rules.{request.param}")
    return module.app(keyring, passwords, url_tokens), module.TABLE


def test_every_page_is_in_the_table_of_its_door(door):
    app, table = door
    pages = {rule.endpoint for rule in app.url_map.iter_rules()} - PUBLIC_ENDPOINTS
    assert not pages - table.keys(), "write these pages down, with what they need"
    assert not table.keys() - pages, "these pages are gone: take them out of the table"


def test_every_page_needs_what_the_table_says(door):
    app, table = door
    pages = {rule.endpoint for rule in app.url_map.iter_rules()} - PUBLIC_ENDPOINTS
    wrong = {page: needed(app, page) for page in pages if needed(app, page) != table.get(page)}
    assert not wrong, "name the permission under the route with @requires(...) or @public"

"""An address that holds a secret is one whose secret no log keeps."""

from __future__ import annotations

from itertools import product

import pytest

from config.logs import without_tokens
from tests.rules import access_portal, access_triage


@pytest.mark.parametrize("door", [access_portal, access_triage])
def test_every_page_with_a_token_in_its_address_is_kept_out_of_logs(
    door, keyring, passwords, url_tokens
):
    """Add a new page's first word to `_TOKEN_IN_PATH` in config/logs.py."""
    app = door.app(keyring, passwords, url_tokens)
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "token" in rule.arguments}
    assert pages
    for rule in app.url_map.iter_rules():
        for what in _words(rule) if "token" in rule.arguments else ():
            adapter = app.url_map.bind("localhost")
            address = adapter.build(rule.endpoint, {"token": "S3cr3t", **what})
            said = without_tokens(None, "", {"event": f"GET {address}"})["event"]
            assert "S3cr3t" not in said, f"{address} is written to logs with its token"


def _words(rule):
    """What may stand before the token, where the address begins with one of several words."""
    choices = {
        name: sorted(items)
        for name, converter in rule._converters.items()
        if (items := getattr(converter, "items", None))
    }
    return [dict(zip(choices, each, strict=True)) for each in product(*choices.values())]

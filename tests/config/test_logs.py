"""What never reaches a log."""

from __future__ import annotations

import pytest

from config.logs import without_tokens


@pytest.mark.parametrize(
    "path",
    ["o", "first-password", "new-password", "request-access", "mailbox", "second-factor"],
)
def test_the_token_in_an_address_is_not_written_to_a_log(path):
    event = without_tokens(None, "", {"event": f'"GET /{path}/S3cr3t-token HTTP/1.1" 200'})
    assert event["event"] == f'"GET /{path}/[token] HTTP/1.1" 200'

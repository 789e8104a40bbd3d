"""What never reaches a log."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from config import logs
from config.logs import without_tokens


@pytest.mark.parametrize(
    "path",
    ["o", "first-password", "new-password", "request-access", "mailbox", "second-factor"],
)
def test_the_token_in_an_address_is_not_written_to_a_log(path):
    event = without_tokens(None, "", {"event": f'"GET /{path}/S3cr3t-token HTTP/1.1" 200'})
    assert event["event"] == f'"GET /{path}/[token] HTTP/1.1" 200'


@pytest.fixture
def server(tmp_path):
    """The server's own logger, as it is when somebody asks it for an access log."""
    settings = Config()
    settings.set("accesslog", str(tmp_path / "access.log"))
    settings.set("access_log_format", '%(h)s "%(r)s" %(U)s %(q)s %(s)s "%(f)s" "%(a)s"')
    made = Logger(settings)
    yield made, tmp_path / "access.log"
    for handler in (*made.access_log.handlers, *made.error_log.handlers):
        handler.close()
    made.access_log.handlers.clear()
    made.error_log.handlers.clear()


def test_the_servers_own_access_log_has_no_token_of_a_link(server, monkeypatch):
    monkeypatch.setattr(logs.logging, "basicConfig", lambda **_given: None)
    logs.configure()
    logger, file = server
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": "/first-password/S3cr3t-token?a=/o/S3cr3t-token",
        "PATH_INFO": "/first-password/S3cr3t-token", "QUERY_STRING": "a=/o/S3cr3t-token",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "192.0.2.7", "HTTP_USER_AGENT": "Firefox",
        "HTTP_REFERER": "https://portal.example/new-password/S3cr3t-token",
    }  # fmt: skip
    response = SimpleNamespace(status="200 OK", sent=1, headers=[])
    request = SimpleNamespace(headers=[])
    logger.access(response, request, environ, timedelta(milliseconds=3))
    line = file.read_text()
    assert "S3cr3t-token" not in line
    assert '"GET /first-password/[token]' in line
    assert line.count("[token]") == 5
    assert "Firefox" in line


def test_the_servers_own_access_log_has_no_answer_of_a_provider(server, monkeypatch):
    monkeypatch.setattr(logs.logging, "basicConfig", lambda **_given: None)
    logs.configure()
    logger, file = server
    query = "code=S3cr3t&state=S3cr3t&iss=x"
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"/sign-in/single/back?{query}",
        "PATH_INFO": "/sign-in/single/back", "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "192.0.2.7", "HTTP_USER_AGENT": "Firefox",
        "HTTP_REFERER": f"https://triage.example/sign-in/single/back?{query}",
    }  # fmt: skip
    response = SimpleNamespace(status="303 See Other", sent=1, headers=[])
    logger.access(response, SimpleNamespace(headers=[]), environ, timedelta(milliseconds=3))
    line = file.read_text()
    assert "S3cr3t" not in line
    assert "?code=[token]&state=[token]&iss=x" in line

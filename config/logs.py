"""Logs: one JSON object a line, to standard error; never content, passwords or tokens."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_TOKEN_IN_PATH = re.compile(
    r"(/(?:o|first-password|new-password|request-access|mailbox|second-factor)/)[^\s/?\"']+"
)
_CODE_IN_QUERY = re.compile(r"((?:^|[?&])(?:code|state)=)[^\s&\"']+")

SERVERS_OWN = ("gunicorn.access", "gunicorn.error")
"""Loggers of the server that write by themselves, past our processors, where it is told to."""


def configure(level: int = logging.INFO) -> None:
    """Send everything that is logged, by us or by libraries, through one set of processors."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                without_tokens,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in SERVERS_OWN:
        logging.getLogger(name).addFilter(_take_tokens_out)


def without_tokens(
    _logger: object, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Take the tokens of unique URLs, one-time links and sign-ons out of what is to be written."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _without_tokens(value)
    return event


def _take_tokens_out(record: logging.LogRecord) -> bool:
    """Take the tokens out of a line that the server writes: its address, its query, its referer."""
    if isinstance(record.args, dict):
        for key, value in record.args.items():
            if isinstance(value, str):
                record.args[key] = _without_tokens(value)
    else:
        record.msg, record.args = _without_tokens(record.getMessage()), ()
    return True


def _without_tokens(text: str) -> str:
    return _CODE_IN_QUERY.sub(r"\1[token]", _TOKEN_IN_PATH.sub(r"\1[token]", text))


def _shared() -> list[structlog.typing.Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_tokens,
    ]

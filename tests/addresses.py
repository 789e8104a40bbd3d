"""An address for every page of a door, for tests that go through all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import AnyConverter, Rule

NOBODY = UUID("00000000-0000-7000-8000-000000000000")
BY_CONVERTER = {"UUIDConverter": NOBODY, "IntegerConverter": 1}
KNOWN = {"action": "suspend", "name": "clocks.toml", "step": "claim", "what": "first-password"}
ANYTHING = "x" * 22


def of(app: Flask, table: dict[str, str], **known: Any) -> list[tuple[str, str, str]]:
    """(page, method, address) of every page in a table; what varies is known, or nobody's."""
    adapter = app.url_map.bind("localhost")
    return [
        (rule.endpoint, method, adapter.build(rule.endpoint, _values(rule, KNOWN | known)))
        for rule in app.url_map.iter_rules()
        if rule.endpoint in table
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def _values(rule: Rule, known: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(name, converter, known) for name, converter in rule._converters.items()}


def _value(name: str, converter: Any, known: dict[str, Any]) -> Any:
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return BY_CONVERTER.get(type(converter).__name__, known.get(name, ANYTHING))

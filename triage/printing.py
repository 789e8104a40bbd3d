"""How reports and notices are written as pages that stand alone, to print or to make PDF from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from config.brands import load as brand
from config.web import assets, templates, words
from domain import retention_groups

STYLES = "css/report-print.css"


def page(told: Mapping[str, Any]) -> str:
    """Return the page of an exported document (`domain.exports.document`): its `PageWriter`."""
    groups = {one.key: f"{one.key}: {one.words}" for one in retention_groups.all_groups()}
    return _template("report").render(told=told, groups=groups, styles=_styles())


def notice(told: Mapping[str, Any]) -> str:
    """Return the page of a notice for one recipient: the `PageWriter` of notices."""
    contact = f"{brand().unit_name}, {brand().contacts.phone}"
    return _template("notice").render(told=told, contact=contact, styles=_styles())


@cache
def _template(name: str) -> Template:
    # Not the application's own: a page that is kept holds nothing of a request or a session.
    environment = Environment(
        loader=templates.loader("triage"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= words.FILTERS
    return environment.get_template(f"triage/print/{name}.html")


@cache
def _styles() -> Markup:
    text = (assets.FOLDER / STYLES).read_text(encoding="utf-8")
    return Markup(f"<style>\n{text}</style>")  # noqa: S704  # our own file, nothing typed

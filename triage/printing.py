"""How a report is written as a page that stands alone, to print or to make PDF from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from config.web import assets, templates

STYLES = "css/report-print.css"


def page(told: Mapping[str, Any]) -> str:
    """Return the page of an exported document (`domain.exports.document`): its `PageWriter`."""
    return _template().render(told=told, styles=_styles())


@cache
def _template() -> Template:
    # Not the application's own: a page that is kept holds nothing of a request or a session.
    environment = Environment(
        loader=templates.loader("triage"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("triage/print/report.html")


@cache
def _styles() -> Markup:
    text = (assets.FOLDER / STYLES).read_text(encoding="utf-8")
    return Markup(f"<style>\n{text}</style>")  # noqa: S704  # our own file, nothing typed

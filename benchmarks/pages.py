"""How long pages take to render: the macros alone, a whole request, start-up, page bytes.

Run with `python -m benchmarks.pages`; prints one JSON line per figure.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, render_template

from benchmarks.figures import say
from config import brands
from config.web import bare_app, templates

IMPORTS = """{% import "shared/macros/field.html" as field %}
{% import "shared/macros/button.html" as button %}"""
EIGHT_QUESTIONS = """
{{ field.count("what", "What happened?", value="A car came twice.", hint="Say who, where and when",
               error="Enter what happened", size="m", max_words=4000, rows=8) }}
{{ field.date("when", "When was it?", day="27", month="3", hint="For example, 27 3 2026",
              error="The date must include a year", wrong=("year",), size="m") }}
{{ field.checkboxes("about", "What is it about?", [("a", "Drugs"), ("b", "Weapons"),
   ("c", "Slavery"), ("d", "Fraud"), ("e", "Theft"), ("f", "Something else")]|choices,
   values=("a", "c"), hint="Select all that apply", size="m") }}
{{ field.radios("known", "How is it known?", [("a", "Seen"), ("b", "Told"), ("c", "Recorded"),
   ("d", "I do not know")]|choices, value="b", error="Select how it is known", size="m") }}
{{ field.radios("risk", "Could someone be harmed?", [("y", "Yes"), ("n", "No"),
   ("u", "Not sure")]|choices, inline=true, size="m") }}
{{ field.text("place", "Where was it?", value="Behind the depot", hint="An address or a road") }}
{{ field.select("region", "Which district?", [("n", "North"), ("s", "South"), ("e", "East"),
   ("w", "West")]|choices, value="e") }}
{{ field.file("files", "Photos or documents", hint="JPG, PNG or PDF", multiple=true) }}
"""
PAGE = (
    '{% extends "shared/base.html" %}'
    + IMPORTS
    + "{% block title %}Eight questions{% endblock %}{% block content %}"
    + '<form method="post" novalidate><input type="hidden" name="csrf_token" '
    + 'value="{{ csrf_token() }}">'
    + EIGHT_QUESTIONS
    + '{{ button.submit("Continue") }}</form>{% endblock %}'
)


@dataclass(frozen=True)
class BenchSettings:
    """What `bare_app` wants to know."""

    name: str = "portal"
    secret_key: bytes = b"a key for measuring, 32 bytes..."
    testing: bool = False
    proxy_hops: int = 0
    force_https: bool = True
    max_body_bytes: int = 100_000
    brand: brands.Brand = field(default_factory=brands.load)


def application() -> Flask:
    """A door with one page of eight questions and one that says nothing."""
    settings = BenchSettings()
    app = bare_app(settings.name, settings)
    page = app.jinja_env.from_string(PAGE)
    app.add_url_rule("/eight", "eight", lambda: render_template(page))
    app.add_url_rule("/empty", "empty", lambda: "")
    return app


def milliseconds(work: Callable[[], object], times: int = 300) -> float:
    """The mean CPU time of one call."""
    work()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) * 1000 / times


def figures() -> list[tuple[str, float, str, str]]:
    """(name, value, unit, context) of everything measured here."""
    start = time.process_time()
    app = application()
    count = templates.compile_all(app)
    started = (time.process_time() - start) * 1000
    macros = app.jinja_env.from_string(IMPORTS + EIGHT_QUESTIONS)
    client = app.test_client()
    page = client.get("/eight").data
    assert b"What happened?" in page
    return [
        (
            "pages.start",
            started,
            "ms",
            f"bare application, {count} templates compiled, assets read",
        ),
        ("pages.eight_questions.macros", milliseconds(macros.render), "ms", "macros alone"),
        ("pages.eight_questions", milliseconds(lambda: client.get("/eight")), "ms", "request"),
        ("pages.empty", milliseconds(lambda: client.get("/empty")), "ms", "request, test client"),
        ("pages.eight_questions.bytes", len(page), "B", "HTML"),
        ("pages.eight_questions.bytes_gzip", len(gzip.compress(page)), "B", "HTML"),
    ]


def main() -> None:
    """Print the figures as JSON lines."""
    for name, value, unit, context in figures():
        say(name, value, unit, what=context)


if __name__ == "__main__":
    main()

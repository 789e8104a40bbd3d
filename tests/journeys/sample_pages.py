"""Pages that show every shared component, served for the browser tests of what both doors share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, jsonify, render_template, request

from benchmarks.pages import EIGHT_QUESTIONS
from tests.config.sample_apps import sample_app

SAMPLE = Path(__file__).with_name("sample")


def sample(name: str) -> str:
    """The text of one sample template; no door can load it."""
    return (SAMPLE / f"{name}.html").read_text("utf-8")


def pages() -> Flask:
    """The sample pages and the addresses their scripts talk to."""
    app = sample_app()
    app.jinja_env.globals["at"] = datetime(2026, 11, 6, 14, 5, tzinfo=UTC)
    app.extensions["polls"] = []
    form_page = app.jinja_env.from_string(sample("form").replace("QUESTIONS", EIGHT_QUESTIONS))
    staff_page = app.jinja_env.from_string(sample("staff"))

    def form() -> str:
        return render_template(form_page, seconds=int(request.args.get("seconds", 1800)))

    def new() -> Response:
        app.extensions["polls"].append(request.headers.get("If-None-Match"))
        answer = jsonify(count=2)
        answer.set_etag("two")
        return answer.make_conditional(request)

    app.add_url_rule("/form", "form", form)
    app.add_url_rule("/staff", "staff", lambda: render_template(staff_page))
    app.add_url_rule("/new", "new", new)
    app.add_url_rule("/stay", "stay", lambda: jsonify(seconds_left=1800), methods=["POST"])
    app.add_url_rule("/ended", "ended", lambda: "<title>Ended</title><h1>Signed out</h1>")
    app.add_url_rule("/take", "take", lambda: "<title>Taken</title><h1>Taken</h1>")
    app.add_url_rule("/sent", "sent", lambda: "<title>Sent</title><h1>Sent</h1>", methods=["POST"])
    app.add_url_rule("/out", "out", lambda: "<title>Out</title><h1>Out</h1>", methods=["POST"])
    return app

"""The demo's submissions: fictional, for the demo, for tests and for benchmarks.

`operations/demo_data/` holds them: everybody and everything in them is invented.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from domain import answers, questions

FOLDER = Path(__file__).parent / "demo_data"

Scenario = dict[str, Any]


def organisations() -> list[dict[str, Any]]:
    """Give the partner organisations of the demo."""
    found: list[dict[str, Any]] = json.loads(_read("organisations.json"))
    return found


def scenarios() -> list[Scenario]:
    """Give the submissions of the demo, in the order of the file."""
    return [json.loads(line) for line in _read("scenarios.jsonl").split("\n") if line]


def answers_of(scenario: Scenario) -> answers.Document:
    """Give a scenario as the document a partner would send, declared."""
    return answers.canonical({**scenario, "check": {"declaration": True}})


def posts_of(scenario: Scenario) -> list[tuple[str, dict[str, list[str]]]]:
    """Give what a browser would post for a scenario: a screen's key and its fields, in order.

    Screens of files post no fields, and screens with no answers post none either.
    """
    document = answers_of(scenario)
    return [
        (screen.key, answers.posted(screen, document[screen.key])) for screen in questions.SCREENS
    ]


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")

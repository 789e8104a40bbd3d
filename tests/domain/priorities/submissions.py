"""Submissions written for trials of the rules: mundane text with one threat buried in it, or none.

A trial's file holds what is particular to each: `key`, `theme`, `facts`, and answers to lay over
the rest. The mundane paragraphs around the facts come from `noise.json`, in turn.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
NOISE: list[str] = json.loads((FOLDER / "noise.json").read_text(encoding="utf-8"))


def trial(number: int) -> list[tuple[str, bool, dict[str, Any]]]:
    """Give each submission of a trial: its key, whether a threat is buried in it, its answers."""
    text = (FOLDER / f"trial_{number}.json").read_text(encoding="utf-8")
    rows = json.loads(text)
    return [
        (row["key"], kind == "buried", answers(row, place + number * 7))
        for kind in ("buried", "innocent")
        for place, row in enumerate(rows[kind])
    ]


def answers(row: dict[str, Any], turn: int) -> dict[str, Any]:
    """Build the answers document of one submission, with noise before and after its facts."""
    before, after, last = (NOISE[(turn * step + step) % len(NOISE)] for step in (1, 3, 7))
    facts = "\n\n".join((before, row["facts"], after, last))
    return {
        "right_place": {"danger_now": False, "crime_reported": None, "safeguarding_referral": None},
        "what": {
            "facts": facts,
            "opinion": row.get("opinion", ""),
            "themes": [row["theme"]],
            "lead_theme": row["theme"],
            "happened": "",
            "learned": "2026-11-20",
            "how_often": "",
            "still_going_on": "not known",
        },
        "people": row.get("people", []),
        "places": [],
        "vehicles": [],
        "things": [],
        "how_known": {"how": "told by someone", "suspected_false": "", "who_else_knows": ""},
        "risk": {"to_whom": "", "could_subject_guess": "", "must_not_be_repeated": ""},
        "why_share": {"lawful_reason": "Prevention of crime", "person_told": "no"},
        "files": [],
    }

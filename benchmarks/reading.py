"""How well a folder of submissions is read, held against what an officer would conclude.

    python benchmarks/reading.py FILE_OR_FOLDER [--each]

A file holds one scenario a line, a folder one in each `.json`, in the format of the demo's with
`expect`. Prints JSON lines of shares; `--each` says of every submission what was missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from domain import identifiers, matching, priorities, source_hints, terms
from domain.wordings.passages import passages
from operations import scenarios

TODAY = date(2026, 11, 22)
EXPECTED = Path(__file__).resolve().parent.parent / "tests/data/expected.json"
ENOUGH_OF_A_HINT = 0.6
ASSUMED = ("url", "ip", "uprn", "what3words")
"""Kinds that the data lists nowhere, so that a find of one is neither right nor wrong."""

Scenario = dict[str, Any]
Told = dict[str, str]


def read(source: Path) -> list[Scenario]:
    """Give the scenarios of a file or of a folder; what to expect of the demo is in the tests."""
    if source.is_dir():
        return [json.loads(one.read_text("utf-8")) for one in sorted(source.glob("*.json"))]
    known = json.loads(EXPECTED.read_text("utf-8"))
    lines = (line for line in source.read_text("utf-8").split("\n") if line)
    return [{"expect": known.get(one["slug"]), **one} for one in map(json.loads, lines)]


def priority(scenario: Scenario, counts: Counter[str]) -> Iterator[str]:
    """Count threats found, innocent ones raised, flags and the restricted queue."""
    expect = scenario["expect"]
    found = priorities.assess(scenarios.answers_of(scenario), priorities.rulebook(), TODAY)
    kind = "threat" if expect["priority"] == "high" else "innocent"
    counts[kind] += 1
    counts[f"{kind}.high"] += found.priority == "high"
    counts[f"{kind}.flagged"] += found.safety_flag
    counts[f"{kind}.flagged_as_expected"] += found.safety_flag == expect["safety_concern"]
    counts[f"{kind}.priority_as_expected"] += found.priority == expect["priority"]
    restricted = "restricted queue" in expect["why"].lower()
    counts["restricted" if restricted else "unrestricted"] += 1
    counts[f"{'' if restricted else 'un'}restricted.sent_there"] += found.restricted is not None
    if found.priority != expect["priority"] or (found.restricted is not None) != restricted:
        reasons = {one.rule_key: one.quote for one in found.reasons if one.raises == "high"}
        yield f"{expect['priority']} but {found.priority}, {found.restricted}: {reasons}"


def finds(scenario: Scenario, counts: Counter[str]) -> Iterator[str]:
    """Count identifiers found and invented, by kind, as normalised values."""
    expect = scenario["expect"]["identifiers"]
    wanted = {(one["kind"], one["normalised"] or one["as_typed"]) for one in expect}
    wanted = {("bank_account" if kind == "bank" else kind, value) for kind, value in wanted}
    given = identifiers.extract(scenarios.answers_of(scenario))
    found = {(one.kind, one.normalised or one.as_typed) for one in given}
    for kind, value in wanted | {one for one in found if one[0] not in ASSUMED}:
        side = "right" if (kind, value) in wanted & found else None
        side = side or ("missed" if (kind, value) in wanted else "invented")
        counts[f"identifiers.{side}"] += 1
        counts[f"identifiers.{kind}.{side}"] += 1
        if side != "right":
            yield f"{kind} {side}: {value}"


def hints(scenario: Scenario, counts: Counter[str]) -> Iterator[str]:
    """Count what would give the source away and is highlighted, and how much is."""
    partner = {one["slug"]: one for one in scenarios.organisations()}[scenario["organisation"]]
    submitter, answers = scenario["submitter"], scenarios.answers_of(scenario)
    names = source_hints.Names(
        (partner["name"],),
        (partner["contact_name"], submitter["name"]),
        (partner["contact_role"], submitter["role"]),
    )
    places: dict[str, set[int]] = {}
    for one in source_hints.highlight(answers, names):
        places.setdefault(one.where, set()).update(range(one.start, one.end))
    texts = {one.where: one.text for one in passages(answers)}
    counts["hints.marked"] += len(places.get("what.facts", ()))
    counts["hints.length"] += len(texts["what.facts"])
    for wanted in scenario["expect"]["source_hints"]:
        enough = _share(wanted, texts, places) >= ENOUGH_OF_A_HINT
        counts["hints.right" if enough else "hints.missed"] += 1
        if not enough:
            yield f"hint missed: {wanted}"


def _share(wanted: str, texts: Told, places: dict[str, set[int]]) -> float:
    covered = [
        len(places.get(where, set()) & set(range(start, start + len(wanted)))) / len(wanted)
        for where, text in texts.items()
        if (start := text.find(wanted)) >= 0
    ]
    return max(covered, default=0.0)


def matched(given: list[Scenario], counts: Counter[str]) -> Iterator[str]:
    """Count pairs joined that an officer would join, and others."""
    held = {}
    for one in given:
        answers = scenarios.answers_of(one)
        held[one["slug"]] = terms.terms(answers, identifiers.extract(answers))
    wanted = {frozenset((one["slug"], two)) for one in given for two in one["expect"]["matches"]}
    for first, second in combinations(held, 2):
        reasons = matching.reasons(held[first], held[second])
        pair = frozenset((first, second))
        if reasons or pair in wanted:
            side = "invented" if pair not in wanted else "right" if reasons else "missed"
            counts[f"matches.{side}"] += 1
            if side != "right":
                yield f"match {side}: {first}, {second} {[one.kind for one in reasons]}"


def main(source: Path, each: bool) -> None:
    """Read everything and print the counts."""
    given, counts = read(source), Counter[str]()
    for scenario in given:
        for work in (priority, finds, hints):
            for line in work(scenario, counts):
                if each:
                    print(f"{scenario['slug']}: {line}")
    for line in matched(given, counts):
        if each:
            print(line)
    for name, value in sorted(counts.items()):
        print(json.dumps({"name": f"reading.{name}", "value": value, "context": source.stem}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    demo = scenarios.FOLDER / "scenarios.jsonl"
    parser.add_argument("source", type=Path, nargs="?", default=demo)
    parser.add_argument("--each", action="store_true")
    typed = parser.parse_args()
    main(typed.source, typed.each)

"""The demo's submissions: what an officer would list is found, as typed and as kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain import identifiers
from operations import scenarios

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "expected.json").read_text(encoding="utf-8")
)
ALL = {one["slug"]: scenarios.answers_of(one) for one in scenarios.scenarios()}
# What officers do not list, and yet is right: names by title, places of three words, sites, and
# a number of a prison.
MORE_ALLOWED = {"name": 11, "what3words": 3, "url": 1, "vrm": 1, "prison": 1}


@pytest.mark.parametrize("slug", ALL)
def test_every_identifier_an_officer_would_list_is_found(slug: str) -> None:
    found = {(one.kind, one.as_typed, one.normalised) for one in identifiers.extract(ALL[slug])}
    listed = {
        (one["kind"], one["as_typed"], one["normalised"]) for one in EXPECTED[slug]["identifiers"]
    }
    assert listed <= found


def test_little_is_found_that_an_officer_would_not_list() -> None:
    more: dict[str, int] = {}
    for slug, answers in ALL.items():
        listed = {(one["kind"], one["normalised"]) for one in EXPECTED[slug]["identifiers"]}
        found = {(one.kind, one.normalised) for one in identifiers.extract(answers)}
        for kind, _ in found - listed:
            more[kind] = more.get(kind, 0) + 1
    assert {kind for kind in more if more[kind] > MORE_ALLOWED.get(kind, 0)} == set()


@pytest.mark.parametrize("slug", ALL)
def test_what_is_found_in_text_stands_where_it_says(slug: str) -> None:
    for one in identifiers.extract(ALL[slug]):
        if one.source == "text" and one.kind != "card":
            texts = _texts(ALL[slug], one.where.split("."))
            assert any(text[one.start : one.end] == one.as_typed for text in texts)


@pytest.mark.parametrize("slug", ALL)
def test_the_submitters_own_phone_and_name_are_never_listed(slug: str) -> None:
    submitter = ALL[slug]["submitter"]
    for one in identifiers.extract(ALL[slug]):
        assert one.as_typed not in (submitter["phone"], submitter["name"])


def _texts(value: Any, way: list[str]) -> list[str]:
    for part in way:
        value = value[int(part)] if part.isdigit() else value[part]
    return [value] if isinstance(value, str) else list(value)

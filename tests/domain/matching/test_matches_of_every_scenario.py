"""The demo's submissions: every pair an officer would link is found, and nothing else is joined."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from domain import identifiers, matching, terms
from operations import scenarios

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "expected.json").read_text(encoding="utf-8")
)
# The first kind of reason for each pair: what joins them, not luck.
STRONGEST = {
    ("county-lines-bus-station-boy", "cuckooing-hazel-court"): "vrm",
    ("cuckooing-hazel-court", "needle-exchange-new-line"): "address",
    ("county-lines-bus-station-boy", "needle-exchange-new-line"): "phone",
    ("county-lines-bus-station-boy", "prison-phonecalls-kez"): "phone",
    ("needle-exchange-new-line", "prison-phonecalls-kez"): "phone",
    ("car-wash-inspection", "car-wash-workers-hmo"): "vrm",
    ("car-wash-workers-hmo", "ed-burns-car-wash"): "phone",
    ("car-wash-inspection", "ed-burns-car-wash"): "phone",
    ("lanternhouse-ex-partner-tracker", "probation-new-partner-disclosure"): "vrm",
    ("counterfeit-market-stall", "retail-gang-perfume"): "vrm",
    ("college-money-mules", "retail-gang-perfume"): "vrm_partial",
    ("college-money-mules", "counterfeit-market-stall"): "vrm_partial",
    ("offroad-bikes-reservoir", "offroad-bikes-school-gate"): "vrm",
    ("ed-shop-owner-fall", "shopkeeper-protection-money"): "address",
}


@cache
def held() -> dict[str, frozenset[terms.Term]]:
    """Give the terms of every submission of the demo."""
    answers = {one["slug"]: scenarios.answers_of(one) for one in scenarios.scenarios()}
    return {slug: terms.terms(one, identifiers.extract(one)) for slug, one in answers.items()}


def pairs() -> dict[tuple[str, str], tuple[matching.Reason, ...]]:
    """Give each pair that matches, with the reasons."""
    both = combinations(sorted(held()), 2)
    found = {(one, two): matching.reasons(held()[one], held()[two]) for one, two in both}
    return {pair: reasons for pair, reasons in found.items() if reasons}


def test_all_clusters_are_found_and_nothing_else_joins_them() -> None:
    expected = {tuple(sorted((one, two))) for one in EXPECTED for two in EXPECTED[one]["matches"]}
    assert set(pairs()) == expected


def test_each_pair_is_joined_by_what_joins_it() -> None:
    assert {pair: reasons[0].kind for pair, reasons in pairs().items()} == STRONGEST


def test_a_match_is_the_same_both_ways_round() -> None:
    for one, two in combinations(held().values(), 2):
        assert matching.reasons(one, two) == matching.reasons(two, one)


def test_what_the_index_holds_is_enough_to_decide() -> None:
    for mine in held().values():
        probes = matching.probes(mine)
        for other in held().values():
            common = matching.shared_with_held(mine, probes & other)
            assert matching.decide(common) == matching.reasons(mine, other)


def test_every_match_is_among_the_candidates_the_index_is_asked_for() -> None:
    for one, two in pairs():
        for mine, other in ((held()[one], held()[two]), (held()[two], held()[one])):
            by_fragments = any(group <= other for group in matching.partial_leads(mine))
            assert matching.leads(mine) & other or by_fragments


def test_the_decoy_of_the_same_name_and_another_date_of_birth_is_not_joined() -> None:
    decoy = held()["graffiti-and-leaflets"]
    assert matching.reasons(decoy, held()["shopkeeper-protection-money"]) == ()
    assert matching.reasons(decoy, held()["ed-shop-owner-fall"]) == ()

"""What may give a source away is highlighted, and not everything is."""

from __future__ import annotations

import json
import time
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest

from domain import reference, source_hints
from domain.source_hints import Hint, Names, forms, names
from domain.wordings.passages import passages
from operations import scenarios

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "expected.json").read_text(encoding="utf-8")
)
ORGANISATIONS = {one["slug"]: one for one in scenarios.organisations()}
ENOUGH_OF_A_HINT = 0.6
MOST_OF_THE_TEXT = 0.4


def names_of(scenario: dict[str, Any]) -> Names:
    organisation, submitter = ORGANISATIONS[scenario["organisation"]], scenario["submitter"]
    return Names(
        (organisation["name"],),
        (organisation["contact_name"], submitter["name"]),
        (organisation["contact_role"], submitter["role"]),
    )


def covered(hints: tuple[Hint, ...]) -> dict[str, set[int]]:
    places: dict[str, set[int]] = {}
    for hint in hints:
        places.setdefault(hint.where, set()).update(range(hint.start, hint.end))
    return places


def share(expected: str, texts: dict[str, str], places: dict[str, set[int]]) -> float:
    shares = [
        len(places.get(where, set()) & set(range(start, start + len(expected)))) / len(expected)
        for where, text in texts.items()
        if (start := text.find(expected)) >= 0
    ]
    return max(shares, default=0.0)


def test_the_hints_an_officer_would_mark_are_found_without_marking_everything() -> None:
    shares, marked, length = [], 0, 0
    for scenario in scenarios.scenarios():
        document = scenarios.answers_of(scenario)
        texts = {passage.where: passage.text for passage in passages(document)}
        places = covered(source_hints.highlight(document, names_of(scenario)))
        expected = EXPECTED[scenario["slug"]]["source_hints"]
        shares += [share(hint, texts, places) for hint in expected]
        marked += len(places.get("what.facts", ()))
        length += len(texts["what.facts"])
    found = [one for one in shares if one >= ENOUGH_OF_A_HINT]
    assert len(found) / len(shares) >= 0.98
    assert marked / length <= MOST_OF_THE_TEXT


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("Ringed by Ann Other at noon", "staff", "Ann Other"),
        ("seen by the HOUSING OFFICER", "role", "HOUSING OFFICER"),
        ("Copied to Ravens Homes", "organisation", "Ravens Homes"),
        ("Ask at Ravens, they know", "organisation", "Ravens"),
        ("The RSH van was there", "organisation", "RSH"),
        ("It was there on Mon 3 Aug at 07.50, or so", "time", "Mon 3 Aug at 07.50"),
        ("A van came. Gareth in lettings has the key", "named", "Gareth in lettings has the key"),
        ("It is known; our tenant rang, then left.", "relationship", "our tenant rang"),
        ("He left. I saw the van. It went.", "first_person", "I saw the van"),
        ('He said "it is a long way" twice', "quoted", '"it is a long way"'),
        ("She told the school nurse, at length", "told_to_staff", "She told the school nurse"),
        ("Later, on our records as empty, it was sold", "records", "on our records as empty"),
        ("An unannounced visit, on a Monday", "visit", "An unannounced visit"),
        ("Only the two of them knew, it seems", "who_knows", "Only the two of them knew"),
    ],
)
def test_each_kind_of_hint_is_found(text: str, kind: str, quote: str) -> None:
    names = Names(("Ravens Homes", "Rother Supported Homes"), ("Ann Other",), ("Housing Officer",))
    found = [hint for hint in source_hints.highlight(text, names) if hint.kind == kind]
    assert [text[hint.start : hint.end] for hint in found] == [quote]
    assert all(hint.words for hint in found)


def test_whom_a_card_names_is_nobody_named_in_passing_but_a_witness_is() -> None:
    def named(role: str) -> list[str]:
        card = {"role": role, "forenames": "Gareth", "surname": "Pell", "aliases": ["Gaz"]}
        answers = {"what": {"facts": "Gareth Pell sells them"}, "people": [card]}
        return [hint.where for hint in source_hints.highlight(answers) if hint.kind == "named"]

    assert named("suspected") == []
    assert named("witness or other") == ["people[0].forenames", "what.facts"]


def test_a_letter_is_enough_to_tell_the_kinds_apart() -> None:
    book = source_hints.hintbook()
    shown = {book.shown_as(kind).key for kind in book.kinds.values()}
    assert len({*shown, *names.WORDS, *forms.WORDS, "source_answer"}) <= len(ascii_lowercase)


@pytest.mark.parametrize("told", ["", 'words = "Why"\npart_of = "one"', 'part_of = "other"'])
def test_a_kind_says_why_itself_or_is_part_of_one_that_does(tmp_path: Path, told: str) -> None:
    kind = f'[[kinds]]\nkey = "one"\nreach = "words"\nphrases = ["a"]\n{told}\n'
    head = 'version = "1"\nwhere = []\nwhole_answers = []\ncommon_names = []\n[words]\n'
    path = tmp_path / "hints.toml"
    path.write_text(head + kind, encoding="utf-8")
    with pytest.raises(reference.ReferenceDataInvalid, match="part_of a kind that has words"):
        source_hints.hintbook(path)


def test_text_without_a_source_has_no_hints() -> None:
    assert source_hints.highlight("A white van stands at the mill every night.") == ()


def test_answers_about_the_source_are_hints_whatever_they_say() -> None:
    hints = source_hints.highlight({"how_known": {"who_else_knows": "Nobody"}})
    assert [(hint.where, hint.kind) for hint in hints] == [
        ("how_known.who_else_knows", "source_answer")
    ]


@pytest.mark.parametrize("evil", ['"', "(", "I ", ". ", "a", " - ", "our tenant, "])
def test_fifty_kilobytes_of_malice_cost_little(evil: str) -> None:
    text = (evil * 50_000)[:50_000]
    source_hints.hintbook()
    started = time.process_time()
    source_hints.highlight(text)
    assert time.process_time() - started < 3

"""Learn what words weigh, from the texts of tests/domain/priorities; and how that carries over.

    python benchmarks/weighing.py > config/priorities/weights.toml
    python benchmarks/weighing.py --held-out

Every stretch of a text in which nobody is in danger, and of the everyday parts of the others, is
an example of the one kind; the stretches that tell of the danger are of the other. A logistic
regression with small weights is fitted to them. `--held-out` leaves out one batch of texts at a
time and prints how many threats weigh more than all but 10, 15 and 20 % of the innocent texts.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from domain.priorities.weights import Weights, features, leaning
from domain.wordings.passages import Passage
from domain.wordings.words import words_of
from operations import scenarios
from tests.domain.priorities import fresh, sentences, submissions

ROOT = Path(__file__).resolve().parent.parent
VERSION = "2026-11-23"
WITHIN, STEP = 45, 8
FEWEST_TEXTS = 4
ONCE = 3
"""How often a text that is read in one stretch counts: longer ones give several that overlap."""
SMALLEST = 6
ROUNDS, RATE, PULL = 40, 0.5, 1000
UNTOLD = (
    "a about all an and any are as at be because been but by can could did do doe down for from",
    "get go got had has have he her him his how i if in is it its just more my no not now of off",
    "on one or out she so some than that the their them then there they thing this to too two up",
    "us very was we were what when where which who will with would you your # £ say said tell",
    "told ask",
)


@dataclass(frozen=True)
class Text:
    """A text, the batch it belongs to, and where it tells of a danger."""

    batch: str
    facts: str
    dangers: tuple[tuple[int, int], ...]


def texts() -> Iterator[Text]:
    """Give every text there is to learn from."""
    for number in range(1, 6):
        for one in fresh.batch(number):
            dangers = one.dangers if one.is_danger else ()
            yield Text(f"fresh {number}", str(one.answers["what"]["facts"]), dangers)
        for _, buried, answers in submissions.trial(number):
            facts = answers["what"]["facts"]
            start = facts.index("\n\n") + 2
            whole = (start, start + len(facts[start:].split("\n\n")[0]))
            yield Text(f"trial {number}", facts, (whole,) if buried else ())
    yield from _of_the_demo()
    yield from _tables()


def _of_the_demo() -> Iterator[Text]:
    """Give those of the demo that are not high: what is urgent in the others is not marked."""
    expected = json.loads((ROOT / "tests/data/expected.json").read_text("utf-8"))
    for place, one in enumerate(scenarios.scenarios()):
        if expected[one["slug"]]["priority"] != "high":
            yield Text(f"demo {place % 3}", one["what"]["facts"], ())


def _tables() -> Iterator[Text]:
    for name, danger in (("veiled_threats.txt", True), ("innocent_phrases.txt", False)):
        for known in sentences.sentences(name):
            for place, one in enumerate(known):
                yield Text(f"sentences {place % 3}", one, ((0, len(one)),) if danger else ())
    for place, (is_danger, one) in enumerate(sentences.wordings()):
        yield Text(f"wordings {place % 4}", one, ((0, len(one)),) if is_danger else ())


def examples(text: Text) -> Iterator[tuple[set[str], bool]]:
    """Give the stretches of a text, and whether each tells of a danger; leave out the unclear."""
    words = words_of([Passage("", text.facts)])
    size = len(words.words)
    single = WITHIN // 2 < size <= WITHIN
    for first in range(0, max(1, size - WITHIN + STEP), STEP):
        end = min(size, first + WITHIN)
        share = _share(words.starts[first], words.ends[end - 1], text.dangers)
        if share >= 0.7 or not share:
            yield from [(features(words.words[first:end]), share > 0)] * (ONCE if single else 1)
        if end == size:
            return


def _share(start: int, end: int, dangers: Iterable[tuple[int, int]]) -> float:
    shares = [
        (min(end, last) - max(start, first)) / max(1, min(end - start, last - first))
        for first, last in dangers
    ]
    return max(0.0, *shares) if shares else 0.0


def learn(known: list[Text]) -> Weights:
    """Fit the weights, in hundredths."""
    seen: dict[str, set[int]] = defaultdict(set)
    rows = [(place, *one) for place, text in enumerate(known) for one in examples(text)]
    for place, found, _ in rows:
        for one in found:
            seen[one].add(place)
    kept = {one for one, places in seen.items() if len(places) >= FEWEST_TEXTS}
    danger = sum(is_danger for _, _, is_danger in rows)
    share = {True: len(rows) / 2 / danger, False: len(rows) / 2 / (len(rows) - danger)}
    fitted = [(sorted(found & kept), is_danger) for _, found, is_danger in rows]
    base, weights = _fit(fitted, share)
    whole = {one: round(weight * 100) for one, weight in weights.items()}
    return Weights(
        VERSION,
        WITHIN,
        round(base * 100),
        {one: weight for one, weight in sorted(whole.items()) if abs(weight) >= SMALLEST},
        tuple(" ".join(UNTOLD).split()),
    )


def _fit(
    rows: list[tuple[list[str], bool]], share: dict[bool, float]
) -> tuple[float, dict[str, float]]:
    """Descend step by step; `shrunk` pulls all weights towards nothing without touching each."""
    base, shrunk, step = 0.0, 1.0, 0
    weights: dict[str, float] = defaultdict(float)
    order = random.Random(1)  # the same weights every time
    for _ in range(ROUNDS):
        order.shuffle(rows)
        for found, is_danger in rows:
            rate = RATE / (1 + RATE * step / PULL)
            step += 1
            total = base + shrunk * sum(weights[one] for one in found)
            wrong = is_danger - 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            shrunk *= 1 - rate / PULL
            base += rate * wrong * share[is_danger]
            for one in found:
                weights[one] += rate * wrong * share[is_danger] / shrunk
    return base, {one: weight * shrunk for one, weight in weights.items()}


def heaviest(facts: str, weights: Weights) -> int:
    """Give what the heaviest stretch of a text weighs."""
    found = leaning(words_of([Passage("", facts)]), 0, weights)
    return max(found.totals) if found else weights.base


def held_out(known: list[Text]) -> Iterator[str]:
    """Weigh every batch with what was learned from the others."""
    weighed: dict[bool, list[int]] = {True: [], False: []}
    for batch in sorted({one.batch for one in known}):
        weights = learn([one for one in known if one.batch != batch])
        for one in known:
            if one.batch == batch:
                weighed[bool(one.dangers)].append(heaviest(one.facts, weights))
    innocent = sorted(weighed[False])
    for raised in (0.1, 0.15, 0.2):
        bar = innocent[int((1 - raised) * len(innocent))]
        found = sum(one > bar for one in weighed[True]) / len(weighed[True])
        share = {"name": "weighing.found", "value": round(found, 2)}
        yield json.dumps({**share, "raised": raised, "bar": bar})


def written(weights: Weights) -> Iterator[str]:
    """Give the file of weights."""
    yield "# What words weigh towards somebody being in danger, in hundredths; against it, below 0."
    yield "# Written by benchmarks/weighing.py from the texts of tests/domain/priorities."
    yield f'version = "{weights.version}"\nwithin = {weights.within}\nbase = {weights.base}'
    yield f"untold = {json.dumps(weights.untold)}\n\n[weights]"
    for one, weight in weights.weights.items():
        yield f'"{one}" = {weight}'


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true")
    lines = held_out if parser.parse_args().held_out else lambda known: written(learn(known))
    print("\n".join(lines(list(texts()))))

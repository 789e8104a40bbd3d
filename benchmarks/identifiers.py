"""How long intake takes to find identifiers, make and blind terms, and decide matches: JSON lines.

    python benchmarks/identifiers.py [REPEATS]

Times are of the processor, the best of the repeats, so that a busy machine does not hide a change.
Target: more than 100 submissions a second on one core; a text of 4,000 words within 30 ms.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from domain import identifiers, matching, terms
from operations import scenarios

KEY = bytes(32)
HOSTILE = ("a@a.", "A1 ", "07 ", "? ", "Aa ", "12 aaa aaa ")


def best(work: Callable[[], object], repeats: int) -> float:
    """Give the shortest processor time of `repeats` runs, in milliseconds."""
    times = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times) * 1000


def show(name: str, value: float, unit: str, context: str) -> None:
    """Print one measure."""
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, "context": context}))


def main() -> None:
    """Measure, and print."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    everything = [scenarios.answers_of(one) for one in scenarios.scenarios()]
    longest = max(everything, key=lambda answers: len(json.dumps(answers)))
    few = f"{len(everything)} demo submissions"
    extracted = best(lambda: [identifiers.extract(one) for one in everything], repeats)
    show("identifiers.extract", extracted / len(everything), "ms each", few)
    show("identifiers.extract.longest", best(lambda: identifiers.extract(longest), repeats), "ms",
         f"{len(longest['what']['facts'].split()):,} words")  # fmt: skip
    whole = best(lambda: [indexed(one) for one in everything], repeats)
    show("intake.index", whole / len(everything), "ms each", f"extract, terms, blind; {few}")
    show("intake.index.rate", 1000 * len(everything) / whole, "submissions/s/core", few)
    held = [terms.terms(one, identifiers.extract(one)) for one in everything]
    show("intake.terms", sum(map(len, held)) / len(held), "terms each", few)
    pairs = list(combinations(held, 2))
    decided = best(lambda: [matching.reasons(one, two) for one, two in pairs], repeats)
    show("matching.reasons", decided / len(pairs), "ms a pair", f"{len(pairs)} pairs")
    for seed in HOSTILE:
        text = (seed * 50_000)[:50_000]
        taken = best(partial(identifiers.in_text, text), 2)
        show("identifiers.hostile", taken, "ms", f"50,000 characters of {seed!r}")


def indexed(answers: dict[str, object]) -> list[bytes]:
    """Do what intake does for one submission, up to writing the index."""
    found = terms.terms(answers, identifiers.extract(answers))
    return [terms.blind(KEY, term) for term in found]


if __name__ == "__main__":
    main()

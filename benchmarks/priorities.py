"""How long it takes to assess and to highlight a submission: JSON lines.

    python benchmarks/priorities.py [REPEATS]

The longest submission of the demo has some 4,600 words; the hostile texts have 50,000 characters.
Times are of the processor, the best of the repeats, so that a busy machine does not hide a change.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from domain import priorities, source_hints
from operations import scenarios

TODAY = date(2026, 11, 22)
HOSTILE = ("kill ", "a'", ".", "1/", "by friday ", "owe by friday or take ")


def best(work: Callable[[], object], repeats: int) -> float:
    """Give the shortest processor time of `repeats` runs, in milliseconds."""
    times = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return round(min(times) * 1000, 2)


def show(name: str, value: float, context: str) -> None:
    """Print one measure."""
    print(json.dumps({"name": name, "value": value, "unit": "ms", "context": context}))


def main(repeats: int) -> None:
    """Measure the rules, then the hints."""
    show("priorities.load", best(lambda: priorities.rulebook(), 1), "read and compile, once")
    book = priorities.rulebook()
    documents = [scenarios.answers_of(scenario) for scenario in scenarios.scenarios()]
    longest = max(documents, key=lambda document: len(str(document)))
    words = len(str(longest["what"]["facts"]).split())
    show(
        "priorities.longest",
        best(lambda: priorities.assess(longest, book, TODAY), repeats),
        f"{words} words",
    )
    each = best(lambda: [priorities.assess(one, book, TODAY) for one in documents], repeats)
    show("priorities.mean", round(each / len(documents), 2), f"{len(documents)} submissions")
    for text in HOSTILE:
        document = {"what": {"facts": (text * 50_000)[:50_000]}}
        taken = best(partial(priorities.assess, document, book, TODAY), 1)
        show("priorities.hostile", taken, f"50 kB of {text!r}")
    source_hints.hintbook()
    show("source_hints.longest", best(lambda: source_hints.highlight(longest), repeats), "")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)

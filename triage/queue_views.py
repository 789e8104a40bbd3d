"""The views of the queue that are offered, each with how many it holds: ours, and those kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from domain import queue
from domain.queue import Filters, View, saved_views
from domain.unit_of_work import UnitOfWork
from triage import queue_filters
from triage.work import actor

UNCOUNTED = frozenset({View.CLOSED, View.ALL})
"""What only grows is not counted: nothing waits in it."""
KNOWN = {View.MINE: "mine", View.OVERDUE: "overdue", View.OPEN: "waiting"}
"""What the banner counts already."""


@dataclass(frozen=True)
class Kept:
    """A view that is kept, with how many it holds; "" where it asks for what there is no more."""

    name: str
    address: str
    number: str


@dataclass(frozen=True)
class Numbers:
    """What waits, how many each of our views holds, and how many each that is kept."""

    counts: queue.Counts
    ours: Mapping[View, int]
    kept: Sequence[Kept]


def counted(number: int) -> str:
    """A bounded count in words: `7`, or `more than 100`."""
    return f"more than {queue.MOST}" if number > queue.MOST else str(number)


def numbers(work: UnitOfWork, kept: Sequence[saved_views.View]) -> Numbers:
    """Count what waits, and every view that is offered, in one question."""
    others = [one for one in _offered() if one not in KNOWN and one not in UNCOUNTED]
    read = [queue_filters.of_address(one.address) for one in kept]
    asked = [Filters(view=one) for one in others] + [one for one in read if one is not None]
    counts = queue.counts(work, asked)
    of_kept = iter(counts.views[len(others) :])
    lines = [
        Kept(one.name, one.address, "" if filters is None else counted(next(of_kept)))
        for one, filters in zip(kept, read, strict=True)
    ]
    ours = {view: getattr(counts, field) for view, field in KNOWN.items()}
    return Numbers(counts, ours | dict(zip(others, counts.views, strict=False)), lines)


def offered(filters: Filters, ours: Mapping[View, int]) -> list[tuple[str, str, bool]]:
    """Our own views: words with the number, address, and whether it is this one."""
    addresses = _addresses(filters)
    return [
        (
            f"{queue_filters.VIEWS[view]} ({counted(ours[view])})"
            if view in ours
            else queue_filters.VIEWS[view],
            addresses[view],
            view is filters.view,
        )
        for view in _offered()
    ]


@lru_cache(maxsize=256)
def orders(filters: Filters) -> list[tuple[str, str, bool]]:
    """The orders there are: words, address, and whether it is this one."""
    return [
        (words, queue_filters.address(replace(filters, sort=sort)), sort is filters.sort)
        for sort, words in queue_filters.SORTS.items()
    ]


@lru_cache(maxsize=256)
def _addresses(filters: Filters) -> dict[View, str]:
    """The address of each view with the filters that are set, worked out once."""
    return {
        view: queue_filters.address(replace(filters, view=view)) for view in queue_filters.VIEWS
    }


def _offered() -> list[View]:
    cleared = actor().cleared
    return [one for one in queue_filters.VIEWS if one is not View.RESTRICTED or cleared]

"""The views of the queue that are offered, each with how many it holds: ours, and those kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain import queue
from domain.queue import Filters, View, saved_views
from domain.unit_of_work import UnitOfWork
from triage import queue_filters
from triage.work import actor

UNCOUNTED = frozenset({View.CLOSED, View.ALL})
"""What only grows is not counted: nothing waits in it."""


@dataclass(frozen=True)
class Kept:
    """A view that is kept, with how many it holds; "" where it asks for what there is no more."""

    name: str
    address: str
    number: str


@dataclass(frozen=True)
class Numbers:
    """How many each view holds."""

    ours: Mapping[View, int]
    kept: Sequence[Kept]


def counted(number: int) -> str:
    """A bounded count in words: `7`, or `more than 100`."""
    return f"more than {queue.MOST}" if number > queue.MOST else str(number)


def numbers(work: UnitOfWork, counts: queue.Counts, kept: Sequence[saved_views.View]) -> Numbers:
    """Count every view that is offered, in one question besides the counts of the banner."""
    known = {View.MINE: counts.mine, View.OVERDUE: counts.overdue, View.OPEN: counts.waiting}
    others = [one for one in _offered() if one not in known and one not in UNCOUNTED]
    read = [queue_filters.of_address(one.address) for one in kept]
    asked = [Filters(view=one) for one in others] + [one for one in read if one is not None]
    found = queue.counted(work, asked)
    ours = known | dict(zip(others, found, strict=False))
    of_kept = iter(found[len(others) :])
    lines = [
        Kept(one.name, one.address, "" if filters is None else counted(next(of_kept)))
        for one, filters in zip(kept, read, strict=True)
    ]
    return Numbers(ours, lines)


def offered(filters: Filters, ours: Mapping[View, int]) -> list[tuple[str, str, bool]]:
    """Our own views: words with the number, address, and whether it is this one."""
    return [
        (
            f"{queue_filters.VIEWS[view]} ({counted(ours[view])})"
            if view in ours
            else queue_filters.VIEWS[view],
            queue_filters.address(replace(filters, view=view)),
            view is filters.view,
        )
        for view in _offered()
    ]


def orders(filters: Filters) -> list[tuple[str, str, bool]]:
    """The orders there are: words, address, and whether it is this one."""
    return [
        (words, queue_filters.address(replace(filters, sort=sort)), sort is filters.sort)
        for sort, words in queue_filters.SORTS.items()
    ]


def _offered() -> list[View]:
    return [one for one in queue_filters.VIEWS if one is not View.RESTRICTED or actor().cleared]

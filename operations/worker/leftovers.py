"""What was left lying, seen to one by one: what stands in the way of one keeps no other waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

import structlog

log = structlog.get_logger()


def see_to(left: Iterable[UUID], act: Callable[[UUID], object], broke: str) -> int:
    """Act on each; log what broke, under this name. Return how many were seen to.

    Raises the last of what was wrong once all had their turn, so that the job is seen to fail.
    """
    done, wrong = 0, None
    for one in left:
        try:
            done += bool(act(one))
        except Exception as error:
            log.warning(broke, id=str(one), error=type(error).__name__)
            wrong = error
    if wrong:
        raise wrong
    return done

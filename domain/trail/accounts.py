"""Two accounts of the log, told side by side: by the bytes held, and by the sequencer's record.

On a whole log they agree. Where they part, the next signed checkpoint says which one is true, and
the account that was wrong goes on from there, so that one alteration never hides another.
"""

from __future__ import annotations

from domain.trail.examinations import Examined, Leaves
from domain.trail.proofs import BLOCK, STORED_EVERY
from domain.trail.tree import Frontier, perfect_root

HELD, RECORDED = "held", "recorded"
UNKNOWN = "unknown"
"""Neither account can be told up to there: events are missing, and nothing stands for them."""


class Account:
    """One account: its frontier, or none since an event it would need is missing."""

    def __init__(self) -> None:
        """Begin with an empty log."""
        self.frontier: Frontier | None = Frontier()

    def root_after(self, leaves: Leaves) -> bytes | None:
        """Return the root this account would have after some more leaves."""
        ahead = Account()
        ahead.frontier = self.frontier.copy() if self.frontier else None
        ahead.add(leaves)
        return ahead.frontier.root() if ahead.frontier else None

    def add(self, leaves: Leaves, whole: bytes | None = None) -> None:
        """Add the leaves of a block, or the one hash over a whole block."""
        known = [leaf for leaf in leaves if leaf is not None]
        if self.frontier is None:
            return
        if whole:
            self.frontier.extend_subtrees(STORED_EVERY, [whole])
        elif len(known) == len(leaves):
            self.frontier.extend(known)
        else:
            self.frontier = None


class Accounts:
    """Both accounts."""

    def __init__(self) -> None:
        """Begin with an empty log."""
        self.held, self.recorded = Account(), Account()

    def within(self, examined: Examined, size: int, root: bytes) -> str | None:
        """Say which account has this root at a size inside the block at hand; heed the answer."""
        count = size - examined.start
        held, recorded = examined.held[:count], examined.recorded[:count]
        held_root, recorded_root = self.held.root_after(held), self.recorded.root_after(recorded)
        if held_root == root:
            self._adopt(self.recorded, self.held)
            examined.recorded[:count] = held
            return HELD
        if recorded_root == root:
            self._adopt(self.held, self.recorded)
            examined.held[:count] = recorded
            return RECORDED
        return None if held_root or recorded_root else UNKNOWN

    def after(self, root: bytes) -> str | None:
        """Say which account has this root by now; the other goes on from it."""
        for name, account, other in (
            (HELD, self.held, self.recorded),
            (RECORDED, self.recorded, self.held),
        ):
            if account.frontier and account.frontier.root() == root:
                self._adopt(other, account)
                return name
        return None if self.held.frontier or self.recorded.frontier else UNKNOWN

    def add(self, examined: Examined, stored: bytes | None) -> tuple[bytes | None, bytes | None]:
        """Add a block; return the hash over it by the bytes held and by the leaves recorded."""
        held = _whole(examined.held)
        same = examined.held == examined.recorded
        recorded = held if same else _whole(examined.recorded)
        self.held.add(examined.held, held)
        self.recorded.add(examined.recorded, stored or recorded)
        return held, recorded

    def lose(self) -> None:
        """Give up: events are missing, and nothing stored stands for them."""
        self.held.frontier = self.recorded.frontier = None

    def _adopt(self, wrong: Account, right: Account) -> None:
        wrong.frontier = right.frontier.copy() if right.frontier else None


def _whole(leaves: Leaves) -> bytes | None:
    known = [leaf for leaf in leaves if leaf is not None]
    return perfect_root(known) if len(known) == len(leaves) == BLOCK else None

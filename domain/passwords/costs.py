"""What hashing one password costs, and the least it may cost in earnest."""

from __future__ import annotations

from dataclasses import dataclass

from argon2 import Parameters, Type

ARGON2_VERSION = 19
HASH_BYTES = 32
SALT_BYTES = 16


class CostBelowFloor(ValueError):
    """Passwords would be hashed too cheaply to withstand guessing; the message gives both."""


@dataclass(frozen=True)
class Cost:
    """Argon2id's parameters: memory in KiB, passes over it, lanes."""

    memory_kib: int
    rounds: int = 2
    lanes: int = 1

    @classmethod
    def of(cls, mebibytes: int, rounds: int) -> Cost:
        """Return the cost that settings name, memory in MiB; one lane, for a hash is one core's."""
        return cls(memory_kib=mebibytes * 1024, rounds=rounds)

    @property
    def parameters(self) -> Parameters:
        """Return them in the form the hashing library compares."""
        return Parameters(
            type=Type.ID,
            version=ARGON2_VERSION,
            salt_len=SALT_BYTES,
            hash_len=HASH_BYTES,
            time_cost=self.rounds,
            memory_cost=self.memory_kib,
            parallelism=self.lanes,
        )

    def check(self) -> None:
        """Raise CostBelowFloor unless this costs an attacker at least as much as the floor."""
        if self.memory_kib < FLOOR.memory_kib or self.rounds < FLOOR.rounds or self.lanes < 1:
            raise CostBelowFloor(
                f"Argon2id with {self.memory_kib} KiB and {self.rounds} rounds is below the "
                f"floor of {FLOOR.memory_kib} KiB and {FLOOR.rounds} rounds"
            )


# OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane is the least for Argon2id.
FLOOR = Cost.of(19, 2)

"""The worker: what is done without a person, as jobs deferred in the change that calls for them.

Every job is safe to kill at any point and to do twice.
"""

from __future__ import annotations

from operations.worker.running import run

__all__ = ["run"]

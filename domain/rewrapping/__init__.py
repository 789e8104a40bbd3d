"""Wrapping stored content keys for other recipients: after a rotation, a loss, an exposure.

Content itself is neither opened nor touched.
"""

from __future__ import annotations

from domain.rewrapping.adding import Progress, left, rewrap_some, sample_opens
from domain.rewrapping.deleting import StillNeeded, delete_wraps, retired_in
from domain.rewrapping.manifests import OtherKeys, other_keys, take_up, take_up_others

__all__ = [
    "OtherKeys",
    "Progress",
    "StillNeeded",
    "delete_wraps",
    "left",
    "other_keys",
    "retired_in",
    "rewrap_some",
    "sample_opens",
    "take_up",
    "take_up_others",
]

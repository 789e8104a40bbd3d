"""The demo: everything on one machine, with fictional data. Never for real use."""

from __future__ import annotations

from operations.demo.places import Places
from operations.demo.running import Ports, reset, run

__all__ = ["Places", "Ports", "reset", "run"]

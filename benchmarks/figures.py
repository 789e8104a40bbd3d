"""How a figure is printed: one JSON line, with what it was measured under."""

from __future__ import annotations

import json
import platform
from typing import Any


def say(name: str, value: float, unit: str, **context: Any) -> None:
    """Print a figure as `{"name", "value", "unit", "context"}`."""
    known = {"python": platform.python_version(), "machine": platform.machine()}
    line = {"name": name, "value": round(value, 4), "unit": unit, "context": known | context}
    print(json.dumps(line), flush=True)

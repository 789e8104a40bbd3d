"""The parts of a machine that only some tests need, and what is done where they are absent.

A test marked `browser`, `clamav`, `pango` or `redis` is skipped where that part is not installed.
Where CI or REQUIRE_ALL is set, it fails instead: there, nothing is left out unseen.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
from collections.abc import Callable
from typing import NamedTuple

import pytest

from benchmarks import stores


class Part(NamedTuple):
    """A part of the machine: what to tell people, and where it is (None: absent)."""

    words: str
    find: Callable[[], str | None]


def chromium() -> str | None:
    """Where the browser for the journeys is: `CHROMIUM`, or what Debian and others install."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def clamd() -> str | None:
    """Where the virus scanner's daemon is; Debian keeps it out of ordinary users' PATH."""
    return shutil.which("clamd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/bin")


def pango() -> str | None:
    """Which library sets the text of PDF files."""
    return ctypes.util.find_library("pango-1.0") and ctypes.util.find_library("pangoft2-1.0")


PARTS = {
    "browser": Part("browser (Debian: chromium)", chromium),
    "clamav": Part("ClamAV (Debian: clamav-daemon)", clamd),
    "pango": Part("Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0)", pango),
    "redis": Part("Redis (Debian: redis-server)", stores.program),
}


def all_required() -> bool:
    """Whether this run may leave nothing out."""
    return any(
        os.environ.get(name, "").lower() not in ("", "0", "false", "no")
        for name in ("CI", "REQUIRE_ALL")
    )


def pytest_report_header() -> list[str]:
    """Say which optional parts this machine lacks, and so what will not be tested."""
    consequence = "REQUIRED HERE" if all_required() else "its tests are skipped"
    absent = [part.words for part in PARTS.values() if part.find() is None]
    return [f"absent: {words}: {consequence}" for words in absent] or ["optional parts: all here"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or where everything is required fail, a test whose part of the machine is absent."""
    for mark, part in PARTS.items():
        if item.get_closest_marker(mark) is None or part.find() is not None:
            continue
        if all_required():
            pytest.fail(f"this run requires everything, and the {part.words} is absent")
        pytest.skip(f"no {part.words}")

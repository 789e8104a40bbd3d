"""`make bench`: every benchmark, or those named: `make bench ARGS="sealing queue"`."""

from __future__ import annotations

import subprocess
import sys

GROUPS = (
    "files", "identifiers", "intake", "journey", "memory", "organisations", "pages",
    "priorities", "queue", "retention", "sealing", "search", "sequencing", "served", "sign_in",
    "trail", "write_path",
)  # fmt: skip
ONLY_WHEN_NAMED = ("large", "reading")
"""What takes long (a million submissions), or counts how well texts are read."""


def main(wanted: list[str]) -> None:
    """Run benchmarks one after the other, each in a process of its own: none disturbs another."""
    for name in wanted or GROUPS:
        if name not in GROUPS + ONLY_WHEN_NAMED:
            raise SystemExit(f"there is no benchmark {name}: {', '.join(GROUPS + ONLY_WHEN_NAMED)}")
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""`make bench`: every benchmark, or those named: `make bench ARGS="sealing queue"`."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks

NOT_BENCHMARKS = {"__main__", "databases", "figures"}


def main(wanted: list[str]) -> None:
    """Run benchmarks one after the other, so that none disturbs another."""
    known = [m.name for m in pkgutil.iter_modules(benchmarks.__path__)]
    for name in wanted or sorted(set(known) - NOT_BENCHMARKS):
        if name not in known:
            raise SystemExit(f"there is no benchmark {name}: {', '.join(known)}")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])

"""A process that loads some tables loads those they point to: or its first write would fail."""

from __future__ import annotations

import subprocess
import sys

import pytest

RESOLVE = """
import importlib, sys
importlib.import_module(sys.argv[1])
from domain.tables import Table
for table in Table.metadata.tables.values():
    for key in table.foreign_keys:
        key.column
"""


@pytest.mark.parametrize("process", ["portal", "triage", "operations.worker"])
def test_every_table_that_a_process_points_to_is_loaded_in_it(process):
    done = subprocess.run([sys.executable, "-c", RESOLVE, process], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:]

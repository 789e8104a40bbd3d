"""Rules that hold for the whole repository; each failure says what to do."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.__main__ import GROUPS, ONLY_WHEN_NAMED

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("config", "domain", "portal", "triage", "operations")
CODE = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
BENCHMARKS = sorted((ROOT / "benchmarks").rglob("*.py"))
EVERYTHING = [*CODE, ROOT / "wsgi.py", *BENCHMARKS, *sorted((ROOT / "tests").rglob("*.py"))]

MOST_LINES, MOST_LINES_OF_A_TEST = 200, 300
MOST_LINES_OF_A_FUNCTION, MOST_LINES_OF_A_PAGE = 25, 20
LONGEST_LINE_OF_DATA = 120
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "service", "handler", "misc"}
ENDS_A_TRANSACTION = {"commit", "rollback", "begin_nested"}
MAY_END_ONE = {"domain/unit_of_work.py"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_imports_follow_the_contracts():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_outgrows_its_budget():
    """A module that does becomes a package of the same name, so that call sites do not change."""
    too_long = {
        named(path): lines
        for path in EVERYTHING
        if (lines := path.read_text("utf-8").count("\n"))
        > (MOST_LINES_OF_A_TEST if named(path).startswith("tests") else MOST_LINES)
    }
    assert not too_long


def test_no_function_outgrows_its_budget():
    too_long = {
        f"{named(path)}:{node.lineno} {node.name}": length
        for path in [*CODE, *BENCHMARKS]
        for node in functions(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert not too_long


def test_no_page_outgrows_its_budget():
    """A page turns HTTP into domain words and back; more than that belongs in the domain."""
    too_long = {
        f"{named(path)}:{node.lineno} {node.name}": length
        for path in CODE
        if named(path).startswith(("portal/", "triage/"))
        for node in functions(path)
        if any(
            "requires" in ast.unparse(d) or ast.unparse(d) == "public" for d in node.decorator_list
        )
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_PAGE
    }
    assert not too_long


def test_every_benchmark_is_run_or_named():
    runnable = {path.stem for path in BENCHMARKS if "\ndef main(" in path.read_text("utf-8")}
    assert runnable - {"__main__"} == {*GROUPS, *ONLY_WHEN_NAMED}


def test_a_long_line_of_data_holds_one_entry_alone():
    """A change to one phrase is then a change to one line that a reviewer can read."""
    crowded = [
        f"{named(path)}, line {number}"
        for path in sorted((ROOT / "config").rglob("*.toml"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE_OF_DATA and '", "' in line
    ]
    assert not crowded


def test_names_say_what_lives_there():
    vague = [named(path) for path in CODE if FORBIDDEN_NAMES & set(path.with_suffix("").parts)]
    assert not vague, "name a module for what it holds: submissions, clocks, letters"


def test_only_the_unit_of_work_ends_a_transaction():
    offenders = [
        f"{named(path)}:{node.lineno}"
        for path in CODE
        if named(path).startswith(("domain/", "portal/", "triage/"))
        and named(path) not in MAY_END_ONE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ENDS_A_TRANSACTION
    ]
    assert not offenders, "do it inside `with unit_of_work(...)`, which commits"


def test_every_module_says_what_lives_in_it():
    silent = [named(p) for p in CODE if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]
    assert not silent


def test_nothing_is_left_for_later():
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error(")
    left = [
        f"{named(path)}:{number}"
        for path in EVERYTHING
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if any(mark in line for mark in marks)
    ]
    assert not left


@pytest.mark.parametrize("doors", [("portal", "triage"), ("triage", "portal")])
def test_a_door_never_loads_the_other(doors):
    one, other = doors
    check = (
        f"import sys, {one}; assert not [m for m in sys.modules if m.split('.')[0] == '{other}']"
    )
    subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True)


KNOWS_ALL = (
    "from domain.tables import Table\n"
    "for table in Table.metadata.tables.values():\n"
    "    for key in table.foreign_keys:\n"
    "        key.column\n"
)


@pytest.mark.parametrize("process", ["portal", "triage", "operations.worker", "operations.set_up"])
def test_a_process_knows_every_table_that_its_tables_point_to(process):
    """A row that points to a table nobody imported cannot be written, and only there."""
    subprocess.run([sys.executable, "-c", f"import {process}\n{KNOWS_ALL}"], cwd=ROOT, check=True)

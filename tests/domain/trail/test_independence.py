"""An auditor needs `domain/trail` and `cryptography`: nothing else of the product, no database."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import domain.trail.findings

FOLDER = Path(domain.trail.__file__).parent
ALLOWED = {"cryptography", *sys.stdlib_module_names}


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_trail_imports_the_standard_library_cryptography_and_itself() -> None:
    foreign = {
        f"{file.name}: {name}"
        for file in FOLDER.glob("*.py")
        for name in imported(file)
        if name.split(".")[0] not in ALLOWED and not f"{name}.".startswith("domain.trail.")
    }
    assert not foreign, f"an auditor could not run this: {sorted(foreign)}"


def test_what_can_be_found_is_told_to_the_auditor() -> None:
    guide = (FOLDER.parent.parent / "docs" / "trail.md").read_text("utf-8")
    untold = [kind for kind in domain.trail.findings.KINDS if f"`{kind}`" not in guide]
    assert not untold, f"describe in docs/trail.md: {untold}"

"""The permission table, its document and its named rules agree."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from domain import permission_table
from domain.permissions import Permission

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs/permissions.md"


def test_the_document_is_the_table():
    """Type `partnership permissions > docs/permissions.md` after changing a permission."""
    assert DOCUMENT.read_text("utf-8") == permission_table.as_markdown()


def test_every_permission_is_held_by_somebody():
    assert all(any(has) for _, has in permission_table.rows())
    assert len(permission_table.rows()) == len(Permission)


def test_every_rule_about_an_object_is_there():
    for name, words in permission_table.OBJECT_RULES:
        module, _, function = name.rpartition(".")
        assert callable(getattr(import_module(module), function)), f"{words}: no {name}"


def test_every_predicate_about_an_object_is_written_down():
    """Add it, with what it says, to OBJECT_RULES in domain/permission_table.py."""
    known = {name for name, _ in permission_table.OBJECT_RULES}
    found = set()
    for path in (ROOT / "domain").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for name in re.findall(r"^def (may(?:_\w+)?)\(", path.read_text("utf-8"), re.MULTILINE):
            found.add(f"{module}.{name}")
    assert not found - known

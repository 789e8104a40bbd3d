"""The permission table, its document and its named rules agree."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from domain import permission_table
from domain.permissions import Permission

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/permissions.md"


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

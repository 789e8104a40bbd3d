"""CSV: one row for the provenance, each item and each subject, under one header for all of them.

No cell is a formula to a spreadsheet: one that would be begins with an apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain import spreadsheets
from domain.reports import RULES

_ALWAYS = (
    "format_version", "ledger_number", "disseminated_at", "report_reference", "report_version",
    "marking", "title", "themes", "district", "information_date", "information_note",
    "received_date", "retention_group", "point_of_contact", "recipients", "purpose", "caveat",
    "ledger_conditions",
)  # fmt: skip
_GRADE = (
    "scheme", "code", "derived_confidence", "assessment_reason", "conditions", "action", "usage",
    "sanitisation",
)  # fmt: skip
_FIELDS = tuple(dict.fromkeys(field.key for rule in RULES.values() for field in rule.fields))
COLUMNS = (
    *_ALWAYS,
    "record",
    "number",
    "text",
    *(f"grade_{key}" for key in _GRADE),
    "pole",
    "kind",
    "role",
    *(f"subject_{key}" for key in _FIELDS),
)


def of(told: Mapping[str, Any]) -> bytes:
    """Return a document as CSV (RFC 4180), in UTF-8 with the mark that spreadsheets look for."""
    always = _always(told)
    rows = (always | row for row in _rows(told))
    table = spreadsheets.written(COLUMNS, ([row.get(c, "") for c in COLUMNS] for row in rows))
    return table.encode("utf-8-sig")


def _always(told: Mapping[str, Any]) -> dict[str, str]:
    ledger, report = told["ledger"], told["report"]
    return {
        **{key: report[key] for key in _ALWAYS if key in report},
        "format_version": told["format_version"],
        "ledger_number": ledger["number"],
        "disseminated_at": ledger["disseminated_at"],
        "report_reference": report["reference"],
        "report_version": report["version"],
        "themes": "; ".join(theme["key"] for theme in report["themes"]),
        "recipients": "; ".join(ledger["recipients"]),
        "purpose": ledger["purpose"],
        "caveat": ledger["caveat"],
        "ledger_conditions": ledger["conditions"],
    }


def _rows(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield _graded("provenance", told["provenance"])
    for item in told["items"]:
        yield _graded("item", item)
    for subject in told["subjects"]:
        fields = {f"subject_{key}": value for key, value in subject["fields"].items()}
        named = {key: subject[key] for key in ("number", "pole", "kind", "role")}
        yield {"record": "subject"} | named | fields


def _graded(record: str, item: Mapping[str, Any]) -> dict[str, Any]:
    grade = {f"grade_{key}": item["grade"].get(key, "") for key in _GRADE}
    return {"record": record, "number": item.get("number", ""), "text": item["text"]} | grade

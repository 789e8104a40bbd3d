"""Each format: what is in it, what is not, and that it is the same every time."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
import pytest
from pypdf import PdfReader
from stix2validator import ValidationOptions, validate_string

from domain import exports, spreadsheets
from domain.exports import Format, PdfUnavailable, pdf
from domain.reports import Subject, SubjectKind
from tests.reporting import OPEN_GRADE, content
from triage import printing

EVERY_SUBJECT = (
    Subject(SubjectKind.PERSON, {"surname": "Wadsworth", "aliases": "Al"}, "suspected"),
    Subject(SubjectKind.PLACE, {"address": "14 Hazel Court", "postcode": "HD2 9ZX"}),
    Subject(SubjectKind.VEHICLE, {"registration": "TJ20HBX", "colour": "white"}),
    Subject(SubjectKind.OBJECT, {"kind": "phone", "identifier": "+44 7700 900117"}),
    Subject(SubjectKind.ORGANISATION, {"name": "Kez Cars"}),
    Subject(SubjectKind.EVENT, {"what": "A fight", "when": "2026-11-10"}),
)
TEXT_FORMATS = [Format.JSON, Format.CSV, Format.STIX, Format.HTML]


def made(product, format_):
    return exports.rendered(product, format_, printing.page)


@pytest.fixture
def schema(root):
    return json.loads((root / "docs/exchange/report.schema.json").read_text("utf-8"))


@pytest.fixture
def whole(product):
    return replace(product, content=replace(product.content, subjects=EVERY_SUBJECT))


@pytest.mark.parametrize("format_", TEXT_FORMATS)
def test_every_export_carries_what_a_recipient_needs(whole, format_):
    text = made(whole, format_).decode()
    for needed in (
        "DL-K7MH-9PXQ-6RT", "IR-K7MH-9PXQ-6RT", "OFFICIAL-SENSITIVE", "3x5x2", "2AP", "2BC",
        "Do not visit the address", "in the course of work", "cuckooing", "TJ20HBX",
    ):  # fmt: skip
        assert needed in (text.replace("Cuckooing", "cuckooing")), needed


@pytest.mark.parametrize("format_", TEXT_FORMATS)
def test_no_export_carries_the_risk_to_the_source_or_why_it_was_graded_so(whole, format_):
    text = made(whole, format_).decode()
    assert "SECRET-RISK" not in text
    assert "Few people know of it" not in text


@pytest.mark.parametrize("format_", TEXT_FORMATS)
def test_the_same_product_gives_the_same_bytes(whole, format_):
    assert made(whole, format_) == made(whole, format_)


def test_json_keeps_to_its_published_schema(whole, schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(made(whole, Format.JSON)), schema)


def test_the_schema_refuses_a_report_without_a_grade(whole, schema):
    told = json.loads(made(whole, Format.JSON))
    del told["items"][0]["grade"]["scheme"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, schema)


def test_csv_has_a_row_for_each_item_and_subject(whole):
    rows = list(csv.DictReader(io.StringIO(made(whole, Format.CSV).decode("utf-8-sig"))))
    assert [row["record"] for row in rows] == ["provenance", "item", "item", *["subject"] * 6]
    assert rows[2]["grade_code"] == "2BC"
    poles = ["person", "location", "object", "object", "person", "event"]
    assert [row["pole"] for row in rows[3:]] == poles


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  =", "\uff1d"])
def test_no_cell_is_a_formula(product, start):
    typed = f"{start}cmd|' /C calc'!A0"
    subject = Subject(SubjectKind.OBJECT, {"kind": typed})
    given = replace(product, content=replace(product.content, title=typed, subjects=(subject,)))
    cells = [
        cell
        for row in csv.reader(io.StringIO(made(given, Format.CSV).decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert f"'{typed}" in cells
    assert all(spreadsheets.safe(cell) == cell or cell.startswith("'") for cell in cells)


def test_stix_passes_the_validator_and_says_that_it_is_lossy(whole):
    text = made(whole, Format.STIX).decode()
    results = validate_string(text, ValidationOptions(version="2.1", disabled=["202", "401"]))
    assert results.is_valid, [str(error) for error in results.errors]
    objects = json.loads(text)["objects"]
    (report,) = [one for one in objects if one["type"] == "report"]
    assert "lossy" in report["labels"]
    assert not any("confidence" in one for one in objects)
    graded = [next(iter(one["extensions"].values())) for one in objects if "extensions" in one]
    assert [one["code"] for one in graded] == ["2AP", "2AP", "2BC"]


def test_what_was_typed_is_never_markup_on_the_page(product):
    given = replace(product, content=replace(product.content, title="<script>x</script>"))
    assert "<script>" not in made(given, Format.HTML).decode()


def test_the_page_gives_the_key_to_every_code(product):
    page = made(product, Format.HTML).decode()
    for words in ("Known indirectly to the source, but corroborated", "Lawful sharing permitted"):
        assert words in page


def test_the_page_writes_dates_as_people_do_on_british_clocks(product):
    late = replace(product, received_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    page = made(late, Format.HTML).decode()
    assert "<dd>2 July 2026</dd>" in page
    assert "<dd>10 November 2026</dd>" in page
    assert not re.search(r"<dd>\d{4}-", page)


@pytest.mark.pango
def test_pdf_is_tagged_and_carries_its_marking_on_every_page(product):
    long = replace(product, content=content(*[OPEN_GRADE] * 40))
    written = made(long, Format.PDF)
    assert written == made(long, Format.PDF)
    reader = PdfReader(io.BytesIO(written))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(reader.pages) > 3
    for page in reader.pages:
        text = page.extract_text()
        assert text.count("OFFICIAL-SENSITIVE") >= 2
        assert "DL-K7MH-9PXQ-6RT" in text


@pytest.mark.pango
@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://police.example/x.png"])
def test_a_page_that_wants_something_from_elsewhere_is_refused(url):
    with pytest.raises(pdf.NothingIsFetched, match="fetches nothing"):
        pdf.of_page(f"<html lang=en><title>x</title><img src='{url}' alt='x'>")


def test_without_pango_there_is_a_clear_way_out(product, monkeypatch):
    def absent():
        raise PdfUnavailable("PDF cannot be made on this machine")

    monkeypatch.setattr(pdf, "_weasyprint", absent)
    with pytest.raises(PdfUnavailable):
        made(product, Format.PDF)

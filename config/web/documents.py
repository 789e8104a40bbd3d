"""Pages of words that people edit: Markdown files with a title, a version and a date on top.

    ---
    title: Your rights
    version: 1.0
    date: 2026-11-22
    order: 20
    ---

The words between `{}` are those of the brand: `{force_name}`, `{phone}` and so on. HTML in a file
is shown as it is typed, never obeyed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from config.brands import Brand

FOLDER = Path(__file__).resolve().parents[1]
_MARK = "---"
_KEYS = frozenset({"title", "version", "date", "order"})
_PLACE = re.compile(r"\{([a-z_]+)\}")
_CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "table": "govuk-table",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
}
_HEADINGS = {"h2": "govuk-heading-m", "h3": "govuk-heading-s", "h4": "govuk-heading-s"}


class DocumentUnreadable(ValueError):
    """A file lacks its title, version, date or order, or names what the brand does not have."""


@dataclass(frozen=True)
class Document:
    """One page of words; `source` is Markdown with the brand's words in their places."""

    key: str
    title: str
    version: str
    date: date
    order: int
    source: str

    def html(self, deeper: int = 0) -> Markup:
        """Return the words as HTML, its headings so many levels deeper."""
        return _rendered(self.source, deeper)


@cache
def of_folder(name: str, brand: Brand) -> dict[str, Document]:
    """Return the documents of a folder of `config/`, in their order. Raises DocumentUnreadable."""
    found = [_document(path, brand) for path in (FOLDER / name).glob("*.md")]
    return {each.key: each for each in sorted(found, key=lambda each: (each.order, each.key))}


def _document(path: Path, brand: Brand) -> Document:
    _, head, words = path.read_text("utf-8").split(_MARK + "\n", 2)
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    if facts.keys() != _KEYS:
        raise DocumentUnreadable(f"{path.name}: on top stand {', '.join(sorted(_KEYS))}")
    try:
        source = _PLACE.sub(lambda place: _words(brand)[place[1]], words)
        day, order = date.fromisoformat(facts["date"]), int(facts["order"])
    except (KeyError, ValueError) as wrong:
        raise DocumentUnreadable(f"{path.name}: {wrong}") from None
    return Document(path.stem, facts["title"], facts["version"], day, order, source)


def _words(brand: Brand) -> dict[str, str]:
    of_brand = ("portal_name", "force_name", "force_words", "unit_name")
    contacts = ("emergency", "non_emergency", "phone", "phone_hours", "email", "security_email")
    return {name: getattr(brand, name) for name in of_brand} | {
        name: getattr(brand.contacts, name) for name in contacts
    }


@cache
def _rendered(source: str, deeper: int) -> Markup:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(source)
    for token in tokens:
        _dress(token, deeper)
        for inner in token.children or ():
            _dress(inner, deeper)
    html = reader.renderer.render(tokens, reader.options, {})
    return Markup(html)  # noqa: S704  # the reader escapes whatever is typed as HTML


def _dress(token: Token, deeper: int) -> None:
    if token.type.startswith("heading"):
        token.tag = f"h{int(token.tag[1]) + deeper}"
    if token.nesting != 1:
        return
    if token.tag == "th":
        token.attrSet("scope", "col")
    look = _HEADINGS.get(token.tag) or _CLASSES.get(token.tag)
    if look:
        token.attrSet("class", look)
    if token.tag == "a" and str(token.attrGet("href")).startswith("https:"):
        token.attrSet("rel", "noreferrer noopener")

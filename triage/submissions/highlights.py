"""Marking identifiers, and the passages that raised a priority, in what a partner typed.

What was typed comes from outside: it is escaped piece by piece, and only our own elements are put
between the pieces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from config.web.words import uk_day
from domain.answers.layouts import Row, Section

KINDS: Mapping[str, str] = {
    "vrm": "registration",
    "vin": "vehicle identification number",
    "phone": "phone",
    "imei": "IMEI",
    "nino": "National Insurance number",
    "pnc": "PNC ID",
    "cro": "CRO number",
    "prison": "prison number",
    "postcode": "postcode",
    "uprn": "UPRN",
    "what3words": "what3words",
    "bank_account": "bank account",
    "card": "card number",
    "email": "email",
    "url": "web address",
    "ip": "IP address",
    "social": "social media account",
    "dob": "date of birth",
    "name": "name",
}

PLAIN = frozenset({"name", "dob"})
"""What reads the same when it is normalised: the list of identifiers shows it, not the text."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of an answer to mark: an identifier if it has a kind, a reason's passage if not."""

    start: int
    end: int
    kind: str = ""
    normalised: str | None = None


class Marked:
    """Answers with what was found in them marked: `marked(section, row)` in a template."""

    def __init__(
        self, identifiers: Iterable[Mapping[str, Any]], reasons: Iterable[Mapping[str, Any]]
    ) -> None:
        self._found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        for one in identifiers:
            span = Span(one["start"], one["end"], one["kind"], one["normalised"])
            self._found[one["where"]].append((one["as_typed"], span))
        for one in reasons:
            if one["quote"]:
                self._found[one["where"]].append((one["quote"], Span(one["start"], one["end"])))

    def __call__(self, section: Section, row: Row) -> Markup:
        """The answer of a row as HTML; a day kept as 2026-11-10 in words, unless it is marked."""
        found = self._found.get(where(section, row), ())
        spans = [placed for typed, span in found if (placed := _placed(row.answer, typed, span))]
        if not spans:
            return escape(uk_day(row.answer))
        return Markup("").join(_pieces(row.answer, spans))

    def raised(self, section: Section) -> bool:
        """Whether a passage in it raised the priority or the flag."""
        return any(
            not span.kind
            for row in section.rows
            for _, span in self._found.get(where(section, row), ())
        )

    @staticmethod
    def words(kind: str) -> str:
        """What an identifier is, for reading."""
        return KINDS.get(kind, kind)


def where(section: Section, row: Row) -> str:
    """The way to an answer in the document, as identifiers give it: `people.0.phones`."""
    path = row.field.replace("-", ".")
    return path if section.card is not None else f"{section.screen}.{path}"


def _placed(answer: str, typed: str, span: Span) -> Span | None:
    """Where a span lies in the answer as shown; an answer that is a list has one item to a line."""
    begins = 0
    for line in answer.split("\n"):
        start, end = begins + span.start, begins + span.end
        # A card number is kept masked: there only the place can tell.
        if answer[start:end] == typed or (span.kind == "card" and end <= len(answer)):
            return Span(start, end, span.kind, span.normalised)
        begins += len(line) + 1
    return None


def _pieces(answer: str, spans: Sequence[Span]) -> Iterator[Markup]:
    """Cut the answer wherever a span begins or ends, and mark each piece for what covers it."""
    cuts = sorted({0, len(answer), *(s.start for s in spans), *(s.end for s in spans)})
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = [s for s in spans if s.start <= start and end <= s.end]
        piece = escape(answer[start:end])
        if any(not s.kind for s in over):
            piece = Markup('<span class="app-quoted">{}</span>').format(piece)
        if found := next((s for s in over if s.kind), None):
            piece = Markup('<mark class="app-found">{}{}</mark>').format(
                piece, _meaning(found, answer) if end == found.end else ""
            )
        yield piece


def _meaning(found: Span, answer: str) -> Markup:
    """The kind and the normalised value, after the words themselves."""
    words = Marked.words(found.kind)
    if found.normalised is None:
        return Markup(' <span class="app-meaning">({}: cannot be one)</span>').format(words)
    if found.kind in PLAIN or found.normalised == answer[found.start : found.end]:
        return Markup('<span class="govuk-visually-hidden"> ({})</span>').format(words)
    return Markup(' <span class="app-meaning">({} {})</span>').format(words, found.normalised)

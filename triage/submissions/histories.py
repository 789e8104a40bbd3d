"""The history of a submission: each event as a sentence, with what was written if it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.web.words import uk_day
from domain.audit import AuditEvent
from domain.outcomes import OUTCOMES, FactKind, Outcome, destinations
from domain.writings import WritingKind, Written
from triage.submissions.highlights import Marked

SCREEN_WORDS: dict[str, str] = {
    "reason": "Reason",
    "threat": "Threat",
    "harm": "Harm",
    "risk": "Risk",
    "vulnerability": "Vulnerability",
    "told_whom": "Who was told",
    "told_how": "How",
    "told_when": "When",
    "log_number": "Log number",
}


@dataclass(frozen=True)
class Happening:
    """One event, and what was written with it, as (words, text); nothing while it is closed."""

    at: datetime
    words: str
    said: Sequence[tuple[str, str]]
    sealed: bool


ELSEWHERE = "It was written with the other submission: open that one to read it"


def happenings(
    events: Sequence[AuditEvent], written: Sequence[Written], is_open: bool
) -> list[Happening]:
    """Put together what happened and what was written, in the order of the events."""
    by_id = {str(one.id): one for one in written}
    files = {one.subject_id: one.facts.get("number") for one in events if one.name == "FileSent"}
    return [
        _happening(event, _words(event, files.get(event.subject_id)), by_id, is_open)
        for event in events
    ]


def _words(event: AuditEvent, number: int | None) -> str:
    """The event as a sentence, with a file by its number: its id tells an officer nothing."""
    if number is None:
        start, _, kind = str(event).rpartition(": ")
        return f"{start}: {Marked.words(kind)}" if event.name == "IdentifierChanged" else str(event)
    if event.name == "FileSent":
        return f"{event.actor_name} sent file {number}"
    return str(event).replace(f"file {event.subject_id}", f"file {number}")


def _happening(
    event: AuditEvent, words: str, by_id: dict[str, Written], is_open: bool
) -> Happening:
    writing_id = str(event.facts.get("writing") or "")
    writing = by_id.get(writing_id) if writing_id else None
    return Happening(
        at=event.at,
        words=words,
        said=list(_said(writing)) if writing else _elsewhere(writing_id, is_open),
        sealed=bool(writing_id) and not is_open,
    )


def _elsewhere(writing_id: str, is_open: bool) -> Sequence[tuple[str, str]]:
    return [("Reason", ELSEWHERE)] if writing_id and is_open else []


def _said(writing: Written) -> Iterator[tuple[str, str]]:
    content = writing.content
    if writing.kind is WritingKind.SAFETY_SCREEN:
        yield from (
            (words, content[key]) for key, words in SCREEN_WORDS.items() if content.get(key)
        )
    elif writing.kind is WritingKind.DECISION:
        yield from _decided(Outcome(content["outcome"]), content["facts"])
        yield "Reason", content["reason"]
    elif writing.kind is WritingKind.HANDOVER:
        yield "Note", content.get("note") or content["reason"]
    elif writing.kind is WritingKind.NOTE:
        yield "Note, for officers alone", content["note"]
    elif writing.kind is WritingKind.RELATION:
        yield "Reason", content.get("undone") or content["reason"]
    elif content.get("reason"):
        yield "Reason", content["reason"]


def _decided(outcome: Outcome, facts: dict[str, str]) -> Iterator[tuple[str, str]]:
    places = {place.key: place.words for place in destinations()}
    for fact in OUTCOMES[outcome].facts:
        if not (value := facts.get(fact.key, "")):
            continue
        if fact.kind is FactKind.DESTINATION:
            value = places.get(value, value)
        yield fact.words, uk_day(value) if fact.kind is FactKind.DATE else value

"""What the page of a submission shows: its state, its clocks, its content if open, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any
from uuid import UUID

from domain import (
    answers,
    clocks,
    events,
    handovers,
    openings,
    outcomes,
    reports,
    writings,
)
from domain.answers.layouts import Row, Section
from domain.files import viewing
from domain.files.viewing import Shown
from domain.messages import threads
from domain.messages.threads import Entry
from domain.outcomes import State, Step
from domain.permissions import Permission
from domain.questions.themes import BY_KEY
from domain.queue import presence
from domain.queue.presence import There
from domain.reports import ReportFilters, ReportRow
from domain.sealing.opening import PrivateKeys
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind, Written
from triage.submissions import highlights, histories

STAY_OPEN = frozenset({"what", "how_known", "risk"})
"""What is read before anything is decided: these parts stay open on a telephone too."""


@dataclass(frozen=True)
class Reason:
    """Why intake raised it, with every passage that says so."""

    words: str
    raises: str
    safety: bool
    quotes: Sequence[str]


@dataclass(frozen=True)
class Content:
    """What the partner said, laid out as it was asked, and what intake found in it."""

    answers: dict[str, Any]
    sections: Sequence[Section]
    identifiers: Sequence[dict[str, Any]]
    reasons: Sequence[Reason]
    marked: highlights.Marked

    def gist(self, section: Section) -> str:
        """What a part says in a line, for a telephone to fold it under; empty if it stays open."""
        if section.screen in STAY_OPEN or self.marked.raised(section):
            return ""
        answers = [_in_a_line(row) for row in section.rows if row.answer]
        return shorten("; ".join(answers), 90, placeholder="…") or section.none or "Not answered"


@dataclass(frozen=True)
class View:
    """Everything on the page. `version` and `seen` go into its forms."""

    submission: Submission
    mine: bool
    holder: str | None
    clock: str
    overdue: bool
    themes: Sequence[str]
    content: Content | None
    history: Sequence[histories.Happening]
    thread: Sequence[Entry]
    notes: Sequence[Written]
    unread: int
    others: Sequence[There]
    colleagues: Sequence[tuple[str, str]]
    seen: UUID | None
    reports: Sequence[ReportRow]
    may_report: bool
    files: Sequence[Shown]

    @property
    def to_screen(self) -> bool:
        """Whether the safety screen is what comes next."""
        return self._open_to(Step.SCREEN) and self.submission.state in (
            State.ARRIVED,
            State.TO_SCREEN,
        )

    @property
    def to_decide(self) -> bool:
        """Whether a decision is what comes next."""
        return self._open_to(Step.DECIDE) and self.submission.screened_at is not None

    @property
    def closed(self) -> bool:
        """Whether it can be reopened."""
        return outcomes.may(State(self.submission.state), Step.REOPEN)

    def _open_to(self, step: Step) -> bool:
        allowed = outcomes.may(State(self.submission.state), step)
        return allowed and self.mine and self.content is not None


def view(work: UnitOfWork, submission: Submission, keys: PrivateKeys) -> View:
    """Gather what the page shows; content only if this officer has opened it."""
    is_open = openings.is_open(work, submission)
    written = writings.written(work, submission, WritingKind, keys) if is_open else []
    happened = events.of_submission(work, submission)
    owner, due = submission.owner_at(work.now), submission.due_at
    return View(
        submission=submission,
        mine=owner is not None and owner == work.actor.id,
        holder=submission.owner.name if owner and submission.owner else None,
        clock=clocks.words(due, work.now) if due else "",
        overdue=due is not None and clocks.state(due, work.now) is clocks.State.OVERDUE,
        themes=[BY_KEY[key].words if key in BY_KEY else key for key in submission.themes],
        content=content(work, submission, keys, written) if is_open else None,
        history=histories.happenings(happened, written, is_open),
        thread=threads.thread(work, submission, keys) if is_open else [],
        notes=[one for one in written if one.kind is WritingKind.NOTE],
        others=presence.others(work, submission),
        colleagues=_colleagues(work),
        unread=threads.unread(work, submission) if is_open else 0,
        seen=happened[0].id if happened else None,
        reports=_reports(work, submission),
        may_report=is_open and reports.may_draft(work, submission),
        files=viewing.listed(work, submission, keys) if is_open else [],
    )


def _reports(work: UnitOfWork, submission: Submission) -> Sequence[ReportRow]:
    """The reports made from it, for those who may know of them."""
    if not work.actor.may(Permission.READ_REPORTS):
        return ()
    return reports.listed(work, ReportFilters(submission_id=submission.id)).rows


def _colleagues(work: UnitOfWork) -> list[tuple[str, str]]:
    if not work.actor.may(Permission.WORK_QUEUE):
        return []
    return [(str(key), name) for key, name in handovers.colleagues(work).items()]


def since(work: UnitOfWork, submission: Submission, seen: UUID | None) -> list[histories.Happening]:
    """What happened to a submission after the newest event that the officer's page showed."""
    if seen is None:
        return []
    happened = events.of_submission(work, submission)
    newer = sum(event.id > seen for event in happened)
    return histories.happenings(happened, (), is_open=False)[:newer]


def content(
    work: UnitOfWork, submission: Submission, keys: PrivateKeys, written: Sequence[Written]
) -> Content:
    """What the partner said and what intake found in it. Raises NotOpen."""
    opened = openings.shown(work, submission, keys)
    findings = [one.content for one in written if one.kind is WritingKind.FINDINGS]
    found = findings[-1] if findings else {"identifiers": [], "reasons": []}
    return Content(
        answers=opened.answers,
        sections=answers.laid_out_for_police(opened.answers),
        identifiers=found["identifiers"],
        reasons=_reasons(found["reasons"]),
        marked=highlights.Marked(found["identifiers"], found["reasons"]),
    )


def _in_a_line(row: Row) -> str:
    """An answer without its question, where it can be understood without."""
    first = row.answer.split("\n")[0]
    return f"{row.called}: {first}" if first in ("Yes", "No") else first


def _reasons(found: Sequence[dict[str, Any]]) -> list[Reason]:
    """Put together what one rule found in several places; the most urgent stay first."""
    quotes: dict[tuple[str, str, bool], list[str]] = {}
    for one in found:
        passages = quotes.setdefault((one["words"], one["raises"], one["safety"]), [])
        if one["quote"] and one["quote"] not in passages:
            passages.append(one["quote"])
    return [Reason(*rule, passages) for rule, passages in quotes.items()]

"""The page a report is written on: the partner's words, the sheet, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import render_template

from config.brands import load as brand
from domain import grades, reports, retention_groups
from domain.grades import Grade, NotAGrade
from domain.questions.themes import THEMES
from domain.reports import Content, Difference, Report
from domain.reports.writings import ReportWritingKind, WrittenReason
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.reports import fields, typed
from triage.reports.words import Words, beside
from triage.work import parts


@dataclass(frozen=True)
class Refused:
    """What was wrong with a sheet that was sent: by field, or with the moment it was sent."""

    problems: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""
    based_on: int = 0


NOTHING = Refused()
TO_CORRECT = (ReportWritingKind.RETURN, ReportWritingKind.CORRECTION)


@dataclass(frozen=True)
class Sheet:
    """Everything on the page. `report` is None until something was saved.

    `asked` is what has to be put right, if that is why it is a draft again.
    """

    submission: Submission | None
    report: Report | None
    content: Content
    words: Words | None
    refused: Refused
    changes: Sequence[Difference] = ()
    asked: WrittenReason | None = None

    def problem(self, where: str) -> str | None:
        """What is wrong with a field, if anything is."""
        return self.refused.problems.get(where)

    @property
    def listed_problems(self) -> list[tuple[str, str]]:
        """The lines of the error summary: words, and the id to go to."""
        if self.refused.conflict:
            return [(self.refused.conflict, "changed")]
        return [
            (fields.said(where, words), fields.target(where))
            for where, words in self.refused.problems.items()
        ]

    @staticmethod
    def confidence(grade: Grade) -> str | None:
        """The confidence derived from a grade; None while it is not complete."""
        try:
            return grades.confidence(grade)
        except NotAGrade:
            return None


def blank(work: UnitOfWork, submission: Submission, content: Content, refused: Refused) -> str:
    """The page of a report that was never saved."""
    words = beside(work, submission, parts().private_keys)
    return _page(Sheet(submission, None, content, words, refused))


def first(submission: Submission) -> Content:
    """What a new sheet begins with: what is clear of the submission, and one item to fill in."""
    contact = f"{brand().unit_name}, {brand().contacts.phone}"
    return Content(
        themes=tuple(submission.themes),
        district=submission.district,
        items=(reports.Item("", Grade()),),
        point_of_contact=contact,
    )


def written(
    work: UnitOfWork, report: Report, submission: Submission | None, sent: Content | None = None,
    refused: Refused = NOTHING,
) -> str:  # fmt: skip
    """The page of a report that was saved: as it is kept, or as it was just sent and refused."""
    keys = parts().private_keys
    shown = reports.shown(work, report, keys)
    kept, last = shown.content, next(reversed(shown.reasons), None)
    asked = last if last and last.kind in TO_CORRECT else None
    changes: Sequence[Difference] = ()
    if refused.conflict and 0 < refused.based_on < report.content_number:
        changes = reports.differences(reports.version(work, report, refused.based_on, keys), kept)
    words = beside(work, submission, keys)
    return _page(Sheet(submission, report, sent or kept, words, refused, changes, asked))


def _page(sheet: Sheet) -> str:
    return render_template(
        "triage/reports/sheet.html",
        sheet=sheet,
        scheme=grades.scheme(),
        rules=reports.RULES,
        roles=reports.PERSON_ROLES,
        markings=reports.all_markings(),
        groups=retention_groups.all_groups(),
        themes=THEMES,
        date=typed.boxes_of_date(sheet.content.information_date),
        called=fields.called,
    )

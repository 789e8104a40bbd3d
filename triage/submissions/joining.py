"""Saying how a submission goes with another, and putting right what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import cast
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import entities, openings, queue, references, relations
from domain.entities import ChangeRefused, Entity
from domain.identifiers import Kind
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.relations import Link, Relation, RelationKind, Sources
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.submissions import joined, typed
from triage.submissions.blueprint import found, pages
from triage.submissions.viewing import after, page
from triage.work import changing, parts

NOT_OPEN = "Open the submission first"
_CHANGES: Mapping[str, tuple[str, Callable[..., object]]] = {
    "corrected": ("right_value", entities.correct),
    "rejected": ("reject_reason", entities.reject),
}
"""What may be wrong with an identifier: the box that goes with it, and what is done."""

Act = Callable[[UnitOfWork, Submission, Recipients], None]


@pages.post("/link")
@requires(Permission.RELATE)
def link(reference: str) -> ResponseReturnValue:
    """Say how it goes with another."""

    def act(work: UnitOfWork, submission: Submission, recipients: Recipients) -> None:
        relations.relate(work, submission, _other(work), _link(), recipients)

    return _do(reference, "link", "linked", act)


@pages.post("/unlink/<uuid:relation_id>")
@requires(Permission.RELATE)
def unlink(reference: str, relation_id: UUID) -> ResponseReturnValue:
    """Take a link back, with a reason."""

    def act(work: UnitOfWork, submission: Submission, recipients: Recipients) -> None:
        openings.require_open(work, submission)
        relation = work.session.get(Relation, relation_id)
        if relation is None or submission.id not in (relation.submission_id, relation.other_id):
            abort(404)
        relations.undo(work, relation, _text("undo_reason"), recipients)

    return _do(reference, f"unlink-{relation_id}", "unlinked", act)


@pages.post("/identifier")
@requires(Permission.RELATE)
def identifier(reference: str) -> ResponseReturnValue:
    """Add an identifier that intake missed."""

    def act(work: UnitOfWork, submission: Submission, recipients: Recipients) -> None:
        kind = cast(Kind, _text("new_kind"))
        with _about("new_value"):
            entities.add(work, submission, kind, _text("new_value"), recipients)

    return _do(reference, "identifier", "identified", act)


@pages.post("/correction")
@requires(Permission.RELATE)
def change_identifier(reference: str) -> ResponseReturnValue:
    """Correct an identifier, or reject it."""

    def act(work: UnitOfWork, submission: Submission, recipients: Recipients) -> None:
        change = _CHANGES.get(_text("change"))
        if change is None:
            raise NotAccepted({"change": "Select what is wrong with it"})
        box, made = change
        for wrong in _entities(work, submission, "wrong"):
            with _about(box):
                made(work, submission, wrong, _text(box), recipients)

    return _do(reference, "correction", "identified", act)


@pages.post("/restoration")
@requires(Permission.RELATE)
def restore_identifier(reference: str) -> ResponseReturnValue:
    """Take back a rejection."""

    def act(work: UnitOfWork, submission: Submission, recipients: Recipients) -> None:
        for rejected in _entities(work, submission, "rejected"):
            entities.restore(work, submission, rejected, recipients)

    return _do(reference, "restoration", "identified", act)


def _do(reference: str, form: str, done: str, act: Act) -> ResponseReturnValue:
    """Do it; if it cannot be done, the page again with what was typed."""
    try:
        with changing() as work:
            act(work, found(work, reference), parts().recipients())
    except NotAccepted as wrong:
        return page(reference, typed.typed(form, _boxes(wrong.problems))), 422
    except ChangeRefused as wrong:
        return page(reference, typed.typed(form, conflict=str(wrong))), 409
    except openings.NotOpen:
        return page(reference, typed.typed(form, conflict=NOT_OPEN)), 409
    return after(reference, done, "joined")


@contextmanager
def _about(field: str) -> Iterator[None]:
    """Say what is wrong with one box of a form."""
    try:
        yield
    except ChangeRefused as wrong:
        raise NotAccepted({field: str(wrong)}) from wrong


def _other(work: UnitOfWork) -> Submission:
    """The other submission: one of the matches, or one whose reference was typed."""
    said = _text("other_match") or _text("other")
    if not said.strip():
        raise NotAccepted({"other": "Enter the reference of the other submission"})
    reference = references.parse(said)
    other = queue.find(work, reference) if reference else None
    if other is None:
        raise NotAccepted({"other": f"There is no submission with reference {said[:20]}"})
    return other


def _link() -> Link:
    kind, sources = _text("relation"), _text("sources")
    if kind not in set(RelationKind):
        raise NotAccepted({"relation": "Select how they go together"})
    corroborates = relations.KINDS[RelationKind(kind)].sources
    said = Sources(sources) if corroborates and sources in set(Sources) else None
    return Link(RelationKind(kind), _text("link_reason"), said, _text("why_independent"))


def _entities(work: UnitOfWork, submission: Submission, box: str) -> Sequence[Entity]:
    """The identifiers that one line shows: the same value, wherever the partner typed it."""
    said = joined.said_in(work, submission)
    known = entities.of(work, submission, said, parts().private_keys)
    for line in entities.together(known.values()):
        if _text(box) in {one.key for one in line}:
            return line
    raise NotAccepted({box: "Select which identifier"})


def _boxes(problems: dict[str, str]) -> dict[str, str]:
    """Name the boxes as the forms do: several forms on the page ask for a reason."""
    names = {"reason": "undo_reason" if "undo_reason" in request.form else "link_reason"}
    return {names.get(name, name): words for name, words in problems.items()}


def _text(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n")

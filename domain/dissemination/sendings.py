"""Giving a report to somebody: proposed, authorised by a second person if sensitive, kept."""

from __future__ import annotations

import hashlib

from domain import audit, exports, ids, object_rules
from domain.dissemination import copies, proposals, recipients
from domain.dissemination.proposals import Press, Proposal
from domain.dissemination.tables import (
    Dissemination,
    DisseminationRecipient,
    DisseminationState,
)
from domain.exports import Format, Product
from domain.permissions import Permission
from domain.problems import NotAccepted, reason_given
from domain.reports import Content, Report, ReportState, SecondPersonNeeded, openings, writings
from domain.reports.numbers import Prefix, new
from domain.unit_of_work import UnitOfWork


class NotLive(ValueError):
    """Only a live report is given to anybody."""


class NotProposed(ValueError):
    """The dissemination does not wait for a second person any more."""


def may_disseminate(work: UnitOfWork, report: Report) -> bool:
    """Say whether the actor may give the report to somebody now."""
    return work.actor.may(Permission.DISSEMINATE) and report.state == ReportState.LIVE


def disseminate(
    work: UnitOfWork, report: Report, proposal: Proposal, press: Press
) -> Dissemination:
    """Give a live report to recipients; a sensitive one waits for a second person.

    `state` of what is returned says which. Raises NotLive, ReportNotOpen, NotAccepted.
    """
    work.require(Permission.DISSEMINATE)
    if report.state != ReportState.LIVE:
        raise NotLive("Only a live report can be disseminated.")
    openings.check_open(work, report)
    content = writings.content_of(work, report, press.keys)
    if found := proposals.problems(content, proposal):
        raise NotAccepted(found)
    line = _line(work, report, proposal, press)
    if report.sensitive:
        _record_proposal(work, line, report)
    else:
        _settle(work, line, proposal, (report, content), press)
    return line


def may_authorise(work: UnitOfWork, line: Dissemination) -> bool:
    """Say whether the actor may be the second person of a dissemination now."""
    return (
        work.actor.may(Permission.AUTHORISE_DISSEMINATION)
        and line.state == DisseminationState.PROPOSED
        and object_rules.is_second_person(work.actor, (line.proposer_id,))
    )


def authorise(work: UnitOfWork, line: Dissemination, report: Report, press: Press) -> None:
    """Let a sensitive report go, as its second person.

    Raises SecondPersonNeeded, NotProposed, NotLive (also where it changed since it was proposed)
    or NotAccepted (where the directory changed).
    """
    _check_second_person(work, line)
    if report.state != ReportState.LIVE or report.content_number != line.content_number:
        raise NotLive("The report has changed since: propose it again.")
    openings.check_open(work, report)
    proposal = copies.proposal_of(work, line, press.keys)
    content = writings.content_of(work, report, press.keys)
    if found := proposals.problems(content, proposal):
        raise NotAccepted(found)
    line.second_id, line.second_name = work.actor.id, work.actor.name
    _settle(work, line, proposal, (report, content), press)


def refuse(work: UnitOfWork, line: Dissemination, reason: str, press: Press) -> None:
    """Keep a sensitive report from going, as its second person, with the reason."""
    _check_second_person(work, line)
    why = reason_given(reason, "Enter the reason")
    line.state, line.settled_at = DisseminationState.REFUSED, work.now
    line.second_id, line.second_name = work.actor.id, work.actor.name
    copies.keep(work, line, why.encode(), press.recipients)
    work.record(audit.DisseminationRefused(line, writing=str(line.copy_id)))


def _check_second_person(work: UnitOfWork, line: Dissemination) -> None:
    work.require(Permission.AUTHORISE_DISSEMINATION)
    if line.state != DisseminationState.PROPOSED:
        raise NotProposed(f"{line.title} is {line.state}.")
    if line.proposer_id == work.actor.id:
        raise SecondPersonNeeded("Somebody other than who proposed it has to do this.")


def _line(work: UnitOfWork, report: Report, proposal: Proposal, press: Press) -> Dissemination:
    if work.actor.id is None:
        raise LookupError("only a member of staff disseminates a report")
    line = Dissemination(
        id=ids.new(),
        number=new(Prefix.DISSEMINATION),
        report_id=report.id,
        content_number=report.content_number,
        state=DisseminationState.PROPOSED,
        format=proposal.format,
        marking=report.marking,
        proposed_at=work.now,
        proposer_id=work.actor.id,
        proposer_name=work.actor.name,
        recipients=[
            DisseminationRecipient(recipient=one.key, name=one.name)
            for one in recipients.named(proposal.recipients)
        ],
    )
    copies.seal_proposal(work, line, proposal, press.recipients)
    work.session.add(line)
    return line


def _record_proposal(work: UnitOfWork, line: Dissemination, report: Report) -> None:
    work.record(
        audit.DisseminationProposed(
            line, report=report.reference, recipients=_names(line), format=line.format
        )
    )


def _settle(
    work: UnitOfWork,
    line: Dissemination,
    proposal: Proposal,
    given: tuple[Report, Content],
    press: Press,
) -> None:
    """Render, seal and record what is handed over."""
    report, _ = given
    product = _product(work, line, proposal, given)
    rendered = exports.rendered(product, Format(line.format), press.page)
    line.state, line.settled_at = DisseminationState.DISSEMINATED, work.now
    line.digest, line.size = hashlib.sha256(rendered).digest(), len(rendered)
    copies.keep(work, line, rendered, press.recipients)
    happened = audit.ReportDisseminated(
        line,
        report=report.reference,
        version=report.content_number,
        recipients=_names(line),
        format=line.format,
        digest=line.digest.hex(),
    )
    work.record(happened)


def _product(
    work: UnitOfWork, line: Dissemination, proposal: Proposal, given: tuple[Report, Content]
) -> Product:
    report, content = given
    return Product(
        number=line.number,
        disseminated_at=work.now,
        recipients=_names(line),
        purpose=proposal.purpose.strip(),
        caveat=proposal.caveat.strip(),
        conditions=proposal.conditions.strip(),
        reference=report.reference,
        version=report.content_number,
        received_at=report.received_at,
        live_at=report.live_at or work.now,
        content=content,
    )


def _names(line: Dissemination) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in line.recipients))

"""The table of what an administrator does to one organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.actors import Actor
from domain.organisations import (
    Organisation,
    amendments,
    invitations,
    mailboxes,
    standing,
    urls,
)
from domain.organisations.standing import Step
from triage.administration import organisation_changes as changes
from triage.administration.actions import Action
from triage.administration.forms import GraceForm, LimitForm, MailboxForm, MergeForm, ReasonForm

WAY_IN, USE, STANDING = "Address and mailbox", "Sign-in and limits", "Standing"

Offered = Callable[[Actor, Organisation], bool]


def _is_stopped(_actor: Actor, organisation: Organisation) -> bool:
    return standing.is_stopped(organisation)


def _step(step: Step) -> Offered:
    return lambda actor, organisation: standing.may(actor, step, organisation)


ACTIONS: Mapping[str, Action] = {
    "address": Action(
        title="Show the unique address",
        about=WAY_IN,
        words="Whoever has this address and the shared password can sign in. That you looked"
        " at it is recorded.",
        button="Show the address",
        done="",
        offered=urls.may_reveal,
        carry_out=changes.reveal,
    ),
    "welcome-letter": Action(
        title="Welcome letter",
        about=WAY_IN,
        words="The letter holds the unique address, and no password. That you made it is recorded.",
        button="Make the letter",
        done="",
        offered=urls.may_reveal,
        carry_out=changes.welcome,
    ),
    "new-address": Action(
        title="Replace the unique address",
        about=WAY_IN,
        words="A new address goes to the shared mailbox. Bookmarks of the old one stop working.",
        button="Replace the address",
        done="The address was replaced, and the new one sent to the shared mailbox.",
        offered=urls.may_reveal,
        carry_out=changes.rotate,
        form=GraceForm,
        warns=True,
    ),
    "invite": Action(
        title="Send the invitation again",
        about=WAY_IN,
        words="A new link to choose the password goes to the shared mailbox. Links sent"
        " before stop working.",
        button="Send the invitation",
        done="The invitation was sent to the shared mailbox.",
        offered=invitations.may_invite,
        carry_out=changes.invite,
    ),
    "mailbox": Action(
        title="Change the shared mailbox",
        about=WAY_IN,
        words="Both mailboxes are told. The new one comes into force when somebody uses the"
        " link in it.",
        button="Ask the new mailbox",
        done="A link was sent to the new mailbox. Until it is used, the old one stays in force.",
        offered=mailboxes.may_change,
        carry_out=changes.mailbox,
        form=MailboxForm,
    ),
    "limit": Action(
        title="Set a limit for a time",
        about=USE,
        words="It applies to this organisation in place of the ordinary limit.",
        button="Set the limit",
        done="The limit is set.",
        offered=amendments.may_amend,
        carry_out=changes.limit,
        form=LimitForm,
    ),
    "end-sessions": Action(
        title="End every session",
        about=USE,
        words="Everybody who is signed in for this organisation has to sign in again. Drafts"
        " are kept.",
        button="End every session",
        done="Every session was ended.",
        offered=amendments.may_amend,
        carry_out=changes.end_sessions,
        warns=True,
    ),
    "unlock": Action(
        title="Let it sign in again",
        about=USE,
        words="Sign-in stopped after 100 wrong passwords. Ring the organisation first: was"
        " it them?",
        button="Let it sign in again",
        done="It can sign in again.",
        offered=_is_stopped,
        carry_out=changes.unlock,
        form=ReasonForm,
    ),
    "suspend": Action(
        title="Suspend",
        about=STANDING,
        words="It is kept out at once and its sessions end. What it sent stays.",
        button="Suspend it",
        done="It is suspended.",
        offered=_step(Step.SUSPEND),
        carry_out=changes.suspend,
        form=ReasonForm,
        warns=True,
    ),
    "reinstate": Action(
        title="Reinstate",
        about=STANDING,
        words="It can sign in again, with the address and the password it had.",
        button="Reinstate it",
        done="It is reinstated.",
        offered=_step(Step.REINSTATE),
        carry_out=changes.reinstate,
        form=ReasonForm,
    ),
    "close": Action(
        title="Close",
        about=STANDING,
        words="This cannot be undone: its addresses and sessions end for good. What it sent stays.",
        button="Close it for good",
        done="It is closed.",
        offered=_step(Step.CLOSE),
        carry_out=changes.close,
        form=ReasonForm,
        warns=True,
    ),
    "merge": Action(
        title="Merge into another",
        about=STANDING,
        words="This cannot be undone: it closes and goes on as part of another. What it sent"
        " stays its own.",
        button="Merge it for good",
        done="It is merged and closed.",
        offered=_step(Step.MERGE),
        carry_out=changes.merge,
        form=MergeForm,
        warns=True,
    ),
}

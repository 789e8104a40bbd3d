"""The table of what an administrator does to one member of staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.actors import Actor
from domain.staff import StaffMember, addresses, identities, invitations, recovery, rights
from domain.unit_of_work import UnitOfWork
from triage.administration.actions import Action
from triage.administration.forms import NoForm, ReasonForm
from triage.administration.staff_forms import AddressForm
from triage.work import parts


def _disable(work: UnitOfWork, member: StaffMember, form: Any) -> None:
    rights.disable(work, member, form.reason.data)


def _enable(work: UnitOfWork, member: StaffMember, form: Any) -> None:
    rights.enable(work, member, form.reason.data)


def _unlock(work: UnitOfWork, member: StaffMember, form: Any) -> None:
    rights.unlock(work, member, form.reason.data)


def _recover(work: UnitOfWork, member: StaffMember, form: Any) -> None:
    recovery.recover(work, member, parts().link_keys, form.reason.data)


def _release(work: UnitOfWork, member: StaffMember, form: Any) -> None:
    identities.release(work, member, form.reason.data)


def _change_address(work: UnitOfWork, member: StaffMember, form: Any) -> None:
    addresses.change(work, member, form.email.data, form.reason.data)


def _invite(work: UnitOfWork, member: StaffMember, _form: NoForm) -> None:
    invitations.invite_again(work, member, parts().link_keys)


def _end_sessions(work: UnitOfWork, member: StaffMember, _form: NoForm) -> None:
    but = work.actor.session_id if work.actor.id == member.id else None
    rights.end_sessions(work, member, "an administrator ended it", but)


def _may_disable(actor: Actor, member: StaffMember) -> bool:
    return rights.may_change(actor, member) and member.disabled_at is None


def _may_enable(actor: Actor, member: StaffMember) -> bool:
    return rights.may_change(actor, member) and member.disabled_at is not None


def _may_unlock(actor: Actor, member: StaffMember) -> bool:
    return rights.may_change(actor, member) and rights.is_stopped(member)


ACTIONS: Mapping[str, Action] = {
    "invite": Action(
        title="Send the invitation again",
        words="A new link to choose a password goes to their address; earlier links end.",
        button="Send the invitation",
        done="The invitation was sent.",
        offered=invitations.may_invite,
        carry_out=_invite,
    ),
    "end-sessions": Action(
        title="End every session",
        words="They have to sign in again, with both factors.",
        button="End every session",
        done="Every session was ended.",
        offered=rights.may_change,
        carry_out=_end_sessions,
    ),
    "recover": Action(
        title="Let them set up a second factor again",
        words="For a lost phone, or where somebody chose a password and went no further. Make sure"
        " first that it is really them: see or ring them. Every second factor, recovery code and"
        " session they have ends. A link that works for ten minutes goes to their address; with it"
        " and their password they set one up.",
        button="End all factors and send the link",
        done="All second factors were ended, and a link that works for ten minutes was sent.",
        offered=recovery.may_recover,
        carry_out=_recover,
        form=ReasonForm,
        warns=True,
    ),
    "address": Action(
        title="Change their email address",
        words="Links to choose a password go there: make sure that it is theirs. The old and the"
        " new address are told, their sessions end, and links sent before stop working.",
        button="Change the address",
        done="Letters to them go to the new address from now on.",
        offered=addresses.may_change,
        carry_out=_change_address,
        form=AddressForm,
        warns=True,
    ),
    "release": Action(
        title="Let single sign-on find them anew",
        words="For somebody whom the provider knows under another number now. Make sure that it is"
        " them. The next time they come by single sign-on, their username finds the account, and"
        " their second factor here is asked.",
        button="Release the account",
        done="Single sign-on finds the account anew.",
        offered=identities.may_release,
        carry_out=_release,
        form=ReasonForm,
        warns=True,
    ),
    "unlock": Action(
        title="Let them sign in again",
        words="Sign-in stopped after 100 failures. Ask them first: was it them?",
        button="Let them sign in again",
        done="They can sign in again.",
        offered=_may_unlock,
        carry_out=_unlock,
        form=ReasonForm,
    ),
    "disable": Action(
        title="Disable the account",
        words="They are kept out at once, and their sessions end.",
        button="Disable the account",
        done="The account is disabled.",
        offered=_may_disable,
        carry_out=_disable,
        form=ReasonForm,
        warns=True,
    ),
    "enable": Action(
        title="Enable the account",
        words="They can sign in again, with the password and the factors they had.",
        button="Enable the account",
        done="The account is enabled.",
        offered=_may_enable,
        carry_out=_enable,
        form=ReasonForm,
    ),
}

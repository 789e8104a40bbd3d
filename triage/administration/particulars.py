"""Changing what is known of an organisation; its mailbox apart, which has to be confirmed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web import forms
from config.web.access import requires
from domain.organisations import Organisation, amendments
from domain.organisations import pages as lists
from domain.permissions import Permission
from triage.administration.forms import DetailsForm
from triage.step_up import fresh
from triage.work import changing, reading

pages = Blueprint("particulars", __name__)


@pages.get("/organisations/<uuid:organisation_id>/particulars")
@requires(Permission.MANAGE_ORGANISATIONS)
def show(organisation_id: UUID) -> ResponseReturnValue:
    """Show the particulars to change."""
    with reading() as work:
        organisation = lists.find(work, organisation_id) or abort(404)
        return _particulars_page(organisation, DetailsForm(obj=organisation), organisation.version)


@pages.post("/organisations/<uuid:organisation_id>/particulars")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def amend(organisation_id: UUID) -> ResponseReturnValue:
    """Keep the particulars that differ, unless somebody else changed them meanwhile."""
    form, version = DetailsForm(request.form), request.form.get("version", -1, type=int)
    wrong = [] if form.validate() else forms.problems(form)
    try:
        with changing() as work:
            organisation = lists.find(work, organisation_id) or abort(404)
            if wrong:
                return _particulars_page(organisation, form, version, wrong), 422
            amendments.amend(work, organisation, form.particulars(organisation.mailbox), version)
    except amendments.ChangedByAnother:
        wrong = [("Somebody else changed it since this page was made. Begin again", "")]
    except ValueError as refusal:
        wrong = [(str(refusal), "name")]
    if not wrong:
        return redirect(
            url_for("organisations.show", organisation_id=organisation_id, done="amended"), 303
        )
    return _refused(organisation_id, form, version, wrong)


def _refused(
    organisation_id: UUID, form: DetailsForm, version: int, wrong: Any
) -> ResponseReturnValue:
    with reading() as work:
        organisation = lists.find(work, organisation_id) or abort(404)
        return _particulars_page(organisation, form, version, wrong), 422


def _particulars_page(
    organisation: Organisation, form: DetailsForm, version: int, problems: Any = ()
) -> str:
    return render_template(
        "triage/administration/particulars.html",
        organisation=organisation,
        form=form,
        version=version,
        problems=problems,
    )

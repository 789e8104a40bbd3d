"""The forms about members of staff, and those of their one-time links."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Form,
    HiddenField,
    PasswordField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, ValidationError

from domain.organisations.sectors import joining
from domain.permissions import Role, RolesIncompatible, check_roles
from domain.staff.rights import Rights
from triage.administration.forms import asked, line, options, same, stripped, why

ROLES = options((str(role), str(role).capitalize()) for role in Role)


def work_email(label: str) -> EmailField:
    """Where letters to somebody go."""
    return EmailField(label, asked("Enter their work email address"), filters=[stripped])


class RightsForm(Form):
    """Roles, districts and clearance."""

    roles = SelectMultipleField(
        "Roles", choices=ROLES, description="An administrator or an auditor holds no other role"
    )
    districts = SelectMultipleField("Districts", description="Leave empty for all")
    cleared = BooleanField("Sees restricted submissions and sensitive reports")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.districts.choices = same(joining().districts)

    def validate_roles(self, field: SelectMultipleField) -> None:
        """One role at least, and only such as one person may hold together."""
        if not field.data:
            raise ValidationError("Choose a role")
        try:
            check_roles([Role(one) for one in field.data])
        except RolesIncompatible as refusal:
            raise ValidationError(str(refusal).capitalize()) from refusal

    def rights(self) -> Rights:
        """Return what was chosen, once it is valid."""
        roles = tuple(Role(one) for one in self.roles.data or ())
        return Rights(roles, tuple(self.districts.data or ()), self.cleared.data)


class InvitationForm(RightsForm):
    """The same, with who it is."""

    name = line("Full name", "Enter their full name")
    username = line("Username", "Enter a username", description="For example: j.smith")
    email = work_email("Work email address")


class AddressForm(Form):
    """Another address, and why."""

    email = work_email("New work email address")
    reason = why()


class FirstPasswordForm(Form):
    """A password, typed twice."""

    password = PasswordField(
        "New password",
        [InputRequired("Enter a password")],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField("The same password again", render_kw={"autocomplete": "new-password"})

    def validate_again(self, field: PasswordField) -> None:
        """Both have to be the same."""
        if field.data != self.password.data:
            raise ValidationError("Enter the same password twice")


class PresentPasswordForm(Form):
    """The password they have."""

    password = PasswordField("Your password", [InputRequired("Enter your password")])


class ForgottenForm(Form):
    """Whose password was forgotten."""

    username = line("Username", "Enter your username", render_kw={"spellcheck": False})


class EnrolmentForm(Form):
    """What comes back from an offered second factor."""

    sealed = HiddenField()
    label = StringField("Name of this device", default="My phone", filters=[stripped])
    code = StringField(
        "Code",
        [InputRequired("Enter the code your app shows")],
        description="Six digits, from the app",
        render_kw={
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "classes": "govuk-input--width-10",
        },
    )

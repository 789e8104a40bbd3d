"""The forms about organisations: what was typed. The domain checks again what matters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from wtforms import (
    EmailField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from config.web.dates import ThreeBoxDate
from domain.organisations import Particulars
from domain.organisations.limits import MOST, LimitName
from domain.organisations.sectors import joining

LONGEST = 200
GRACES = (("0", "Not at all"), ("1", "1 day"), ("7", "7 days"), ("30", "30 days"))


def stripped(typed: str | None) -> str:
    """Return what was typed without the spaces around it."""
    return (typed or "").strip()


def visible(_form: Form, field: Field) -> None:
    """Refuse characters that cannot be seen: they make a name look like another."""
    if any(unicodedata.category(one) in ("Cc", "Cf") for one in field.data or ""):
        raise ValidationError("Remove the characters that cannot be seen")


def asked(words: str, longest: int = LONGEST) -> list[Any]:
    """What a line has to be: given, with more than spaces, not too long, visible."""
    too_long = f"Use {longest} characters or fewer"
    return [DataRequired(words), Length(max=longest, message=too_long), visible]


def line(label: str, words: str, **more: Any) -> StringField:
    """One line that has to be filled in; `words` say so where it is not."""
    return StringField(label, asked(words), filters=[stripped], **more)


def options(words: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Return pairs of value and words as a form wants them."""
    return [SelectChoice(value, said) for value, said in words]


def same(words: Iterable[str]) -> list[SelectChoice]:
    """Return options whose value is the word itself."""
    return options((one, one) for one in words)


class OnboardingForm(Form):
    """The particulars of an organisation, in the order of the page, and a limit."""

    name = line("Name of the organisation", "Enter its name")
    sector = SelectField("Sector", asked("Choose a sector"), validate_choice=False)
    kind = line(
        "What kind of organisation",
        "Enter what kind it is",
        description="For example: housing association",
    )
    district = SelectField("District", asked("Choose a district"), validate_choice=False)
    mailbox = EmailField(
        "Shared mailbox",
        asked("Enter the shared mailbox"),
        filters=[stripped],
        description="The invitation goes there; it has to be one that several people read",
    )
    contact_name = line("Name of the contact", "Enter the name of the contact")
    contact_role = line("Role of the contact", "Enter the role of the contact")
    phone = line("Work phone", "Enter a work phone number")
    agreement_reference = line("Reference of the agreement", "Enter the agreement’s reference")
    agreement_purpose = line("Purpose of the agreement", "Enter the agreement’s purpose")
    agreement_in_force = ThreeBoxDate("In force from", required="Enter since when it is in force")
    agreement_review = ThreeBoxDate("Review date", required="Enter when it is reviewed")
    agreement_owner = line("Who owns the agreement", "Enter who owns the agreement")
    agreement_signed_copy = line(
        "Where the signed copy is",
        "Enter where the signed copy is",
        description="For example: records store, box 7, or the number of the document",
    )
    submissions_an_hour = IntegerField(
        "Submissions in an hour (optional)",
        [Optional(), NumberRange(1, MOST)],
        description="Leave empty for the ordinary limit",
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        lists = joining()
        for field, known in ((self.sector, lists.sectors), (self.district, lists.districts)):
            now = (field.data,) if field.data and field.data not in known else ()
            field.choices = [SelectChoice("", "Choose one"), *same((*known, *now))]

    def validate_agreement_review(self, field: Field) -> None:
        """A review comes after the beginning."""
        begins = self.agreement_in_force.data
        if begins and field.data and field.data <= begins:
            raise ValidationError("Review date must be after the agreement comes into force")

    def particulars(self, mailbox: str | None) -> Particulars:
        """Return what was typed, once it is valid."""
        return Particulars(**{**self.details(), "mailbox": mailbox or ""})

    def details(self) -> dict[str, Any]:
        """Return the fields that are particulars, the mailbox apart."""
        known = {field.name for field in fields(Particulars)} - {"mailbox"}
        return {name: value for name, value in self.data.items() if name in known}


class DetailsForm(OnboardingForm):
    """The same without what is changed in another way: the mailbox, and the limit."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        del self.mailbox, self.submissions_an_hour


class NoForm(Form):
    """Nothing is asked."""


def why() -> TextAreaField:
    """Why something is done: asked last, after what it is."""
    rules = asked("Enter a reason", 1000)[:2]
    return TextAreaField("Reason", rules, filters=[stripped], render_kw={"rows": 3})


class ReasonForm(Form):
    """Why it is done."""

    reason = why()


class MergeForm(Form):
    """Into which organisation, and why."""

    into = line("Name of the organisation it goes on in", "Enter its name, as in the list")
    reason = why()


class GraceForm(Form):
    """For how long the old address serves beside the new."""

    days = RadioField(
        "For how long does the old address still work?",
        choices=options(GRACES),
        default="7",
    )


class MailboxForm(Form):
    """A new mailbox."""

    address = EmailField("New shared mailbox", asked("Enter the new mailbox"), filters=[stripped])


class LimitForm(Form):
    """A limit for a time, and why."""

    limit = RadioField(
        "What is limited",
        choices=options((str(one), str(one).capitalize()) for one in LimitName),
        default=str(LimitName.SUBMISSIONS),
    )
    amount = IntegerField("How many", [InputRequired("Enter a number")])
    until = ThreeBoxDate("Until", required="Enter until when")
    reason = why()

"""What an organisation that asks for access is asked."""

from __future__ import annotations

import unicodedata
from typing import Any

from wtforms import EmailField, Form, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the types lag behind
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from domain import letters
from domain.letters import AddressUnusable
from domain.organisations import sectors
from domain.organisations.requests import Asked

NARROW = {"classes": "govuk-input--width-20"}
YES_NO = [SelectChoice("yes", "Yes"), SelectChoice("no", "No, or I do not know")]


def one_line(typed: str | None) -> str:
    """Return text on one line, without signs that cannot be seen or turn the reading direction."""
    kept = (
        " " if unicodedata.category(sign)[0] == "Z" else sign
        for sign in unicodedata.normalize("NFC", typed or "")
        if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") or sign in "\n\t\r"
    )
    return " ".join("".join(kept).split())


def _text(label: str, needed: str, most: int = 150, **more: Any) -> StringField:
    too_long = f"Use at most {most} letters"
    rules = [DataRequired(needed), Length(max=most, message=too_long)]
    return StringField(label, rules, filters=[one_line], **more)


class AccessForm(Form):
    """The request: organisation, sector, district, contact, mailbox, agreement, staff, why."""

    name = _text("Name of your organisation", "Enter the name of your organisation")
    sector = RadioField("Sector", [InputRequired("Choose a sector")])
    district = RadioField("District you work in most", [InputRequired("Choose a district")])
    contact_name = _text(
        "Your full name", "Enter your full name", render_kw={"autocomplete": "name"}
    )
    contact_role = _text("Your role", "Enter your role")
    phone = _text(
        "Work telephone number",
        "Enter a telephone number we can ring you on",
        most=30,
        render_kw=NARROW | {"type": "tel", "autocomplete": "tel"},
    )
    mailbox = EmailField(
        "Shared mailbox",
        [DataRequired("Enter the address of your shared mailbox"), Length(max=254)],
        description="One that several colleagues read, such as intelligence@yourname.example. "
        "The password links go there, so it must be under your organisation’s control.",
    )
    has_agreement = RadioField(
        "Do you have an information sharing agreement with us?",
        [InputRequired("Say whether you have an agreement")],
        choices=YES_NO,
        description="If not, we will help you make one. You can ask for access first.",
    )
    expected_staff = IntegerField(
        "How many staff are likely to use it?",
        [
            InputRequired("Enter about how many staff"),
            NumberRange(1, 100_000, "Enter a number from 1 to 100,000"),
        ],
        render_kw={"classes": "govuk-input--width-5"},
    )
    why = TextAreaField(
        "Why would it help?",
        [
            DataRequired("Say in a few words why it would help"),
            Length(max=2_000, message="Use at most 2,000 letters"),
        ],
        description="For example, what your staff come across in their ordinary work. "
        "Do not tell us about a person or a crime here.",
    )

    def __init__(self, formdata: Any = None) -> None:
        super().__init__(formdata)
        joining = sectors.joining()
        self.sector.choices = [SelectChoice(each, each.capitalize()) for each in joining.sectors]
        self.district.choices = [SelectChoice(each, each) for each in joining.districts]

    def validate_mailbox(self, field: EmailField) -> None:
        """Refuse what no letter can be sent to."""
        try:
            letters.checked_address(field.data or "")
        except AddressUnusable as reason:
            raise ValidationError(str(reason)) from None

    def asked(self) -> Asked:
        """Return the request in the domain's words."""
        facts = self.data | {"has_agreement": self.has_agreement.data == "yes"}
        return Asked(**facts)

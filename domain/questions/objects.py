"""Step 6: vehicles and things, a card for each. Each may be left out."""

from __future__ import annotations

from domain.questions.kinds import Kind, Question, Repeats, Screen

VEHICLES = Screen(
    key="vehicles",
    number=6,
    title="Vehicles",
    lead=("Add a card for each car, van, bike, boat or other vehicle.",),
    optional=True,
    repeats=Repeats(
        most=50,
        one="vehicle",
        add="Add another vehicle",
        none="You have not added a vehicle",
        police_none="No vehicle was named",
    ),
    questions=(
        Question(
            key="registration",
            words="Registration number",
            called="Registration number",
            hint="Put ? for each letter or number you do not know. For example, UF18 ???.",
            kind=Kind.REGISTRATION,
            width="10",
            autocomplete="off",
            nudges=("registration",),
        ),
        Question(key="make", words="Make", called="Make", hint="For example, Ford.", width="20"),
        Question(
            key="model", words="Model", called="Model", hint="For example, Focus.", width="20"
        ),
        Question(key="colour", words="Colour", called="Colour", width="20"),
        Question(
            key="notes",
            words="Anything else about it?",
            called="Notes on the vehicle",
            hint="Damage, stickers, who drives it, anything you are not sure of.",
            kind=Kind.LONG_TEXT,
            rows=3,
            nudges=("own_card",),
        ),
    ),
)

THINGS = Screen(
    key="things",
    number=6,
    title="Things",
    lead=(
        "Add a card for each phone, device, weapon, drug, account, message or other thing. "
        "Do not move or take it.",
    ),
    optional=True,
    repeats=Repeats(
        most=50,
        one="thing",
        add="Add another thing",
        none="You have not added anything",
        police_none="No thing was named",
    ),
    questions=(
        Question(
            key="kind",
            words="What is it?",
            called="What it is",
            hint="For example, phone, knife or bank account.",
        ),
        Question(
            key="description",
            words="What can you tell us about it?",
            called="Description",
            hint="What it looks like, where it is, whose it is.",
            kind=Kind.LONG_TEXT,
            rows=3,
            nudges=("own_card",),
        ),
        Question(
            key="identifier",
            words="A number or name that marks it out",
            called="Number or name",
            hint="For example, a phone number, an IMEI, an account or an email address. Do not "
            "type a whole bank card number.",
            autocomplete="off",
        ),
    ),
)

"""Steps 4 and 5: people and places, a card for each. Each may be left out."""

from __future__ import annotations

from domain.questions.kinds import Kind, Option, Question, Repeats, Screen

ROLES = (
    Option("suspected", "Suspected of something"),
    Option("victim or at risk", "Victim, or at risk"),
    Option("witness or other", "Witness, or someone else"),
    Option("not known", "Not known"),
)

PEOPLE = Screen(
    key="people",
    number=4,
    title="Who",
    lead=(
        "Add a card for each person, even if you know little. The people you name do not have "
        "to agree. Do not tell anyone you suspect that you have told us.",
    ),
    optional=True,
    repeats=Repeats(
        most=50,
        one="person",
        add="Add another person",
        none="You have not added anyone",
        police_none="Nobody was named",
    ),
    questions=(
        Question(
            key="role",
            words="What is their part in this?",
            called="Their part in this",
            kind=Kind.CHOICE,
            options=ROLES,
            required="Choose their part in this, or not known",
        ),
        Question(
            key="surname",
            words="Surname",
            called="Surname",
            longest=200,
            autocomplete="off",
            nudges=("initials",),
        ),
        Question(
            key="forenames",
            words="First names",
            called="First names",
            longest=200,
            autocomplete="off",
            nudges=("initials",),
        ),
        Question(
            key="aliases",
            words="Other names they use",
            called="Other names",
            hint="Nicknames, maiden names, other spellings. Put each on a new line.",
            kind=Kind.TEXTS,
        ),
        Question(
            key="date_of_birth",
            words="Date of birth",
            called="Date of birth",
            hint="As you have it. For example, 3/11/1971.",
            kind=Kind.TYPED_DATE,
            width="20",
            autocomplete="off",
            nudges=("date_of_birth",),
        ),
        Question(
            key="age_range",
            words="Age, if you do not know the date of birth",
            called="Age",
            hint="For example, 34 or early 20s.",
            longest=100,
            width="20",
        ),
        Question(
            key="description",
            words="What do they look like, and who are they?",
            called="Description",
            hint="Build, hair, marks, clothes, how they speak, how they fit in.",
            kind=Kind.LONG_TEXT,
            rows=3,
            nudges=("victim_blaming", "own_card"),
        ),
        Question(
            key="address",
            words="Address",
            called="Address",
            hint="With the postcode, if you know it.",
            kind=Kind.LONG_TEXT,
            longest=1_000,
            rows=3,
            autocomplete="off",
        ),
        Question(
            key="phones",
            words="Phone numbers",
            called="Phone numbers",
            hint="Put each on a new line.",
            kind=Kind.TEXTS,
            nudges=("phone",),
        ),
        Question(
            key="social",
            words="Social media accounts",
            called="Social media accounts",
            hint="The site and the name used. For example, Snapchat: kez_hd2. "
            "Put each on a new line.",
            kind=Kind.TEXTS,
        ),
        Question(
            key="school_or_work",
            words="School, college or work",
            called="School or work",
            autocomplete="off",
        ),
    ),
)

PLACES = Screen(
    key="places",
    number=5,
    title="Where",
    lead=("Add a card for each place: a home, a street, a route, or somewhere online.",),
    optional=True,
    repeats=Repeats(
        most=50,
        one="place",
        add="Add another place",
        none="You have not added a place",
        police_none="No place was named",
    ),
    questions=(
        Question(
            key="address",
            words="Address, place or route",
            called="Address or place",
            hint="Or the web address, if it is online.",
            kind=Kind.LONG_TEXT,
            longest=1_000,
            rows=3,
            autocomplete="off",
            nudges=("postcode_in_address",),
        ),
        Question(
            key="postcode",
            words="Postcode",
            called="Postcode",
            hint="The first half is enough if that is all you know.",
            kind=Kind.POSTCODE,
            width="10",
            autocomplete="off",
            nudges=("postcode",),
        ),
        Question(
            key="premises_type",
            words="What kind of place is it?",
            called="Kind of place",
            hint="For example, flat, shop, car park or website.",
        ),
        Question(
            key="what3words",
            words="what3words",
            called="what3words",
            hint="If there is no address. For example, ///gate.hill.lamp.",
            longest=200,
            autocomplete="off",
        ),
        Question(
            key="notes",
            words="Anything else about the place?",
            called="Notes on the place",
            hint="For example, ways in, dogs or cameras.",
            kind=Kind.LONG_TEXT,
            rows=3,
            nudges=("own_card",),
        ),
    ),
)

"""Calls of our macros beside the library's parameters that should give the same HTML."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup


class Case(NamedTuple):
    """One comparison: our template text, the library's component and its parameters."""

    name: str
    ours: str
    component: str
    params: dict[str, Any]


def text(words: str, **more: Any) -> dict[str, Any]:
    return {"text": words, **more}


NAME = {"name": "n", "id": "n", "label": text("Name")}
ALL_WRONG = {"hint": text("A hint"), "errorMessage": text("Enter it")}
YES_NO = [{"value": "y", "text": "Yes"}, {"value": "n", "text": "No"}]
PAIRS = '[("y", "Yes"), ("n", "No")]|choices'
MANY = (
    '[choice("<y>", "Yes & no", hint="Really"), choice("n", "No", divider="or", '
    'conditional="<p>Why?</p>"|safe), choice("z", "Never", disabled=true)]'
)
ONE_OR_NONE = (
    '[choice("c", "C", conditional="<p>Why?</p>"|safe), '
    'choice("none", "None", divider="or", exclusive=true)]'
)
LEGEND = {"fieldset": {"legend": text("Sure?")}}


def part(name: str, width: int, wrong: bool = False, **more: Any) -> dict[str, Any]:
    classes = f"govuk-input--width-{width}" + (" govuk-input--error" if wrong else "")
    return {"name": name, "classes": classes, **more}


FIELDS = [
    Case("text", '{{ field.text("n", "Name") }}', "input", NAME),
    Case(
        "text, empty value",
        '{{ field.text("n", "Name", value="") }}',
        "input",
        {**NAME, "value": ""},
    ),
    Case(
        "text, everything",
        '{{ field.text("n", "Name", value="<b>", hint="A hint", error="Enter it", id="i", '
        'type="email", size="m", heading=true, classes="x", autocomplete="email", '
        'spellcheck=false, described_by="other", attributes={"maxlength": 9}) }}',
        "input",
        {
            **NAME,
            **ALL_WRONG,
            "id": "i",
            "label": text("Name", classes="govuk-label--m", isPageHeading=True),
            "value": "<b>",
            "type": "email",
            "classes": "x",
            "autocomplete": "email",
            "spellcheck": False,
            "describedBy": "other",
            "attributes": {"maxlength": "9"},
        },
    ),
    Case(
        "text, prefix and suffix",
        '{{ field.text("n", "Name", prefix="£", suffix="a day", inputmode="numeric", '
        "disabled=true) }}",
        "input",
        {
            **NAME,
            "prefix": text("£"),
            "suffix": text("a day"),
            "inputmode": "numeric",
            "disabled": True,
        },
    ),
    Case("password", '{{ field.password("n", "Name") }}', "password-input", NAME),
    Case(
        "password, everything",
        '{{ field.password("n", "Name", hint="A hint", error="Enter it", classes="x", '
        'autocomplete="new-password") }}',
        "password-input",
        {**NAME, **ALL_WRONG, "classes": "x", "autocomplete": "new-password"},
    ),
    Case(
        "textarea",
        '{{ field.textarea("n", "Name", value="a & b", rows=8, spellcheck=true) }}',
        "textarea",
        {**NAME, "value": "a & b", "rows": 8, "spellcheck": True},
    ),
    Case(
        "textarea, wrong",
        '{{ field.textarea("n", "Name", hint="A hint", error="Enter it") }}',
        "textarea",
        {**NAME, **ALL_WRONG, "value": ""},
    ),
    Case(
        "count of words",
        '{{ field.count("n", "Name", value="v", max_words=4000, threshold=75, hint="A hint", '
        'error="Enter it", size="l") }}',
        "character-count",
        {
            **NAME,
            **ALL_WRONG,
            "label": text("Name", classes="govuk-label--l"),
            "value": "v",
            "maxwords": 4000,
            "threshold": 75,
        },
    ),
    Case(
        "count of characters",
        '{{ field.count("n", "Name", max_characters=200, classes="x") }}',
        "character-count",
        {**NAME, "value": "", "maxlength": 200, "classes": "x"},
    ),
    Case(
        "file",
        '{{ field.file("n", "Name", multiple=true, hint="A hint", error="Enter it") }}',
        "file-upload",
        {**NAME, **ALL_WRONG, "multiple": True, "javascript": True},
    ),
    Case(
        "select",
        f'{{{{ field.select("n", "Name", {PAIRS}, value="n", error="Enter it") }}}}',
        "select",
        {**NAME, "items": YES_NO, "value": "n", "errorMessage": text("Enter it")},
    ),
    Case(
        "fieldset",
        '{% call field.fieldset("Sure?", size="l", heading=true, described_by="d") %}x'
        "{% endcall %}",
        "fieldset",
        {
            "legend": text("Sure?", classes="govuk-fieldset__legend--l", isPageHeading=True),
            "describedBy": "d",
            "html": "x",
        },
    ),
]
CHOICES = [
    Case(
        "radios",
        f'{{{{ field.radios("n", "Sure?", {PAIRS}, value="n") }}}}',
        "radios",
        {"name": "n", "items": YES_NO, "value": "n", **LEGEND},
    ),
    Case(
        "radios, everything",
        f'{{{{ field.radios("n", "Sure?", {MANY}, hint="A hint", error="Enter it", inline=true, '
        'small=true, size="s", described_by="d") }}',
        "radios",
        {
            "name": "n",
            "fieldset": {
                "legend": text("Sure?", classes="govuk-fieldset__legend--s"),
                "describedBy": "d",
            },
            "classes": "govuk-radios--inline govuk-radios--small",
            **ALL_WRONG,
            "items": [
                {"value": "<y>", "text": "Yes & no", "hint": text("Really")},
                {"divider": "or"},
                {"value": "n", "text": "No", "conditional": {"html": Markup("<p>Why?</p>")}},
                {"value": "z", "text": "Never", "disabled": True},
            ],
        },
    ),
    Case(
        "checkboxes",
        f'{{{{ field.checkboxes("n", "Sure?", {PAIRS}, values=["y", "n"], hint="A hint") }}}}',
        "checkboxes",
        {"name": "n", "items": YES_NO, "values": ["y", "n"], "hint": text("A hint"), **LEGEND},
    ),
    Case(
        "one checkbox without a legend",
        '{{ field.checkboxes("n", none, [("y", "Yes")]|choices, error="Enter it") }}',
        "checkboxes",
        {"name": "n", "items": YES_NO[:1], "errorMessage": text("Enter it")},
    ),
    Case(
        "checkboxes, exclusive and conditional",
        f'{{{{ field.checkboxes("n", "Sure?", {ONE_OR_NONE}, values=("c",), error="Enter it", '
        "small=true) }}",
        "checkboxes",
        {
            "name": "n",
            **LEGEND,
            "classes": "govuk-checkboxes--small",
            "errorMessage": text("Enter it"),
            "values": ["c"],
            "items": [
                {"value": "c", "text": "C", "conditional": {"html": Markup("<p>Why?</p>")}},
                {"divider": "or"},
                {"value": "none", "text": "None", "behaviour": "exclusive"},
            ],
        },
    ),
    Case(
        "date",
        '{{ field.date("n", "When?", day="27", month="3", year="2026") }}',
        "date-input",
        {
            "id": "n",
            "namePrefix": "n",
            "fieldset": {"legend": text("When?")},
            "items": [
                part("day", 2, value="27"),
                part("month", 2, value="3"),
                part("year", 4, value="2026"),
            ],
        },
    ),
    Case(
        "date, the year wrong",
        '{{ field.date("n", "When?", wrong=("year",), hint="A hint", error="Enter it", size="m", '
        "birthday=true) }}",
        "date-input",
        {
            "id": "n",
            "namePrefix": "n",
            **ALL_WRONG,
            "fieldset": {"legend": text("When?", classes="govuk-fieldset__legend--m")},
            "items": [
                part("day", 2, autocomplete="bday-day"),
                part("month", 2, autocomplete="bday-month"),
                part("year", 4, True, autocomplete="bday-year"),
            ],
        },
    ),
]

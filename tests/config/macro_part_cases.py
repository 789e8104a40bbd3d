"""More comparisons with the library: buttons, notices, lists, ways to get about."""

from __future__ import annotations

from tests.config.macro_cases import Case, text

NOTICES = [
    Case("button", '{{ button.submit("Go") }}', "button", {"text": "Go"}),
    Case(
        "button, everything",
        '{{ button.submit("Go", "act", "go", kind="warning", classes="x", once=true, start=true, '
        'disabled=true, id="b", attributes={"data-key": "g"}) }}',
        "button",
        {
            "text": "Go",
            "name": "act",
            "value": "go",
            "classes": "govuk-button--warning x",
            "preventDoubleClick": True,
            "isStartButton": True,
            "disabled": True,
            "id": "b",
            "attributes": {"data-key": "g"},
        },
    ),
    Case(
        "link as button",
        '{{ button.link("Go", "/x?a=1&b=2", start=true) }}',
        "button",
        {"text": "Go", "href": "/x?a=1&b=2", "isStartButton": True},
    ),
    Case(
        "error summary",
        '{{ notice.error_summary([("Enter a name", "name"), ("Something else", "")]) }}',
        "error-summary",
        {
            "titleText": "There is a problem",
            "errorList": [{"text": "Enter a name", "href": "#name"}, text("Something else")],
        },
    ),
    Case("banner", '{{ notice.banner("New") }}', "notification-banner", text("New")),
    Case(
        "banner of success",
        '{% call notice.banner(success=true, title="Done", id="t") %}<p>x</p>{% endcall %}',
        "notification-banner",
        {"html": "<p>x</p>", "type": "success", "titleText": "Done", "titleId": "t"},
    ),
    Case(
        "panel",
        '{{ notice.panel("Sent", "Reference"|safe) }}',
        "panel",
        {"titleText": "Sent", "text": "Reference"},
    ),
    Case(
        "panel, called",
        '{% call notice.panel("Sent", classes="x") %}a<br>b{% endcall %}',
        "panel",
        {"titleText": "Sent", "html": "a<br>b", "classes": "x"},
    ),
    Case(
        "inset",
        '{{ notice.inset("Mind & think", id="i", classes="x") }}',
        "inset-text",
        {"text": "Mind & think", "id": "i", "classes": "x"},
    ),
    Case("warning", '{{ notice.warning("Mind") }}', "warning-text", {"text": "Mind"}),
    Case(
        "details",
        '{{ notice.details("More", "Words", open=true, id="d") }}',
        "details",
        {"summaryText": "More", "text": "Words", "open": True, "id": "d"},
    ),
    Case(
        "tag",
        '{{ notice.tag("New", "blue", classes="x") }}',
        "tag",
        {"text": "New", "classes": "govuk-tag--blue x"},
    ),
]
LISTS = [
    Case(
        "task list",
        '{% call lists.tasks() %}{{ lists.task(1, "One", "/one", "Done", hint="Soon") }}'
        '{{ lists.task(2, "Two", "/two", "To do", colour="blue") }}'
        '{{ lists.task(3, "Three", status="Cannot start yet", waiting=true) }}{% endcall %}',
        "task-list",
        {
            "items": [
                {
                    "title": text("One"),
                    "href": "/one",
                    "status": text("Done"),
                    "hint": text("Soon"),
                },
                {
                    "title": text("Two"),
                    "href": "/two",
                    "status": {"tag": text("To do", classes="govuk-tag--blue")},
                },
                {
                    "title": text("Three"),
                    "status": text(
                        "Cannot start yet", classes="govuk-task-list__status--cannot-start-yet"
                    ),
                },
            ]
        },
    ),
    Case(
        "summary list",
        '{% call lists.summary() %}{{ lists.row("Name", "A <b>", "/n", "name") }}'
        '{{ lists.row("When", "Now"|safe, bare=true) }}{% endcall %}',
        "summary-list",
        {
            "rows": [
                {
                    "key": text("Name"),
                    "value": text("A <b>"),
                    "actions": {"items": [text("Change", href="/n", visuallyHiddenText="name")]},
                },
                {"key": text("When"), "value": text("Now")},
            ]
        },
    ),
    Case(
        "summary card",
        '{% call lists.card("Person 1", [("Change", "/1")]) %}{% call lists.summary() %}'
        '{{ lists.row("Name", "Ann", "/n", "name", card="Person 1") }}{% endcall %}{% endcall %}',
        "summary-list",
        {
            "card": {
                "title": text("Person 1"),
                "actions": {"items": [text("Change", href="/1")]},
            },
            "rows": [
                {
                    "key": text("Name"),
                    "value": text("Ann"),
                    "actions": {"items": [text("Change", href="/n", visuallyHiddenText="name")]},
                }
            ],
        },
    ),
    Case(
        "summary card with two actions",
        '{% call lists.card("P", [("Change", "/1"), ("Remove", "/2")], level=3) %}'
        "{% call lists.summary() %}{% endcall %}{% endcall %}",
        "summary-list",
        {
            "card": {
                "title": text("P", headingLevel=3),
                "actions": {"items": [text("Change", href="/1"), text("Remove", href="/2")]},
            },
            "rows": [],
        },
    ),
]
NAVIGATION = [
    Case(
        "header",
        '{{ navigation.header("The force") }}',
        "generic-header",
        {"logoText": "The force", "classes": "app-header"},
    ),
    Case(
        "service navigation",
        '{{ navigation.service("Portal", "/", [("A & b", "/a", "page"), ("C", "/c", "section"), '
        '("D", "/d", "")]) }}',
        "service-navigation",
        {
            "serviceName": "Portal",
            "serviceUrl": "/",
            "navigation": [
                {"text": "A & b", "href": "/a", "current": True},
                {"text": "C", "href": "/c", "active": True},
                {"text": "D", "href": "/d"},
            ],
        },
    ),
    Case(
        "service navigation, name alone",
        '{{ navigation.service("Portal", none) }}',
        "service-navigation",
        {"serviceName": "Portal"},
    ),
    Case("back link", '{{ navigation.back("/x") }}', "back-link", {"href": "/x"}),
]

"""A browser for tests of triage: keeps cookies, fills in forms, reads pages strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "line", "rect"}
BASE = "https://localhost"
MOST_REDIRECTS = 5


@dataclass
class Form:
    """One form of a page: where it goes and what stands in it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, [""])[0]


class Page(HTMLParser):
    """One page: fails on tags that do not match and on ids that occur twice."""

    def __init__(self, response: Any) -> None:
        super().__init__(convert_charrefs=True)
        self.status: int = response.status_code
        self.headers = response.headers
        self.location = response.headers.get("Location")
        self.html: str = response.get_data(as_text=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._area = self._select = ""
        if self.html.startswith("<!DOCTYPE"):
            self.feed(self.html)
            assert not self.open, f"left open: {self.open}"
            twice = {each for each in self.ids if self.ids.count(each) > 1}
            assert not twice, f"ids that occur twice: {twice}"

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        found = dict(pairs)
        assert len(found) == len(pairs), f"<{tag}> has an attribute twice"
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "form":
            self.forms.append(Form(found.get("action", ""), found.get("method", "get")))
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif tag in ("input", "textarea", "select", "option") and "form" in self.open:
            self._box(tag, found)

    def _box(self, tag: str, found: dict[str, Any]) -> None:
        fields, name = self.forms[-1].fields, found.get("name", "")
        self.forms[-1].names.add(name)
        if tag == "textarea":
            self._area = name
            fields.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
            fields.setdefault(name, [])
        elif tag == "option":
            first = not fields[self._select]
            if first or "selected" in found:
                fields[self._select] = [found["value"]]
        elif found.get("type") not in ("radio", "checkbox") or "checked" in found:
            fields.setdefault(name, []).append(found.get("value") or "")

    def handle_startendtag(self, tag: str, pairs: Any) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "textarea":
            self.forms[-1].fields[self._area][-1] += data.removeprefix("\n")
        self.texts.append((tuple(self.open), data))

    def text(self, tag: str = "main") -> str:
        """The words inside a tag."""
        found = "".join(data for place, data in self.texts if tag in place)
        return re.sub(r"\s+", " ", found).strip()

    @property
    def title(self) -> str:
        return self.text("title")

    @property
    def heading(self) -> str:
        return self.text("h1")

    def form(self, ending: str) -> Form:
        """The form whose address ends so."""
        found = [form for form in self.forms if form.action.endswith(ending)]
        assert found, f"no form goes to …{ending}; there are {[f.action for f in self.forms]}"
        return found[0]

    def has_form(self, ending: str) -> bool:
        return any(form.action.endswith(ending) for form in self.forms)


class Browser:
    """Somebody at the triage door, without JavaScript."""

    def __init__(self, app: Any) -> None:
        self.client = app.test_client()

    def get(self, path: str, follow: bool = True, **headers: str) -> Page:
        return self._page(self.client.get(path, base_url=BASE, headers=headers), follow)

    def press(self, page: Page, ending: str, follow: bool = True, **typed: Any) -> Page:
        """Fill in the form whose address ends so, and send it, as a browser would."""
        form = page.form(ending)
        unknown = typed.keys() - form.names
        assert not unknown, f"the form has no {unknown}; it has {form.names}"
        return self.post(form.action, form.fields | typed, follow)

    def post(self, path: str, fields: Any, follow: bool = True) -> Page:
        """Post fields as they are."""
        own = {"Sec-Fetch-Site": "same-origin"}
        return self._page(self.client.post(path, data=fields, base_url=BASE, headers=own), follow)

    def token(self) -> str:
        """A form token of this browser."""
        return self.get("/signed-out").form("/contrast")["csrf_token"]

    def _page(self, response: Any, follow: bool) -> Page:
        for _ in range(MOST_REDIRECTS):
            if not (follow and response.status_code == 303):
                return Page(response)
            response = self.client.get(response.headers["Location"], base_url=BASE)
        raise AssertionError("redirected in a circle")

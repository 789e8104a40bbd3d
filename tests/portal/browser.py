"""A browser for tests: keeps cookies, posts the forms it finds, and parses every page strictly."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "line", "rect"}
# What HTML allows to be left open is not left open here.


class Page(HTMLParser):
    """One page: fails on tags that do not match and on ids that occur twice."""

    def __init__(self, response) -> None:
        super().__init__(convert_charrefs=True)
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.headers = response.headers
        self.html = response.get_data(as_text=True)
        self.open, self.ids, self.texts = [], [], []
        self.fields: dict[str, list[str]] = {}
        self.names: set[str] = set()
        self.links, self.actions, self.buttons = {}, [], []
        self._at, self._select, self._link = {}, None, None
        if self.html.startswith("<!DOCTYPE"):
            self.feed(self.html)
            assert not self.open, f"left open: {self.open}"
            twice = {each for each in self.ids if self.ids.count(each) > 1}
            assert not twice, f"ids that occur twice: {twice}"

    def handle_starttag(self, tag, pairs):
        found = dict(pairs)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        self._at = found
        getattr(self, f"_{tag}_tag", lambda _: None)(found)

    def _form_tag(self, found):
        self.actions.append(found["action"])

    def _a_tag(self, found):
        self._link = found["href"]
        self.links.setdefault(found["href"], "")

    def _button_tag(self, found):
        self.buttons.append((found.get("name"), found.get("value")))

    def _select_tag(self, found):
        self._select = found["name"]
        self.names.add(found["name"])

    def _input_tag(self, found):
        name, kind = found.get("name"), found.get("type", "text")
        self.names.add(name)
        chosen = kind not in ("radio", "checkbox") or "checked" in found
        if name and chosen and kind != "file":
            self.fields.setdefault(name, []).append(found.get("value") or "")

    def _textarea_tag(self, found):
        self.names.add(found["name"])
        self.fields.setdefault(found["name"], []).append("")
        self._area = found["name"]

    def _option_tag(self, found):
        if "selected" in found:
            self.fields[self._select] = [found["value"]]

    def handle_startendtag(self, tag, pairs):
        pass

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()
        if tag == "a":
            self._link = None

    def handle_data(self, data):
        if self.open and self.open[-1] == "textarea":
            # The first line break is not the reader's.
            self.fields[self._area][-1] += data.removeprefix("\n")
        self.texts.append((tuple(self.open), data))
        if self._link is not None:
            self.links[self._link] += data

    def text(self, tag="main") -> str:
        """Return the words inside a tag."""
        found = "".join(data for place, data in self.texts if tag in place)
        return re.sub(r"\s+", " ", found).strip()

    @property
    def title(self) -> str:
        return self.text("title")

    @property
    def heading(self) -> str:
        return self.text("h1")


class Browser:
    """Somebody at the portal, without JavaScript."""

    def __init__(self, app) -> None:
        self.client = app.test_client()
        self.base = "https://localhost"

    def get(self, path: str, follow: bool = True) -> Page:
        return self._page(self.client.get(path, base_url=self.base), follow)

    def post(self, path: str, fields=None, follow: bool = True, token: str | None = None) -> Page:
        """Post fields with the form token of the sign-in page's browser."""
        data = {**(fields or {}), "csrf_token": token or self.token()}
        return self._page(self.client.post(path, data=data, base_url=self.base), follow)

    def token(self) -> str:
        return self.get("/cookies").fields["csrf_token"][0]

    def submit(self, page: Page, changes=None, action: str | None = None, follow=True) -> Page:
        """Post what a page's form holds, with some of it changed."""
        fields = {name: values for name, values in page.fields.items() if name != "next"}
        action = action or next(each for each in page.actions if each not in NOT_THE_FORM)
        data = fields | (changes or {})
        return self._page(self.client.post(action, data=data, base_url=self.base), follow)

    def sign_in(self, url_token: str, password: str, **fields) -> Page:
        page = self.get(f"/o/{url_token}")
        return self.submit(page, {"password": password, **fields})

    def cookie(self, purpose: str):
        found = self.client.get_cookie(f"__Host-portal-{purpose}")
        return found and found.value

    def _page(self, response, follow) -> Page:
        while follow and response.status_code == 303:
            response = self.client.get(response.headers["Location"], base_url=self.base)
        return Page(response)


NOT_THE_FORM = ("/contrast", "/sign-out", "/stay", "/shortcuts")

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
_VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """A page's elements with their attributes and words, as far as the tests look."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[list[str]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        words: list[str] = []
        self.elements.append((tag, {name: value or "" for name, value in attrs}, words))
        if tag not in _VOID:
            self._open.append(words)

    def handle_endtag(self, tag: str) -> None:
        """Note where its words end."""
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Give words to every element around them."""
        for words in self._open:
            words.append(data)

    def all(self, tag: str, **wanted: str) -> list[tuple[dict[str, str], str]]:
        """Return (attributes, words) of the elements with these attributes; ``class_`` is one of the classes."""
        return [
            (attrs, "".join(words).strip())
            for name, attrs, words in self.elements
            if name == tag and all(value in attrs.get(key.rstrip("_"), "").split(" ") for key, value in wanted.items())
        ]

    def one(self, tag: str, **wanted: str) -> tuple[dict[str, str], str]:
        """Return the only such element."""
        (found,) = self.all(tag, **wanted)
        return found

    def form(self) -> dict[str, str]:
        """Return what the composer would send if nothing were changed."""
        inputs = [attrs for tag, attrs, _ in self.elements if tag == "input" and "name" in attrs]
        plain = {row["name"]: row.get("value", "") for row in inputs if row.get("type") != "radio" or "checked" in row}
        status = next(attrs["value"] for attrs, _ in self.all("option") if "selected" in attrs)
        return plain | {"status": status, "text": self.one("textarea", id="text")[1]}


class Browser:
    """A browser at the desk, which names its origin as browsers do."""

    page = Page

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.url = sandbox.zendesk_url
        self.session = requests.Session()

    def get(self, path: str, status: int = 200) -> Page:
        """Open a page; every one says SANDBOX and nothing on it comes from elsewhere."""
        return self._page(self.session.get(f"{self.url}{path}", timeout=60), status)

    def post(self, path: str, form: dict[str, str], status: int = 200) -> Page:
        """Send a form and follow where it leads."""
        answer = self.session.post(f"{self.url}{path}", data=form, headers={"Origin": self.url}, timeout=60)
        return self._page(answer, status)

    def _page(self, answer: requests.Response, status: int) -> Page:
        assert answer.status_code == status, answer.text
        page = Page(answer.text)
        assert "SANDBOX" in page.one("title")[1]
        assert "SANDBOX" in page.one("p", class_="sandbox")[1]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        loaded = [attrs.get("src", attrs.get("href", "")) for tag in ("script", "link") for attrs, _ in page.all(tag)]
        assert not [url for url in loaded if not url.startswith(("/desk/assets/", "data:"))]
        return page

    def api(self, method: str, path: str, body: object = None) -> Any:
        """Use the Zendesk API as the admin."""
        login = self.sandbox.credentials
        auth = (f"{login.zendesk_email}/token", login.zendesk_api_token)
        answer = self.session.request(method, f"{self.url}/api/v2/{path}", json=body, auth=auth, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def freshdesk(self, method: str, path: str, body: object = None) -> Any:
        """Use the Freshdesk API as the admin."""
        auth = (self.sandbox.credentials.freshdesk_api_key, "X")
        url = f"{self.sandbox.freshdesk_url}/api/v2/{path}"
        answer = self.session.request(method, url, json=body, auth=auth, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def load(self, **more: object) -> int:
        """Create a ticket; returns its id."""
        person = {"email": "maria@example.com", "name": "Maria Lopez"}
        row = {"subject": "Where is it?", "description": "My order is late.", "requester": person} | more
        answer = self.session.post(f"{self.url}/_sandbox/tickets", json=[row], timeout=60)
        return int(answer.json()["ids"][0])

    def comments(self, ticket: int) -> list[Any]:
        """Return a ticket's comments in Zendesk."""
        return list(self.api("GET", f"tickets/{ticket}/comments.json")["comments"])

    def macro(self, title: str, **actions: object) -> int:
        """Create a macro in Zendesk; returns its id."""
        rows = [{"field": name, "value": value} for name, value in actions.items()]
        return int(self.api("POST", "macros.json", {"macro": {"title": title, "actions": rows}})["macro"]["id"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One demo sandbox for the file."""
    with Sandbox() as box:
        found = Browser(box)
        yield found
        found.session.close()

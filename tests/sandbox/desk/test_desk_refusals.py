from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
_VOID = {"meta", "link", "input", "br", "img", "hr"}

Browser = Any  # a class in conftest.py, which a test cannot import
LETTER = {"name": "Zoë", "email": "zoe@example.com", "locale": "de", "subject": "Lampe", "text": "Wo ist sie?"}


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_hostile_words_stay_words(browser: Browser, face: str) -> None:
    """Nothing that a customer, a tag or a name says becomes a script, a handler or a frame."""
    person = {"email": "mallory@example.com", "name": HOSTILE}
    ticket = browser.load(subject=HOSTILE, description=HOSTILE, tags=["<script>"], requester=person)
    html = "<p onclick='x()'>Hi<script>x()</script><iframe src=/></iframe><a href='javascript:x()'>go</a></p>"
    comment = {"comment": {"html_body": html}}
    browser.api("PUT", f"tickets/{ticket}.json", {"ticket": comment})
    store = browser.sandbox.store
    known = store.ticket(ticket)
    assert known is not None
    with store.writing():  # behind the API's back, which cleans
        store._db.execute("UPDATE comments SET html = html || ? WHERE ticket_id = ?", (html, ticket))
    for path in (f"/desk/{face}/tickets/{ticket}", f"/desk/{face}"):
        page = browser.get(path)
        assert [attrs.get("src") for attrs, _ in page.all("script")] == ["/desk/assets/desk.js"]
        assert not page.all("iframe")
        handlers = [key for _, attrs, _ in page.elements for key in attrs if key.startswith("on")]
        assert not handlers
        assert not [attrs for attrs, _ in page.all("a") if attrs.get("href", "").startswith("javascript")]


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null", None])
@pytest.mark.parametrize("path", ["tickets/1/reply", "tickets/1/customer", "new"])
def test_a_form_from_elsewhere_is_refused(browser: Browser, origin: str | None, path: str) -> None:
    """Another site, another port, a hidden or a missing origin: 403, and nothing is written."""
    before = len(browser.comments(1))
    headers = {} if origin is None else {"Origin": origin}
    url = f"{browser.url}/desk/zendesk/{path}"
    answer = browser.session.post(url, data=LETTER, headers=headers, timeout=60)
    assert (answer.status_code, "SANDBOX" in answer.text) == (403, True)
    assert len(browser.comments(1)) == before


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[", ""])
def test_another_sites_name_for_this_machine_is_refused(browser: Browser, host: str) -> None:
    """A name that somebody points at loopback does not open the desk."""
    answer = browser.session.get(f"{browser.url}/desk/zendesk", headers={"Host": host}, timeout=60)
    assert answer.status_code in {400, 403}
    assert "Where is my" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/desk/nonsense",
        "/desk/zendesk/tickets/999999",
        "/desk/zendesk/tickets/nonsense",
        f"/desk/zendesk/tickets/{'9' * 5000}",
        "/desk/zendesk/tickets/1?macro=7",
        "/desk/zendesk/tickets/1?macro=x",
        "/desk/freshdesk/tickets/1?macro=7",
        "/desk/zendesk?view=nonsense",
        "/desk/zendesk?page=0",
        "/desk/zendesk?page=-1",
        "/desk/assets/nonsense",
        "/desk/assets/..%2fapp.py",
    ],
)
def test_what_is_not_there_is_a_readable_404(browser: Browser, path: str) -> None:
    """An address that names nothing says so on a page."""
    assert browser.get(path, 404).one("h1")[1] == "Not found"


def test_a_deleted_ticket_is_not_at_the_desk(browser: Browser) -> None:
    """A ticket in the trash is neither listed nor opened."""
    ticket = browser.load()
    browser.session.patch(f"{browser.url}/_sandbox/tickets/{ticket}", json={"deleted": True}, timeout=60)
    browser.get(f"/desk/zendesk/tickets/{ticket}", 404)
    links = [attrs["href"] for attrs, _ in browser.get("/desk/zendesk").all("a", class_="ticket")]
    assert f"/desk/zendesk/tickets/{ticket}" not in links


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"html": ""}, 422),
        ({"html": "<br>", "text": ""}, 422),
        ({"text": "x" * 70_000}, 422),
        ({"text": "hi", "status": "nonsense"}, 422),
        ({"text": "hi", "visibility": "nonsense"}, 422),
        ({"text": "hi", "macro": "7"}, 404),
    ],
)
def test_a_reply_that_does_not_fit_comes_back_with_a_reason(
    browser: Browser, form: dict[str, str], status: int
) -> None:
    """The page says what is wrong, keeps what was written, and posts nothing."""
    ticket = browser.load()
    page = browser.post(f"/desk/zendesk/tickets/{ticket}/reply", form, status)
    assert page.one("p", class_="wrong")[1]
    assert page.one("textarea", id="text")[1] == form.get("text", "")
    assert len(browser.comments(ticket)) == 1


def test_a_closed_ticket_takes_no_more_in_zendesk(browser: Browser) -> None:
    """There is no composer, and neither agent nor customer gets a word in by another way."""
    ticket = browser.load(status="closed")
    path = f"/desk/zendesk/tickets/{ticket}"
    assert not browser.get(path).all("form", id="composer")
    assert "closed" in browser.post(f"{path}/reply", {"text": "hi"}, 422).one("p", class_="wrong")[1]
    browser.post(f"{path}/customer", {"text": "hi"}, 422)
    assert len(browser.comments(ticket)) == 1


def test_only_forms_of_a_bearable_size_are_read(browser: Browser) -> None:
    """Another content type is 415, too much of it 413, too many fields 400."""
    url, origin = f"{browser.url}/desk/zendesk/new", {"Origin": browser.url}
    assert browser.session.post(url, json={}, headers=origin, timeout=60).status_code == 415
    assert browser.session.post(url, data={"text": "x" * 1_000_001}, headers=origin, timeout=60).status_code == 413
    many = {str(number): "" for number in range(60)}
    assert browser.session.post(url, data=many, headers=origin, timeout=60).status_code == 400


def test_the_api_is_as_it_was(browser: Browser) -> None:
    """Unknown paths and methods are still the helpdesk's 404, and the desk's visits are no API requests."""
    session = browser.session
    session.delete(f"{browser.url}/_sandbox/requests", timeout=60)
    browser.get("/desk/zendesk")
    assert session.get(f"{browser.url}/_sandbox/requests", timeout=60).json()["total"] == 0
    assert session.get(f"{browser.url}/nonsense", timeout=60).json()["error"] == "RecordNotFound"
    assert session.get(f"{browser.url}/desktop", timeout=60).json()["error"] == "RecordNotFound"
    assert session.post(f"{browser.url}/", timeout=60).status_code == 404
    gone = session.get(f"{browser.sandbox.freshdesk_url}/nonsense", timeout=60)
    assert gone.status_code in {401, 404}
    assert "SANDBOX" not in gone.text


def test_a_sandbox_with_one_face_offers_no_switch_to_the_other() -> None:
    """Only faces that are being served can be reached."""
    with Sandbox(faces=("freshdesk",)) as box:
        found = requests.get(f"{box.freshdesk_url}/", timeout=60)
        assert "/desk/zendesk" not in found.text
        assert requests.get(f"{box.freshdesk_url}/desk/zendesk", timeout=60).status_code == 404


@pytest.mark.parametrize(("name", "kind"), [("desk.css", "text/css"), ("desk.js", "text/javascript")])
def test_the_pages_files_are_there(browser: Browser, name: str, kind: str) -> None:
    """Style and script come from the package itself."""
    answer = browser.session.get(f"{browser.url}/desk/assets/{name}", timeout=60)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)

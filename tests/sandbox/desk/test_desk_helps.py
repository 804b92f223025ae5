"""Search, assignees, windows in lists and suggested replies, as the pages are sent."""

from typing import Any

import pytest

from zendesk_bridge.sandbox.desk.parts import unmarked

Browser = Any  # a class in conftest.py, which a test cannot import

MARKER = "[zb-1a2b-3c4d5e6f]"


def _found(browser: Browser, words: str, face: str = "zendesk") -> list[int]:
    page = browser.get(f"/desk/{face}?q={words}")
    return [int(attrs["href"].rpartition("/")[2]) for attrs, _ in page.all("a", class_="ticket")]


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_a_search_looks_where_an_agent_would(browser: Browser, face: str) -> None:
    """Subject, description, later messages, tags, the customer's name and address, and the number; all words count."""
    person = {"email": f"quentin.{face}@example.com", "name": "Quentin Äpfel"}
    comments = [{"author": "agent", "body": "Zanzibar is far"}]
    made = browser.load(
        subject=f"Parsnip {face}", description="Rutabaga 100%_sure", requester=person, tags=["kohl"], comments=comments
    )
    browser.load(subject=f"Parsnip alone {face}", description="Nothing else")
    for words in ("parsnip+rutabaga", "ZANZIBAR+kohl", "quentin+100%25_", f"quentin.{face}%40example.com", "Äpfel"):
        assert made in _found(browser, words, face), words
    assert made in _found(browser, f"%23{made}", face)
    assert _found(browser, f"parsnip+quentin+{face}", face) == [made]
    assert _found(browser, "parsnip+turnip", face) == []
    assert _found(browser, "100_%25sure", face) == []


@pytest.mark.parametrize("words", ["%25", "_", "!", "'", '"', "%3Cscript%3E", "9" * 30, "x" * 500, "a+" * 100, "%00"])
def test_any_words_can_be_searched(browser: Browser, words: str) -> None:
    """Signs that mean something to SQL or HTML are words like others."""
    page = browser.get(f"/desk/zendesk?q={words}")
    assert [attrs.get("src") for attrs, _ in page.all("script")] == ["/desk/assets/desk.js"]


def test_a_search_goes_on_behind_a_page(browser: Browser) -> None:
    """Twenty-five to a page; the links keep the words."""
    for number in range(27):
        browser.load(subject=f"celeriac & {number}")
    first = browser.get("/desk/zendesk?q=celeriac+%26")
    link = first.one("a", rel="next")[0]["href"]
    assert len(first.all("a", class_="ticket")) == 25
    assert len(browser.get(f"/desk/zendesk{link}").all("a", class_="ticket")) == 2


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_a_ticket_is_given_to_somebody_and_to_nobody(browser: Browser, face: str) -> None:
    """The helpdesk has the assignee; a list names them; a customer or a stranger cannot be one."""
    ticket = browser.load(subject=f"Give {face}")
    agents = {user.name: user.id for user in browser.sandbox.store.users(("agent",))}
    path = f"/desk/{face}/tickets/{ticket}"
    said = browser.post(f"{path}/assignee", {"assignee": str(agents["Sam Whitfield"])})
    assert said.one("p", class_="said")[1] == "The ticket has a new assignee."
    assert browser.api("GET", f"tickets/{ticket}.json")["ticket"]["assignee_id"] == agents["Sam Whitfield"]
    row = next(
        words for attrs, words in browser.get(f"/desk/{face}").all("a", class_="ticket") if f"Give {face}" in words
    )
    assert "Sam Whitfield" in row
    customer = browser.api("GET", f"tickets/{ticket}.json")["ticket"]["requester_id"]
    for wrong in (str(customer), "7", "x"):
        assert browser.post(f"{path}/assignee", {"assignee": wrong}, 422).one("p", class_="wrong")[1]
    browser.post(f"{path}/assignee", {"assignee": ""})
    assert browser.api("GET", f"tickets/{ticket}.json")["ticket"]["assignee_id"] is None


def test_the_agents_own_tickets_are_a_view(browser: Browser) -> None:
    """Those of the agent at the desk, and nobody else's."""
    agents = [user.id for user in browser.sandbox.store.users(("agent",))]
    mine, other = browser.load(subject="Mine"), browser.load(subject="Another's")
    for ticket, agent in ((mine, agents[0]), (other, agents[1])):
        browser.post(f"/desk/zendesk/tickets/{ticket}/assignee", {"assignee": str(agent)})
    links = [attrs["href"] for attrs, _ in browser.get("/desk/zendesk?view=mine").all("a", class_="ticket")]
    assert f"/desk/zendesk/tickets/{mine}" in links
    assert f"/desk/zendesk/tickets/{other}" not in links


@pytest.fixture(scope="module")
def window(browser: Browser) -> int:
    """Give the Zendesk face the field that triage fills with the ship window; returns its id."""
    field = {"ticket_field": {"type": "text", "title": "Backorder ship window"}}
    return int(browser.api("POST", "ticket_fields.json", field)["ticket_field"]["id"])


def _suggested(
    browser: Browser, window: int, *tags: str, locale: str = "en-US", words: str = "December 1 \u2013 5"
) -> str:
    person = {"email": f"s.{locale}@example.com", "name": "Suki S", "locale": locale}
    ticket = browser.load(subject="S", requester=person, tags=["backorder", *tags])
    fields = [{"id": window, "value": words}] if words else []
    browser.api("PUT", f"tickets/{ticket}.json", {"ticket": {"custom_fields": fields}})
    found = browser.get(f"/desk/zendesk/tickets/{ticket}").all("a", id="suggested")
    return found[0][1].replace(" \u203a ", "::") if found else ""


def _managed(browser: Browser, title: str, html: str, description: str = MARKER, **actions: str) -> int:
    rows = [{"field": name, "value": value} for name, value in {"comment_value_html": html, **actions}.items()]
    body = {"title": title, "actions": rows, "description": description}
    return int(browser.api("POST", "macros.json", {"macro": body})["macro"]["id"])


def test_the_reply_that_fits_is_suggested(browser: Browser, window: int) -> None:
    """Only the bridge's own; in the customer's language, else in English; a tag of the ticket decides between two."""
    tells = f"{{{{ticket.ticket_field_{window}}}}}"
    _managed(browser, "Hand made", f"<p>the {tells} is for you</p>", "by hand")
    assert _suggested(browser, window) == ""
    _managed(browser, "Late::By item::Mug", "<p>Your mug is late and ships December 1 \u2013 5</p>")
    assert _suggested(browser, window) == "Late::By item::Mug"
    assert _suggested(browser, window, words="January 1") == ""
    _managed(browser, "Late::Update", f"<p>We are sorry: your order is late and ships {tells}</p>")
    _managed(browser, "Late::Nachricht", f"<p>Wir bedauern: Ihre Bestellung ist verspätet und kommt {tells}</p>")
    _managed(browser, "Late::Window moved", f"<p>Your order ships {tells}, and the date is new.</p>")
    _managed(browser, "Late::Zzz", f"<p>We promised you the news: {tells}</p>", remove_tags="backorder_followup_due")
    assert _suggested(browser, window) == "Late::Update"
    assert _suggested(browser, window, locale="de-AT") == "Late::Nachricht"
    assert _suggested(browser, window, locale="ja") == "Late::Update"
    assert _suggested(browser, window, "backorder_window_moved") == "Late::Window moved"
    assert _suggested(browser, window, "backorder_followup_due") == "Late::Zzz"
    assert _suggested(browser, window, words="") == ""
    _managed(
        browser, "Late::A back in stock", f"<p>{{% if ticket.ticket_field_{window} == blank %}}{tells}{{% endif %}}</p>"
    )
    assert _suggested(browser, window) == "Late::Update"


def test_a_sentence_that_triage_wrote_is_enough(browser: Browser) -> None:
    """Where no date is known the reply that reads the sentence is suggested, before one written for the item."""
    fields = {}
    for label in ("Backorder ship window", "Backorder reply: update"):
        body = {
            "label": label,
            "label_for_customers": label,
            "type": "custom_paragraph",
            "displayed_to_customers": False,
        }
        fields[label] = browser.freshdesk("POST", "admin/ticket_fields", body)["name"]
    window, reply = fields.values()
    folder = browser.freshdesk("POST", "canned_response_folders", {"name": "Late too"})["id"]
    texts = {"A mug M": "<p>The mug: date not known yet</p>", "Update": f"<p>Hi,</p><p>{{{{ticket.{reply}}}}}</p>"}
    for title, html in texts.items():
        given = {"title": f"{title} {MARKER}", "content_html": html, "folder_id": folder, "visibility": 0}
        browser.freshdesk("POST", "canned_responses", given)
    ticket = browser.load(subject="S", tags=["backorder", "backorder_mug_m"])
    path = f"/desk/freshdesk/tickets/{ticket}"
    values = {window: "date not known yet", reply: "The workshop has not\nconfirmed a date."}
    browser.freshdesk("PUT", f"tickets/{ticket}", {"custom_fields": values})
    assert browser.get(path).one("a", id="suggested")[1].endswith("Update")
    browser.freshdesk("PUT", f"tickets/{ticket}", {"custom_fields": {reply: None}})
    assert browser.get(path).one("a", id="suggested")[1].endswith("A mug M")


@pytest.mark.parametrize("title", [f"Sorry {MARKER}", f"Sorry{MARKER}", f"Sorry  {MARKER} {MARKER}", "Sorry"])
def test_a_title_is_shown_without_the_marker(title: str) -> None:
    """It tells an agent nothing."""
    assert unmarked(title) == "Sorry"


def test_the_marker_is_not_shown_at_the_desk(browser: Browser) -> None:
    """A canned response carries it in its title: neither the menu nor the line below shows it."""
    folder = browser.freshdesk("POST", "canned_response_folders", {"name": "Marked"})["id"]
    body = {"title": f"Dear {MARKER}", "content_html": "<p>Dear you</p>", "folder_id": folder, "visibility": 0}
    response = browser.freshdesk("POST", "canned_responses", body)["id"]
    page = browser.get(f"/desk/freshdesk/tickets/{browser.load()}?macro={response}")
    assert page.one("p", class_="applied")[1] == "Applied: Dear"
    assert not [words for _, words in page.all("a") if "zb-" in words]

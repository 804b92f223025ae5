from typing import Any
from urllib.parse import urlsplit

import pytest

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
_VOID = {"meta", "link", "input", "br", "img", "hr"}

Browser = Any  # a class in conftest.py, which a test cannot import


def test_both_ports_open_their_own_face(browser: Browser) -> None:
    """The root leads to the desk of the face whose port it is, with a switch to the other one."""
    for url, label in ((browser.sandbox.zendesk_url, "Zendesk"), (browser.sandbox.freshdesk_url, "Freshdesk")):
        page = browser.page(browser.session.get(f"{url}/", timeout=60).text)
        assert [words for attrs, words in page.all("a") if attrs.get("aria-current") == "true"] == [label]


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
@pytest.mark.parametrize(
    ("view", "tags"), [("all", []), ("backorder", ["backorder"]), ("moved", ["backorder_window_moved"])]
)
def test_a_view_lists_the_tickets_that_belong_to_it(browser: Browser, face: str, view: str, tags: list[str]) -> None:
    """A ticket is in the views of its tags, is counted there, and is in no other one."""
    inside, outside = browser.load(tags=tags), browser.load()
    page = browser.get(f"/desk/{face}?view={view}")
    links = [attrs["href"] for attrs, _ in page.all("a", class_="ticket")]
    assert f"/desk/{face}/tickets/{inside}" in links
    assert (f"/desk/{face}/tickets/{outside}" in links) == (view == "all")
    current = next(words for attrs, words in page.all("a") if attrs.get("aria-current") == "page")
    assert int(current.split()[-1]) >= len(links) > 0


def test_older_tickets_are_on_the_next_page(browser: Browser) -> None:
    """A list shows 25 tickets and leads to the rest, none of them twice."""
    for _ in range(10):
        browser.load()
    first = browser.get("/desk/zendesk")
    second = browser.get("/desk/zendesk" + first.one("a", rel="next")[0]["href"])
    pages = [{attrs["href"] for attrs, _ in page.all("a", class_="ticket")} for page in (first, second)]
    assert len(pages[0]) == 25
    assert not pages[0] & pages[1]


def test_the_macro_menu_shows_dynamic_content(browser: Browser) -> None:
    """A title with a placeholder stands in the menu, and in its folder, as the API would tell it."""
    browser.api(
        "POST",
        "dynamic_content/items.json",
        {"item": {"name": "menu", "default_locale_id": 1, "content": "Translated"}},
    )
    action = {"field": "status", "value": "open"}
    browser.api("POST", "macros.json", {"macro": {"title": "{{dc.menu}}::Reopen {{dc.menu}}", "actions": [action]}})
    page = browser.session.get(f"{browser.sandbox.zendesk_url}/desk/zendesk/tickets/{browser.load()}", timeout=60).text
    assert "Reopen Translated" in page
    assert "{{dc." not in page


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_a_ticket_shows_who_said_what_to_whom(browser: Browser, face: str) -> None:
    """Customer, public reply and private note are told apart; tags and fields stand beside them."""
    comments = [
        {"author": "agent", "body": "We look into it.", "public": True},
        {"author": "agent", "body": "Call the supplier.", "public": False},
    ]
    ticket = browser.load(comments=comments, tags=["vip"])
    browser.api("POST", "ticket_fields.json", {"ticket_field": {"type": "text", "title": "Order"}})
    page = browser.get(f"/desk/{face}/tickets/{ticket}")
    kinds = [words for _, words in page.all("span", class_="kind")]
    assert kinds == ["Customer", "Public reply", "Private note"]
    bodies = [words for _, words in page.all("div", class_="body")]
    assert bodies == ["My order is late.", "We look into it.", "Call the supplier."]
    assert "vip" in [words for _, words in page.all("span", class_="tag")]
    assert ("Order" in [words for _, words in page.all("dt")]) == (face == "zendesk")


def test_a_macro_fills_the_composer_and_submitting_sends_it(browser: Browser) -> None:
    """Placeholders are filled as the apply endpoint fills them; reply, tags, status and fields reach the ticket."""
    options = {"custom_field_options": [{"name": "Friday", "value": "friday"}]}
    field = browser.api("POST", "ticket_fields.json", {"ticket_field": {"type": "tagger", "title": "Next", **options}})
    number = field["ticket_field"]["id"]
    html = "<p>Hello {{ticket.requester.first_name}}, {% if ticket.id %}<b>soon</b>{% endif %}.</p>"
    macro = browser.macro(
        "Desk::Late::Apology",
        comment_value_html=html,
        status="pending",
        current_tags="promised",
        priority="high",
        **{f"custom_fields_{number}": "friday"},
    )
    ticket = browser.load(tags=["vip"])
    page = browser.get(f"/desk/zendesk/tickets/{ticket}")
    folders = [words for _, words in page.all("li", class_="folder")]
    assert any(words.startswith("Desk") and "Late" in words and "Apology" in words for words in folders)
    page = browser.get(f"/desk/zendesk/tickets/{ticket}?macro={macro}")
    assert page.one("div", id="editor")[1] == "Hello Maria, soon."
    assert page.one("textarea", id="text")[1] == "Hello Maria, soon."
    assert "Next to “friday”" in page.one("p", class_="applied")[1]
    assert len(browser.comments(ticket)) == 1
    form = page.form()
    assert (form["status"], form["tags"]) == ("pending", "promised vip")
    sent = browser.post(f"/desk/zendesk/tickets/{ticket}/reply", form | {"html": "<p>Hello Maria, <b>soon</b>.</p>"})
    assert sent.one("p", class_="said")[1] == "Reply sent to the customer."
    after = browser.api("GET", f"tickets/{ticket}.json")["ticket"]
    assert (after["status"], after["tags"], after["priority"]) == ("pending", ["friday", "promised", "vip"], "high")
    assert {"id": number, "value": "friday"} in after["custom_fields"]
    last = browser.comments(ticket)[-1]
    assert (last["html_body"].count("<b>soon</b>"), last["public"]) == (1, True)
    agent = browser.api("GET", f"users/{last['author_id']}.json")["user"]
    assert agent["role"] == "agent"


def test_without_scripts_the_plain_text_is_sent(browser: Browser) -> None:
    """A browser that runs no script submits the text box, and a private note stays private."""
    ticket = browser.load()
    form = browser.get(f"/desk/zendesk/tickets/{ticket}").form()
    form |= {"text": "Call <them>.\nToday.", "visibility": "private"}
    browser.post(f"/desk/zendesk/tickets/{ticket}/reply", form)
    last = browser.comments(ticket)[-1]
    assert (last["plain_body"], last["public"]) == ("Call <them>.\nToday.", False)


def test_tags_that_arrived_meanwhile_are_kept(browser: Browser) -> None:
    """Submitting changes the tags that the agent changed, and leaves what a sync wrote while they were typing."""
    ticket = browser.load(tags=["old", "vip"])
    form = browser.get(f"/desk/zendesk/tickets/{ticket}").form()
    browser.api("PUT", f"tickets/{ticket}/tags.json", {"tags": ["synced"]})
    browser.post(f"/desk/zendesk/tickets/{ticket}/reply", form | {"tags": "vip called"})
    assert browser.api("GET", f"tickets/{ticket}.json")["ticket"]["tags"] == ["called", "synced", "vip"]


def test_a_canned_response_fills_the_composer_and_submitting_sends_it(browser: Browser) -> None:
    """The Freshdesk face has its own menu and placeholders; its reply, status and tags reach the ticket."""
    folder = browser.freshdesk("POST", "canned_response_folders", {"name": "Desk::Late"})["id"]
    body = {"title": "Sorry", "content_html": "<p>Dear {{ticket.requester.name}}</p>", "folder_id": folder}
    response = browser.freshdesk("POST", "canned_responses", body | {"visibility": 0})["id"]
    ticket = browser.load(tags=["vip"])
    page = browser.get(f"/desk/freshdesk/tickets/{ticket}?macro={response}")
    assert page.one("div", id="editor")[1] == "Dear Maria Lopez"
    assert "Sorry" in [words for _, words in page.all("a", class_="macro")]
    form = page.form()
    browser.post(f"/desk/freshdesk/tickets/{ticket}/reply", form | {"status": "3", "tags": "vip, on its way"})
    after = browser.freshdesk("GET", f"tickets/{ticket}?include=conversations")
    assert (after["status"], sorted(after["tags"])) == (3, ["on its way", "vip"])
    assert [(row["body_text"], row["private"]) for row in after["conversations"]] == [("Dear Maria Lopez", False)]


@pytest.mark.parametrize("status", ["new", "pending", "hold", "solved"])
def test_a_customers_answer_opens_the_ticket_again(browser: Browser, status: str) -> None:
    """An answer arrives as the customer's own, and wakes a ticket that waits; a new one stays new."""
    ticket = browser.load(status=status)
    page = browser.post(f"/desk/zendesk/tickets/{ticket}/customer", {"text": "Still <waiting>!"})
    assert page.one("p", class_="said")[1] == "The customer's answer has arrived."
    after = browser.api("GET", f"tickets/{ticket}.json")["ticket"]
    last = browser.comments(ticket)[-1]
    assert after["status"] == ("new" if status == "new" else "open")
    assert (last["author_id"], last["plain_body"]) == (after["requester_id"], "Still <waiting>!")


LETTER = {"name": "Zoë", "email": "zoe@example.com", "locale": "de", "subject": "Lampe", "text": "Wo ist sie?"}


def test_a_customer_opens_a_ticket(browser: Browser) -> None:
    """The letter becomes a new ticket of a customer who has that language."""
    page = browser.post("/desk/zendesk/new", LETTER)
    number = int(urlsplit(page.one("form", id="composer")[0]["action"]).path.split("/")[-2])
    after = browser.api("GET", f"tickets/{number}.json?include=users")
    assert (after["ticket"]["subject"], after["ticket"]["status"]) == ("Lampe", "new")
    assert [user["locale"] for user in after["users"] if user["email"] == "zoe@example.com"] == ["de"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "ava.reyes@example.com"}, "email"),
        ({"locale": "xx"}, "locale"),
        ({"subject": "x" * 256}, "subject"),
        ({"text": " "}, "text"),
        ({"text": "x" * 65_536}, "text"),
    ],
)
def test_a_letter_that_does_not_fit_comes_back_with_a_reason(
    browser: Browser, wrong: dict[str, str], field: str
) -> None:
    """What was written is kept in the form, the field says what is wrong, and no ticket is made."""
    before = browser.sandbox.store.now(), len(browser.api("GET", "tickets.json?per_page=100")["tickets"])
    page = browser.post("/desk/zendesk/new", LETTER | wrong, 422)
    assert page.one("p", id=f"{field}-wrong")[1]
    if field != "subject":
        assert page.one("input", id="subject")[0]["value"] == "Lampe"
    assert len(browser.api("GET", "tickets.json?per_page=100")["tickets"]) == before[1]


def test_agents_see_the_fields_that_are_on_the_form(browser: Browser) -> None:
    """Once an account has forms to choose from, a new field is not seen before it is on the ticket's form."""
    made = browser.api("POST", "ticket_fields.json", {"ticket_field": {"type": "text", "title": "Seen at once"}})
    number = browser.load()
    assert "Seen at once" in {words for _, words in browser.get(f"/desk/zendesk/tickets/{number}").all("dt")}
    form = browser.api("GET", "ticket_forms.json")["ticket_forms"][0]
    kept = [one for one in form["ticket_field_ids"] if one != made["ticket_field"]["id"]]
    browser.api("PUT", f"ticket_forms/{form['id']}.json", {"ticket_form": {"ticket_field_ids": kept}})
    assert "Seen at once" not in {words for _, words in browser.get(f"/desk/zendesk/tickets/{number}").all("dt")}

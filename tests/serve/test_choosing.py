"""Choosing on the page, over HTTP: what is taken, what is told instead, and that nothing else changes anything."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from choice_desk import ALL, KETTLE, LATER, NOON, WIDGET, Desk

from zendesk_bridge.core.model import Cancel, MessageState, PageChoice, Wait
from zendesk_bridge.state.waves import StoredWaves

WAIT = 30  # seconds


def get(link: str, **query: str) -> requests.Response:
    """Open a page."""
    return requests.get(link, query, timeout=WAIT)


def buttons(text: str) -> list[str]:
    """Return the words on the buttons of a page."""
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<button[^>]*>(.*?)(?:<small|</button)", text)]


def test_a_page_tells_what_is_known_now(desk: Desk) -> None:
    """The item with its window of now and the age of that, and a button for everything that can be chosen."""
    link = desk.link(desk.message(WIDGET, KETTLE, quantity=2))
    moved = replace(WIDGET, ship_window=LATER)
    desk.now += timedelta(hours=1)
    desk.facts(moved, KETTLE)
    desk.now += timedelta(hours=3)
    text = get(link).text
    assert "Your order 10482" in text
    assert "December 14 \N{EN DASH} 18" in text
    assert "As of November 28, 2026, 13:05 (UTC\N{MINUS SIGN}05:00)" in text
    assert "Quantity: 2" in text
    assert "We cannot give a ship date yet." in text
    assert "You will hear from us again by December 2." in text
    mine = ["Wait for this item", "Take the Green Widget 12 oz instead", "Send the rest of my order now"]
    assert buttons(text) == [*mine, "Cancel this item", "Wait for this item", "Cancel this item"]


def test_opening_a_link_changes_nothing(desk: Desk) -> None:
    """Mail scanners open every link, ask for heads, and follow what they find; nothing of that is an answer."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    for query in (
        {},
        {"ask": "0"},
        {"done": "0"},
        {"save": "0"},
        {"lang": "fr"},
        {"choice": "cancel", "confirm": "yes"},
    ):
        assert get(link, **query).status_code == 200
        head = requests.head(link, params=query, timeout=WAIT)
        assert (head.status_code, head.content) == (200, b"")
    assert requests.options(link, timeout=WAIT).status_code == 405
    assert desk.chosen(message) == []


@pytest.mark.parametrize("kind", ["wait", "swap", "split"])
def test_one_step_takes_a_choice(desk: Desk, kind: str) -> None:
    """It is kept before the page says so, with the version and the moment; the page says what, when and what now."""
    message = desk.message(WIDGET)
    found = desk.post(desk.link(message), kind)
    [choice] = desk.chosen(message)
    assert (choice.kind, choice.sku, choice.version, choice.at) == (kind, "WID-12", WIDGET.version, NOON)
    assert choice.carried_at is None
    assert found.status_code == 200
    assert [step.status_code for step in found.history] == [303]
    assert "Thank you, we have your choice" in found.text
    assert "November 28, 2026, 12:05 (UTC\N{MINUS SIGN}05:00)" in found.text


def test_a_cancellation_takes_two_steps(desk: Desk) -> None:
    """The first shows what would be cancelled, the second cancels and acknowledges with content, day and time."""
    message = desk.message(WIDGET, quantity=3)
    link = desk.link(message)
    for asked in (get(link, ask="0"), desk.post(link, "cancel"), desk.post(link, "cancel", confirm="no")):
        assert asked.status_code == 200
        assert "Nothing is cancelled yet." in asked.text
        assert buttons(asked.text) == ["Confirm cancellation"]
    assert desk.chosen(message) == []
    done = desk.post(link, "cancel", confirm="yes")
    assert [choice.kind for choice in desk.chosen(message)] == ["cancel"]
    for piece in ("We have received your cancellation", "10482", "Blue Widget 12 oz (WID-12)", "Cancel this item"):
        assert piece in done.text
    saved = get(link, save="0")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="10482-1.txt"'
    assert saved.content.decode("utf-8-sig").splitlines() == [
        "We have received your cancellation",
        "",
        "Order: 10482",
        "Item: Blue Widget 12 oz (WID-12)",
        "Quantity: 3",
        "Your choice: Cancel this item",
        "Received: November 28, 2026, 12:05 (UTC\N{MINUS SIGN}05:00)",
        "",
        "We are taking care of it. There is nothing more for you to do.",
        "To change your choice, simply reply to our message.",
    ]


def test_the_first_answer_holds(desk: Desk) -> None:
    """The same once more, by a double click or the back button, is no news; another one is told what was chosen."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    desk.post(link, "wait")
    desk.now += timedelta(minutes=5)
    again = desk.post(link, "wait")
    assert (again.status_code, "Thank you, we have your choice" in again.text) == (200, True)
    for second in (desk.post(link, "split"), desk.post(link, "cancel", confirm="yes"), desk.post(link, "cancel")):
        assert second.status_code == 409
        assert "You had already chosen for this item, and that choice holds." in second.text
        assert "simply reply to our message" in second.text
        assert buttons(second.text) == []
    assert [(one.kind, one.at) for one in desk.chosen(message)] == [("wait", NOON)]


def test_of_many_at_once_one_is_taken(desk: Desk) -> None:
    """A double click and two tabs: one answer is kept, and everybody reads that one."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    kinds = ["wait", "split", "swap"] * 4
    with ThreadPoolExecutor(len(kinds)) as pool:
        found = list(pool.map(lambda kind: desk.post(link, kind).status_code, kinds))
    [choice] = desk.chosen(message)
    assert [status == 200 for status in found] == [kind == choice.kind for kind in kinds]


def test_who_is_a_moment_later_reads_what_was_chosen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another tab answers between the look and the write: the second is not thanked for what was not taken."""
    message = desk.message(WIDGET)
    first, answer = PageChoice(message.id, "WID-12", "wait", desk.now, WIDGET.version), StoredWaves.answer

    def a_moment_late(waves: StoredWaves, choice: PageChoice) -> bool:
        answer(waves, first)
        return answer(waves, choice)

    monkeypatch.setattr(StoredWaves, "answer", a_moment_late)
    second = desk.post(desk.link(message), "cancel", confirm="yes")
    assert (second.status_code, "that choice holds" in second.text) == (409, True)
    assert [one.kind for one in desk.chosen(message)] == ["wait"]


def test_what_was_chosen_by_one_link_is_known_by_the_other(desk: Desk) -> None:
    """A customer who was written to twice about an order answers once."""
    first = desk.message(WIDGET)
    moved = replace(WIDGET, next_update=None)
    second = desk.message(moved, wave="w2")
    desk.post(desk.link(first), "wait")
    assert "You chose: <strong><bdi>Wait for this item" in get(desk.link(second)).text
    assert desk.post(desk.link(second), "split").status_code == 409
    other = desk.message(WIDGET, wave="w3", order=("orders", "7002"))
    assert "You chose" not in get(desk.link(other)).text


def test_items_are_chosen_for_one_by_one(desk: Desk) -> None:
    """What is chosen for one of two leaves the other open."""
    message = desk.message(WIDGET, KETTLE)
    link = desk.link(message)
    desk.post(link, "cancel", confirm="yes")
    assert buttons(get(link).text) == ["Wait for this item", "Cancel this item"]
    desk.post(link, "wait", item="1", seen=KETTLE.version)
    assert sorted((one.sku, one.kind) for one in desk.chosen(message)) == [("KET-70", "wait"), ("WID-12", "cancel")]


def test_a_later_window_reopens_the_choice(desk: Desk) -> None:
    """Who waits may choose again; both answers are kept, and the last one holds."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    desk.post(link, "wait")
    moved = replace(WIDGET, ship_window=LATER)
    desk.now += timedelta(hours=1)
    desk.facts(moved)
    text = get(link).text
    assert "The timing has changed since you chose, so you can choose again." in text
    assert len(buttons(text)) == 4
    assert desk.post(link, "cancel", seen=moved.version, confirm="yes").status_code == 200
    assert [one.kind for one in desk.chosen(message)] == ["wait", "cancel"]
    assert buttons(get(link).text) == []


def test_a_window_that_moved_behind_an_open_page_is_looked_at_first(desk: Desk) -> None:
    """Nobody agrees to a date that they have not seen; a cancellation hangs on no date."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    desk.facts(replace(WIDGET, ship_window=LATER))
    found = desk.post(link, "wait")
    assert (found.status_code, desk.chosen(message)) == (409, [])
    assert "The timing has changed while this page was open, and nothing was recorded." in found.text
    assert "December 14 \N{EN DASH} 18" in found.text
    assert desk.post(link, "cancel", confirm="yes").status_code == 200


def test_a_clock_that_was_set_back_loses_no_choice(desk: Desk) -> None:
    """What was chosen last holds, whatever time the machine says it is."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    desk.post(link, "wait")
    moved = replace(WIDGET, ship_window=LATER)
    desk.facts(moved)
    desk.now -= timedelta(hours=1)
    desk.post(link, "cancel", seen=moved.version, confirm="yes")
    first, last = desk.chosen(message)
    assert (first.kind, last.kind, last.at > first.at) == ("wait", "cancel", True)
    text = get(link).text
    assert "<bdi>Cancel this item</bdi>" in text
    assert buttons(text) == []


@pytest.mark.parametrize("days", [4, 9])
def test_a_swap_that_was_chosen_without_a_date_says_for_what(desk: Desk, days: int) -> None:
    """The source was too old, or the window over: the acknowledgement names the item that was on the button."""
    link = desk.link(desk.message(WIDGET))
    desk.now = NOON + timedelta(days=days)
    found = re.search(r'name="seen" value="(\w+)"', get(link).text)
    assert found
    assert "Take the Green Widget 12 oz instead" in desk.post(link, "swap", seen=found[1]).text


def test_the_link_of_a_customer_who_was_forgotten_records_nothing(desk: Desk) -> None:
    """Kindly, in the message's language, and without their order."""
    message = desk.message(WIDGET, customer="", number="", locale="de")
    for found in (get(desk.link(message)), desk.post(desk.link(message), "wait")):
        assert found.status_code == 410
        assert "antworten Sie einfach auf unsere Nachricht" in found.text
        assert "Widget" not in found.text
    assert desk.chosen(message) == []


@pytest.mark.parametrize("kind", ["swap", "split", "refund", "x" * 2000, "<b>", ""])
def test_what_is_not_offered_cannot_be_chosen(desk: Desk, kind: str) -> None:
    """Neither what the admin has taken away since nor what somebody made up."""
    bare = replace(WIDGET, options=(Wait(), Cancel()))
    message = desk.message(WIDGET)
    desk.facts(bare)
    found = desk.post(desk.link(message), kind, seen=bare.version)
    assert (found.status_code, desk.chosen(message)) == (409, [])
    assert "This can no longer be chosen, and nothing was recorded." in found.text
    assert buttons(found.text) == ["Wait for this item", "Cancel this item"]


def test_a_swap_for_what_is_late_itself_is_not_offered(desk: Desk) -> None:
    """The other options stand."""
    desk.facts(WIDGET, replace(KETTLE, sku="WID-14"))
    assert not any("instead" in label for label in buttons(get(desk.link(desk.message(WIDGET))).text))


def test_good_news_is_told(desk: Desk) -> None:
    """An item that is late no more has nothing to choose, and an answer to the old page changes nothing."""
    message = desk.message(WIDGET)
    desk.facts(gone=("WID-12",))
    text = get(desk.link(message)).text
    assert "Good news: this item is no longer delayed." in text
    assert buttons(text) == []
    assert desk.post(desk.link(message), "cancel", confirm="yes").status_code == 409
    assert desk.chosen(message) == []


def test_facts_that_are_too_old_tell_no_date(desk: Desk) -> None:
    """A source that has not answered for longer than it is believed: honest words, and the choices stand."""
    link = desk.link(desk.message(WIDGET))
    desk.now += timedelta(days=3, minutes=1)
    text = get(link).text
    assert "We are confirming the new ship date." in text
    assert "December 1" not in text
    assert "You will hear from us" not in text
    assert len(buttons(text)) == len(ALL)


def test_a_message_that_was_never_sent_asks_nothing(desk: Desk) -> None:
    """Its order had shipped, or was cancelled, before its turn came."""
    message = desk.message(WIDGET, state=MessageState.SKIPPED, why="shipped or cancelled since", ticket_id=0)
    assert get(desk.link(message)).status_code == 410
    assert "There is nothing to choose any more" in get(desk.link(message)).text
    assert desk.post(desk.link(message), "wait").status_code == 410


def test_after_a_cancellation_no_date_is_told(desk: Desk) -> None:
    """Who waits for nothing more reads no promise of a next update."""
    link = desk.link(desk.message(WIDGET))
    desk.post(link, "cancel", confirm="yes")
    text = get(link).text
    assert "You chose" in text
    assert "December" not in text


@pytest.mark.parametrize(
    ("locale", "said"), [("fr", "Vous avez choisi : <strong>"), ("de", "Sie haben gewählt: <strong>")]
)
def test_a_colon_stands_as_its_language_has_it(desk: Desk, locale: str, said: str) -> None:
    """On the page as in the file."""
    link = desk.link(desk.message(WIDGET, locale=locale))
    desk.post(link, "wait")
    assert said in get(link).text


def test_a_shop_that_writes_a_sku_otherwise_is_understood(desk: Desk) -> None:
    """Also once the item is late no more; what was chosen is remembered under the facts' own writing."""
    message = desk.message(replace(WIDGET, sku="wid-12 "))
    link = desk.link(message)
    assert "December 1" in get(link).text
    desk.post(link, "wait")
    assert [one.sku for one in desk.chosen(message)] == ["WID-12"]
    desk.facts(gone=("WID-12",))
    assert "Good news" in get(link).text

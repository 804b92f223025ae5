"""What agents' replies promise: from the macro that an agent sends to what is recorded of it, on both helpdesks."""

from datetime import timedelta

import pytest

from zendesk_bridge.state import open_state

FACES = ("zendesk", "freshdesk")
NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}
PUT = {"zendesk": "update_many", "freshdesk": r"/tickets/\d+$"}


def recorded(shop, face):
    """Return what is remembered of an account's promises, oldest first."""
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db", create=False)
    try:
        row = next(known.row for known in state.accounts() if known.name == NAMES[face])
        return list(state.memory(row).asked())[::-1]
    finally:
        state.close()


def accuracies(shop, face):
    """Return what they were worth."""
    return [promise.accuracy for promise in recorded(shop, face)]


def minute(shop):
    """Let a minute pass on the helpdesks: what is written from now on comes after the last run."""
    shop.admin("zendesk", "clock", {"advance_seconds": 60})


def says(shop, number, body, *, author="agent", public=True):
    """Let somebody write on a ticket."""
    shop.admin("zendesk", f"tickets/{number}/comments", {"author": author, "body": body, "public": public})


def drafted(shop, face, number):
    """Return the reply that applying the macro puts into an agent's composer."""
    title = "Backorder::Delay update"
    if face == "zendesk":
        path = f"/api/v2/tickets/{number}/macros/{shop.macros()[title]['id']}/apply.json"
        return shop.get(face, path)["result"]["ticket"]["comment"]["html_body"]
    return shop.get(face, f"/api/_/tickets/{number}/canned_responses/{shop.canned()[title]['id']}")["body_html"]


def send(shop, face, number, html):
    """Let an agent send a reply from her composer."""
    if face == "zendesk":
        body = {"ticket": {"comment": {"html_body": html, "public": True}}}
        shop.call(face, "PUT", f"/api/v2/tickets/{number}.json", json=body)
    else:
        shop.call(face, "POST", f"/api/v2/tickets/{number}/reply", json={"body": html})


def waiting(shop, face):
    """Return a marked ticket, ready to be answered, and the command that triages its helpdesk."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    triage = ("triage", "--helpdesk", NAMES[face])
    shop.ok(*triage)
    minute(shop)
    return number, triage


def moved(shop, days):
    """Let the admin move the window."""
    shop.facts(**{key: when + timedelta(days=days) for key, when in shop.dates.items() if key != "next"})


@pytest.mark.parametrize("face", FACES)
def test_the_macro_as_it_is_sent_is_a_promise(shop, face):
    """Window, next update, who, whose and which team's: recorded once, as current; no word of it is kept."""
    number, triage = waiting(shop, face)
    send(shop, face, number, drafted(shop, face, number))
    ran = shop.ok(*triage)
    [promise] = recorded(shop, face)
    assert (promise.ticket_id, promise.sku, promise.accuracy) == (number, "WID-12", "current")
    assert promise.window.first == shop.dates["from"]
    assert promise.window.last == shop.dates["to"]
    assert promise.next_update == shop.dates["next"]
    assert promise.comment.startswith("comment ")
    assert promise.agent_id
    assert promise.requester_id == shop.ticket(number)["requester_id"]
    assert f"{NAMES[face]}: 1 promise heard in agents' replies.\n" in ran.out
    again = shop.ok(*triage, "--format", "json").json[0]
    assert sum(again["promises"].values()) == 0
    assert len(recorded(shop, face)) == 1


@pytest.mark.parametrize("face", FACES)
def test_an_old_draft_is_stale_and_a_made_up_day_is_invented(shop, face):
    """After the window moved: an agent's draft of before, one with a day of her own, a right one, and a note."""
    number, triage = waiting(shop, face)
    old = drafted(shop, face, number)
    moved(shop, 20)
    shop.ok("sync")
    minute(shop)
    send(shop, face, number, old)
    made_up = shop.dates["to"] + timedelta(days=99)
    says(shop, number, f"Your blue widget ships on {made_up:%B} {made_up.day}, {made_up.year}.")
    says(shop, number, f"They said it ships {made_up:%B} {made_up.day + 1}, {made_up.year}.", public=False)
    send(shop, face, number, drafted(shop, face, number))
    ran = shop.ok(*triage)
    assert sorted(accuracies(shop, face)) == ["current", "invented", "stale"]
    assert f"{NAMES[face]}: 3 promises heard in agents' replies, of which 1 stale and 1 invented.\n" in ran.out


@pytest.mark.parametrize("face", FACES)
def test_two_agents_answer_at_once(shop, face):
    """Two replies of one second, one of them old, are two promises; the next run finds no third."""
    number, triage = waiting(shop, face)
    old = drafted(shop, face, number)
    moved(shop, 20)
    shop.ok("sync")
    minute(shop)
    for html in (old, drafted(shop, face, number)):
        send(shop, face, number, html)
    shop.ok(*triage)
    shop.ok(*triage)
    assert sorted(accuracies(shop, face)) == ["current", "stale"]


@pytest.mark.parametrize("face", FACES)
def test_history_that_a_reply_quotes_is_no_promise(shop, face):
    """The window of before, below a reply with the new one, was not told again."""
    number, triage = waiting(shop, face)
    moved(shop, 20)
    shop.ok("sync")
    minute(shop)
    first, last = (shop.dates[key] for key in ("from", "to"))
    quoted = (
        f"> Your Blue Widget 12 oz ships {first:%B} {first.day}, {first.year} to {last:%B} {last.day}, {last.year}."
    )
    told = last + timedelta(days=20)
    says(
        shop,
        number,
        f"Your Blue Widget 12 oz ships by {told:%B} {told.day}, {told.year}.\n\n"
        f"On Mon, Nov 2, 2026 at 9:00 AM Support <s@example.com> wrote:\n{quoted}",
    )
    shop.ok(*triage)
    assert accuracies(shop, face) == ["current"]


@pytest.mark.parametrize("face", FACES)
def test_killed_after_the_page_and_before_the_write(shop, until, face):
    """A run that dies while it writes has its promise; the next one writes the ticket and hears nothing twice."""
    number, triage = waiting(shop, face)
    send(shop, face, number, drafted(shop, face, number))
    late = shop.customer("Where is my harbor lamp?")
    come = shop.hold(face, "PUT", PUT[face])
    process = shop.start(*triage)
    come()
    process.kill()
    shop.end(process)
    assert accuracies(shop, face) == ["current"]
    shop.heal()
    until(lambda: "backorder_lamp_3" in shop.tags(late))  # the request outlives the run that sent it
    shop.ok(*triage)
    assert accuracies(shop, face) == ["current"]
    shop.writes()
    shop.ok(*triage)
    assert shop.writes() == 0


def test_a_ticket_tells_what_its_replies_promised(shop):
    """Asked about one ticket, triage names each reply with items, days and worth, and not a word that anybody wrote."""
    number, triage = waiting(shop, "zendesk")
    send(shop, "zendesk", number, drafted(shop, "zendesk", number))
    says(shop, number, "Thank you for your confidential patience.")
    shop.ok(*triage)
    shown = shop.ok(*triage, "--ticket", str(number))
    days = f"WID-12 ships {shop.dates['from']} to {shop.dates['to']}, next update {shop.dates['next']}: right"
    assert days in shown.out
    assert "nothing of a late item" in shown.out
    assert "confidential" not in shown.out
    told, other = shop.ok(*triage, "--ticket", str(number), "--format", "json").json["replies"]
    assert [promise["accuracy"] for promise in told["promises"]] == ["current"]
    assert other["promises"] == []


def test_what_was_read_cannot_be_unsaid(shop):
    """A public note that is edited has told two windows, and one that is deleted still has told its own."""
    number, triage = waiting(shop, "freshdesk")
    days = [shop.dates["to"], shop.dates["to"] + timedelta(days=9)]
    texts = [f"Your Blue Widget ships by {day:%B} {day.day}, {day.year}." for day in days]
    path = f"/api/v2/tickets/{number}/notes"
    note = shop.call("freshdesk", "POST", path, json={"body": texts[0], "private": False})["id"]
    shop.ok(*triage)
    minute(shop)
    shop.call("freshdesk", "PUT", f"/api/v2/conversations/{note}", json={"body": texts[1]})
    says(shop, number, "Thank you!", author="customer")
    shop.ok(*triage)
    assert accuracies(shop, "freshdesk") == ["current", "invented"]
    shop.call("freshdesk", "DELETE", f"/api/v2/conversations/{note}")
    shown = shop.ok(*triage, "--ticket", str(number)).out
    assert f"comment {note}, which is there no more: WID-12 ships by {days[0]}: right; WID-12 ships by" in shown


def test_what_is_blacked_out_or_hidden_was_read_all_the_same(shop):
    """An agent takes the day out of her reply and hides another one: what was heard stays, and nothing is added."""
    number, triage = waiting(shop, "zendesk")
    last = shop.dates["to"]
    day = f"{last:%B} {last.day}, {last.year}"
    for _ in range(2):
        says(shop, number, f"Your Blue Widget ships by {day}.")
    shop.ok(*triage)
    comments = shop.get("zendesk", f"/api/v2/tickets/{number}/comments.json")["comments"]
    path = f"/api/v2/tickets/{number}/comments"
    shop.call("zendesk", "PUT", f"{path}/{comments[-1]['id']}/redact.json", json={"text": day})
    shop.call("zendesk", "PUT", f"{path}/{comments[-2]['id']}/make_private.json")
    minute(shop)
    shop.ok(*triage)
    shown = shop.ok(*triage, "--ticket", str(number)).out
    assert accuracies(shop, "zendesk") == ["current", "current"]
    assert shown.count(f"WID-12 ships by {last}: right") == 2


def test_replies_cost_no_call_on_zendesk(shop):
    """A run that hears replies asks Zendesk exactly as often as one in which customers wrote instead."""
    numbers = [waiting(shop, "zendesk")[0], *(shop.customer("Where is my BW12?") for _ in range(3))]
    triage = ("triage", "--helpdesk", "shop")
    shop.ok(*triage)
    asked = []
    for author, body in (("customer", "Any news of it?"), ("agent", "We are still looking into it.")):
        minute(shop)
        for number in numbers:
            says(shop, number, body, author=author)
        shop.writes()
        shop.ok(*triage)
        asked.append(shop.calls("zendesk"))
    assert asked[0] == asked[1]


def test_an_answer_costs_one_call_on_freshdesk(shop):
    """Only a ticket that mentions a late item is read for what agents told on it; other answered ones are not."""
    number, triage = waiting(shop, "freshdesk")
    other = shop.customer("Please send an invoice.")
    shop.ok(*triage)
    minute(shop)
    for ticket in (number, other):
        says(shop, ticket, "We are looking into it.")
    shop.writes()
    shop.ok(*triage)
    calls = shop.calls("freshdesk")
    assert sum(count for call, count in calls.items() if call.endswith("/conversations")) == 1


@pytest.mark.parametrize("face", FACES)
def test_from_the_first_answer_to_the_corrected_one(shop, face):
    """Told the old window, the ticket is tagged when it moves; told the new one, the same run takes the tag off."""
    number, triage = waiting(shop, face)
    send(shop, face, number, drafted(shop, face, number))
    shop.ok(*triage)
    assert "backorder_window_moved" not in shop.tags(number)
    shop.configure(followups="{settle: 0m}")
    moved(shop, 20)
    shop.ok(*triage)
    assert "backorder_window_moved" in shop.tags(number)
    minute(shop)
    send(shop, face, number, drafted(shop, face, number))
    shop.ok(*triage)
    assert accuracies(shop, face) == ["current", "current"]
    assert "backorder_window_moved" not in shop.tags(number)
    shop.writes()
    shop.ok(*triage)
    assert shop.writes() == 0


def test_what_a_merge_quotes_is_no_promise(shop):
    """Zendesk writes the last words of the other ticket into this one, in the agent's name: they were said there."""
    number, triage = waiting(shop, "zendesk")
    other = shop.customer("Blue widget, again")
    made_up = shop.dates["to"] + timedelta(days=99)
    quoted = f"Request #{other} was merged. Its last comment: your blue widget ships {made_up:%B} {made_up.day}."
    body = {"ids": [other], "target_comment": quoted, "target_comment_is_public": True}
    shop.call("zendesk", "POST", f"/api/v2/tickets/{number}/merge.json", json=body)
    minute(shop)
    shop.ok(*triage)
    assert recorded(shop, "zendesk") == []

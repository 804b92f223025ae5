"""What customers choose after a notice, in words or by a tag, and what is recorded of it, on both helpdesks."""

import pytest
from test_replies import FACES, NAMES, drafted, minute, send, waiting

ANSWERS = [
    ("I'll wait, thank you!", "wait"),
    ("Please cancel it and refund me.", "cancel"),
]


def answered(shop, face, texts=()):
    """Return a ticket whose customer was told of the late item and then wrote this, after a run that read it."""
    number, triage = waiting(shop, face)
    send(shop, face, number, drafted(shop, face, number))
    shop.ok(*triage)
    for text in texts:
        minute(shop)
        says(shop, number, text)
    shop.ok(*triage)
    return number, triage


def says(shop, number, text):
    """Let the customer write on a ticket."""
    shop.admin("zendesk", f"tickets/{number}/comments", {"author": "customer", "body": text, "public": True})


def kinds(shop):
    """Return the choices that the command shows, newest first."""
    return [one["choice"] for one in shop.ok("choices", "--format", "json").json["choices"]]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("text", "kind"), ANSWERS)
def test_an_answer_in_plain_words_is_a_choice(shop, face, text, kind):
    """Which item, which comment, which rule; recorded once however often the page is read, and no word is kept."""
    number, triage = answered(shop, face, [text])
    shop.ok(*triage)
    [choice] = shop.ok("choices", "--format", "json").json["choices"]
    assert (choice["ticket"], choice["sku"], choice["choice"]) == (number, "WID-12", kind)
    assert choice["comment"].startswith("comment ")
    assert choice["how"] == f"{kind}.en"
    assert choice["customer"] == shop.ticket(number)["requester_id"]
    assert choice["link"].endswith(str(number))
    assert "choice" not in shop.ok(*triage).out
    assert text not in (shop.folder / "zendesk-bridge.db").read_bytes().decode("latin-1")


@pytest.mark.parametrize("face", FACES)
def test_the_newest_choice_holds_and_the_older_one_is_kept(shop, face):
    """Who first waits and then cancels is shown to cancel, with both; the run says how many it read."""
    number, triage = answered(shop, face, ["I'll wait, thank you!"])
    minute(shop)
    says(shop, number, "Please cancel it after all.")
    assert f"{NAMES[face]}: 1 choice read (1 cancel).\n" in shop.ok(*triage).out
    assert kinds(shop) == ["cancel", "wait"]
    assert [one["holds"] for one in shop.ok("choices", "--format", "json").json["choices"]] == [True, False]
    assert "waits (changed since)" in shop.ok("choices").out


@pytest.mark.parametrize("face", FACES)
def test_what_is_not_beyond_doubt_is_for_a_person(shop, face):
    """A question and a condition are listed with the ticket, courtesy is not, and a reply settles them."""
    number, triage = answered(shop, face)
    minute(shop)
    says(shop, number, "Could I perhaps cancel?")
    says(shop, number, "Thanks!")
    assert f"{NAMES[face]}: 1 answer for an agent to read: see choices --unread.\n" in shop.ok(*triage).out
    assert kinds(shop) == []
    [left] = shop.ok("choices", "--unread", "--format", "json").json["unread"]
    assert (left["ticket"], left["sku"], left["choice"]) == (number, "WID-12", None)
    line = shop.ok("choices", "--unread").out
    assert f"{NAMES[face]} #{number}" in line
    assert "to be read" in line
    assert "perhaps" not in line
    minute(shop)
    send(shop, face, number, drafted(shop, face, number))
    shop.ok(*triage)
    assert shop.ok("choices", "--unread", "--format", "json").json["unread"] == []


@pytest.mark.parametrize("face", FACES)
def test_who_was_told_and_has_not_chosen_is_unanswered(shop, face):
    """After the notice they wait to choose; after the choice they do not."""
    number, triage = answered(shop, face)
    [waits] = shop.ok("choices", "--unanswered", "--format", "json").json["unanswered"]
    assert (waits["ticket"], waits["sku"]) == (number, "WID-12")
    minute(shop)
    says(shop, number, "I'll wait, thank you!")
    shop.ok(*triage)
    assert shop.ok("choices", "--unanswered", "--format", "json").json["unanswered"] == []


@pytest.mark.parametrize("face", FACES)
def test_a_tag_says_what_was_chosen_once(shop, face):
    """An agent's macro tags the ticket: that is a choice, and the next run makes no second one of it."""
    number, triage = answered(shop, face)
    minute(shop)
    shop.call("zendesk", "PUT", f"/api/v2/tickets/{number}/tags.json", json={"tags": ["backorder_chose_cancel"]})
    shop.ok(*triage)
    shop.ok(*triage)
    [choice] = shop.ok("choices", "--format", "json").json["choices"]
    assert (choice["choice"], choice["how"], choice["comment"]) == ("cancel", "tag", None)
    assert "backorder_chose_cancel" in shop.ticket(number)["tags"]


@pytest.mark.parametrize("face", FACES)
def test_what_is_forgotten_does_not_come_back(shop, face):
    """The answer and the tag stay on the ticket, and no later run learns from them what was to be forgotten."""
    shop.admin(
        "zendesk", "clock", {"advance_seconds": -900}
    )  # so that all this lies in the past of the one who forgets
    number, triage = answered(shop, face, ["I'll wait, thank you!"])
    shop.call("zendesk", "PUT", f"/api/v2/tickets/{number}/tags.json", json={"tags": ["backorder_chose_cancel"]})
    shop.ok(*triage)
    assert sorted(kinds(shop)) == ["cancel", "wait"]
    gone = shop.ok("forget", "--customer", str(shop.ticket(number)["requester_id"]), "--helpdesk", NAMES[face], "--yes")
    assert f"warning: 1 choice of theirs not carried out yet (cancel for WID-12 on #{number}): forgotten" in gone.err
    shop.admin("zendesk", "clock", {"advance_seconds": 960})
    says(shop, number, "Thanks!")
    send(shop, face, number, drafted(shop, face, number))
    shop.ok(*triage)
    assert kinds(shop) == []


def test_what_was_not_offered_is_for_a_person(shop):
    """Nobody may be promised by a machine what the item's options do not hold."""
    answered(shop, "zendesk", ["Please swap it for the Green Widget."])
    assert kinds(shop) == []
    assert len(shop.ok("choices", "--unread", "--format", "json").json["unread"]) == 1


def test_what_was_written_before_the_notice_chooses_nothing(shop):
    """Only an answer is a choice: a customer who wants to cancel before anybody told them has an agent to talk to."""
    number, triage = waiting(shop, "zendesk")
    says(shop, number, "Please cancel it.")
    shop.ok(*triage)
    minute(shop)
    send(shop, "zendesk", number, drafted(shop, "zendesk", number))
    shop.ok(*triage)
    assert kinds(shop) == []


def test_the_command_speaks_to_people_spreadsheets_and_programs(shop):
    """Text has a line for each choice, CSV a row; two questions at once are refused, and nothing is said so."""
    assert "No choice is known." in shop.run("choices").out or shop.run("choices").code
    number, _ = answered(shop, "zendesk", ["I'll wait, thank you!"])
    text = shop.ok("choices", "--sku", "WID-12").out
    assert f"shop #{number}" in text
    assert "waits" in text
    assert "rule wait.en" in text
    rows = shop.ok("choices", "--format", "csv").out.splitlines()
    assert rows[0].startswith("helpdesk,ticket,sku,choice,holds,at,comment,how")
    assert rows[1].startswith(f"shop,{number},WID-12,wait,True,")
    assert shop.run("choices", "--pending", "--unread").code == 2

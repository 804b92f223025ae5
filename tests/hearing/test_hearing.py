"""What agents' replies promised is recorded once, with the page that brought it, and makes its ticket due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from zendesk_bridge.app.forgetting import KnownAddresses, forget
from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import Choice, Conversation, Failed, Mark, MarkState, Said, ShipWindow, TicketStatus

Room = Any  # classes in conftest.py, which a test cannot import
Make = Any
AGENT = 8
AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
"""When the first reply of each test was sent."""


def test_a_promise_is_recorded_with_its_page(room: Room, make: Make) -> None:
    """Who told what, on whose ticket and which team's, is known once the page is."""
    page = make.page(make.ticket(3, "My WID-12?"), replies=(make.reply(3, "It ships 2026-12-05"),))
    done = room.run(page)
    [promise] = room.memory.promises([3])[3]
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]
    assert (promise.agent_id, promise.team, promise.requester_id) == (AGENT, 9, 50)
    assert dict(done.told) == {"current": 1}
    assert room.desk.patched == [3]


def test_a_reply_creates_no_mention(room: Room, make: Make) -> None:
    """Where only the agent names a late item, her promise counts, and nothing is written on the ticket."""
    day = date(2026, 12, 5)
    room.late = tuple(replace(item, ship_window=ShipWindow(day, day)) for item in room.late)
    page = make.page(make.ticket(3, "Where is my order?"), replies=(make.reply(3, "WID-12 ships 2026-12-05"),))
    room.run(page)
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]
    assert room.desk.patched == []
    assert room.memory.views([3])[3].items == (Mark("WID-12", MarkState.HEARD),)
    assert [*room.memory.unsettled()] == []


def test_a_reply_about_nothing_late_promises_nothing(room: Room, make: Make) -> None:
    """On a ticket that mentions no late item, a date that goes with none is no business of ours."""
    room.run(make.page(make.ticket(3, "Where is my order?"), replies=(make.reply(3, "It ships 2026-12-05"),)))
    assert room.told(3) == []


def test_customers_words_of_the_same_page_come_first(room: Room, make: Make) -> None:
    """A reply is about the item that the customer named in a comment on the same page."""
    room.run(make.page(make.ticket(3, "Hello"), cursor="c1"))
    page = make.page(comments=(make.said(3, "I mean WID-12"),), replies=(make.reply(3, "It ships 2026-12-05"),))
    room.run(page)
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]


def test_a_page_read_twice_makes_no_second_promise(room: Room, make: Make) -> None:
    """Within one run and across runs, in whatever order: the comment tells replies apart."""
    replies = (make.reply(3, "It ships 2026-12-05"), make.reply(3, "It ships 2026-12-05", 2, minutes=5))
    page = make.page(make.ticket(3, "My WID-12?"), replies=replies)
    first = room.run(page, page)
    second = room.run(page)
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05"), ("comment 2", "WID-12", "2026-12-05")]
    assert (sum(first.told.values()), sum(second.told.values())) == (2, 0)


def test_nothing_is_held_beyond_its_page(room: Room, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page promised is handed to the database with that page, and with no later one."""
    saved: list[int] = []
    record = type(room.memory).record

    def counted(memory: Any, entries: Any, **more: Any) -> None:
        saved.append(len(more["said"].promises))
        record(memory, entries, **more)

    monkeypatch.setattr(type(room.memory), "record", counted)
    pages = [make.page(make.ticket(n, "My WID-12?"), replies=(make.reply(n, "It ships 2026-12-05"),)) for n in (3, 4)]
    room.run(*pages, make.page())
    assert saved[:3] == [1, 1, 0]
    assert sum(saved) == 2


def test_an_edited_reply_adds_what_it_names_now(room: Room, make: Make) -> None:
    """Another day is one more promise; one that names nothing any more takes nothing back."""
    for text in ("It ships 2026-12-05", "It ships 2026-12-09", "It ships later", "It ships 2026-12-05"):
        room.run(make.page(make.ticket(3, "My WID-12?"), replies=(make.reply(3, text),)))
    assert sorted(room.told(3)) == [("comment 1", "WID-12", "2026-12-05"), ("comment 1", "WID-12", "2026-12-09")]


@pytest.mark.parametrize(
    "trouble",
    ["ValueError", "OverflowError", "IndexError", "KeyError", "TypeError", "AttributeError", "RecursionError"],
)
def test_one_reply_that_cannot_be_read(room: Room, make: Make, caplog: pytest.LogCaptureFixture, trouble: str) -> None:
    """It is counted and named by its ids, never quoted; the others on the page are heard."""
    replies = (make.reply(3, f"unreadable {trouble} secret"), make.reply(3, "It ships 2026-12-05", 2))
    done = room.run(make.page(make.ticket(3, "My WID-12?"), replies=replies))
    assert room.told(3) == [("comment 2", "WID-12", "2026-12-05")]
    assert done.unheard == 1
    assert "a reply on ticket 3 (comment 1) cannot be read" in caplog.text
    assert "secret" not in caplog.text


def test_an_agent_on_her_own_ticket_is_a_customer(room: Room, make: Make) -> None:
    """What she writes there told no customer anything; what a colleague answers her did."""
    own = make.ticket(3, "My WID-12?", requester_id=AGENT)
    replies = (make.reply(3, "It ships 2026-12-05"), make.reply(3, "It ships 2026-12-06", 2, agent=7))
    room.run(make.page(own, replies=replies))
    assert room.told(3) == [("comment 2", "WID-12", "2026-12-06")]


def test_a_ticket_that_no_listing_of_this_run_brought(room: Room, make: Make) -> None:
    """Where an earlier run broke off between tickets and replies, whose ticket it is is asked for, a hundred a call."""
    replies = tuple(make.reply(number, "WID-12 ships 2026-12-05") for number in (3, 4))
    room.run(make.page(replies=replies))
    assert room.desk.asked == ["tickets [3, 4]"]
    assert {one.requester_id for number in (3, 4) for one in room.memory.promises([number])[number]} == {50}


def test_a_new_promise_costs_no_call(room: Room, make: Make) -> None:
    """A ticket that was listed is decided on as listed."""
    room.run(make.page(make.ticket(3, "My WID-12?")))
    room.desk.asked.clear()
    room.run(make.page(make.ticket(3)), make.page(replies=(make.reply(3, "It ships 2026-12-05"),)))
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]
    assert room.desk.asked == []


def test_killed_after_the_page(room: Room, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was recorded touches its ticket: the next run, which reads nothing of it, decides on it."""
    room.run(make.page(make.ticket(3, "My WID-12?")))
    page = make.page(make.ticket(3), replies=(make.reply(3, "It ships 2026-12-05"),))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("zendesk_bridge.app.tickets.Decider", killed)
        with pytest.raises(KeyboardInterrupt):
            room.run(page)
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]
    assert [*room.memory.unsettled()] == [3]
    room.desk.asked.clear()
    room.run()
    assert "tickets [3]" in room.desk.asked
    assert [*room.memory.unsettled()] == []
    assert len(room.told(3)) == 1


def test_all_of_a_page_or_nothing(room: Room, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that fails in the middle leaves neither the promise nor the cursor: the page is read again, once."""
    page = make.page(make.ticket(3, "My WID-12?"), cursor="c7", replies=(make.reply(3, "It ships 2026-12-05"),))

    def broken(*_: object) -> None:
        raise StateError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(type(room.memory), "_save_progress", broken)
        with pytest.raises(StateError):
            room.run(page)
    assert (room.told(3), room.memory.cursor()) == ([], None)
    room.run(page)
    assert (room.told(3), room.memory.cursor()) == ([("comment 1", "WID-12", "2026-12-05")], "c7")


def test_a_solved_ticket_is_due_when_it_is_opened_again(room: Room, make: Make) -> None:
    """A reply that solves its ticket counts; nothing is written there until somebody opens it."""
    room.run(make.page(make.ticket(3, "My WID-12?")))
    room.desk.patched.clear()
    solved = make.ticket(3, status=TicketStatus.SOLVED)
    done = room.run(make.page(solved, replies=(make.reply(3, "It ships 2026-12-05"),)))
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]
    assert dict(done.skipped) == {"solved": 1}
    assert ([*room.memory.unsettled()], room.desk.patched) == ([], [])
    assert room.memory.views([3])[3].touched
    room.run(make.page(make.ticket(3)))
    assert not room.memory.views([3])[3].touched


def test_a_preview_keeps_nothing(room: Room, make: Make) -> None:
    """It tells what would be heard; the next run hears it."""
    page = make.page(make.ticket(3, "My WID-12?"), replies=(make.reply(3, "It ships 2026-12-05"),))
    assert dict(room.preview(page).told) == {"current": 1}
    assert room.told(3) == []
    assert dict(room.run(page).told) == {"current": 1}


# --- replies that the listing only points at


@pytest.mark.parametrize("status", [TicketStatus.OPEN, TicketStatus.SOLVED])
def test_an_answered_ticket_is_read_where_it_matters(room: Room, make: Make, status: TicketStatus) -> None:
    """One call where the ticket mentions a late item, solved or not; none where it does not."""
    room.desk.conversations = {3: Conversation((), (make.reply(3, "It ships 2026-12-05"),))}
    found = (make.ticket(3, "My WID-12?", answered=AT, status=status), make.ticket(4, "My order?", answered=AT))
    room.run(make.page(*found))
    assert room.desk.asked == ["conversation 3"]
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]


def test_a_search_of_the_past_reads_only_what_it_looks_for(room: Room, make: Make) -> None:
    """A new item makes no ticket of another one be read again for what was told there long ago."""
    room.desk.conversations = {3: Conversation((), (make.reply(3, "It ships 2026-12-05"),))}
    late = room.late
    room.late = late[:1]
    page = make.page(make.ticket(3, "My WID-12?", answered=AT))
    room.run(page)
    room.desk.asked.clear()
    room.late = late
    room.desk.past = [page]
    room.run()
    assert room.desk.asked == []


def test_an_answer_that_is_known_is_not_read_again(room: Room, make: Make) -> None:
    """Where a helpdesk repeats what changed last, the promise at hand saves the call; a later answer is read."""
    room.desk.conversations = {3: Conversation((), (make.reply(3, "It ships 2026-12-05"),))}
    for answered in (AT, AT, AT + timedelta(seconds=1)):
        room.run(make.page(make.ticket(3, "My WID-12?", answered=answered)))
    assert room.desk.asked == ["conversation 3", "conversation 3"]


def test_an_answer_is_read_again_for_an_item_that_became_late(room: Room, make: Make) -> None:
    """What it promised of another item saves no call: of this one nothing was heard, for it was not late."""
    late = room.late
    room.late = late[:1]
    room.desk.conversations = {3: Conversation((), (make.reply(3, "It ships 2026-12-05"),))}
    page = make.page(make.ticket(3, "My WID-12 and my LAMP-3?", answered=AT))
    room.run(page)
    room.late = late
    room.desk.past = [page]
    room.run()
    assert [sku for _, sku, _ in room.told(3)] == ["WID-12", "LAMP-3"]


def test_replies_are_heard_in_the_order_of_their_sending(room: Room, make: Make) -> None:
    """Whatever order they come in: what the earlier one promised is known when the later one is judged."""
    known: list[tuple[str, list[str]]] = []
    listen = room.listen

    def listens(reply: Any, items: Any, heard: Any, asked: Any) -> Any:
        known.append((reply.words.part, [one.comment for told in heard.values() for one in told]))
        return listen(reply, items, heard, asked)

    room.listen = listens
    replies = (make.reply(3, "It ships 2026-12-09", 2, minutes=5), make.reply(3, "It ships 2026-12-05"))
    room.run(make.page(make.ticket(3, "My WID-12?"), replies=replies))
    assert known == [("comment 1", []), ("comment 2", ["comment 1"])]


def test_what_was_to_be_forgotten_is_not_heard_again(room: Room, make: Make) -> None:
    """Once a customer is forgotten, a page that is read again brings back nothing of before, and all of after."""
    page = make.page(make.ticket(3, "My WID-12?"), replies=(make.reply(3, "It ships 2026-12-05"),))
    room.run(page)
    forget(room.state, room.state.accounts()[0], 50, KnownAddresses(), AT + timedelta(minutes=1))
    later = make.page(replies=(make.reply(3, "It ships 2026-12-09", 2, minutes=2),))
    room.run(page, later)
    assert room.told(3) == [("comment 2", "WID-12", "2026-12-09")]


def test_a_reply_does_not_speak_of_an_item_that_an_agent_took_off(room: Room, make: Make) -> None:
    """Unless it names it: the ticket is not about this item, an agent said, whatever its customer wrote."""
    room.run(make.page(make.ticket(3, "My WID-12?")))
    room.run(make.page(make.ticket(3, tags=frozenset({"backorder"}))))
    room.run(make.page(replies=(make.reply(3, "It ships 2026-12-05"),)))
    assert room.told(3) == []
    room.run(make.page(replies=(make.reply(3, "WID-12 ships 2026-12-05"),)))
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]


def test_a_reply_wakes_no_ticket_that_rests(room: Room, make: Make) -> None:
    """The helpdesk would not take what we wrote on it: its promise counts, and it is tried when its time has come."""

    def refuse(changes: Any, fields: Any) -> Any:
        del fields
        for change in changes:
            room.desk.patched.append(change.patch.ticket_id)
            yield Failed(change.patch.ticket_id, "no")

    room.desk.patch = refuse
    room.run(make.page(make.ticket(3, "My WID-12?")))
    room.run()
    tried = [*room.desk.patched]
    room.run(make.page(replies=(make.reply(3, "It ships 2026-12-05"),)))
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]
    assert room.desk.patched == tried == [3, 3]


def test_both_sides_come_by_one_call(room: Room, make: Make) -> None:
    """What the customer added and what she was told are read together; the reply is about what she named."""
    room.desk.conversations = {
        3: Conversation(make.said(3, "I mean LAMP-3").words, (make.reply(3, "It ships 2026-12-09"),))
    }
    room.run(make.page(make.ticket(3, "My order?", answered=AT, unread=True)))
    assert room.desk.asked == ["conversation 3"]
    assert room.told(3) == [("comment 1", "LAMP-3", "2026-12-09")]


def test_what_was_read_for_its_replies_is_searched(room: Room, make: Make) -> None:
    """A solved ticket is read for what its customer was told: what she wrote there needs no second look."""
    room.run(make.page(make.ticket(3, "My WID-12?")))
    words = make.said(3, "And LAMP-3?").words
    room.desk.conversations = {3: Conversation(words, (make.reply(3, "WID-12 ships 2026-12-05"),))}
    solved = make.ticket(3, answered=AT, unread=True, status=TicketStatus.SOLVED)
    room.run(make.page(solved))
    view = room.memory.views([3])[3]
    assert ({mark.sku for mark in view.items}, view.unread) == ({"WID-12", "LAMP-3"}, False)


def test_an_answer_that_cannot_be_read_now(room: Room, make: Make) -> None:
    """The ticket is marked all the same, told as failed, and read whole by a later run, replies included."""
    room.desk.conversations = {3: make.rejected}
    done = room.run(make.page(make.ticket(3, "My WID-12?", answered=AT)))
    assert ([one.ticket_id for one in done.failed], room.desk.patched) == ([3], [3])
    room.desk.known = {3: make.ticket(3, "My WID-12?", replies=(make.reply(3, "It ships 2026-12-05"),))}
    room.run()
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]


def test_an_item_that_becomes_late_later(room: Room, make: Make) -> None:
    """When past tickets are searched for a new item, earlier replies about it are heard, too."""
    late = room.late
    room.late = late[1:]
    page = make.page(make.ticket(3, "My WID-12?"), replies=(make.reply(3, "It ships 2026-12-05"),))
    room.run(page)
    assert room.told(3) == []
    room.late = late
    room.run(page)
    assert room.told(3) == [("comment 1", "WID-12", "2026-12-05")]


@pytest.mark.parametrize(("comment", "seconds", "unread"), [(6, 0, 1), (4, 0, 0), (4, 1, 1), (6, -1, 0)])
def test_an_answer_comes_after_what_it_answers(room: Room, make: Make, comment: int, seconds: int, unread: int) -> None:
    """By its time; of the same second, which is as fine as helpdesks tell, by the number that they count up."""
    room.run(make.page(make.ticket(3, "My WID-12?"), replies=(make.reply(3, "It ships 2026-12-05", 5),)))
    written = make.said(3, "What about my other order?", comment, AT + timedelta(seconds=seconds))
    room.run(make.page(comments=(written,), cursor="c2"))
    assert len(list(room.memory.unread_answers())) == unread


def test_the_first_word_after_a_choice_answers_it(room: Room, make: Make) -> None:
    """Whatever it says: somebody has seen to it. What was written before, by rule, or once more after it, does not."""
    choice = Choice(3, "WID-12", "cancel", AT, "", "page")
    room.memory.record({}, said=Said(choices=(choice, replace(choice, ticket_id=4, kind="wait"))))
    done = "It is done."
    replies = (
        make.reply(3, done, 1, minutes=-900),
        make.reply(3, "Thank you for your message.", 2, agent=None, minutes=5),
        make.reply(3, done, 3, minutes=6),
        make.reply(3, "All the best!", 4, minutes=7),
        make.reply(4, done, 5, minutes=8),
    )
    room.run(make.page(make.ticket(3, "My WID-12?"), make.ticket(4, "My WID-12?"), replies=replies))
    assert (room.told(3), room.told(4)) == ([("comment 3", "WID-12", "")], [])


def test_a_solved_ticket_stays_out_of_the_lists(room: Room, make: Make) -> None:
    """A reply that solves the ticket promises as well, and nobody waits there until somebody opens it again."""
    solved = make.ticket(3, "Where is my order?", status=TicketStatus.SOLVED)
    room.run(make.page(solved, replies=(make.reply(3, "WID-12 ships 2026-12-05"),)))
    assert not list(room.memory.latest_promises())
    room.run(make.page(make.ticket(3, "Where is my order?")))
    assert [promise.ticket_id for promise in room.memory.latest_promises()] == [3]


def test_a_word_without_a_day_promises_nothing_to_keep(room: Room, make: Make) -> None:
    """An agent who speaks of an item on a ticket that is about something else has promised nobody a day."""
    room.run(make.page(make.ticket(3, "Hello"), replies=(make.reply(3, "WID-12 ships some time"),)))
    assert room.told(3) == [("comment 1", "WID-12", "")]
    assert room.memory.views([3]) == {}


def test_who_waits_for_an_item_that_is_back_waits_until_told(room: Room, make: Make) -> None:
    """A reply that cannot be read, or speaks of something else, tells nobody; one that speaks of the item does."""
    room.run(make.page(make.ticket(3, "My WID-12?"), replies=(make.reply(3, "It ships 2026-12-05"),)))
    room.late = room.late[1:]
    for comment, text in enumerate(("unreadable", "What is your address?"), start=2):
        room.run(make.page(make.ticket(3), replies=(make.reply(3, text, comment),)))
        assert [promise.sku for promise in room.memory.latest_promises()] == ["WID-12"]
    room.run(make.page(make.ticket(3), replies=(make.reply(3, "It is back", 4),)))
    assert not list(room.memory.latest_promises())
    assert "comment 4" in {event.comment for event in room.memory.history(3)}
    assert [*room.memory.unsettled()] == []


def test_who_waits_for_an_item_that_is_back_is_read_for(room: Room, make: Make) -> None:
    """Where answers are read ticket by ticket, those to whoever waits are, until one tells them."""
    room.run(make.page(make.ticket(3, "My WID-12?"), replies=(make.reply(3, "It ships 2026-12-05"),)))
    room.late = room.late[1:]
    room.run()
    answered = make.ticket(3, answered=AT + timedelta(hours=3))
    room.desk.conversations[3] = Conversation((), (make.reply(3, "It is back", 2),))
    room.run(make.page(answered))
    room.desk.asked.clear()
    room.run(make.page(answered))
    assert room.desk.asked == []
    assert not list(room.memory.latest_promises())

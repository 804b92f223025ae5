"""Who was told a window that no longer holds, and who waits for an update: from agents' replies to tags and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from zendesk_bridge.state import open_state

FACES = ("zendesk", "freshdesk")
NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}
WID = "backorder_wid_12"
MOVED, DUE = "backorder_window_moved", "backorder_followup_due"
MINUTE = 60
SETTLED = 11 * MINUTE


@dataclass
class Desk:
    """One helpdesk at which an agent answers; ``wait`` lets so many seconds pass, for the helpdesk and the job."""

    shop: Any
    face: str
    wait: Callable[[float], None]

    def triage(self, after: float = 10 * MINUTE) -> Any:
        """Let time pass, then mark the tickets of this helpdesk."""
        self.wait(after)
        return self.shop.ok("triage", "--helpdesk", NAMES[self.face])

    def asked(self, name: str = "alex") -> int:
        """Let a customer ask for the late item."""
        return int(self.shop.customer("Where is my blue widget?", requester={"email": f"{name}@example.com"}))

    def answer(self, number: int, text: str = "") -> None:
        """Let an agent send what is pre-filled, or this."""
        self.wait(MINUTE)
        body = text or self.shop.fields(self.face, number)["Backorder message"]
        self.shop.admin("zendesk", f"tickets/{number}/comments", {"author": "agent", "body": body, "public": True})

    def move(self, days: int) -> None:
        """Let the item ship so many days later than it did at first."""
        dates = {name: self.shop.dates[name] + timedelta(days) for name in ("from", "to")}
        self.shop.facts(**dates)

    def edit(self, number: int, **changes: object) -> None:
        """Let an agent change a ticket."""
        self.wait(MINUTE)
        self.shop.admin("zendesk", f"tickets/{number}", changes, method="PATCH")

    def message(self, number: int) -> str:
        """Return what is pre-filled."""
        return str(self.shop.fields(self.face, number)["Backorder message"])

    def tags(self, number: int) -> set[str]:
        """Return a ticket's tags."""
        return set(self.shop.tags(number))


@pytest.fixture(params=FACES)
def desk(shop, request):
    """Return a helpdesk of a shop in New York, where everything is set up."""
    shop.swap("config.yaml", "timezone: UTC", "timezone: America/New_York")
    shop.ready()
    with time_machine.travel(datetime.now(UTC)) as clock:
        yield Desk(shop, request.param, clock.shift)


@pytest.fixture
def told(desk):
    """Return a ticket whose customer was told the window in a public reply, and the run has heard it."""
    number = desk.asked()
    desk.triage()
    desk.answer(number)
    desk.triage()
    assert desk.tags(number) == {"backorder", WID}
    return number


def test_a_moved_window_reminds_of_whoever_was_told_the_old_one(desk, told):
    """The words are renewed at once; the tag comes when the move has settled, goes when the new window was told."""
    unanswered = desk.asked("noor")
    desk.triage()
    assert "We had told you" not in desk.message(told)
    desk.move(11)
    desk.triage()
    assert "We had told you" in desk.message(told)
    assert "We had told you" not in desk.message(unanswered)
    assert desk.tags(told) == {"backorder", WID}
    desk.triage(SETTLED)
    assert desk.tags(told) == {"backorder", WID, MOVED}
    assert desk.tags(unanswered) == {"backorder", WID}
    desk.answer(told)
    desk.triage()
    assert desk.tags(told) == {"backorder", WID}
    assert "We had told you" not in desk.message(told)
    desk.shop.writes()
    desk.triage(SETTLED)
    assert desk.shop.writes() == 0


def test_a_window_that_moves_back_needs_no_word(desk, told):
    """What the customer was told holds again: the tag goes with the edit, and so do the words."""
    desk.move(11)
    desk.triage()
    desk.triage(SETTLED)
    assert MOVED in desk.tags(told)
    desk.move(0)
    desk.triage()
    assert desk.tags(told) == {"backorder", WID}
    assert "We had told you" not in desk.message(told)


def test_three_edits_are_one_wave(desk, told):
    """The last of three edits in ten minutes is the one that agents are reminded of, once; the words follow each."""
    for days in (11, 12, 13):
        desk.move(days)
        desk.triage(3 * MINUTE)
        assert desk.tags(told) == {"backorder", WID}
        assert str((desk.shop.dates["to"] + timedelta(days)).day) in desk.message(told)
    desk.triage(SETTLED)
    assert desk.tags(told) == {"backorder", WID, MOVED}


def test_an_agent_takes_the_tag_off(desk, told):
    """It stays off for this move, whatever else is written, and comes with another one."""
    desk.move(11)
    desk.triage()
    desk.triage(SETTLED)
    desk.edit(told, remove_tags=[MOVED])
    for _ in range(2):
        desk.triage()
        assert desk.tags(told) == {"backorder", WID}
    desk.move(15)
    desk.triage()
    desk.triage(SETTLED)
    assert desk.tags(told) == {"backorder", WID, MOVED}


def test_a_word_without_a_day_tells_no_new_window(desk, told):
    """An agent who only says that it is late has not told the customer when: the tag stays."""
    desk.move(11)
    desk.triage()
    desk.triage(SETTLED)
    desk.answer(told, "Your blue widget is delayed, I am sorry.")
    desk.triage()
    assert MOVED in desk.tags(told)


def test_an_update_is_due_from_its_day_on(desk, told):
    """The tag comes with the day where the shop is, not before; the update takes it off."""
    zone = ZoneInfo("America/New_York")
    midnight = datetime.combine(desk.shop.dates["next"], time(), zone)
    before = (midnight - datetime.now(UTC)).total_seconds() - 30 * MINUTE
    desk.triage(before)
    assert desk.tags(told) == {"backorder", WID}  # the day has come in Europe
    desk.triage(60 * MINUTE)
    assert desk.tags(told) == {"backorder", WID, DUE}
    desk.shop.facts(next=desk.shop.dates["next"] + timedelta(1))
    desk.triage()
    assert desk.tags(told) == {"backorder", WID, DUE}  # another day in the file is no word to a customer
    desk.answer(told)
    desk.triage()
    assert desk.tags(told) == {"backorder", WID}
    desk.triage(24 * 60 * MINUTE)
    assert desk.tags(told) == {"backorder", WID, DUE}
    desk.edit(told, remove_tags=[DUE])
    for _ in range(2):
        desk.triage()
        assert desk.tags(told) == {"backorder", WID}


def test_an_update_is_due_on_the_day_that_was_promised(desk):
    """What the agent wrote counts, not what the file says: that day comes by itself, and no fact changes with it."""
    number = desk.asked()
    desk.triage()
    promised = desk.shop.dates["next"] - timedelta(4)
    desk.answer(
        number, f"Your blue widget is late, I am sorry. You will hear from us again by {promised:%B} {promised.day}."
    )
    desk.triage()
    assert desk.tags(number) == {"backorder", WID}
    desk.triage((datetime.combine(promised, time(12), UTC) - datetime.now(UTC)).total_seconds())
    assert desk.tags(number) == {"backorder", WID, DUE}


def test_a_reminder_that_is_there_costs_nothing(desk, told):
    """While agents have not answered yet, no run reads the ticket anew or writes to it."""
    desk.move(11)
    desk.triage()
    desk.triage(SETTLED)
    desk.triage()
    desk.shop.writes()
    desk.triage(SETTLED)
    calls = desk.shop.calls(desk.face)
    assert MOVED in desk.tags(told)
    assert not {call for call in calls if "show_many" in call or call == "GET /api/v2/tickets/{id}"}
    assert desk.shop.writes() == 0


def test_a_fact_that_is_deleted_while_promises_stand(desk, told):
    """Nobody is reminded of what is late no more; a line that was deleted by mistake ends no promise."""
    desk.move(11)
    desk.triage()
    desk.triage(SETTLED)
    desk.shop.facts("WID-12")
    desk.triage(MINUTE)
    assert desk.tags(told) == {"backorder_resolved"}
    desk.move(11)
    desk.triage(5 * MINUTE)
    desk.triage(SETTLED)
    assert desk.tags(told) == {"backorder", WID, MOVED}


def test_what_was_said_before_a_release_heard_it_is_heard_once(desk, told):
    """A database of an older release knows no replies: those of the look-back are read with the first run, and once."""
    state = open_state(f"sqlite:///{desk.shop.folder}/zendesk-bridge.db")
    (memory,) = (state.memory(known.row) for known in state.accounts() if known.name == NAMES[desk.face])
    (promise,) = memory.promises([told])[told]
    for _ in range(2):
        desk.wait(60 * MINUTE)
        desk.asked("noor")
        desk.triage()  # from here on no listing brings that reply any more
    memory.forget_customer(promise.requester_id)
    memory.record({}, scanned=memory.scanned() - {"replies"})
    desk.triage()
    assert memory.promises([told])[told] == (promise,)
    assert "replies" in memory.scanned()  # and is not done again
    state.close()


def test_a_lost_database_is_judged_anew(desk, told):
    """What was promised comes back from what agents wrote; by it the tag is right again."""
    unanswered = desk.asked("noor")
    desk.triage()
    desk.move(11)
    desk.triage()
    desk.triage(SETTLED)
    desk.shop.lose_state()
    desk.triage()
    desk.triage(SETTLED)
    assert desk.tags(told) == {"backorder", WID, MOVED}
    assert desk.tags(unanswered) == {"backorder", WID}

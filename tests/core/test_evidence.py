"""core.evidence and its reports: what is proven of a ticket, and what is honestly not."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.evidence import (
    Bearings,
    Evidence,
    KnownTicket,
    Quoted,
    ReadTicket,
    TicketEvidence,
    ticket_evidence,
)
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.model import (
    Accuracy,
    AgentReply,
    Backorder,
    Choice,
    Event,
    EventKind,
    FactVersion,
    NoticeKind,
    Promise,
    ShipWindow,
    Ticket,
    TicketStatus,
    Told,
    UnreadAnswer,
    Words,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.report.evidence import evidence_digest, evidence_json, evidence_lines, evidence_page

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
DEC_1 = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
DEC_12 = ShipWindow(date(2026, 12, 12), date(2026, 12, 16))
ITEM = Backorder("WID-12", "Blue Widget", ship_window=DEC_1, promised_by=date(2026, 11, 25), reason="the boat is late")
FIRST = FactVersion(
    "WID-12", "v1", NOON - timedelta(days=9), ITEM, "macros/backorders.yaml", "macros/backorders.yaml:2:5"
)
MOVED = FactVersion("WID-12", "v2", NOON + timedelta(days=7), replace(ITEM, ship_window=DEC_12), place="f.yaml:2:5")
GONE = FactVersion("WID-12", "", NOON + timedelta(days=30), None)
TOLD = Promise(
    7, "WID-12", "comment 11", NOON, DEC_1, date(2026, 11, 29), Accuracy.CURRENT, NoticeKind.FIRST, "v1", 5, None, 31
)
AGAIN = Promise(
    7, "WID-12", "comment 13", NOON + timedelta(days=8), DEC_12, None, Accuracy.CURRENT, NoticeKind.RENEWED, "v2", 5
)
WAITS = Choice(7, "WID-12", "wait", NOON + timedelta(hours=1), "comment 12", "en.wait", "v1", 31)
SEEN = Event(7, EventKind.SEEN, NOON - timedelta(hours=2), "run", "customer", "WID-12")
REPLIES = {"comment 11": "It ships December 1 - 5. Cancel any time.", "comment 13": "Now December 12 - 16, sorry."}


def known(**changes: Any) -> KnownTicket:
    """Return what is remembered of a ticket with two notices and an answer."""
    whole = KnownTicket(
        "shop", "Zendesk", 7, "https://a.example/agent/tickets/7", ("10482",), (SEEN,), (TOLD, AGAIN), (WAITS,)
    )
    return replace(whole, **changes)


def read(replies: dict[str, str] = REPLIES, **wrote: str) -> ReadTicket:
    """Return the ticket as the helpdesk shows it, with what agents and the customer wrote."""
    answers = {"comment 12": "OK, I wait.", **{key.replace("_", " "): text for key, text in wrote.items()}}
    words = [Words("description", "Where is it?"), *(Words(part, text) for part, text in answers.items())]
    said = tuple(AgentReply(7, NOON, 5, Words(part, text)) for part, text in replies.items())
    return ReadTicket(Ticket(7, TicketStatus.OPEN, words=tuple(words), requester_id=31, replies=said))


def made(
    ticket: KnownTicket | None = None,
    shown: ReadTicket | None = None,
    market: Market = Market.US,
    versions: tuple[FactVersion, ...] = (FIRST, MOVED),
) -> TicketEvidence:
    """Return the evidence of a ticket on December 8th."""
    bearings = Bearings(History.of(versions), ZONE, date(2026, 12, 8))
    return ticket_evidence(replace(ticket or known(), market=market), shown or read(), bearings)


def asked(*tickets: TicketEvidence) -> Evidence:
    """Return evidence for an order."""
    when = datetime(2026, 12, 9, 3, 30, tzinfo=UTC)
    return Evidence("order 10482", tickets, ZONE, "America/New_York", when, "zendesk-bridge 9")


def days(dates: Any) -> dict[str, str | None]:
    """Return dates by what they are."""
    return {one.what.value: one.day and str(one.day) for one in dates}


def test_the_whole_of_it() -> None:
    """What was promised at the order, each notice with its text and dates, the answer, and what happened in order."""
    found = made()
    (item,) = found.items
    assert [(promise.day, promise.version.place) for promise in item.promised] == [
        (date(2026, 11, 25), "macros/backorders.yaml:2:5")
    ]
    assert [notice.text.text for notice in item.notices] == list(REPLIES.values())
    assert days(item.notices[0].dates) == {
        "promised_ship_by": "2026-11-25",
        "revised_ship_date": "2026-12-05",
        "next_update": "2026-11-29",
        "consent_by": None,
    }
    assert days(item.notices[1].dates) == {
        "promised_ship_by": "2026-11-25",
        "revised_ship_date": "2026-12-16",
        "next_update": None,
        "consent_by": "2026-12-05",
        "refund_by": "2026-12-15",
    }
    assert [answer.text.text for answer in item.answers] == ["OK, I wait."]
    assert found.unread == ()
    assert [one.who for one in found.timeline] == ["shop", "bridge", "agent", "customer", "shop", "agent"]
    assert found.missing == 0


@pytest.mark.parametrize("market", [Market.NONE, Market.UK, Market.EU])
def test_without_a_rule_no_day_is_made_up(market: Market) -> None:
    """T and R are facts; until when a yes counts and when a refund is due is said by a rule, or by nobody."""
    (item,) = made(market=market).items
    for notice in item.notices:
        assert days(notice.dates)["revised_ship_date"]
        assert days(notice.dates).get("consent_by") is None
        assert "refund_by" not in days(notice.dates)


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ("2026-12-01/2026-12-05", ": 2026-12-01 to 2026-12-05"),
        ("2026-12-05/2026-12-05", ": 2026-12-05"),
        ("../2026-12-05", ": by 2026-12-05"),
        ("unknown", ": unknown"),
        ("", ""),
    ],
)
def test_what_a_ticket_was_told_is_said_as_everywhere(window: str, said: str) -> None:
    """The window that a ticket was told stands in the timeline in the words of all other reports."""
    told = Event(7, EventKind.TOLD, NOON, "run", "bridge", "WID-12", Told("v1", "w1", "f1", window))
    [one] = [one for one in made(known(events=(told,))).timeline if one.who == "bridge"]
    assert one.what == f"the ticket was marked, and the reply for agents made ready{said}"


def test_a_cancellation_makes_a_refund_due() -> None:
    """Seven working days after the customer's own day: Thanksgiving is none."""
    cancels = replace(WAITS, kind="cancel", at=datetime(2026, 11, 21, 2, 0, tzinfo=UTC))  # still Friday the 20th
    (item,) = made(known(choices=(cancels,))).items
    assert days(item.answers[0].dates) == {"refund_by": "2026-12-02"}
    (item,) = made(known(choices=(cancels,)), market=Market.NONE).items
    assert item.answers[0].dates == ()


def test_what_was_promised_is_what_stood_then() -> None:
    """States that were over before the ticket are left out; a promised day that was changed is told with both."""
    early = replace(FIRST, version="v0", seen_at=NOON - timedelta(days=40))
    later = replace(MOVED, item=replace(ITEM, promised_by=date(2026, 12, 20)))
    (item,) = made(versions=(early, FIRST, later, GONE)).items
    assert [version.version for version in item.versions] == ["v1", "v2", ""]
    assert [str(promise.day) for promise in item.promised] == ["2026-11-25", "2026-12-20"]
    assert days(item.notices[0].dates)["promised_ship_by"] == "2026-11-25"
    assert not item.late
    assert item.today == ()


def test_a_notice_before_all_that_is_known() -> None:
    """Without a state of the item nobody knows what was promised, and that is what is said."""
    (item,) = made(versions=()).items
    assert days(item.notices[0].dates)["promised_ship_by"] is None
    assert "no state of the item is known" in item.notices[0].dates[0].why


@pytest.mark.parametrize(
    ("replies", "states"),
    [
        (REPLIES, [Quoted.NOW, Quoted.NOW]),
        ({"comment 13": REPLIES["comment 13"]}, [Quoted.GONE, Quoted.NOW]),
        (REPLIES | {"comment 11": "It ships November 27."}, [Quoted.EDITED, Quoted.NOW]),
        (REPLIES | {"comment 11": "▇▇▇▇"}, [Quoted.EDITED, Quoted.NOW]),
        (REPLIES | {"comment 11": "Versand 01.12.-05.12."}, [Quoted.NOW, Quoted.NOW]),
    ],
)
def test_what_became_of_a_reply(replies: dict[str, str], states: list[Quoted]) -> None:
    """One that is gone, or names another day than was read in it, is told as such; in whatever order figures stand."""
    (item,) = made(shown=read(replies)).items
    assert [notice.text.state for notice in item.notices] == states


def test_a_reply_that_was_edited_between_two_runs() -> None:
    """Both of what it told are notices; the text is shown with the newest, for the older one is kept nowhere."""
    edited = replace(TOLD, window=DEC_12, at=NOON + timedelta(days=1))
    (item,) = made(known(promises=(TOLD, edited)), read({"comment 11": "It ships December 12 - 16."})).items
    assert [(notice.text.text, notice.text.state, notice.again) for notice in item.notices] == [
        (None, Quoted.EDITED, False),
        ("It ships December 12 - 16.", Quoted.EDITED, True),
    ]


@pytest.mark.parametrize("state", [Quoted.OFFLINE, Quoted.UNREACHED, Quoted.GONE])
def test_without_the_helpdesk(state: Quoted) -> None:
    """Everything that is remembered is there, and why the texts are not."""
    found = made(shown=ReadTicket(None, state, "nobody answers"))
    (item,) = found.items
    assert [notice.text.state for notice in item.notices] == [state, state]
    assert found.requester_id == 31
    assert found.missing == (0 if state is Quoted.OFFLINE else 3)
    assert days(item.notices[1].dates)["refund_by"]


def test_what_nobody_read_is_left_to_a_person() -> None:
    """The customer's words after the first notice; what came before it, and files' names, are no answer to it."""
    words = {"comment_9": "first!", "comment_14": "any news?", "attachment": "photo.jpg"}
    found = made(shown=read(**words))
    assert [(answer.comment, answer.text.text) for answer in found.unread] == [("comment 14", "any news?")]
    assert made(known(promises=())).unread == ()


# --- how it is told

HOSTILE = '</td><script>alert(1)</script><img src="https://x.example/?" onerror=alert(2)> \u202egnihtemos {{ a }} 😀'


def hostile() -> Evidence:
    """Return evidence in which every text that somebody else wrote would like to be more than a text."""
    sku = "<img onerror=1>"
    item = replace(ITEM, sku=sku, name=HOSTILE, reason=HOSTILE)
    versions = (replace(FIRST, sku=sku, item=item, place=HOSTILE),)
    ticket = KnownTicket(
        "shop",
        "Zendesk",
        7,
        "https://a.example/7",
        (HOSTILE,),
        (replace(SEEN, sku=sku),),
        (replace(TOLD, sku=sku, comment=HOSTILE),),
        (replace(WAITS, sku=sku, how=HOSTILE),),
    )
    found = made(ticket, read({HOSTILE: HOSTILE}, comment_12=HOSTILE, comment_15=HOSTILE), versions=versions)
    return replace(asked(replace(found, trouble=HOSTILE)), asked=HOSTILE)


def test_nothing_in_a_page_is_anybodys_html() -> None:
    """A name, a reason, a reply and an answer are texts; nothing runs, nothing is loaded, nothing turns direction."""
    page = evidence_page(hostile())
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert page.count("default-src 'none'") == 1
    assert "😀" in page


def test_a_terminal_obeys_none_of_it() -> None:
    """What is printed goes through the one door that makes signs harmless; each line is a line."""
    assert all("\n" not in line for line in evidence_lines(hostile()))


def test_the_page_is_in_the_order_that_is_asked_for() -> None:
    """The order and what was promised; the notices; the answer; shipment and refund; what happened."""
    page = evidence_page(asked(made()))
    parts = ["1. The order", "2. What the customer was told", "3. What the customer answered", "4. Shipment", "5. What"]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    for words in ("no legal advice", "2026-12-08 22:30 EST", "America/New_York", "zendesk-bridge 9", "not known here"):
        assert words in page
    assert page.index("It ships December 1 - 5.") < page.index("OK, I wait.")


def test_a_digest_is_of_the_content() -> None:
    """Anybody can work it out from the JSON; when it was made changes nothing, one letter does."""
    found = asked(made())
    data = evidence_json(found)
    text = json.dumps(data["evidence"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert data["digest"] == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" == evidence_digest(found)
    assert data["digest"] in evidence_page(found)
    assert data["digest"] in "\n".join(evidence_lines(found))
    later = replace(found, made_at=found.made_at + timedelta(days=1), program="zendesk-bridge 10")
    assert evidence_digest(later) == data["digest"]
    other = asked(made(shown=read(REPLIES | {"comment 11": "It ships December 1 - 5. Cancel anytime."})))
    assert evidence_digest(other) != data["digest"]


def test_an_order_of_two_customers_is_said() -> None:
    """Two people who name one order: a paper that shows both to a bank would tell of somebody who has no part in it."""
    mine = made()
    page = evidence_page(asked(mine, replace(mine, ticket_id=8, requester_id=32)))
    assert "different customers" in page
    assert "different customers" not in evidence_page(asked(mine, replace(mine, ticket_id=8)))
    assert "different customers" not in evidence_page(asked(mine, replace(mine, helpdesk="shop-eu", requester_id=32)))


def test_moments_are_told_in_the_shops_zone() -> None:
    """Half past three in the night in UTC is the evening before in New York, on every surface."""
    late = replace(TOLD, at=datetime(2026, 11, 21, 3, 30, tzinfo=UTC))
    found = asked(made(known(promises=(late,))))
    assert "2026-11-20 22:30 EST" in evidence_page(found)
    assert any("2026-11-20 22:30 EST" in line for line in evidence_lines(found))
    (item,) = evidence_json(found)["evidence"]["tickets"][0]["items"]
    assert item["notices"][0]["at"] == "2026-11-20T22:30:00-05:00"


def test_each_helpdesk_has_its_own_market() -> None:
    """An order on two helpdesks of two markets: each rule is named with whose it is."""
    theirs = replace(made(market=Market.EU), helpdesk="shop-eu")
    said = "\n".join(evidence_lines(asked(made(), theirs)))
    assert "shop: The rule applied is that of the United States" in said
    assert "shop-eu: Of the European Union's rule no day is computed" in said


def test_answers_that_a_run_left_to_a_person() -> None:
    """Offline, too, it is known that there is something to read, and when it was written."""
    left = UnreadAnswer(7, "WID-12", NOON + timedelta(hours=3), "comment 14")
    found = made(known(unread=(left,)), ReadTicket())
    assert [(one.comment, one.at, one.text.state) for one in found.unread] == [("comment 14", left.at, Quoted.OFFLINE)]
    shown = made(known(unread=(left,)), read(comment_14="well?", comment_15="hello?"))
    assert [(one.comment, one.text.text) for one in shown.unread] == [("comment 14", "well?"), ("comment 15", "hello?")]
    gone = made(known(unread=(left,)))
    assert [one.text.state for one in gone.unread] == [Quoted.GONE]
    assert gone.missing == 1


def test_an_item_that_is_back_has_no_version_to_show() -> None:
    """Where it left the list there are no facts, and no empty brackets; an answer without a choice is no demand."""
    lines = list(evidence_lines(asked(made(known(choices=()), versions=(FIRST, MOVED, GONE)))))
    assert next(line for line in lines if "late no more" in line).endswith("it is not among the late items")
    assert not any("[]" in line or "a person has to read" in line for line in lines)

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import responses

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.model import TicketPage
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks.freshdesk import ApiKey, build

URL = "https://acme.freshdesk.com/api/v2/tickets"
START = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def iso(second: int) -> str:
    """Return the time so many seconds after the start, as Freshdesk writes it."""
    return (START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Account:
    """A list of tickets that behaves like Freshdesk's: filtered and sorted anew for each request."""

    def __init__(self, http: responses.RequestsMock) -> None:
        self.seconds = {}
        self.asked = []
        self.meanwhile = lambda: None
        http.add_callback(responses.GET, URL, callback=self.answer)

    def answer(self, request: Any) -> tuple[int, dict[str, str], str]:
        """Answer one page, then let something happen before the next."""
        query = request.params
        self.asked.append((query["updated_since"], int(query["page"])))
        assert query["order_by"] == "updated_at"
        assert query["order_type"] == "asc"
        assert query["include"] == "description,stats"
        since = datetime.fromisoformat(query["updated_since"])
        due = sorted(
            (second, key) for key, second in self.seconds.items() if START + timedelta(seconds=second) >= since
        )
        size = int(query["per_page"])
        page = due[(int(query["page"]) - 1) * size :][:size]
        self.meanwhile()
        rows = [{"id": key, "status": 2, "updated_at": iso(second)} for second, key in page]
        return 200, {}, json.dumps(rows)


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """Nothing but what a test registers, all of it."""
    with responses.RequestsMock(assert_all_requests_are_fired=True) as mock:
        yield mock


@pytest.fixture
def desk() -> Helpdesk:
    """A client whose clock stands still and who never sleeps."""
    return build("eu", "https://acme.freshdesk.com", ApiKey("KEY"), sleep=lambda _: None, now=lambda: START)


def ids(pages: Iterable[TicketPage]) -> list[int]:
    """Return the ids of all tickets of these pages, in order."""
    return [ticket.id for page in pages for ticket in page.tickets]


def test_empty_account(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """One call, one page without tickets, and a cursor that stays where it was."""
    account = Account(http)
    pages = list(desk.changed_tickets(None, START, {}))
    assert [(page.tickets, json.loads(page.cursor)) for page in pages] == [((), {"since": iso(0)})]
    assert account.asked == [(iso(0), 1)]


def test_one_call_for_a_short_page(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """A page that is not full ends the scan, and the cursor overlaps by five minutes."""
    account = Account(http)
    account.seconds = {key: key * 10 for key in range(1, 100)}
    pages = list(desk.changed_tickets(None, START, {}))
    assert ids(pages) == list(range(1, 100))
    assert desk.calls == 1
    assert json.loads(pages[-1].cursor) == {"since": iso(990 - 300)}


def test_long_scan_anchors_anew(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """After each full page the question starts at its last row; nothing comes twice, and it is a call for each 99."""
    account = Account(http)
    account.seconds = {key: key for key in range(1, 1001)}
    assert ids(desk.changed_tickets(None, START, {})) == list(range(1, 1001))
    assert account.asked == [(iso(0 if page == 0 else page * 99 + 1), 1) for page in range(11)]


def test_ticket_touched_meanwhile_hides_no_other(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """A ticket that moves to the end while we read comes again there, and the one that moved up is not missed."""
    account = Account(http)
    account.seconds = {key: key for key in range(1, 251)}
    account.meanwhile = lambda: account.seconds.update({1: 900}) if len(account.asked) == 1 else None
    found = ids(desk.changed_tickets(None, START, {}))
    assert sorted(set(found)) == list(range(1, 251))
    assert found.count(1) == 2
    assert len(found) == 251


def test_a_page_full_of_one_second(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """Where hundreds share a second pages are turned, twice, and the walk goes on behind them."""
    account = Account(http)
    account.seconds = dict.fromkeys(range(1, 351), 50) | {key: key for key in range(351, 400)}
    found = ids(desk.changed_tickets(None, START, {}))
    assert found == list(range(1, 400))
    turned = [(iso(50), page) for page in (1, 2, 3, 4)]
    assert account.asked == [(iso(0), 1), *turned, *turned, (iso(51), 1)]


@pytest.mark.parametrize("moment", range(2, 8))
def test_an_agent_between_turned_pages_hides_nothing(http: responses.RequestsMock, desk: Helpdesk, moment: int) -> None:
    """Whoever touches a row of a crowded second while its pages are turned moves another up; all are found."""
    account = Account(http)
    account.seconds = dict.fromkeys(range(1, 251), 50)
    account.meanwhile = lambda: account.seconds.update({1: 900}) if len(account.asked) == moment else None
    found = ids(desk.changed_tickets(None, START, {}))
    assert set(found) == set(range(1, 251))


def test_a_second_that_never_rests_is_stepped_over(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """Where no two readings agree all that any of them had comes, all behind it too, and the next scan comes back."""
    account = Account(http)
    account.seconds = dict.fromkeys(range(1, 251), 50) | {300: 800}
    account.meanwhile = lambda: account.seconds.update({len(account.asked): 900})
    pages = list(desk.changed_tickets(None, START, {}))
    assert set(ids(pages)) == {*range(1, 251), 300}
    assert json.loads(pages[-1].cursor) == {"since": iso(50)}
    account.meanwhile = lambda: None
    pages = list(desk.changed_tickets(pages[-1].cursor, START, {}))
    assert set(ids(pages)) == {*range(1, 251), 300}
    assert json.loads(pages[-1].cursor) == {"since": iso(900 - 300)}


def test_a_bad_row_in_a_crowded_second_is_told(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """Of a second that fills more than a page, a row that nobody can read is named, and one without an id counted."""
    account = Account(http)
    account.seconds = dict.fromkeys(range(1, 151), 50)
    right = account.answer

    def bent(request: Any) -> tuple[int, dict[str, str], str]:
        status, headers, body = right(request)
        rows = json.loads(body)
        for row in rows:
            if row["id"] == 7:
                row["updated_at"] = None
            if row["id"] == 8:
                row["id"] = None
        return status, headers, json.dumps(rows)

    http.reset()
    http.add_callback(responses.GET, URL, callback=bent)
    pages = list(desk.changed_tickets(None, START, {}))
    assert set(ids(pages)) == set(range(1, 151)) - {7, 8}
    assert {number for page in pages for number in page.unread} == {7}
    assert sum(page.holes for page in pages) == 1


def test_a_crowded_second_that_a_page_ran_into(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """Rows of the second that the page before brought along do not come twice."""
    account = Account(http)
    account.seconds = {1: 10} | dict.fromkeys(range(2, 302), 50) | {302: 60}
    assert ids(desk.changed_tickets(None, START, {})) == list(range(1, 303))


def test_our_own_writes_hide_nothing(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """Who marks every ticket of a page before taking the next one still gets each ticket, of a crowded second too."""
    account = Account(http)
    account.seconds = {key: key for key in range(1, 151)} | dict.fromkeys(range(151, 601), 200)
    found = set()
    for page in desk.changed_tickets(None, START, {}):
        new = {ticket.id for ticket in page.tickets} - found
        found |= new
        account.seconds.update(dict.fromkeys(new, 5000 + len(account.asked)))
    assert found == set(range(1, 601))


def test_cursor_continues(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """The next scan starts from the cursor, not from ``since``."""
    account = Account(http)
    account.seconds = {1: 10, 2: 1000}
    list(desk.changed_tickets(json.dumps({"since": iso(700)}), START, {}))
    assert account.asked == [(iso(700), 1)]


def test_more_tickets_in_one_second_than_freshdesk_shows(
    http: responses.RequestsMock, desk: Helpdesk, caplog: pytest.LogCaptureFixture
) -> None:
    """Page 301 is never asked for: the second is stepped over and told, so that the next run does not meet it again."""

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        if request.params["updated_since"] != iso(50) and request.params["updated_since"] > iso(50):
            return 200, {}, json.dumps([{"id": 2, "updated_at": iso(60)}])
        link = '<https://acme.freshdesk.com/api/v2/tickets?page=301>; rel="next"'
        return 200, {"Link": link}, json.dumps([{"id": 1, "updated_at": iso(50)}])

    http.add_callback(responses.GET, URL, answer)
    pages = list(desk.changed_tickets(None, START, {}))
    assert [ticket.id for page in pages for ticket in page.tickets] == [1, 2]
    assert "30000 tickets changed in one second" in caplog.text
    assert {call.request.params["page"] for call in http.calls} <= {str(page) for page in range(1, 301)}


def test_rows_that_nobody_can_read_are_counted(http: responses.RequestsMock, desk: Helpdesk) -> None:
    """One bad row of the list stops nothing: with an id it is named to be read by itself, without it is counted."""
    rows = [{"id": 1, "updated_at": iso(1)}, {"id": 2}, None, {"updated_at": iso(2)}, {"id": 3, "updated_at": "soon"}]
    odd = {"id": 4, "updated_at": iso(3), "requester_id": "?"}
    http.add(responses.GET, URL, json=[*rows, odd])
    (page,) = desk.changed_tickets(None, START, {})
    assert [ticket.id for ticket in page.tickets] == [1]
    assert (page.unread, page.holes) == ((2, 3, 4), 2)


@pytest.mark.parametrize("seconds", [(20, 10), (-5, 3)])
def test_wrong_order(http: responses.RequestsMock, desk: Helpdesk, seconds: tuple[int, int]) -> None:
    """A list in another order, or from before what was asked for, would have holes and is refused."""
    rows = [{"id": key, "updated_at": iso(second)} for key, second in enumerate(seconds)]
    http.add(responses.GET, URL, json=rows)
    with pytest.raises(Incomplete, match="order"):
        list(desk.changed_tickets(None, START, {}))


@pytest.mark.parametrize("cursor", ["abc", "{}", "[1]", '{"since": "soon"}', "1"])
def test_foreign_cursor(desk: Helpdesk, cursor: str) -> None:
    """A cursor that is not ours is refused before anything is sent."""
    with pytest.raises(Incomplete, match="position"):
        list(desk.changed_tickets(cursor, START, {}))
    assert desk.calls == 0


def test_limits_are_obeyed(http: responses.RequestsMock) -> None:
    """Below our share of the minute's calls we wait for the next minute; a 429 waits as long as it says."""
    slept = []
    desk = build("eu", "https://acme.freshdesk.com", ApiKey("KEY"), sleep=slept.append, now=lambda: START)
    low = {"X-RateLimit-Total": "200.0", "X-RateLimit-Remaining": "100.0"}
    http.add(responses.GET, URL, json=[], headers=low)
    http.add(responses.GET, URL, body="<html>slow down</html>", status=429, headers={"Retry-After": "17"})
    http.add(responses.GET, URL, json=[])
    list(desk.changed_tickets(None, START, {}))
    list(desk.changed_tickets(None, START, {}))
    assert slept == [60, 17]
    assert desk.calls == 3

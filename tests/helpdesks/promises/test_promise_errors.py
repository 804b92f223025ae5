from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import pytest

from zendesk_bridge.core.errors import (
    AuthRefused,
    BridgeError,
    Incomplete,
    NotFound,
    Rejected,
    TryLater,
    Unavailable,
)
from zendesk_bridge.core.model import Change, FieldKey, FieldSpec, Ticket, TicketPatch
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
HTML = "<!DOCTYPE html><html><body><h1>Down for maintenance, Alex Morgan</h1></body></html>"

READS: Mapping[str, Callable[[Helpdesk, Face], object]] = {
    "probe": lambda desk, _: desk.probe(),
    "groups": lambda desk, _: desk.groups(),
    "fields": lambda desk, _: desk.ticket_fields(),
    "forms": lambda desk, _: desk.forms(),
    "macros": lambda desk, _: desk.macros(),
    "scan": lambda desk, face: list(desk.changed_tickets(None, face.since, {})),
    "conversation": lambda desk, face: desk.conversation(face.box.store.tickets_by_ids(range(100))[0].id),
}
WRITES: Mapping[str, Callable[[Helpdesk, Face], object]] = {
    "field": lambda desk, _: desk.create_field(FieldSpec(FieldKey.ITEMS, "Not to be", "")),
    "macro": lambda desk, face: desk.create_macro(face.macro()),
}


def sent(face: Face) -> int:
    """Return how many requests arrived."""
    return int(face.admin("requests", method="GET")["total"])


@pytest.mark.parametrize("name", [*READS, *WRITES])
def test_wrong_credentials(face: Face, name: str) -> None:
    """Credentials that nobody knows are refused at every door, at once, with what to check."""
    face.customer()
    desk = face.desk(face.wrong_login())
    with pytest.raises(AuthRefused) as refused:
        (READS | WRITES)[name](desk, face)
    assert refused.value.status == 401
    assert "Check" in refused.value.fix
    assert desk.calls <= 2
    assert face.slept == []


@pytest.mark.parametrize("name", WRITES)
def test_credentials_without_the_right(face: Face, name: str) -> None:
    """Credentials that are right but may not write are refused as such, and nothing is written."""
    desk = face.desk(face.weak_login())
    desk.probe()
    before = face.desk().macros(), face.desk().ticket_fields()
    with pytest.raises(AuthRefused) as refused:
        WRITES[name](desk, face)
    assert refused.value.status == 403
    assert (face.desk().macros(), face.desk().ticket_fields()) == before


def test_a_machine_that_is_not_there(face: Face) -> None:
    """An address where nothing listens is tried for a while, then reported with what to check."""
    desk = face.desk(url="http://127.0.0.1:9")
    with pytest.raises(Unavailable, match="no connection") as down:
        desk.probe()
    assert down.value.unprocessed
    assert "url" in down.value.fix
    assert len(face.slept) >= 2


@pytest.mark.parametrize("body", [HTML, {"error": "No help desk at this address"}], ids=["html", "json"])
def test_a_wrong_subdomain(face: Face, desk: Helpdesk, body: object) -> None:
    """Where there is no such account, the message says to look at the subdomain."""
    desk.groups()  # signed in
    face.fault("status", to=None, status=404, body=body)
    with pytest.raises(NotFound, match="subdomain"):
        desk.probe()


@pytest.mark.parametrize(
    ("wait", "at_least", "at_most"),
    [({"retry_after": 7}, 7, 7), ({"retry_after_date": 30}, 25, 30), ({}, 1, 120), ({"retry_after": 0}, 1, 120)],
    ids=["seconds", "date", "none", "zero"],
)
def test_too_many_requests(
    face: Face, desk: Helpdesk, wait: Mapping[str, int], at_least: float, at_most: float
) -> None:
    """A 429 is waited out for as long as the helpdesk says, then the same request succeeds."""
    face.fault("status", "", "GET", status=429, body=HTML, **wait)
    assert desk.groups().keys() == {"Support", "Returns", "VIP"}
    assert at_least <= sum(face.slept) <= at_most


@pytest.mark.parametrize("name", READS)
def test_too_many_requests_to_read(face: Face, desk: Helpdesk, name: str) -> None:
    """Whatever is read, a 429 only delays it."""
    face.customer()
    face.fault("status", "", "GET", to=2, status=429, retry_after=7)
    READS[name](desk, face)
    assert sum(face.slept) == 14


@pytest.mark.parametrize("name", WRITES)
def test_too_many_requests_to_write(face: Face, desk: Helpdesk, name: str) -> None:
    """A create that was limited had no effect, so it is sent again, and takes effect once."""
    before = len(desk.macros()), len(desk.ticket_fields())
    face.fault("status", "", "POST", status=429, to=2, retry_after=5)
    WRITES[name](desk, face)
    after = len(desk.macros()), len(desk.ticket_fields())
    assert sum(after) == sum(before) + 1
    assert sum(face.slept) >= 10


def test_limited_for_ever(face: Face, desk: Helpdesk) -> None:
    """A helpdesk that only limits is given up on, in a time that a person would wait, and told as passing."""
    face.fault("status", to=None, status=429, retry_after=60)
    with pytest.raises(TryLater):
        desk.groups()
    assert 60 <= sum(face.slept) <= 600


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("status", [500, 503])
def test_down_for_a_moment(face: Face, desk: Helpdesk, name: str, status: int) -> None:
    """A page of HTML that says "down" is not the answer: the same request is sent again."""
    face.customer()
    face.fault("status", "", "GET", to=2, status=status, body=HTML)
    READS[name](desk, face)
    assert len(face.slept) == 2


def test_down_for_long(face: Face, desk: Helpdesk) -> None:
    """A helpdesk that stays down is reported as such after several tries, without what its page says."""
    face.fault("status", to=None, status=503, body=HTML)
    with pytest.raises(Unavailable, match="503") as down:
        desk.macros()
    assert down.value.exit_code == 75
    assert "Alex" not in str(down.value)
    assert desk.calls >= 3


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("effect", ["cut_before", "cut_within"])
def test_a_connection_that_breaks(face: Face, desk: Helpdesk, name: str, effect: str) -> None:
    """A reading whose connection breaks is done again."""
    face.customer()
    face.fault(effect, "", "GET")
    READS[name](desk, face)
    assert len(face.slept) == 1


@pytest.mark.parametrize("name", READS)
def test_half_an_answer(face: Face, desk: Helpdesk, name: str) -> None:
    """Half an answer is never taken for a whole one: it is read again, or an error."""
    face.customer()
    whole = READS[name](face.desk(), face)
    face.fault("truncate", "", "GET")
    with suppress(Incomplete, Rejected):
        assert READS[name](desk, face) == whole


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("body", [{}, [], "", [1], {"macros": None}], ids=repr)
def test_an_answer_of_another_shape(face: Face, desk: Helpdesk, name: str, body: object) -> None:
    """JSON that is nothing we know is an error of ours, never a crash and never half a truth; [] may be a list."""
    face.customer()
    desk.macros()
    face.fault("status", "", "GET", to=None, status=200, body=body)
    try:
        READS[name](desk, face)
    except (Incomplete, AuthRefused, Rejected):
        return
    assert isinstance(body, list)


def test_what_is_refused(face: Face, desk: Helpdesk) -> None:
    """A request that the helpdesk finds wrong is not repeated, and the answer's prose is not passed on."""
    body = {"error": "RecordInvalid", "code": "invalid", "description": "Alex wrote: WID-12", "message": "Alex"}
    face.fault("status", face.create_path, "POST", to=None, status=422, body=body)
    desk.macros()
    with pytest.raises(Rejected) as refused:
        desk.create_macro(face.macro())
    assert "422" in str(refused.value)
    assert "Alex" not in str(refused.value)
    assert face.slept == []


def test_calls_are_counted(face: Face) -> None:
    """The count of calls is that of requests that arrived, retries and signing in included."""
    face.customer(tickets=3)
    face.admin("requests", method="DELETE")
    desk = face.desk()
    assert desk.calls == 0
    face.fault("status", "", "GET", to=2, status=503)
    for read in READS.values():
        read(desk, face)
    desk.create_macro(face.macro())
    read = [one for one in desk.tickets(face.customer(tickets=2), {}) if isinstance(one, Ticket)]
    list(desk.patch([Change(one, TicketPatch(one.id, frozenset({"a"}))) for one in read], {}))
    assert desk.calls == sent(face) > len(READS)


def test_secrets_stay_inside(face: Face, caplog: pytest.LogCaptureFixture) -> None:
    """No error, traceback, log line or representation holds the credentials."""
    caplog.set_level(logging.DEBUG)
    shown = []
    for login in (face.login, face.wrong_login()):
        desk = face.desk(login)
        shown += [repr(desk), str(desk), failure(desk.probe)]
        for effect, status in (("status", 500), ("status", 403), ("status", 422), ("cut_after", 0), ("truncate", 0)):
            face.fault(effect, to=None, status=status)
            shown += [failure(desk.macros), failure(lambda desk=desk: desk.create_macro(face.macro()))]
            face.admin("faults", method="DELETE")
    shown.append(caplog.text)
    secrets = {face.secret, list(face.wrong_login().values())[-1]}
    assert not [secret for secret in secrets for text in shown if secret in text]
    assert any("Traceback" in text for text in shown)


def failure(act: Callable[[], object]) -> str:
    """Return everything that an error shows, "" where there was none."""
    try:
        act()
    except BridgeError as error:
        return "".join([str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)])
    return ""


def test_answers_that_come_slowly(face: Face, desk: Helpdesk) -> None:
    """A slow answer is waited for."""
    face.fault("slow", "", "GET", seconds=0.05)
    assert desk.groups()
    assert face.slept == []


def test_the_limit_is_respected_before_it_is_hit(face: Face) -> None:
    """Where the helpdesk tells its limit, we leave the agents their half instead of running into a 429."""
    face.admin("settings", {"limits": {face.kind: {"account": 40}}})
    face.admin("requests", method="DELETE")
    desk = face.desk()
    for _ in range(50):
        desk.groups()
    statuses = face.admin("requests", method="GET")["statuses"]
    assert "429" not in statuses
    assert face.slept

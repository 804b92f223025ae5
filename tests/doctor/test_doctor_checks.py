"""The checks together: a healthy installation, and a helpdesk that gives one bad answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clinic import FakeDesk, asked, installation, well

from zendesk_bridge.app.doctor import examine
from zendesk_bridge.core.errors import AuthRefused, Unavailable
from zendesk_bridge.core.model import Mailing


def test_where_all_is_well_nothing_is_to_be_done() -> None:
    """Every check of a healthy installation is ok, says something, and needs no fix."""
    found = list(examine(installation()))
    assert {it.health.value for it in found} == {"ok"}
    assert all(it.message and not it.fix for it in found)


def test_each_thing_is_asked_for_once() -> None:
    """However many checks look at an answer, the helpdesk gives it once; what fails is not asked for again either."""
    for changes in ({}, {"macros": Unavailable("no answer")}, {"probe": AuthRefused("401", status=401)}):
        desk = FakeDesk({**well(), **changes})
        list(examine(installation(desk)))
        assert len(desk.asked) == len(set(desk.asked))


@pytest.mark.parametrize("broken", ["reach", "probe", "account", "ticket_fields", "forms", "macros"])
@pytest.mark.parametrize("error", [Unavailable("it is down"), AuthRefused("it said 403", status=403)])
def test_one_bad_answer_stays_one(broken: str, error: Exception) -> None:
    """Whatever the helpdesk fails to answer, every check has its line, and what is not well says what to do."""
    names = [it.check for it in examine(installation())]
    found = list(examine(installation(FakeDesk({**well(), broken: error}))))
    assert list(dict.fromkeys(it.check for it in found)) == names
    failed = [it for it in found if it.health.value == "fail"]
    assert failed
    assert all(it.fix for it in failed)
    skipped = [it for it in found if it.health.value == "skipped"]
    assert all("because of" in it.message for it in skipped)


@pytest.mark.parametrize(
    ("mailing", "health", "words"),
    [
        (Mailing("the trigger 'Tell'"), "ok", "mailed by the trigger 'Tell'"),
        (Mailing("", "Switch it on."), "warn", "nobody would read it"),
        (None, "ok", "send one message to yourself first"),
    ],
)
def test_by_what_customers_are_mailed(mailing: Mailing | None, health: str, words: str) -> None:
    """Where outreach is on, what mails a customer is told, or what to switch on; where it is off nobody is bothered."""
    probe = replace(well()["probe"], mailing=mailing)
    found, message, fix = asked("mails", {"probe": probe}, writes_to_customers=True)
    assert (found, words in message, bool(fix)) == (health, True, health == "warn")
    assert asked("mails", {"probe": probe})[0] == "ok"

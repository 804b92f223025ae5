"""The checks together: a healthy installation, and a helpdesk that gives one bad answer."""

from __future__ import annotations

import pytest
from clinic import FakeDesk, installation, well

from zendesk_bridge.app.doctor import examine
from zendesk_bridge.core.errors import AuthRefused, Unavailable


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

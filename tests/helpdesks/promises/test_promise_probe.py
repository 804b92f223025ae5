"""What an account tells of itself, and the way there: asked without writing, and without a secret in any of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from zendesk_bridge.core.errors import NotFound, Unavailable
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
SECONDS = timedelta(seconds=90)


def test_an_administrator_is_told_as_one(face: Face, desk: Helpdesk) -> None:
    """Who we are is a name and a role, and nothing of it is an address or a secret; nothing is written."""
    face.admin("requests", method="DELETE")
    probe = desk.probe()
    assert probe.admin is True
    assert "admin" in probe.who
    assert "@" not in repr(probe)
    assert face.secret not in repr(probe)
    assert not probe.lacking
    assert face.admin("requests", method="GET")["writes"] == 0


def test_who_is_called_by_an_address_is_not_named(face: Face, desk: Helpdesk) -> None:
    """Some people have their e-mail address for a name: that is left out."""
    face.fault("rewrite", "/(users|agents)?/?me(.json)?$", find="^Sandbox Admin$", replace="ann@example.com")
    probe = desk.probe()
    assert probe.admin is True
    assert "@" not in probe.who


def test_the_limit_of_the_account_is_told(face: Face, desk: Helpdesk) -> None:
    """How many calls the account may make in a minute, all together, stands in the answers."""
    face.admin("settings", {"limits": {face.kind: {"account": 77}}})
    assert desk.probe().calls_per_minute == 77


def test_what_is_not_answered_is_not_known(face: Face, desk: Helpdesk) -> None:
    """Where all but who we are is refused, broken or missing, who we are is told all the same."""
    for status in (403, 404, 500):
        face.fault("status", r"/(current|locales|account|admin/\w+)(\.json)?$", to=None, status=status)
        probe = desk.probe()
        face.admin("faults", method="DELETE")
        assert (probe.scopes, probe.locales) == (None, None)
        assert probe.who


def test_an_agent_is_no_administrator(face: Face) -> None:
    """Whose login may do less is told as such; a helpdesk whose sandbox knows no such login tells what is lacking."""
    probe = face.desk(face.weak_login()).probe()
    assert probe.admin is False or probe.lacking


def test_the_way_there_is_told(face: Face, desk: Helpdesk) -> None:
    """The address is found and answers; nothing is asked of the helpdesk, and no credentials are needed."""
    face.admin("requests", method="DELETE")
    for client in (desk, face.desk(face.wrong_login())):
        found = client.reach()
        assert found.host in face.url
        assert "127.0.0.1" in found.addresses
        assert (found.tls, found.proxy) == ("", "")
    assert face.admin("requests", method="GET")["total"] == 0


def test_no_way_there_is_told_with_what_to_check(face: Face) -> None:
    """Where nothing listens, that is said at once."""
    with pytest.raises(Unavailable, match="no connection") as down:
        face.desk(url="http://127.0.0.1:9").reach()
    assert "url" in down.value.fix
    assert face.slept == []


def test_who_hurries_does_not_wait_for_long(face: Face, desk: Helpdesk) -> None:
    """A client in a hurry tries twice, and does not wait out what would take long."""
    desk.hurry()
    face.fault("status", to=None, status=503)
    with pytest.raises(Unavailable):
        desk.groups()
    assert sum(face.slept) < 10
    face.admin("faults", method="DELETE")
    face.slept.clear()
    face.fault("status", to=None, status=429, retry_after=50)
    with pytest.raises(Unavailable):
        desk.groups()
    assert face.slept == []


def test_a_wrong_account_is_not_found(face: Face, desk: Helpdesk) -> None:
    """Where there is no such account, probing says so."""
    face.fault("status", to=None, status=404)
    with pytest.raises(NotFound, match="subdomain"):
        desk.probe()

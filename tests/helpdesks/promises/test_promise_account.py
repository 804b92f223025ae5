"""Which account this is: asked once, told where the helpdesk tells, and never a reason for a working one to fail."""

from __future__ import annotations

from typing import Any

import pytest

from zendesk_bridge.core.errors import AuthRefused
from zendesk_bridge.core.model import Account
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import


def test_an_account_is_told_by_kind_address_and_id(face: Face, desk: Helpdesk) -> None:
    """The address is that of the config in one writing, the id is a number; another client is told the same."""
    account = desk.account()
    assert (account.kind, account.address) == (face.kind, face.url)
    assert account.id.isdecimal()
    assert face.desk(url=f"{face.url.upper().replace('HTTP', 'http')}/").account() == account


def test_two_accounts_have_two_ids(face: Face, empty: Face) -> None:
    """An account that was made anew is another one, though its macros and fields may have the same ids."""
    assert face.desk().account().id != empty.desk().account().id


def test_an_account_is_asked_for_once(face: Face, desk: Helpdesk) -> None:
    """Asking again, and asking for the ticket fields right after, costs nothing that would not have been asked."""
    desk.probe()  # the first call signs in
    before = desk.calls
    assert desk.account() == desk.account()
    assert desk.calls == before + 1
    first = desk.ticket_fields()
    assert desk.calls == before + face.calls_for_account_and_fields
    assert desk.ticket_fields() == first
    assert desk.calls == before + face.calls_for_account_and_fields + 1


@pytest.mark.parametrize("status", [403, 404, 400])
def test_an_account_that_does_not_tell_works(face: Face, desk: Helpdesk, status: int) -> None:
    """Where this login may not ask, or the endpoint is not there, the account is known by its address, and works."""
    face.fault("status", face.account_path, status=status, body={"code": "access_denied"})
    assert desk.account() == Account(face.kind, face.url)
    assert desk.ticket_fields()
    assert desk.account().id == ""


@pytest.mark.parametrize("effect", ["truncate", "empty"])
def test_an_answer_that_nobody_can_read_tells_nothing(face: Face, desk: Helpdesk, effect: str) -> None:
    """An answer that is no JSON, or nothing at all, is as none."""
    face.fault(effect, face.account_path, to=None)
    assert desk.account() == Account(face.kind, face.url)


def test_an_answer_without_the_id_tells_nothing(face: Face, desk: Helpdesk) -> None:
    """An answer in another shape than the one documented is as none."""
    face.fault("status", face.account_path, status=200, body=face.account_unknown)
    assert desk.account() == Account(face.kind, face.url)


def test_a_lost_answer_is_asked_for_again(face: Face, desk: Helpdesk) -> None:
    """A connection that broke, or a server that was busy for a moment, keeps nobody from knowing the account."""
    face.fault("cut_after", face.account_path)
    face.fault("status", face.account_path, status=503, start=2, to=2)
    assert desk.account().id.isdecimal()


def test_a_wrong_login_is_told(face: Face) -> None:
    """Credentials that nobody knows are an error here as everywhere."""
    with pytest.raises(AuthRefused) as caught:
        face.desk(face.wrong_login()).account()
    assert caught.value.status == 401

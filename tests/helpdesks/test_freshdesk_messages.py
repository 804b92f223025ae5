"""Freshdesk: where outbound mails go out from, and what becomes of answers that nobody expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import responses

from zendesk_bridge.core.errors import AuthRefused, Conflict, Incomplete
from zendesk_bridge.core.model import Delivery, Mail, Recipient
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import freshdesk

Clock = Any  # a class in conftest.py, which a test cannot import
API = "https://acme.freshdesk.com/api/v2"
TO = Recipient("zoe@example.com", "Zoe")
LETTER = Delivery("0f", TO, Mail("Late", "<p>It is late</p>", "It is late"), "de")
MADE = {"id": 7, "requester_id": 5, "created_at": "2026-11-28T10:00:00Z", "subject": "Late", "source": 10}
KEPT = {**MADE, "description": "<div>It is late</div><div>Ref. 0f</div>"}


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """Return a scripted server: each answer once, in order per URL, and all of them wanted."""
    with responses.RequestsMock(assert_all_requests_are_fired=True) as mock:
        yield mock


@pytest.fixture
def account(clock: Clock) -> Helpdesk:
    """Return a Freshdesk account."""
    url = "https://acme.freshdesk.com"
    return freshdesk.build("shop", url, {"api_key": "k3y"}, sleep=clock.sleep, now=clock.now)


def config(number: int, **more: Any) -> dict[str, Any]:
    """Return an address to send from."""
    return {"id": number, "active": True, "primary_role": False, "product_id": None, **more}


@pytest.mark.parametrize(
    ("configs", "chosen"),
    [
        ([config(1), config(2, primary_role=True)], 2),
        ([config(1, primary_role=True, product_id=9), config(2, primary_role=True)], 2),
        ([config(1, primary_role=True, active=False), config(2)], 2),
        ([config(1, primary_role=True, product_id=9), config(2)], 1),
        (["x", config(3)], 3),
    ],
)
def test_the_address_that_it_goes_out_from(
    account: Helpdesk, http: responses.RequestsMock, configs: list[Any], chosen: int
) -> None:
    """The primary one that belongs to no product, else any that is active; it is asked for once."""
    http.get(f"{API}/email_configs", json=configs)
    sent = responses.matchers.json_params_matcher({"email_config_id": chosen}, strict_match=False)
    for _ in range(2):
        http.post(f"{API}/tickets/outbound_email", json=KEPT, status=201, match=[sent])
        assert account.deliver(LETTER, {}).otherwise == ()


def test_no_address_to_send_from(account: Helpdesk, http: responses.RequestsMock) -> None:
    """Then no message can go out, and the error says where one is added."""
    http.get(f"{API}/email_configs", json=[config(1, active=False)])
    with pytest.raises(Incomplete) as missing:
        account.deliver(LETTER, {})
    assert "Email" in missing.value.fix


@pytest.mark.parametrize(("others", "error"), [(200, Conflict), (403, AuthRefused)])
def test_a_ticket_that_is_not_ours_to_answer(
    account: Helpdesk, http: responses.RequestsMock, others: int, error: type[Exception]
) -> None:
    """A 403 for one ticket alone is that ticket's: another one is begun; where all answer so, nothing is."""
    http.get(f"{API}/tickets/7/conversations", json=[])
    http.get(f"{API}/tickets/7", json={**MADE, "status": 2})
    http.post(f"{API}/tickets/7/reply", status=403, json={"code": "access_denied"})
    http.get(f"{API}/tickets", status=others, json=[])
    with pytest.raises(error):
        account.deliver(Delivery("0f", TO, LETTER.mail, "de", ticket_id=7), {})


def test_a_key_without_rights_stops_it(account: Helpdesk, http: responses.RequestsMock) -> None:
    """Where the key may begin no ticket at all, no message can go out."""
    http.get(f"{API}/email_configs", json=[config(1)])
    http.post(f"{API}/tickets/outbound_email", status=403, json={"code": "access_denied"})
    with pytest.raises(AuthRefused):
        account.deliver(LETTER, {})


@pytest.mark.parametrize("change", [lambda row: row.pop("created_at"), lambda row: row.update(id=None)])
def test_an_answer_that_cannot_be_read(
    account: Helpdesk, http: responses.RequestsMock, change: Callable[[dict[str, Any]], object]
) -> None:
    """The ticket is looked for, and the message not sent again where it is there."""
    broken = dict(KEPT)
    change(broken)
    http.get(f"{API}/email_configs", json=[config(1)])
    http.post(f"{API}/tickets/outbound_email", json=broken, status=201)
    http.get(f"{API}/tickets", json=[{**KEPT, "id": 6, "description": "<p>Another</p>"}, KEPT])
    assert account.deliver(LETTER, {}).ticket_id == 7


@pytest.mark.parametrize(
    ("answer", "by"),
    [
        ({"json": [config(1, name="Support")]}, "the mailbox 'Support'"),
        ({"json": [config(1, name="support@acme.example")]}, "the mailbox '1'"),
        ({"json": [config(1, active=False)]}, ""),
        ({"status": 403, "json": {}}, None),
        ({"json": {}}, None),
    ],
)
def test_what_mails_go_out_by_is_told(
    account: Helpdesk, http: responses.RequestsMock, answer: dict[str, Any], by: str | None
) -> None:
    """Who asks how the account is learns from which mailbox customers are written to, where that is told."""
    http.get(f"{API}/agents/me", json={"id": 1, "contact": {"name": "Ann"}})
    http.get(f"{API}/admin/ticket_fields", json=[])
    http.get(f"{API}/account", json={})
    http.get(f"{API}/email_configs", **answer)
    mailing = account.probe().mailing
    assert (mailing and mailing.by) == by

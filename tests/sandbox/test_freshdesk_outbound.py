"""The Freshdesk face: mails that an agent begins, where they go out from, and contacts who are blocked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.freshdesk import contact_data

Ask = Callable[..., requests.Response]
SUPPORT = 64_000_000_002
MAIL = {
    "email": "ann.out@example.com", "name": "Ann Ode", "subject": "Late", "description": "<p>It is <b>late</b></p>",
    "email_config_id": SUPPORT,
}  # fmt: skip


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for this file."""
    with Sandbox(seed=None, faces=("freshdesk",)) as box:
        yield box


def test_a_mail_begins_a_closed_ticket(ask: Ask) -> None:
    """201: source 10, closed unless it says otherwise; the contact is made, the agent wrote the description."""
    made = ask("POST", "tickets/outbound_email", MAIL)
    row = made.json()
    assert (made.status_code, row["source"], row["status"], row["email_config_id"]) == (201, 10, 5, SUPPORT)
    assert made.headers["Location"].endswith(f"tickets/{row['id']}")
    assert ask("GET", f"contacts/{row['requester_id']}").json()["name"] == "Ann Ode"
    assert row["description_text"] == "It is late"
    assert ask("GET", f"tickets/{row['id']}/conversations").json() == []
    pending = ask("POST", "tickets/outbound_email", MAIL | {"status": 3, "tags": ["a"]}).json()
    assert (pending["status"], pending["tags"], pending["requester_id"]) == (3, ["a"], row["requester_id"])
    listed = ask("GET", "tickets", params={"email": MAIL["email"]}).json()
    assert {found["id"] for found in listed} == {row["id"], pending["id"]}


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"email_config_id": None}, "email_config_id", "missing_field"),
        ({"email_config_id": 7}, "email_config_id", "invalid_value"),
        ({"email_config_id": 64_000_000_003}, "email_config_id", "invalid_value"),
        ({"email_config_id": "x"}, "email_config_id", "datatype_mismatch"),
        ({"email": "ann at"}, "email", "invalid_value"),
        ({"email": ""}, "email", "missing_field"),
        ({"source": 2}, "source", "invalid_field"),
        ({"bcc_emails": ["x"]}, "bcc_emails", "invalid_value"),
    ],
)
def test_what_is_refused(ask: Ask, more: dict[str, Any], field: str, code: str) -> None:
    """400 with the field: a sender that is not active, an address that is none, what only other tickets have."""
    answer = ask("POST", "tickets/outbound_email", MAIL | more)
    assert answer.status_code == 400
    assert {error["field"]: error["code"] for error in answer.json()["errors"]} == {field: code}


def test_where_mails_go_out_from(ask: Ask) -> None:
    """The account's addresses, one of them the primary one, one switched off."""
    rows = ask("GET", "email_configs").json()
    assert [row["id"] for row in rows if row["primary_role"]] == [SUPPORT]
    assert sum(not row["active"] for row in rows) == 1
    assert ask("GET", f"email_configs/{SUPPORT}").json() == next(row for row in rows if row["id"] == SUPPORT)
    assert ask("GET", "email_configs/7").status_code == 404


def test_a_blocked_contact_gets_no_mail(ask: Ask, sandbox: Sandbox) -> None:
    """They are listed by their state alone, and an address of theirs is refused."""
    contact = ask("POST", "contacts", {"name": "Bo", "email": "bo.blocked@example.com"}).json()
    sandbox.store.put(contact_data.KIND, contact["id"], {"blocked": True})
    answer = ask("POST", "tickets/outbound_email", MAIL | {"email": "bo.blocked@example.com"})
    assert answer.status_code == 400
    assert "blocked" not in ask("GET", f"contacts/{contact['id']}").json()
    states = {state: ask("GET", "contacts", params={"state": state}).json() for state in ("blocked", "verified")}
    assert [row["id"] for row in states["blocked"]] == [contact["id"]]
    assert contact["id"] not in {row["id"] for row in states["verified"]}

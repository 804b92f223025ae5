"""What is Freshdesk's own about ticket forms: a form says things of its fields by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from zendesk_bridge.core.errors import AuthRefused
from zendesk_bridge.core.model import FieldKey, FieldSpec
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import freshdesk
from zendesk_bridge.sandbox import Sandbox

Api = Any  # asks the sandbox as an administrator


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for this file."""
    with Sandbox(seed=None, faces=("freshdesk",)) as box:
        yield box


@pytest.fixture
def api(sandbox: Sandbox) -> Api:
    """Return what asks the API as an administrator would."""

    def ask(method: str, path: str, body: object = None) -> Any:
        login = (sandbox.credentials.freshdesk_api_key, "X")
        url = f"{sandbox.freshdesk_url}/api/v2/{path}"
        answer = requests.request(method, url, json=body, auth=login, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    return ask


@pytest.fixture
def desk(sandbox: Sandbox) -> Iterator[Helpdesk]:
    """Return an administrator's client."""
    made = freshdesk.build("shop", sandbox.freshdesk_url, {"api_key": sandbox.credentials.freshdesk_api_key})
    yield made
    made.close()


def test_what_a_form_says_of_its_fields_stays(api: Api, desk: Helpdesk) -> None:
    """A label that an admin chose for one form, and what customers must fill in there, survive our write."""
    label = {"label": "Colour", "label_for_customers": "Colour", "type": "custom_text"}
    colour = api("POST", "admin/ticket_fields", label)["id"]
    always = ("requester", "subject", "description")
    rows = [{"id": row["id"]} for row in api("GET", "ticket_fields") if row["name"] in always]
    theirs = {"id": colour, "label_for_customers": "Your colour", "required_for_customers": True}
    number = api("POST", "ticket-forms", {"title": "Returns", "fields": [*rows, theirs]})["id"]
    before = api("GET", f"ticket-forms/{number}")["fields"]
    ours = desk.create_field(FieldSpec(FieldKey.ITEMS, "Backorder items", ""))
    [form] = [form for form in desk.forms() if form.id == number]
    desk.put_on_form(form, [ours.id])
    after = api("GET", f"ticket-forms/{number}")["fields"]
    assert after[:-1] == before
    assert after[-1]["id"] == ours.id


def test_a_key_that_may_not_look_is_no_small_plan(sandbox: Sandbox) -> None:
    """The 403 of an agent's key is told; only the one that names the plan means that there are no forms."""
    made = freshdesk.build("shop", sandbox.freshdesk_url, {"api_key": f"{sandbox.credentials.freshdesk_api_key}-agent"})
    with pytest.raises(AuthRefused, match="access_denied"):
        made.forms()
    made.close()

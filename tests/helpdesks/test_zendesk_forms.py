"""What is Zendesk's own about ticket forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import responses

from zendesk_bridge.core.errors import AuthRefused
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import zendesk

URL = "https://acme.zendesk.com"
FORM = {"id": 7, "name": "Returns", "active": True, "ticket_field_ids": [1, 2]}


@pytest.fixture
def desk() -> Iterator[Helpdesk]:
    """Return a client of an account that the test makes up."""
    made = zendesk.build("shop", URL, {"token": "t"})
    yield made
    made.close()


def answer(method: str, path: str, status: int, body: object) -> None:
    """Let Zendesk answer so."""
    responses.add(method, f"{URL}/api/v2/{path}", json=body, status=status)


@responses.activate
def test_a_missing_scope_is_no_small_plan(desk: Helpdesk) -> None:
    """A 403 that names a scope is told as a login that may not look."""
    body = {"error": "Forbidden", "description": "You are missing the following required scopes: ticket_forms:read"}
    answer("GET", "ticket_forms.json", 403, body)
    with pytest.raises(AuthRefused, match="ticket_forms:read"):
        desk.forms()


@responses.activate
def test_an_answer_without_pages_is_whole(desk: Helpdesk) -> None:
    """The documented answer holds the forms and nothing that says whether more follow."""
    answer("GET", "ticket_forms.json", 200, {"ticket_forms": [FORM]})
    [form] = desk.forms()
    assert (form.id, form.title, form.active, form.field_ids) == (7, "Returns", True, (1, 2))


@responses.activate
def test_an_answer_that_does_not_show_the_fields(desk: Helpdesk) -> None:
    """Where the answer to the write does not tell what is on the form, the form is read once more."""
    answer("GET", "ticket_forms.json", 200, {"ticket_forms": [FORM]})
    answer("GET", "ticket_forms/7.json", 200, {"ticket_form": FORM})
    answer("PUT", "ticket_forms/7.json", 200, {"ticket_form": {"id": 7, "name": "Returns"}})
    answer("GET", "ticket_forms/7.json", 200, {"ticket_form": FORM | {"ticket_field_ids": [1, 2, 3]}})
    [form] = desk.forms()
    assert desk.put_on_form(form, [3]).field_ids == (1, 2, 3)


@responses.activate
@pytest.mark.parametrize(("told", "editable"), [(True, True), (False, False), (None, None), ("no", None)])
def test_whether_agents_may_edit_a_field(desk: Helpdesk, told: object, editable: object) -> None:
    """It is known where the field tells it."""
    row = {"id": 3, "title": "Backorder items", "type": "text", "agent_can_edit": told}
    answer("GET", "ticket_fields.json", 200, {"ticket_fields": [row], "meta": {"has_more": False}})
    [field] = desk.ticket_fields()
    assert field.editable is editable

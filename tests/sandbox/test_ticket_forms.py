"""Ticket forms on both faces: who writes them, what they hold, and what an older data file has of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.zendesk import ticket_forms

FIELD = {"ticket_field": {"type": "text", "title": "Colour"}}
LABEL = {"label": "Colour", "label_for_customers": "Colour", "type": "custom_text"}


def field(desk: Any) -> int:
    """Make a ticket field in Zendesk."""
    return int(desk.ask("POST", "ticket_fields", FIELD).json()["ticket_field"]["id"])


def form(desk: Any, *fields: int, **more: object) -> Any:
    """Make a ticket form in Zendesk."""
    given = {"name": "Returns", "ticket_field_ids": list(fields), **more}
    answer = desk.ask("POST", "ticket_forms", {"ticket_form": given})
    assert answer.status_code == 201, answer.text
    return answer.json()["ticket_form"]


def test_the_one_form_holds_every_field_until_there_is_another(desk: Any) -> None:
    """Fields that come later are on the one form by themselves, and on none once forms are to be chosen from."""
    with Sandbox(faces=("zendesk",)) as box:
        fresh = type(desk)(box)
        early = field(fresh)
        [only] = fresh.get("ticket_forms")["ticket_forms"]
        assert (only["default"], only["active"]) == (True, True)
        assert early in only["ticket_field_ids"]
        second = form(fresh, early)
        late = field(fresh)
        first, other = fresh.get("ticket_forms")["ticket_forms"]
        assert (first["id"], other) == (only["id"], second)
        assert early in first["ticket_field_ids"]
        assert late not in {*first["ticket_field_ids"], *other["ticket_field_ids"]}
        fresh.session.close()


def test_a_form_is_changed_in_part(desk: Any) -> None:
    """Its fields are replaced as a whole and in this order; what is not sent stays."""
    one, other = field(desk), field(desk)
    made = form(desk, one, active=False)
    body = {"ticket_form": {"ticket_field_ids": [other, one]}}
    changed = desk.ask("PUT", f"ticket_forms/{made['id']}", body).json()["ticket_form"]
    assert (changed["ticket_field_ids"], changed["name"], changed["active"]) == ([other, one], "Returns", False)
    assert desk.get(f"ticket_forms/{made['id']}")["ticket_form"] == changed
    inactive = desk.get("ticket_forms?active=false")["ticket_forms"]
    assert made["id"] in [row["id"] for row in inactive]
    assert not any(row["active"] for row in inactive)


def test_a_field_that_is_deleted_goes_off_the_forms(desk: Any) -> None:
    """A form lists no field that is not there."""
    gone = field(desk)
    made = form(desk, gone)
    desk.ask("DELETE", f"ticket_fields/{gone}")
    assert desk.get(f"ticket_forms/{made['id']}")["ticket_form"]["ticket_field_ids"] == []


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"name": " "}, 422),
        ({"name": 7}, 422),
        ({"name": "x" * 300}, 422),
        ({"name": "A", "active": "yes"}, 422),
        ({"name": "A", "ticket_field_ids": [1]}, 422),
        ({"name": "A", "ticket_field_ids": 1}, 400),
        ({"name": "A", "ticket_field_ids": ["x"]}, 400),
    ],
)
def test_forms_that_zendesk_does_not_keep(desk: Any, given: dict[str, object], status: int) -> None:
    """Nothing is kept of a form that is refused, be it new or not."""
    made = form(desk)
    before = desk.get("ticket_forms")
    assert desk.ask("POST", "ticket_forms", {"ticket_form": given}).status_code == status
    assert desk.ask("PUT", f"ticket_forms/{made['id']}", {"ticket_form": given}).status_code == status
    assert desk.get("ticket_forms") == before


def test_there_is_one_default_form(desk: Any) -> None:
    """Another may become it, and it cannot be deleted."""
    made = form(desk, default=True)
    assert [row["id"] for row in desk.get("ticket_forms")["ticket_forms"] if row["default"]] == [made["id"]]
    assert desk.ask("DELETE", f"ticket_forms/{made['id']}").status_code == 422
    other = form(desk)
    assert desk.ask("DELETE", f"ticket_forms/{other['id']}").status_code == 204
    assert desk.ask("GET", f"ticket_forms/{other['id']}").status_code == 404


def test_only_admins_write_forms(desk: Any) -> None:
    """An agent reads them, and is refused with 403 when writing."""
    made = form(desk)
    login = ("ava.reyes@example.com/token", desk.login[1])
    path, body = f"ticket_forms/{made['id']}", {"ticket_form": {"name": "Mine"}}
    assert desk.ask("GET", "ticket_forms", auth=login).status_code == 200
    sent = [("POST", "ticket_forms"), ("PUT", path), ("DELETE", path)]
    assert [desk.ask(method, where, body, auth=login).status_code for method, where in sent] == [403, 403, 403]
    assert desk.get(path)["ticket_form"] == made


def test_forms_outlive_the_sandbox_and_an_older_file_gets_its_first(desk: Any, tmp_path: Path) -> None:
    """What was made is there after a restart; a data file from before there were forms has the default one."""
    data = tmp_path / "sandbox.db"
    with Sandbox(faces=("zendesk",), data=data) as box:
        made = form(type(desk)(box))
        box.store.remove(ticket_forms.KIND, ticket_forms.wire.FORM_ID)
    with Sandbox(faces=("zendesk",), data=data) as box:
        later = type(desk)(box)
        first, second = later.get("ticket_forms")["ticket_forms"]
        assert (first["default"], second["id"], second["created_at"]) == (True, made["id"], made["created_at"])
        assert field(later) in later.get("ticket_forms")["ticket_forms"][0]["ticket_field_ids"]


# --- Freshdesk -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for the tests of Freshdesk's face."""
    with Sandbox(faces=("freshdesk",)) as box:
        yield box


def needed(ask: Any) -> list[dict[str, int]]:
    """Return the rows of the fields that no form goes without."""
    always = ("requester", "subject", "description")
    return [{"id": row["id"]} for row in ask("GET", "ticket_fields").json() if row["name"] in always]


def test_the_default_form_of_freshdesk_holds_every_field(ask: Any) -> None:
    """The list tells no fields; the default form has those that come later, and takes no others."""
    [default] = [row for row in ask("GET", "ticket-forms").json() if row["default"]]
    assert "fields" not in default
    made = ask("POST", "admin/ticket_fields", LABEL).json()["id"]
    whole = ask("GET", f"ticket-forms/{default['id']}").json()
    assert made in [row["id"] for row in whole["fields"]]
    assert ask("PUT", f"ticket-forms/{default['id']}", {"fields": needed(ask)}).status_code == 400
    assert ask("DELETE", f"ticket-forms/{default['id']}").status_code == 400


def test_a_form_of_freshdesk_says_things_of_its_fields(ask: Any) -> None:
    """What a form says of a field by itself stays on the form while it is sent, and the field does not change."""
    made = ask("POST", "admin/ticket_fields", LABEL).json()
    rows = [*needed(ask), {"id": made["id"], "label_for_customers": "Your colour"}]
    form = ask("POST", "ticket-forms", {"title": "Return items", "fields": rows})
    assert form.status_code == 201
    assert form.json()["name"] == "return_items"
    path = f"ticket-forms/{form.json()['id']}"
    [shown] = [row for row in ask("GET", path).json()["fields"] if row["id"] == made["id"]]
    assert (shown["label_for_customers"], shown["name"]) == ("Your colour", made["name"])
    assert ask("DELETE", f"{path}/fields/{made['id']}").status_code == 204
    assert ask("DELETE", f"{path}/fields/{made['id']}").status_code == 404
    assert ask("GET", f"admin/ticket_fields/{made['id']}").json()["label_for_customers"] == "Colour"
    assert ask("DELETE", path).status_code == 204
    assert ask("GET", path).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"title": "A"},
        {"title": "A", "fields": []},
        {"title": 7, "fields": []},
        {"title": "A", "fields": [{"id": 99}]},
        {"title": "A", "fields": [7]},
        {"title": "A", "fields": [{"id": []}]},
        {"title": "A", "fields": "all"},
        {"title": "A", "fields": [], "name": "a"},
    ],
)
def test_forms_that_freshdesk_refuses(ask: Any, body: dict[str, object]) -> None:
    """A form without what every form needs, or with fields that nobody has, is a 400."""
    assert ask("POST", "ticket-forms", body).status_code == 400


def test_only_administrators_see_forms_of_freshdesk(ask: Any, sandbox: Sandbox) -> None:
    """An agent's key is refused with 403."""
    login = (f"{sandbox.credentials.freshdesk_api_key}-agent", "X")
    for method in ("GET", "POST"):
        answer: requests.Response = ask(method, "ticket-forms", {}, auth=login)
        assert answer.status_code == 403

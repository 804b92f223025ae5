"""The Freshdesk face: contacts, agents, groups, who a ticket's requester is, and tickets removed in bulk."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

Ask = Callable[..., requests.Response]
_NUMBER = count(1)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One demo sandbox for this file."""
    with Sandbox(faces=("freshdesk",)) as box:
        yield box


@pytest.fixture
def person() -> dict[str, Any]:
    """The body of a contact that nobody is yet."""
    number = next(_NUMBER)
    return {"name": f"Zoe Number{number}", "email": f"zoe{number}@example.com", "phone": f"555-{number}"}


def fields_of(answer: requests.Response, status: int = 400) -> dict[str, str]:
    """Return field -> code of a refusal."""
    assert answer.status_code == status
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def test_a_contact_is_made_changed_and_put_into_the_trash(ask: Ask, person: dict[str, Any]) -> None:
    """201 with Location; a PUT changes what it names; the trash has its own list and gives back."""
    made = ask("POST", "contacts", person | {"job_title": "Buyer", "tags": ["vip"]})
    assert made.status_code == 201
    path = f"contacts/{made.json()['id']}"
    assert made.headers["Location"].endswith(path)
    assert ask("GET", path).json() == made.json()
    changed = ask("PUT", path, {"name": "Zoe New", "email": f"new-{person['email']}"}).json()
    assert (changed["name"], changed["job_title"], changed["tags"]) == ("Zoe New", "Buyer", ["vip"])
    assert changed["email"] == f"new-{person['email']}"
    assert [ask("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert ask("PUT", path, {"name": "x"}).status_code == 405
    assert ask("GET", path).json()["deleted"] is True
    query = {"params": {"email": f"new-{person['email']}"}}
    assert ask("GET", "contacts", **query).json() == []
    query["params"]["state"] = "deleted"
    assert [row["name"] for row in ask("GET", "contacts", **query).json()] == ["Zoe New"]
    assert [ask("PUT", f"{path}/restore").status_code for _ in range(2)] == [204, 404]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": ""}, {"name": "missing_field"}),
        ({"email": None, "phone": None}, {"email": "datatype_mismatch"}),
        ({"email": "nobody"}, {"email": "invalid_value"}),
        ({"other_emails": ["x"]}, {"other_emails": "invalid_value"}),
        ({"tags": ["x" * 33]}, {"tags": "invalid_value"}),
        ({"job_title": "x" * 256}, {"job_title": "invalid_value"}),
        ({"company_id": 7}, {"company_id": "invalid_value"}),
        ({"custom_fields": {"cf_x": 1}}, {"cf_x": "invalid_field"}),
        ({"colour": "red"}, {"colour": "invalid_field"}),
    ],
)
def test_a_bad_contact_is_refused(
    ask: Ask, person: dict[str, Any], changes: dict[str, Any], expected: dict[str, str]
) -> None:
    """Each wrong field is named with its code."""
    assert fields_of(ask("POST", "contacts", person | changes)) == expected


def test_a_contact_needs_a_way_to_be_told_from_others(ask: Ask, person: dict[str, Any]) -> None:
    """A name alone is nobody; an address or an outside id that another has is a 409."""
    assert fields_of(ask("POST", "contacts", {"name": "Nobody"})) == {"email": "missing_field"}
    by_phone = ask("POST", "contacts", {"name": "By Phone", "phone": "1"})
    assert (by_phone.status_code, by_phone.json()["email"]) == (201, None)
    first = ask("POST", "contacts", person | {"unique_external_id": person["email"]}).json()["id"]
    assert fields_of(ask("POST", "contacts", person), 409) == {"email": "duplicate_value"}
    other = {"name": "Other", "unique_external_id": person["email"]}
    assert fields_of(ask("POST", "contacts", other), 409) == {"unique_external_id": "duplicate_value"}
    assert ask("PUT", f"contacts/{first}", person).status_code == 200
    assert fields_of(ask("PUT", f"contacts/{by_phone.json()['id']}", {"email": person["email"]}), 409)


def test_contacts_are_filtered(ask: Ask, sandbox: Sandbox, person: dict[str, Any]) -> None:
    """By address, phone and time of change, which has a leading underscore here."""
    url = f"{sandbox.freshdesk_url}/_sandbox/clock"
    requests.post(url, json={"advance_seconds": 100}, timeout=60).raise_for_status()
    made = ask("POST", "contacts", person).json()
    old = ask("GET", "contacts?per_page=1").json()[0]["id"]
    for name in ("phone", "email"):
        assert [row["id"] for row in ask("GET", "contacts", params={name: person[name]}).json()] == [made["id"]]
    since = {"_updated_since": made["updated_at"]}
    assert [row["id"] for row in ask("GET", "contacts", params=since).json()] == [made["id"]]
    ask("PUT", f"contacts/{old}", {"job_title": "Buyer"})
    assert {row["id"] for row in ask("GET", "contacts", params=since).json()} == {made["id"], old}
    assert ask("GET", "contacts", params=since | {"_updated_since": "2999-01-01"}).json() == []
    assert ask("GET", "contacts?state=blocked").json() == []
    assert "Link" in ask("GET", "contacts?per_page=1").headers
    names = ask("GET", "contacts/autocomplete", params={"term": person["name"].split()[1]}).json()
    assert names == [{"id": made["id"], "name": person["name"]}]
    assert ask("GET", "contacts/autocomplete?term=%25").json() == []


@pytest.mark.parametrize(
    "query", ["_updated_since=yesterday", "state=odd", "company_id=x", "colour=red", "page=0", f"page={'9' * 5000}"]
)
def test_a_bad_list_of_contacts_is_refused(ask: Ask, query: str) -> None:
    """The parameter is named."""
    assert list(fields_of(ask("GET", f"contacts?{query}"))) == [query.partition("=")[0]]


def test_contacts_are_searched(ask: Ask, person: dict[str, Any]) -> None:
    """The same language as for tickets, over a contact's columns."""
    made = ask("POST", "contacts", person | {"tags": ["searchable"]}).json()
    for query in (f"email:'{person['email']}'", f"tag:'searchable' AND phone:'{person['phone']}'"):
        found = ask("GET", "search/contacts", params={"query": f'"{query}"'}).json()
        assert (found["total"], [row["id"] for row in found["results"]]) == (1, [made["id"]])
    assert fields_of(ask("GET", "search/contacts", params={"query": '"colour:1"'})) == {"colour": "invalid_field"}


def test_agents_and_groups_are_listed_and_read(ask: Ask) -> None:
    """An address finds one agent; nobody works part time; one alone tells more than a row of a list."""
    ava = ask("GET", "agents", params={"email": "AVA.reyes@example.com"}).json()
    assert [row["contact"]["name"] for row in ava] == ["Ava Reyes"]
    assert ask("GET", f"agents/{ava[0]['id']}").json() == ava[0] | {"group_ids": [], "role_ids": []}
    assert ask("GET", "agents?state=occasional").json() == []
    assert fields_of(ask("GET", "agents?state=odd")) == {"state": "invalid_value"}
    group = ask("GET", "groups").json()[0]
    assert ask("GET", f"groups/{group['id']}").json() == group | {"agent_ids": []}
    assert ask("GET", "groups/1").status_code == 404


def test_a_tickets_requester_may_be_new(ask: Ask, person: dict[str, Any]) -> None:
    """By address, by phone with a name, by an outside id; the same one finds the same contact again."""
    ticket = {"subject": "S", "description": "D"}
    for ways in (
        {"email": person["email"], "name": person["name"]},
        {"phone": person["phone"], "name": person["name"]},
        {"unique_external_id": person["email"], "name": person["name"]},
    ):
        made = [ask("POST", "tickets", ticket | ways).json()["requester_id"] for _ in range(2)]
        assert made[0] == made[1]
        assert ask("GET", f"contacts/{made[0]}").json()["name"] == person["name"]
    listed = ask("GET", "tickets", params={"unique_external_id": person["email"]}).json()
    assert {row["requester_id"] for row in listed} == {made[0]}
    assert ask("GET", "tickets?company_id=5").json() == []
    assert fields_of(ask("POST", "tickets", ticket | {"phone": "none"})) == {"name": "missing_field"}
    assert fields_of(ask("POST", "tickets", ticket)) == {"requester_id": "missing_field"}
    assert fields_of(ask("POST", "tickets", ticket | {"requester_id": 5})) == {"requester_id": "invalid_value"}
    assert fields_of(ask("POST", "tickets", ticket | {"email": "nobody"})) == {"email": "invalid_value"}


def test_tickets_are_removed_in_bulk(ask: Ask) -> None:
    """A job as for updates; ids that are none are refused."""
    ticket = {"subject": "S", "description": "D", "email": "bulk@example.com"}
    ids = [ask("POST", "tickets", ticket).json()["id"] for _ in range(2)]
    answer = ask("POST", "tickets/bulk_delete", {"bulk_action": {"ids": [*ids, 999_999]}})
    assert answer.status_code == 202
    job = answer.json()["job_id"]
    assert [ask("GET", f"jobs/{job}").json()["status"] for _ in range(2)] == ["IN PROGRESS", "COMPLETED"]
    assert ask("GET", f"jobs/{job}").json()["name"] == "TICKET::BULK_DELETE"
    assert all(ask("GET", f"tickets/{number}").json()["deleted"] for number in ids)
    for wrong in (["x"], [True], list(range(101))):
        assert "ids" in fields_of(ask("POST", "tickets/bulk_delete", {"bulk_action": {"ids": wrong}}))

"""The Freshdesk face: who may ask, in which format, and the canned responses, folders and fields of an account."""

from collections.abc import Callable, Iterator

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

Ask = Callable[..., requests.Response]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for this file; tests make what they need."""
    with Sandbox(faces=("freshdesk",)) as box:
        yield box


@pytest.fixture(scope="module")
def folder(ask: Ask) -> int:
    """The id of a folder."""
    return int(ask("POST", "canned_response_folders", json={"name": "Backorder"}).json()["id"])


def new_response(folder: int, **changes: object) -> dict[str, object]:
    """Return the body of a good canned response."""
    return {"title": "Delay", "content_html": "<p>Hi</p>", "folder_id": folder, "visibility": 0, **changes}


def fields_of(answer: requests.Response) -> dict[str, str]:
    """Return field -> code of a 400."""
    assert answer.json()["description"] == "Validation failed"
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("auth", [None, ("wrong", "X"), ("", "")])
@pytest.mark.parametrize("path", ["tickets", "nowhere"])
def test_a_wrong_key_is_refused_everywhere(ask: Ask, auth: tuple[str, str] | None, path: str) -> None:
    """Without a good key every path answers 401 and says so."""
    answer = ask("GET", path, auth=auth)
    assert answer.status_code == 401
    assert answer.json() == {
        "code": "invalid_credentials",
        "message": "You have to be logged in to perform this action.",
    }


def test_an_agent_without_rights_is_refused_what_is_for_admins(ask: Ask, sandbox: Sandbox) -> None:
    """The key of an ordinary agent reads tickets, and gets 403 from canned responses and field administration."""
    auth = (f"{sandbox.credentials.freshdesk_api_key}-agent", "X")
    assert ask("GET", "tickets", auth=auth).status_code == 200
    for path in ("canned_response_folders", "admin/ticket_fields"):
        answer = ask("GET", path, auth=auth)
        assert (answer.status_code, answer.json()["code"]) == (403, "access_denied")


def test_every_answer_carries_the_headers(ask: Ask) -> None:
    """Version, request id and rate limit come with success and failure alike."""
    for path in ("agents/me", "nowhere"):
        headers = ask("GET", path).headers
        assert headers["X-Freshdesk-Api-Version"] == "latest=v2; requested=v2"
        assert headers["X-Request-Id"]
        assert headers["X-RateLimit-Used-CurrentRequest"] == "1"
        assert int(headers["X-RateLimit-Remaining"]) < int(headers["X-RateLimit-Total"])


@pytest.mark.parametrize("path", ["nowhere", "canned_response_folder", "canned_responses/999", "tickets/abc"])
def test_what_is_not_there_is_an_empty_404(ask: Ask, path: str) -> None:
    """No such path and no such id look the same: 404 without a body."""
    answer = ask("GET", path)
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "canned_responses/1", "GET, PATCH, PUT"),
        ("DELETE", "canned_response_folders/1", "GET, PATCH, PUT"),
        ("GET", "canned_responses", "POST"),
        ("PATCH", "tickets", "GET, POST"),
        ("PURGE", "account", "GET"),
    ],
)
def test_a_verb_that_a_path_lacks_is_a_405(ask: Ask, method: str, path: str, allowed: str) -> None:
    """The answer names the verbs that the path has; nothing is ever deleted that Freshdesk cannot delete."""
    answer = ask(method, path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"headers": {"Accept": "text/html"}, "json": {}}, 406),
        ({"headers": {"Content-Type": "text/plain"}, "data": "{}"}, 415),
        ({"headers": {"Content-Type": "application/json"}, "data": "{"}, 400),
        ({"headers": {"Content-Type": "application/json"}, "data": "[]"}, 400),
    ],
)
def test_only_json_is_spoken(ask: Ask, options: dict[str, object], status: int) -> None:
    """Another Accept, another Content-Type and broken JSON are refused."""
    assert ask("POST", "canned_responses", **options).status_code == status


def test_a_canned_response_is_made_rewritten_and_read_back(ask: Ask, folder: int) -> None:
    """POST answers 201 with a Location, the HTML as it is kept, and the text derived from it."""
    made = ask("POST", "canned_responses", json=new_response(folder, content_html="<p>Hi</p><!-- k --><p>you</p>"))
    assert made.status_code == 201
    assert made.json()["content_html"] == "<div>Hi</div><div>you</div>"
    assert made.json()["content"] == "Hi\nyou"
    auth = made.request.headers["Authorization"]
    read = requests.get(made.headers["Location"], headers={"Authorization": auth}, timeout=60)
    assert read.json() == made.json()


def test_a_put_changes_only_what_it_names(ask: Ask, folder: int) -> None:
    """A partial PUT keeps the rest, and narrowing the visibility to groups and back works."""
    made = ask("POST", "canned_responses", json=new_response(folder)).json()
    group = ask("GET", "groups").json()[0]["id"]
    path = f"canned_responses/{made['id']}"
    narrowed = ask("PUT", path, json={"visibility": 2, "group_ids": [group]}).json()
    assert (narrowed["title"], narrowed["visibility"], narrowed["group_ids"]) == ("Delay", 2, [group])
    widened = ask("PUT", path, json={"visibility": 0}).json()
    assert (widened["visibility"], widened["group_ids"]) == (0, [])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "", "content_html": None}, {"title": "missing_field", "content_html": "missing_field"}),
        ({"title": "x" * 256}, {"title": "invalid_value"}),
        ({"title": 7}, {"title": "datatype_mismatch"}),
        ({"title": []}, {"title": "datatype_mismatch"}),
        ({"folder_id": 1}, {"folder_id": "invalid_value"}),
        ({"visibility": 2}, {"group_ids": "missing_field"}),
        ({"visibility": 2, "group_ids": [1]}, {"group_ids": "invalid_value"}),
        ({"visibility": 3}, {"visibility": "invalid_value"}),
        ({"content": "text"}, {"content": "invalid_field"}),
    ],
)
def test_a_bad_canned_response_is_refused(
    ask: Ask, folder: int, changes: dict[str, object], expected: dict[str, str]
) -> None:
    """Each wrong field is named with its code."""
    answer = ask("POST", "canned_responses", json=new_response(folder, **changes))
    assert answer.status_code == 400
    assert fields_of(answer) == expected


def test_folders_list_their_responses_in_pages(ask: Ask) -> None:
    """A folder's responses come whole and paged, and the Link to the next page is absent on the last."""
    folder = ask("POST", "canned_response_folders", json={"name": "Paged"}).json()["id"]
    for number in range(3):
        ask("POST", "canned_responses", json=new_response(folder, title=f"T{number}"))
    path = f"canned_response_folders/{folder}/responses"
    first = ask("GET", f"{path}?per_page=2")
    assert [row["title"] for row in first.json()] == ["T0", "T1"]
    assert first.headers["Link"].startswith("< http://127.0.0.1")
    assert "page=2" in first.headers["Link"]
    last = ask("GET", f"{path}?per_page=2&page=2")
    assert [row["title"] for row in last.json()] == ["T2"]
    assert "Link" not in last.headers
    assert fields_of(ask("GET", f"{path}?per_page=101")) == {"per_page": "invalid_value"}
    assert [row["title"] for row in ask("GET", f"canned_response_folders/{folder}").json()["canned_responses"]] == [
        "T0", "T1", "T2",
    ]  # fmt: skip


def test_folders_are_listed_with_the_personal_one_and_renamed(ask: Ask) -> None:
    """The personal folder is always there, names are unique, and a folder can be renamed."""
    made = ask("POST", "canned_response_folders", json={"name": "Old"}).json()
    assert ask("POST", "canned_response_folders", json={"name": "Old"}).status_code == 409
    assert ask("PUT", f"canned_response_folders/{made['id']}", json={"name": "New"}).json()["name"] == "New"
    listed = {row["name"]: row["personal"] for row in ask("GET", "canned_response_folders").json()}
    assert listed["Personal"] is True
    assert listed["New"] is False


def test_a_ticket_field_gets_its_name_from_the_server(ask: Ask) -> None:
    """The name is cf_ and the label; a second field of that label gets a number at its end."""
    body = {"label": "Ship Wïndow", "label_for_customers": "Ship window", "type": "custom_text"}
    first = ask("POST", "admin/ticket_fields", json=body)
    second = ask("POST", "admin/ticket_fields", json=body).json()
    assert first.status_code == 201
    assert first.json()["name"] == "cf_ship_window"
    assert second["name"] == f"cf_ship_window{second['id']}"
    names = [row["name"] for row in ask("GET", "ticket_fields", params={"type": "custom_text"}).json()]
    assert {"cf_ship_window", second["name"]} <= set(names)
    assert any(row["name"] == "status" and row["default"] for row in ask("GET", "admin/ticket_fields").json())


def test_a_ticket_field_keeps_its_type_and_can_be_deleted(ask: Ask) -> None:
    """PUT refuses ``type``, even the same one; DELETE is for good."""
    body = {"label": "Temporary", "label_for_customers": "Temporary", "type": "custom_paragraph"}
    path = f"admin/ticket_fields/{ask('POST', 'admin/ticket_fields', json=body).json()['id']}"
    assert fields_of(ask("PUT", path, json={"type": "custom_paragraph"})) == {"type": "invalid_field"}
    assert ask("PUT", path, json={"label": "Renamed"}).json()["label"] == "Renamed"
    assert ask("DELETE", path).status_code == 204
    assert ask("GET", path).status_code == 404


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "custom_magic"}, {"type": "invalid_value"}),
        ({"type": "custom_dropdown"}, {"choices": "missing_field"}),
        ({"label": ""}, {"label": "missing_field"}),
    ],
)
def test_a_bad_ticket_field_is_refused(ask: Ask, changes: dict[str, object], expected: dict[str, str]) -> None:
    """Each wrong field is named with its code."""
    body = {"label": "L", "label_for_customers": "L", "type": "custom_text", **changes}
    assert fields_of(ask("POST", "admin/ticket_fields", json=body)) == expected


def test_the_account_and_its_people_are_told(ask: Ask) -> None:
    """The probes name the account and the agent whose key it is; a customer has a language, an agent is no contact."""
    me = ask("GET", "agents/me").json()
    assert me["contact"]["email"] == "sandbox-admin@example.com"
    assert ask("GET", "account").json()["account_name"] == "Sandbox"
    assert ask("GET", f"contacts/{me['id']}").status_code == 404
    german = ask("GET", "contacts", params={"email": "juergen.mueller@example.de"}).json()[0]
    assert ask("GET", f"contacts/{german['id']}").json()["language"] == "de"
    assert ask("GET", "scenario_automations").json()[0]["name"] == "Escalate"

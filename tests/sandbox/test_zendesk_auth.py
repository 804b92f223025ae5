import base64
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox


def basic(text: str) -> str:
    """Return a Basic header."""
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic ???",
        basic("sandbox-admin@example.com/token:wrong"),
        basic("sandbox-admin@example.com:sandbox-zendesk-api-token"),
        basic("nobody@example.com/token:sandbox-zendesk-api-token"),
        basic("maria.lopez@example.com/token:sandbox-zendesk-api-token"),
        "Digest x",
    ],
)
def test_a_wrong_login_is_401(desk: Any, header: str) -> None:
    """Nothing, rubbish, a wrong token, a password, a stranger and a customer are all turned away the same way."""
    answer = requests.get(f"{desk.url}/api/v2/users/me", headers={"Authorization": header}, timeout=60)
    assert (answer.status_code, answer.json()) == (401, {"error": "Couldn't authenticate you"})


def test_the_api_token_works_for_every_agent(desk: Any) -> None:
    """The e-mail address decides who is asking."""
    assert desk.get("users/me")["user"]["role"] == "admin"
    login = ("ava.reyes@example.com/token", desk.login[1])
    assert desk.ask("GET", "users/me.json", auth=login).json()["user"]["name"] == "Ava Reyes"


def test_client_credentials_give_a_token_that_acts_as_the_admin(desk: Any) -> None:
    """201 with the expiry; the token reads and writes."""
    answer = desk.token(expires_in=3600)
    assert (answer.status_code, answer.json()["token_type"], answer.json()["expires_in"]) == (201, "bearer", 3600)
    me = desk.bearer("GET", "users/me", answer.json()["access_token"])
    assert me.json()["user"]["role"] == "admin"


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"expires_in": 60}, 400, "invalid_request"),
        ({"expires_in": 999_999}, 400, "invalid_request"),
    ],
)
def test_a_wrong_token_request_is_refused(desk: Any, changes: dict[str, object], status: int, error: str) -> None:
    """OAuth's own error bodies."""
    answer = desk.token(**changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize("end", ["time", "switch"])
def test_an_expired_token_is_401(desk: Any, end: str) -> None:
    """Tokens end by the clock, or when a test ends them all."""
    token = desk.token(expires_in=301).json()["access_token"]
    if end == "time":
        desk.admin("POST", "clock", {"advance_seconds": 302})
    else:
        desk.admin("POST", "settings", {"expire_tokens": True})
    answer = desk.bearer("GET", "users/me", token)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")


@pytest.mark.parametrize(
    ("scope", "read", "write"),
    [("read", 200, 403), ("write", 403, 200), ("read tickets:write", 200, 200), ("raed", 403, 403)],
)
def test_a_missing_scope_is_403(desk: Any, scope: str, read: int, write: int) -> None:
    """A token is issued whatever was asked for; what it may do shows later."""
    token = desk.token(scope=scope).json()["access_token"]
    assert desk.bearer("GET", "tickets/1", token).status_code == read
    answer = desk.bearer("PUT", "tickets/1", token, {"ticket": {}})
    assert answer.status_code == write
    if write == 403:
        assert answer.json()["description"] == "You are missing the following required scopes: write"


def test_a_test_can_take_a_scope_away(desk: Any) -> None:
    """The setting overrides what the client asks for."""
    desk.admin("POST", "settings", {"scopes": "read"})
    assert desk.token(scope="read write").json()["scope"] == "read"


@pytest.mark.parametrize(
    "path", ["/api/v2/nothing", "/api/v2/tickets/12345678", "/elsewhere", "/api/v2/tickets/9" + "9" * 30]
)
def test_what_is_not_there_is_404_as_json(desk: Any, path: str) -> None:
    """Unknown paths, hosts' other pages and impossible ids answer alike."""
    answer = desk.ask("GET", desk.url + path)
    assert (answer.status_code, answer.json()["error"]) == (404, "RecordNotFound")


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("body", ["{", "[1]", '"x"', "nul"])
def test_a_body_that_is_no_object_is_400(desk: Any, method: str, body: str) -> None:
    """Broken JSON and other kinds of JSON are refused in words."""
    path = "macros" if method == "POST" else "tickets/1"
    answer = requests.request(method, f"{desk.url}/api/v2/{path}", data=body, auth=desk.login, timeout=60)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_only_admins_export_and_make_fields(desk: Any) -> None:
    """An agent's login is refused with 403."""
    login = ("ava.reyes@example.com/token", desk.login[1])
    assert desk.ask("GET", "incremental/tickets/cursor?start_time=0", auth=login).status_code == 403
    assert desk.ask("POST", "ticket_fields", {"ticket_field": {"title": "x"}}, auth=login).status_code == 403


def test_a_token_tells_what_it_may_do(desk: Any) -> None:
    """Its scopes and its end, not itself; an API token is none."""
    token = desk.token(scope="read macros:write").json()["access_token"]
    told = desk.bearer("GET", "oauth/tokens/current.json", token).json()["token"]
    assert told["scopes"] == ["read", "macros:write"]
    assert token not in str(told)
    assert desk.ask("GET", "oauth/tokens/current").status_code == 404


def test_a_tokens_life_is_told_in_the_clients_seconds() -> None:
    """However fast the sandbox's time runs, a client that counts its own seconds finds the token good till then."""
    with Sandbox(seed=None, faces=("zendesk",), time_scale=100_000) as box:
        logins = box.credentials
        body = {"client_id": logins.zendesk_client_id, "client_secret": logins.zendesk_client_secret}
        body |= {"grant_type": "client_credentials", "scope": "read"}
        given = requests.post(f"{box.zendesk_url}/oauth/tokens", json=body | {"expires_in": 301}, timeout=60).json()
        header = {"Authorization": f"Bearer {given['access_token']}"}
        me, clock = f"{box.zendesk_url}/api/v2/users/me", f"{box.zendesk_url}/_sandbox/clock"
        answers = [requests.get(me, headers=header, timeout=60).status_code for _ in range(3)]
        requests.post(clock, json={"advance_seconds": 302}, timeout=60).raise_for_status()
        answers.append(requests.get(me, headers=header, timeout=60).status_code)
    assert (given["expires_in"], answers) == (301, [200, 200, 200, 401])


@pytest.mark.parametrize(
    "body",
    ["NaN", '{"a": 1e999}', '{"a": Infinity}', "[" * 50_000, '{"a":' * 50_000, "1" * 5000],
    ids=lambda body: body[:9],
)
def test_a_body_that_json_cannot_hold_is_400(desk: Any, body: str) -> None:
    """Numbers without end, and lists in lists in lists."""
    answer = requests.post(f"{desk.url}/api/v2/macros", data=body, auth=desk.login, timeout=60)
    assert answer.status_code == 400


def test_a_path_beyond_reason_is_414(desk: Any) -> None:
    """An id of 5,000 digits is no id."""
    assert desk.ask("GET", f"macros/{'9' * 5000}").status_code == 414

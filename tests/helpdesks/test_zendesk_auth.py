from __future__ import annotations

from typing import Any

import pytest
import responses
from responses import matchers

from zendesk_bridge.core.errors import AuthRefused, BridgeError, Incomplete, InvalidInput, NotFound
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import zendesk
from zendesk_bridge.helpdesks.zendesk import api
from zendesk_bridge.transport import ACCOUNT, RateLimit

URL = "https://acme.zendesk.com"
ME = URL + "/api/v2/users/me.json"
SIGNED_IN_BY = URL + "/api/v2/oauth/tokens/current.json"
LOCALES = URL + "/api/v2/locales.json"
TOKENS = URL + "/oauth/tokens"
GROUPS = URL + "/api/v2/groups.json"
NONE = {"groups": [], "meta": {"has_more": False}}


@pytest.fixture
def oauth(clock: Any) -> Helpdesk:
    """Return an account that signs in with an OAuth client."""
    client = zendesk.OAuthClient("bridge", "s3cret")
    return zendesk.build("shop", URL, client, sleep=clock.sleep, now=clock.now)


def test_oauth_fetches_a_token_once_and_again_before_it_ends(
    oauth: Helpdesk, http: responses.RequestsMock, clock: Any
) -> None:
    """One token serves until a minute before its end."""
    asked = {
        "grant_type": "client_credentials",
        "client_id": "bridge",
        "client_secret": "s3cret",
        "scope": "read write",
    }
    token = matchers.json_params_matcher(asked)
    first = http.post(TOKENS, json={"access_token": "a1", "expires_in": 1800}, status=201, match=[token])
    http.get(GROUPS, json=NONE)
    oauth.groups()
    clock.sleep(1700)
    oauth.groups()
    assert first.call_count == 1
    assert http.calls[-1].request.headers["Authorization"] == "Bearer a1"
    clock.sleep(41)
    http.replace(responses.POST, TOKENS, json={"access_token": "a2", "expires_in": 1800}, status=201)
    oauth.groups()
    assert http.calls[-1].request.headers["Authorization"] == "Bearer a2"


def test_oauth_renews_a_refused_token_once(oauth: Helpdesk, http: responses.RequestsMock) -> None:
    """A token that was revoked early is fetched anew."""
    tokens = http.post(TOKENS, json={"access_token": "a1"}, status=201)
    http.get(GROUPS, status=401, json={"error": "invalid_token"})
    http.get(GROUPS, json=NONE)
    oauth.groups()
    assert tokens.call_count == 2
    assert oauth.calls == 4


@pytest.mark.parametrize(
    ("status", "body", "error", "told"),
    [
        (401, {"error": "invalid_client"}, AuthRefused, "client_secret"),
        (400, {"error": "invalid_scope"}, AuthRefused, "client_secret"),
        (201, {"token_type": "bearer"}, Incomplete, "no access token"),
        (201, {"access_token": "a\nb"}, Incomplete, "no access token"),
        (201, {"access_token": "a1", "expires_in": 1e20}, Incomplete, "expires_in"),
        (201, {"access_token": "a1", "expires_in": -5}, Incomplete, "expires_in"),
    ],
)
def test_oauth_says_what_to_mend(
    oauth: Helpdesk, http: responses.RequestsMock, status: int, body: Any, error: type[BridgeError], told: str
) -> None:
    """A refused client is explained, and its secret is never part of the text."""
    http.post(TOKENS, status=status, json=body)
    with pytest.raises(error, match=told) as caught:
        oauth.groups()
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("auth", "header"),
    [
        (zendesk.BearerToken("t0ken"), "Bearer t0ken"),
        (zendesk.ApiToken("a@b.example", "t0ken"), "Basic YUBiLmV4YW1wbGUvdG9rZW46dDBrZW4="),
    ],
)
def test_tokens_sign_each_request(auth: zendesk.Credentials, header: str, http: responses.RequestsMock) -> None:
    """A bearer token and an API token are sent as Zendesk reads them, and never shown in a repr."""
    http.get(GROUPS, json=NONE)
    zendesk.build("shop", URL, auth).groups()
    assert http.calls[0].request.headers["Authorization"] == header
    assert "t0ken" not in repr(auth)


@pytest.mark.parametrize(
    ("status", "body", "error", "told"),
    [
        (200, {"user": {"id": None, "role": "end-user"}}, AuthRefused, "did not recognise"),
        (401, {"error": "Couldn't authenticate you"}, AuthRefused, "Couldn't authenticate you"),
        (
            403,
            {"error": "Forbidden", "description": "You are missing the following required scopes: read"},
            AuthRefused,
            "missing scope: read",
        ),
        (404, "<html>no such help center</html>", NotFound, "subdomain"),
        (200, {"users": []}, Incomplete, "user"),
    ],
)
def test_probe_explains_who_we_are_not(
    account: Helpdesk, http: responses.RequestsMock, status: int, body: Any, error: type[BridgeError], told: str
) -> None:
    """Each way of not being signed in has its own words."""
    if isinstance(body, str):
        http.get(ME, status=status, body=body)
    else:
        http.get(ME, status=status, json=body)
    with pytest.raises(error, match=told):
        account.probe()


def test_a_wrong_subdomain_shows_when_a_token_is_asked_for(oauth: Helpdesk, http: responses.RequestsMock) -> None:
    """The first thing an OAuth client asks for is a token: where there is no account, that is not found."""
    http.post(TOKENS, status=404)
    with pytest.raises(NotFound, match="subdomain"):
        oauth.probe()


@pytest.mark.parametrize(
    ("body", "scopes", "lacking"),
    [
        ({"token": {"scopes": ["read", "write"]}}, {"read", "write"}, set()),
        ({"token": {"scope": "read tickets:write"}}, {"read", "tickets:write"}, {"macros:write"}),
        ({"token": {"scopes": ["tickets:read"]}}, {"tickets:read"}, {"write"}),
        ({"token": {"scopes": ["raed", 7]}}, {"raed"}, {"read", "write"}),
        ({"token": {"scopes": []}}, None, set()),
        ({"token": {"scopes": {"read": True}}}, None, set()),
        ({"token": None}, None, set()),
        ({"scopes": ["read"]}, None, set()),
        ([], None, set()),
        ("<html>", None, set()),
        (None, None, set()),
    ],
)
def test_scopes_are_told_or_not_known(
    account: Helpdesk, http: responses.RequestsMock, body: Any, scopes: set[str] | None, lacking: set[str]
) -> None:
    """Whatever is answered about the token, who we are is told; what we lack is named where the scopes are known."""
    http.get(ME, json={"user": {"id": 7, "role": "admin", "name": "Ann Lee", "email": "ann@example.com"}})
    http.get(SIGNED_IN_BY, json=body) if body != "<html>" else http.get(SIGNED_IN_BY, body=body)
    http.get(LOCALES, json={"locales": [{"locale": "pt-BR"}, {"locale": "de"}, {"name": "?"}, None]})
    probe = account.probe()
    assert (probe.who, probe.admin) == ("Ann Lee, admin", True)
    assert (probe.scopes, probe.lacking) == (scopes, lacking)
    assert probe.locales == {"pt_BR", "de"}


@pytest.mark.parametrize(("limit", "plan"), [("400", "Growth or Professional"), ("10", ""), ("lots", "")])
def test_the_plan_is_told_by_its_limit(account: Helpdesk, http: responses.RequestsMock, limit: str, plan: str) -> None:
    """Zendesk names no plan; the calls that it allows in a minute tell which it may be."""
    headers = {"X-Rate-Limit": limit, "X-Rate-Limit-Remaining": "9", "Date": "Sun, 22 Nov 2026 12:00:00 GMT"}
    http.get(ME, json={"user": {"id": 7, "role": "boss", "name": "ann@example.com"}})
    http.get(SIGNED_IN_BY, status=404)
    http.get(LOCALES, status=403, headers=headers)
    probe = account.probe()
    assert probe.plan == plan
    assert (probe.who, probe.admin, probe.locales) == ("a role that we do not know", False, None)


def test_only_safe_addresses_are_built() -> None:
    """Credentials are not sent in the clear."""
    with pytest.raises(InvalidInput, match="not encrypted"):
        zendesk.build("shop", "http://acme.zendesk.com", zendesk.BearerToken("t"))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (None, ""),
        ([], ""),
        ({"error": "RecordNotFound", "description": "Jane wrote"}, "RecordNotFound"),
        ({"error": {"title": "Forbidden", "message": "Jane wrote"}}, "Forbidden"),
        ({"errors": [{"code": "InvalidPaginationParameter", "title": "Jane"}]}, "InvalidPaginationParameter"),
        ({"error": "jane@example.com wrote"}, ""),
        ({"error": "Jane Doe would like her money back"}, ""),
        ({"error": "jane_doe"}, ""),
        ({"error": "Couldn't authenticate you"}, "Couldn't authenticate you"),
        ({"error": "APIRateLimitExceeded"}, "APIRateLimitExceeded"),
        ({"error": "invalid_token"}, "invalid_token"),
        (
            {"error": "RecordInvalid", "details": {"base": [{"description": "Jane"}], "Ja ne": 1}},
            "RecordInvalid (base)",
        ),
        (
            {
                "error": "RecordInvalid",
                "details": {"status": [{"description": "Status closed prevents ticket update"}]},
            },
            "RecordInvalid TicketClosed",
        ),
        ({"error": "RecordInvalid", "details": "Jane"}, "RecordInvalid"),
    ],
)
def test_errors_are_named_without_prose(body: Any, name: str) -> None:
    """An error's name and field names are kept, its description is not: it may quote a customer."""
    assert api.error_of(422, body) == name


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", ""),
        (
            'Removed restricted keys ["ticket.id", "tickets.additional_tags"] from parameters according to whitelist',
            "Zendesk ignored ticket.id, tickets.additional_tags",
        ),
        (
            '{:allowed_parameters=>{:unpermitted_keys=>["macro.restriction", "macro"], :invalid_values=>["macro.a"]}}',
            "Zendesk ignored macro.restriction, macro, macro.a",
        ),
        ('{allowed_parameters: {unpermitted_keys: ["ticket.x"], invalid_values: []}}', "Zendesk ignored ticket.x"),
        ("{:allowed_parameters=>{:unpermitted_keys=>[], :invalid_values=>[]}}", ""),
        ("Ignored:\tmacro", "Zendesk sent a X-Zendesk-API-Warn in words that we do not know: Ignored: macro"),
    ],
)
def test_both_forms_of_the_complaint_are_read_and_another_is_shown(said: str, told: str) -> None:
    """The keys that Zendesk ignored are named in whichever form it says so; words of neither form are shown."""
    assert api.complaint_of({"X-Zendesk-API-Warn": said}) == told


@pytest.mark.parametrize(
    ("headers", "limits"),
    [
        ({}, ()),
        ({"X-Rate-Limit": "400", "X-Rate-Limit-Remaining": "399"}, (RateLimit(ACCOUNT, 400, 399, 60.0),)),
        (
            {"ratelimit-limit": "400", "ratelimit-remaining": "0", "ratelimit-reset": "12", "X-Rate-Limit": "700"},
            (RateLimit(ACCOUNT, 400, 0, 12.0),),
        ),
        (
            {"Zendesk-RateLimit-tickets-update": "total=100; remaining=99; resets=41"},
            (RateLimit("tickets-update", 100, 99, 41.0),),
        ),
        ({"zendesk-ratelimit-x": "odd", "ratelimit-limit": "x", "ratelimit-remaining": "1"}, ()),
    ],
)
def test_limits_are_read_from_headers(headers: dict[str, str], limits: tuple[RateLimit, ...]) -> None:
    """The account's limit and the endpoints' own are told apart; unreadable ones are left out."""
    assert api.limits(headers) == limits

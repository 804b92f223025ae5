"""The Zendesk face: whatever is sent to macros, fields, dynamic content, apps and people, nothing of it is a 5xx."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zendesk_bridge.sandbox.zendesk import (
    app_installations,
    apps,
    auth,
    dynamic_content,
    field_options,
    fields,
    groups,
    locales,
    macro_attachments,
    macro_listing,
    macros,
    macros_meta,
    ticket_forms,
    users,
)

_MODULES = (
    app_installations, apps, auth, dynamic_content, field_options, fields, groups, locales, macro_attachments,
    macro_listing, macros, macros_meta, ticket_forms, users,
)  # fmt: skip
ROUTES = sorted((method, path) for module in _MODULES for method, path, _ in module.ROUTES)
_NAMES = st.sampled_from((
    "macro", "macros", "ticket_field", "custom_field_option", "item", "variant", "variants", "title", "actions",
    "field", "value", "restriction", "type", "ids", "id", "active", "description", "custom_field_options", "name",
    "tag", "regexp_for_validation", "position", "default_locale_id", "locale_id", "content", "default", "settings",
    "app_id", "upload_id", "ticket_field_ids", "enabled",
))  # fmt: skip
_WORDS = st.sampled_from((
    "status", "open", "comment_value", "comment_value_html", "tagger", "multiselect", "checkbox", "regexp", "Group",
    "User", "group_id", "assignee_id", "{{dc.x}}", "{% if", "channel:all", "current_user", "(a+)+$", "set_tags",
))  # fmt: skip
_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from((0, 1, 8, 2**63, -(2**70))),
    st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20), _WORDS,
)  # fmt: skip
_JSON = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES | st.text(max_size=5), inner, max_size=6),
    max_leaves=15,
)
_QUERY = st.dictionaries(
    st.sampled_from((
        "page", "per_page", "page[size]", "page[after]", "sort_by", "sort_order", "access", "active", "include", "ids",
        "group_id", "query", "category", "macro_id", "ticket_id", "role", "identifiers",
        "available_locales[]",
    )),
    st.text(max_size=12) | st.sampled_from(("1", "-1", "9" * 30, "1,2", "agent", "alphabetical", "usage_7d", "WzFd")),
    max_size=3,
)  # fmt: skip


@pytest.fixture(scope="module")
def numbers(running: Any) -> dict[str, int]:
    """Ids of one of each, so that the paths lead somewhere."""
    options = [{"name": "A", "value": "any_a"}, {"name": "B", "value": "any_b"}]
    field = {"ticket_field": {"type": "tagger", "title": "Any", "custom_field_options": options}}
    made = running.ask("POST", "ticket_fields", field).json()["ticket_field"]
    macro = {"title": "{{dc.any}}", "actions": [{"field": "comment_value", "value": "x"}]}
    item = {"name": "Any", "default_locale_id": 1, "variants": [{"locale_id": 1, "content": "x"}]}
    return {
        "ticket_fields": made["id"],
        "option": made["custom_field_options"][0]["id"],
        "macros": running.ask("POST", "macros", {"macro": macro}).json()["macro"]["id"],
        "dynamic_content": running.ask("POST", "dynamic_content/items", {"item": item}).json()["item"]["id"],
        "groups": running.get("groups")["groups"][0]["id"],
        "users": running.get("users/me")["user"]["id"],
    }


def _filled(path: str, numbers: dict[str, int]) -> str:
    own = numbers.get(path.partition("/")[0], 1)
    whole = path.replace("{id:int}", str(own)).replace("{option:int}", str(numbers["option"]))
    return whole.replace("{variant:int}", "1").replace("{id}", "de").replace("{job}", "x")


@pytest.mark.parametrize(("method", "path"), ROUTES)
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=_JSON, wrapped=st.sampled_from(("", "yes")), query=_QUERY)
def test_nothing_is_a_5xx(
    running: Any, numbers: dict[str, int], method: str, path: str, body: Any, wrapped: object, query: dict[str, str]
) -> None:
    """Every endpoint answers any JSON and any query with an answer of its own."""
    if method == "DELETE" and not path.endswith("destroy_many"):
        return  # takes no body, and would take the things away that the others are tried on
    names = {"macros": "macro", "ticket_fields": "ticket_field", "dynamic_content": "item"}
    name = names.get(path.partition("/")[0])
    sent = {name: body} if wrapped and name else body
    url = _filled(path, numbers)
    url = running.url + url if url.startswith("/") else url
    asked = "&".join(f"{quote(key, safe='[]')}={quote(value, errors='replace')}" for key, value in query.items())
    answer = running.ask(method, f"{url}?{asked}", sent)
    assert answer.status_code < 500, answer.text


_OPTION = {"name": "A", "value": "free_a", "position": 0, "default": False}
_VALID: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "macros", {"macro": {"title": "T", "active": True, "description": "D", "restriction": {
        "type": "Group", "ids": [1]}, "actions": [
        {"field": "comment_value", "value": ["channel:all", "x"]}, {"field": "comment_value_html", "value": "<b>x"},
        {"field": "comment_mode_is_public", "value": True}, {"field": "status", "value": "open"},
        {"field": "group_id", "value": ""}, {"field": "current_tags", "value": "a b"},
        {"field": "custom_fields_FIELD", "value": "any_a"}, {"field": "subject", "value": "{{dc.any}}"}]}}),
    ("PUT", "macros/{id:int}", {"macro": {"title": "T", "restriction": {"type": "User", "id": 1}}}),
    ("PUT", "macros/update_many", {"macros": [{"id": 1, "position": 1, "active": True}]}),
    ("POST", "ticket_fields", {"ticket_field": {
        "type": "tagger", "title": "T", "custom_field_options": [_OPTION], "position": 1, "active": True}}),
    ("POST", "ticket_fields", {"ticket_field": {"type": "regexp", "title": "T", "regexp_for_validation": "a"}}),
    ("POST", "ticket_fields", {"ticket_field": {"type": "checkbox", "title": "T", "tag": "tag_any"}}),
    ("PUT", "ticket_fields/{id:int}", {"ticket_field": {"custom_field_options": [_OPTION | {"id": 1}], "tag": "x"}}),
    ("POST", "ticket_fields/{id:int}/options", {"custom_field_option": _OPTION}),
    ("PUT", "ticket_fields/reorder", {"ticket_field_ids": [1]}),
    ("POST", "dynamic_content/items", {"item": {"name": "N", "default_locale_id": 1, "variants": [
        {"locale_id": 1, "content": "{{ticket.id}}", "active": True, "default": True},
        {"locale_id": 8, "content": "x", "active": True, "default": False}]}}),
    ("PUT", "dynamic_content/items/{id:int}", {"item": {"name": "N"}}),
    ("POST", "dynamic_content/items/{id:int}/variants", {"variant": {"locale_id": 16, "content": "x"}}),
    ("PUT", "dynamic_content/items/{id:int}/variants/update_many", {"variants": [{"id": 1, "content": "x"}]}),
    ("POST", "apps", {"upload_id": 1, "name": "N"}),
    ("POST", "/oauth/tokens", {
        "grant_type": "client_credentials", "client_id": "sandbox_client",
        "client_secret": "sandbox-zendesk-client-secret", "scope": "read", "expires_in": 301}),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path", "valid"), _VALID)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 1000), new=_JSON)
def test_one_wrong_place_is_no_5xx(
    running: Any,
    numbers: dict[str, int],
    with_one_changed: Any,
    method: str,
    path: str,
    valid: dict[str, Any],
    place: int,
    new: Any,
) -> None:
    """A good body with anything in one place of it gets an answer, and so does the listing afterwards."""
    own = json.loads(json.dumps(valid).replace("FIELD", str(numbers["ticket_fields"])))
    body = with_one_changed(own, place, new)
    url = _filled(path, numbers)
    answer = running.ask(method, running.url + url if url.startswith("/") else url, body)
    assert answer.status_code < 500, answer.text
    listing = path.partition("/")[0]
    if answer.status_code < 300 and listing in ("macros", "ticket_fields"):
        assert running.ask("GET", f"{listing}?per_page=100").status_code == 200
        assert running.ask("GET", "macros/definitions").status_code == 200

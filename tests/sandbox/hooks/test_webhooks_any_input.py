from typing import Any

import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

URL = "http://127.0.0.1:9/hook"
WORDS = (
    "status", "is", "all", "any", "name", "conditions", "actions", "events", "performer", "type", "field", "value",
    "operator", "field_name", "properties", "condition_set_1", "match_type", "trigger_webhook", "url", "POST",
    "content", "update_type", "current_tags", "includes", "custom_fields_7", "changed", "less_than", "data", "token",
    "json", "", "conditional_ticket_events", "bearer_token", "title", "position", "active", "from", "to", "note_type",
    "tag_names",
)  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers(-5, 2**70) | st.sampled_from(WORDS) | st.text(max_size=5)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=8,
)
WEBHOOK = {"name": "w", "endpoint": URL, "http_method": "POST", "request_format": "json", "status": "active"}
RULE = {"name": "r", "actions": [{"field_name": "trigger_webhook", "url": URL, "request_type": "POST", "content": "x"}]}


def changed(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Return strange values for some of these keys."""
    return st.dictionaries(st.sampled_from(names), VALUES, max_size=3)


BODIES = st.one_of(
    changed((*WEBHOOK, "authentication", "custom_headers", "subscriptions", "description")).map(
        lambda more: ("zendesk", "webhooks", {"webhook": {**WEBHOOK, **more}})
    ),
    changed(("endpoint", "payload", "http_method", "authentication")).map(
        lambda more: ("zendesk", "webhooks/test", {"request": {"endpoint": "http://192.0.2.1/", **more}})
    ),
    changed(("title", "active", "position", "conditions", "actions", "description", "category_id")).map(
        lambda more: ("zendesk", "triggers", {"trigger": {"title": "t", **more}})
    ),
    st.tuples(st.sampled_from(("field", "operator", "value")), VALUES).map(
        lambda pair: ("zendesk", "triggers", {"trigger": {"title": "t", "conditions": {"all": [dict([pair])]}}})
    ),
    changed(("name", "position", "active", "conditions", "operator", "actions")).map(
        lambda more: ("freshdesk", "automations/1/rules", {**RULE, **more})
    ),
    changed(("performer", "events", "conditions")).map(
        lambda more: ("freshdesk", "automations/4/rules", {**RULE, "performer": {"type": 3}, "events": [{}], **more})
    ),
    VALUES.map(lambda body: ("admin", "webhooks/drain", body)),
    changed(("effect", "seconds", "new_id", "kind", "path", "share", "from", "to")).map(
        lambda more: ("admin", "faults", {"effect": "webhook_late", "seconds": 1, "path": "/nowhere", **more})
    ),
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=BODIES)
def test_no_body_fails_the_server(house: Any, asked: tuple[str, str, Any]) -> None:
    """Whatever is written, the answer is a success or a refusal, and tickets can be written afterwards."""
    face, path, body = asked
    if isinstance(body, dict) and "seconds" in body and path == "webhooks/drain":
        body = {**body, "seconds": 0}
    url, login = {
        "zendesk": (f"{house.sandbox.zendesk_url}/api/v2", house.login),
        "freshdesk": (f"{house.sandbox.freshdesk_url}/api/v2", house.key),
        "admin": (f"{house.sandbox.zendesk_url}/_sandbox", None),
    }[face]
    answer = house.session.request("POST", f"{url}/{path}", json=body, auth=login, timeout=60)
    assert answer.status_code < 500, (asked, answer.text)
    if answer.status_code == 201:
        ticket = house.ticket()
        house.freshdesk("PUT", f"tickets/{ticket}", {"status": 4})
        house.clean()


def test_a_clock_cannot_be_moved_out_of_time(house: Any) -> None:
    """A wild jump is refused, so that no later answer fails."""
    for seconds in (1e300, -1e300, "NaN"):
        answer = requests.post(
            f"{house.sandbox.zendesk_url}/_sandbox/clock", json={"advance_seconds": seconds}, timeout=60
        )
        assert answer.status_code == 400

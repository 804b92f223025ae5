"""Rows as recorded answers of real accounts have them."""

from typing import Any

import pytest


def test_a_ticket_names_form_brand_and_custom_status_by_number(desk: Any) -> None:
    """All three are ids; the custom status follows the status; the moment of the last touch is an export's alone."""
    number = desk.load("Shape")[0]
    ticket = desk.get(f"tickets/{number}")["ticket"]
    forms = desk.get("ticket_forms")["ticket_forms"]
    assert ticket["ticket_form_id"] == forms[0]["id"]
    assert [type(ticket[name]) for name in ("brand_id", "custom_status_id")] == [int, int]
    assert "generated_timestamp" not in ticket
    desk.admin("PATCH", f"tickets/{number}", {"status": "pending"})
    assert desk.get(f"tickets/{number}")["ticket"]["custom_status_id"] != ticket["custom_status_id"]
    for path in (f"tickets/show_many?ids={number}", "tickets", "search?query=type:ticket"):
        rows = next(rows for rows in desk.get(path).values() if isinstance(rows, list))
        assert "generated_timestamp" not in rows[0]


def test_a_ticket_field_has_what_is_behind_its_texts(desk: Any) -> None:
    """Each text has its raw twin, which follows a change; the portal's switch and the key are there."""
    given = {"type": "text", "title": "Shape", "description": "For shapes"}
    made = desk.ask("POST", "ticket_fields", {"ticket_field": given}).json()["ticket_field"]
    assert {key: made[f"raw_{key}"] for key in ("title", "description", "title_in_portal")} == {
        "title": "Shape", "description": "For shapes", "title_in_portal": "Shape",
    }  # fmt: skip
    assert (made["required_in_portal"], made["key"]) == (False, None)
    changed = desk.ask("PUT", f"ticket_fields/{made['id']}", {"ticket_field": {"description": "Else"}}).json()
    assert changed["ticket_field"]["raw_description"] == "Else"
    for field in desk.get("ticket_fields")["ticket_fields"]:
        assert {"raw_title", "raw_description", "raw_title_in_portal", "required_in_portal", "key"} <= field.keys()


@pytest.mark.parametrize(
    "path", ["tickets", "users", "macros", "ticket_fields", "tickets/1/audits", "tickets?sort=-id"]
)
def test_a_cursor_page_leads_back(desk: Any, path: str) -> None:
    """``links.prev`` is the page before, of the same size; in front of the first page there is nothing more."""
    if "audits" in path:
        for number in range(6):
            desk.ask("PUT", "tickets/1", {"ticket": {"subject": f"Change {number}"}})
    name = "audits" if "audits" in path else path.partition("?")[0]
    start = path + ("&" if "?" in path else "?") + "page[size]=2"
    first = desk.get(start)
    second = desk.get(first["links"]["next"])
    back = desk.get(second["links"]["prev"])
    assert first[name] != second[name]
    assert (back[name], back["meta"]["has_more"]) == (first[name], False)
    nothing = desk.get(back["links"]["prev"])
    assert (nothing[name], nothing["links"]["prev"], nothing["meta"]["has_more"]) == ([], None, False)
    third = desk.get(second["links"]["next"])
    if third[name]:
        assert desk.get(third["links"]["prev"]) == second | {"meta": second["meta"] | {"has_more": True}}


def test_a_cursor_back_from_nowhere_is_refused(desk: Any) -> None:
    """A cursor of another list, or of a row that is gone, is 400."""
    cursor = desk.get("macros?page[size]=1")["meta"]["before_cursor"]
    assert desk.ask("GET", f"users?page[before]={cursor}").status_code == 400
    body = {"macro": {"title": "Gone", "actions": [{"field": "status", "value": "open"}]}}
    made = desk.ask("POST", "macros", body).json()["macro"]["id"]
    path = "macros?page[size]=100"
    link = desk.get(path)["links"]["prev"].replace(desk.get(path)["meta"]["before_cursor"], "")
    last = desk.get("macros?page[size]=100")["meta"]["after_cursor"]
    desk.ask("DELETE", f"macros/{made}")
    assert desk.ask("GET", f"{link}{last}").status_code == 400


@pytest.mark.parametrize("method", ["post", "Put", "PATCH"])
def test_a_webhooks_method_is_taken_in_any_case(desk: Any, method: str) -> None:
    """It is kept and shown in capitals."""
    body = {
        "name": "m", "status": "active", "endpoint": "http://127.0.0.1:9/x", "http_method": method,
        "request_format": "json", "subscriptions": ["conditional_ticket_events"],
    }  # fmt: skip
    made = desk.ask("POST", "webhooks", {"webhook": body})
    assert (made.status_code, made.json()["webhook"]["http_method"]) == (201, method.upper())
    changed = desk.ask("PATCH", f"webhooks/{made.json()['webhook']['id']}", {"webhook": {"http_method": "delete"}})
    assert changed.status_code == 204

"""One ticket, one macro or one answer bent, with everything around it as it was."""

from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox.fault_rules import BadRule, failing_rows, parse_rule

HTML = [{"field": "comment_value_html", "value": "<p>Sorry — soon</p>"}]


@pytest.mark.parametrize("status", [301, 400, 403, 404, 405, 410, 422, 423, 500])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "tickets/{}.json"), ("PUT", "tickets/{}"), ("GET", "tickets/{}/comments.json"),
        ("GET", "tickets/{}/audits"), ("PUT", "tickets/{}/tags"), ("DELETE", "tickets/{}/tags.json"),
    ],
)  # fmt: skip
def test_one_ticket_answers_anything(desk: Any, method: str, path: str, status: int) -> None:
    """A rule for one ticket's path bends each of its calls and no other ticket's, whose number begins alike."""
    rule = {"path": "/tickets/1(?:[./]|$)", "to": None, "effect": "status", "status": status}
    desk.admin("POST", "faults", rule | {"body": {"error": "X"}, "headers": {"Location": "/elsewhere"}})
    body = {"tags": ["x"], "ticket": {"tags": ["x"]}}
    answer = desk.ask(method, path.format(1), body, allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (status, "/elsewhere")
    assert desk.ask(method, path.format(10), body).ok


def test_one_page_of_a_list_is_bent(desk: Any) -> None:
    """What stands in the query tells calls apart that have the same path."""
    rule = {"path": "/tickets", "query": r"(^|&)page=2\b", "to": None, "effect": "status", "status": 500}
    desk.admin("POST", "faults", rule)
    asked = ("tickets?page=2&per_page=5", "tickets?page=1&per_page=5", "tickets?per%5Fpage=5&page=%32")
    assert [desk.ask("GET", path).status_code for path in asked] == [500, 200, 500]


def test_rows_of_a_job_fail_in_given_words(desk: Any) -> None:
    """The ticket's row says what was ordered, the other one is done."""
    told = {"error": "TicketLocked", "details": "Ticket is locked"}
    desk.admin("POST", "faults", {"effect": "fail_rows", "tickets": [2], **told})
    body = {"tickets": [{"id": number, "priority": "low"} for number in (2, 3)]}
    rows = desk.finished(desk.ask("PUT", "tickets/update_many", body))["results"]
    assert {key: rows[0][key] for key in ("id", "error", "details")} == {"id": 2, **told}
    assert rows[1]["success"] is True


def test_an_answer_without_a_body(desk: Any) -> None:
    """Tag calls may answer 204 alone, and have done their work."""
    desk.admin("POST", "faults", {"path": "/tags", "method": "PUT", "effect": "empty", "to": None})
    desk.admin("POST", "faults", {"path": "/tags", "method": "DELETE", "effect": "empty", "to": None})
    put = desk.ask("PUT", "tickets/4/tags", {"tags": ["one", "two"]})
    gone = desk.ask("DELETE", "tickets/4/tags", {"tags": ["one"]})
    assert [(answer.status_code, answer.content) for answer in (put, gone)] == [(204, b"")] * 2
    kept = desk.get("tickets/4/tags")["tags"]
    assert "two" in kept
    assert "one" not in kept


def test_html_is_written_otherwise_later(desk: Any) -> None:
    """A macro is answered as it was sent, and read in another spelling from then on."""
    rule = {"method": "GET", "path": "/macros", "effect": "rewrite", "find": "<p>(.*?)</p>", "to": None}
    desk.admin("POST", "faults", rule | {"replace": r"<div>\1<br/></div>"})
    made = desk.ask("POST", "macros", {"macro": {"title": "Bent", "actions": HTML}}).json()["macro"]
    assert made["actions"][0]["value"] == HTML[0]["value"]
    shown = desk.get(f"macros/{made['id']}.json")["macro"]
    assert shown["actions"][0]["value"] == "<div>Sorry — soon<br/></div>"
    assert shown["title"] == "Bent"


def test_a_part_of_a_write_is_lost_in_silence(desk: Any) -> None:
    """The macro is made for everybody, 201, and no header says that its restriction is gone."""
    group = desk.get("groups")["groups"][0]["id"]
    desk.admin("POST", "faults", {"method": "POST", "path": "/macros", "effect": "lose", "keys": ["macro.restriction"]})
    body = {"macro": {"title": "VIP", "actions": HTML, "restriction": {"type": "Group", "ids": [group]}}}
    first, second = (desk.ask("POST", "macros", body) for _ in range(2))
    assert (first.status_code, first.json()["macro"]["restriction"]) == (201, None)
    assert "x-zendesk-api-warn" not in first.headers
    assert second.json()["macro"]["restriction"] == {"type": "Group", "id": group, "ids": [group]}


def test_a_part_of_a_write_is_altered(desk: Any) -> None:
    """Every row of a batch is reached; what a row does not have is not put there."""
    rule = {"path": "update_many", "effect": "alter", "values": {"tickets.priority": "urgent", "tickets.type": "task"}}
    desk.admin("POST", "faults", rule)
    body = {"tickets": [{"id": 5, "priority": "low"}, {"id": 6, "priority": "low", "type": "question"}]}
    desk.finished(desk.ask("PUT", "tickets/update_many", body))
    shown = [desk.get(f"tickets/{number}")["ticket"] for number in (5, 6)]
    assert [ticket["priority"] for ticket in shown] == ["urgent", "urgent"]
    assert [ticket["type"] == "task" for ticket in shown] == [False, True]


@pytest.mark.parametrize("raw", [b"", b"no JSON", b"[1, 2]", b'"text"', b"null"])
def test_a_body_without_the_part_stays(desk: Any, raw: bytes) -> None:
    """What has nothing to lose is passed on, and answered as ever."""
    desk.admin("POST", "faults", {"path": "/macros", "effect": "lose", "keys": ["macro.restriction.ids"], "to": None})
    url = f"{desk.url}/api/v2/macros"
    assert requests.post(url, data=raw, auth=desk.login, timeout=60).status_code in (400, 422)
    assert desk.ask("GET", "macros").status_code == 200


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ({"effect": "rewrite", "find": "("}, "replace"),
        ({"effect": "rewrite", "find": "(", "replace": ""}, "find"),
        ({"effect": "lose", "keys": "macro"}, "keys"),
        ({"effect": "lose"}, "keys"),
        ({"effect": "alter", "values": []}, "values"),
        ({"effect": "empty", "status": 7}, "status"),
        ({"effect": "status", "headers": {"X": "a\nb"}}, "headers"),
        ({"effect": "status", "headers": ["X"]}, "headers"),
        ({"effect": "status", "query": "["}, "query"),
    ],
)
def test_a_bend_that_cannot_be_is_refused(rule: dict[str, Any], key: str) -> None:
    """The key that is missing or wrong is named."""
    with pytest.raises(BadRule) as refused:
        parse_rule(rule)
    assert refused.value.key == key


def test_failing_rows_take_words_only() -> None:
    """What a row says is text."""
    with pytest.raises(BadRule) as refused:
        failing_rows({"effect": "fail_rows", "tickets": [1], "details": 7})
    assert refused.value.key == "details"

"""The Freshdesk face: bodies as forms with files, what only it lets an agent write, and bodies nobody should send."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

Ask = Callable[..., requests.Response]
FIELDS = (("Gift", "custom_checkbox"), ("Count", "custom_number"), ("Item", "custom_text"))
FILE = ("a b.txt", b"words\r\n--x\n", "text/plain")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for this file."""
    with Sandbox(seed=None, faces=("freshdesk",)) as box:
        yield box


@pytest.fixture
def ticket(ask: Ask) -> int:
    """The id of a fresh ticket."""
    body = {"subject": "S", "description": "<p>D</p>", "email": "mia@example.com"}
    return int(ask("POST", "tickets", json=body).json()["id"])


def fields_of(answer: requests.Response) -> dict[str, str]:
    """Return field -> code of a 400."""
    assert answer.status_code == 400
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def form(*pairs: tuple[str, Any]) -> dict[str, Any]:
    """Return requests' way to send pairs as a multipart form; a tuple is a file."""
    return {"files": [(name, value if isinstance(value, tuple) else (None, value)) for name, value in pairs]}


def test_a_ticket_is_made_from_a_form(ask: Ask) -> None:
    """Numbers, lists, custom fields by type and files; each file can be read where its row says."""
    made = ask(
        "POST",
        "tickets",
        **form(
            ("subject", "Größe"),
            ("description", "D"),
            ("email", "mia@example.com"),
            ("status", "3"),
            ("tags[]", "one"),
            ("tags[]", "two"),
            ("cc_emails[]", "cc@example.com"),
            ("custom_fields[cf_gift]", "true"),
            ("custom_fields[cf_count]", "12"),
            ("custom_fields[cf_item]", "12"),
            ("attachments[]", FILE),
            ("attachments[]", ("b.bin", bytes(range(256)), "application/octet-stream")),
        ),
    )
    assert made.status_code == 201, made.text
    body = made.json()
    assert (body["subject"], body["status"], body["tags"]) == ("Größe", 3, ["one", "two"])
    assert body["custom_fields"] == {"cf_gift": True, "cf_count": 12, "cf_item": "12"}
    assert body["cc_emails"] == ["cc@example.com"]
    files = ask("GET", f"tickets/{body['id']}").json()["attachments"]
    assert [(row["name"], row["size"]) for row in files] == [("a b.txt", 11), ("b.bin", 256)]
    assert requests.get(files[0]["attachment_url"], timeout=60).content == FILE[1]
    assert requests.get(files[1]["attachment_url"], timeout=60).content == bytes(range(256))
    assert requests.get(files[0]["attachment_url"].replace("/95", "/15"), timeout=60).status_code == 404


def test_notes_and_replies_take_forms(ask: Ask, ticket: int) -> None:
    """Switches become switches; the files stand in the conversation."""
    note = ask("POST", f"tickets/{ticket}/notes", **form(("body", "N"), ("private", "false"), ("attachments[]", FILE)))
    assert (note.status_code, note.json()["private"], note.json()["attachments"][0]["name"]) == (201, False, "a b.txt")
    copies = form(("body", "R"), ("cc_emails[]", "cc@example.com"), ("bcc_emails[]", "bcc@example.com"))
    reply = ask("POST", f"tickets/{ticket}/reply", **copies)
    assert (reply.json()["cc_emails"], reply.json()["replied_to"]) == (["cc@example.com"], ["mia@example.com"])
    rows = ask("GET", f"tickets/{ticket}/conversations").json()
    assert [row["attachments"] != [] for row in rows] == [True, False]
    assert (rows[1]["to_emails"], rows[1]["bcc_emails"]) == (["mia@example.com"], ["bcc@example.com"])


def test_a_ticket_and_a_canned_response_are_changed_by_a_form(ask: Ask, ticket: int) -> None:
    """A PUT adds its files to those that are there."""
    changed = ask("PUT", f"tickets/{ticket}", **form(("priority", "4"), ("attachments[]", FILE)))
    assert (changed.json()["priority"], len(changed.json()["attachments"])) == (4, 1)
    assert len(ask("PUT", f"tickets/{ticket}", **form(("attachments[]", FILE))).json()["attachments"]) == 2
    fields = (("title", "T"), ("content_html", "C"), ("folder_id", "80000000000"), ("visibility", "1"))
    response = ask("POST", "canned_responses", **form(*fields, ("attachments[]", FILE)))
    assert (response.status_code, response.json()["attachments"][0]["size"]) == (201, 11)


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("status", "soon"), "datatype_mismatch"),
        (("status", "9" * 30), "datatype_mismatch"),
        (("custom_fields[cf_gift]", "maybe"), "datatype_mismatch"),
        (("custom_fields[cf_none]", "x"), "invalid_field"),
        (("tags", "x"), "datatype_mismatch"),
        (("colour", "red"), "invalid_field"),
        (("a[b][c]", "x"), "invalid_field"),
    ],
)
def test_a_bad_form_is_refused(ask: Ask, ticket: int, pair: tuple[str, str], code: str) -> None:
    """As the same JSON would be."""
    assert list(fields_of(ask("PUT", f"tickets/{ticket}", **form(pair))).values()) == [code]


def test_files_may_weigh_twenty_megabytes_together(ask: Ask, ticket: int) -> None:
    """More is refused, and nothing of it kept."""
    big = ("big.bin", b"\0" * (11 * 1024 * 1024), "application/octet-stream")
    answer = ask("POST", f"tickets/{ticket}/notes", **form(("body", "N"), *[("attachments[]", big)] * 2))
    assert fields_of(answer) == {"attachments": "invalid_size"}
    assert ask("GET", f"tickets/{ticket}/conversations").json() == []


def test_description_due_times_and_requester_can_be_changed(ask: Ask, ticket: int) -> None:
    """What Freshdesk lets an agent change afterwards; the other columns stay."""
    body = {
        "description": "<p>New</p>", "source": 3, "due_by": "2999-02-01T00:00:00Z",
        "fr_due_by": "2999-01-01T01:00:00+01:00", "email": "new@example.com",
    }  # fmt: skip
    before = ask("GET", f"tickets/{ticket}").json()
    changed = ask("PUT", f"tickets/{ticket}", json=body).json()
    assert (changed["description_text"], changed["source"]) == ("New", 3)
    assert (changed["due_by"], changed["fr_due_by"]) == ("2999-02-01T00:00:00Z", "2999-01-01T00:00:00Z")
    assert changed["requester_id"] != before["requester_id"]
    assert (changed["subject"], changed["custom_fields"]) == (before["subject"], before["custom_fields"])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"due_by": "2999-01-01"}, {"fr_due_by": "missing_field"}),
        ({"due_by": "soon", "fr_due_by": "2999-01-01"}, {"due_by": "invalid_value"}),
        ({"due_by": "2999-01-01", "fr_due_by": "2999-01-02"}, {"fr_due_by": "invalid_value"}),
        ({"source": 99}, {"source": "invalid_value"}),
        ({"product_id": 1}, {"product_id": "invalid_value"}),
        ({"email": "x"}, {"email": "invalid_value"}),
        ({"cc_emails": ["a@example.com"]}, {"cc_emails": "invalid_field"}),
    ],
)
def test_a_bad_change_is_refused(ask: Ask, ticket: int, body: dict[str, Any], expected: dict[str, str]) -> None:
    """Each wrong field is named with its code."""
    assert fields_of(ask("PUT", f"tickets/{ticket}", json=body)) == expected


@pytest.mark.parametrize("name", ["cc_emails", "bcc_emails"])
def test_a_reply_goes_to_addresses(ask: Ask, ticket: int, name: str) -> None:
    """What is none is refused, and so are more than fifty."""
    for wrong in (["x"], [7], ["a@example.com"] * 51):
        answer = ask("POST", f"tickets/{ticket}/reply", json={"body": "R", name: wrong})
        assert fields_of(answer) == {name: "invalid_value"}


def test_a_dropdowns_choices_are_known_by_their_ids(ask: Ask) -> None:
    """Repeated without an id, unknown ids, twice the same, or on a field without choices: refused."""
    choices = [{"value": "A"}, {"value": "B"}]
    body = {"label": "Pick", "label_for_customers": "Pick", "type": "custom_dropdown", "choices": choices}
    made = ask("POST", "admin/ticket_fields", json=body).json()
    path = f"admin/ticket_fields/{made['id']}"
    kept = [{"id": made["choices"][0]["id"], "value": "A2"}, {"value": "C"}]
    assert [row["value"] for row in ask("PUT", path, json={"choices": kept}).json()["choices"]] == ["A2", "C"]
    for wrong, code in (
        ([{"value": "A2"}], "duplicate_value"),
        ([{"id": 1, "value": "A"}], "invalid_value"),
        ([{"id": [], "value": "A"}], "invalid_value"),
        ([{"value": "D"}, {"value": "D"}], "duplicate_value"),
        (["D"], "datatype_mismatch"),
        ([], "missing_field"),
    ):
        assert fields_of(ask("PUT", path, json={"choices": wrong})) == {"choices": code}
    text = body | {"type": "custom_text"}
    assert fields_of(ask("POST", "admin/ticket_fields", json=text)) == {"choices": "invalid_field"}


@pytest.mark.parametrize(
    ("query", "status"),
    [('"' + "(" * 500 + '"', 400), ('"' + "(" * 40 + "status:2" + ")" * 40 + '"', 200), ("\"tag:'x' AND AND\"", 400)],
)
def test_a_deep_search_neither_hangs_nor_falls_over(ask: Ask, query: str, status: int) -> None:
    """Brackets within reason."""
    assert ask("GET", "search/tickets", params={"query": query}).status_code == status


def test_deep_html_is_taken(ask: Ask, ticket: int) -> None:
    """The text stays however many elements stand around it."""
    body = {"body": "<div>" * 5000 + "core" + "</div>" * 5000}
    assert ask("POST", f"tickets/{ticket}/notes", json=body).json()["body_text"] == "core"

"""Rows of lists as recorded answers of a real account have them, key by key."""

from collections.abc import Callable, Iterator

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

Ask = Callable[..., requests.Response]

RECORDED = {
    "agents": """available available_since contact created_at id last_active_at occasional signature ticket_scope type
        updated_at""",
    "contacts": """active address company_id created_at csat_rating custom_fields description email facebook_id id
        job_title language mobile name phone preferred_source time_zone twitter_followers_count twitter_id
        twitter_profile_status unique_external_id updated_at""",
    "groups": """auto_ticket_assign business_hour_id created_at description escalate_to group_type id name
        unassigned_for updated_at""",
    "tickets/1/conversations": """attachments auto_response automation_id automation_type_id bcc_emails body body_text
        category cc_emails created_at email_failure_count from_email id incoming last_edited_at last_edited_user_id
        outgoing_failures private source source_additional_info structured_body support_email thread_id
        thread_message_id ticket_id to_emails updated_at user_id""",
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One demo sandbox for this file."""
    with Sandbox(faces=("freshdesk",)) as box:
        yield box


@pytest.mark.parametrize("path", RECORDED)
def test_a_row_has_the_recorded_keys(ask: Ask, path: str) -> None:
    """None is missing and none is made up; ``structured_body`` is the reference's own."""
    ask("POST", "tickets/1/notes", {"body": "a note"})
    assert {" ".join(sorted(row)) for row in ask("GET", path).json()} == {" ".join(RECORDED[path].split())}


def test_a_conversation_says_who_speaks_to_whom(ask: Ask) -> None:
    """Its category tells a customer's words, an agent's note and an agent's reply apart."""
    for path, body in (("reply", {}), ("notes", {}), ("notes", {"incoming": True, "private": False})):
        ask("POST", f"tickets/2/{path}", {"body": "words"} | body)
    rows = ask("GET", "tickets/2/conversations?per_page=100").json()[-3:]
    assert [row["category"] for row in rows] == [3, 2, 1]

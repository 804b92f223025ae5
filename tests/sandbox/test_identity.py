from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.freshdesk.auth import AGENT_SUFFIX

FRESHDESK_SAMPLE = [
    "organisation_id", "organisation_name", "account_id", "account_name", "account_domain", "bundle_id",
    "hipaa_compliant", "total_agents", "timezone", "data_center", "tier_type", "address", "contact_person",
]  # fmt: skip


def freshdesk_account(box: Sandbox, login_suffix: str = "") -> Mapping[str, Any]:
    """Return what Freshdesk says of the account."""
    login = (box.credentials.freshdesk_api_key + login_suffix, "X")
    answer = requests.get(f"{box.freshdesk_url}/api/v2/account", auth=login, timeout=60)
    assert answer.status_code == 200
    return dict(answer.json())


def zendesk_fields(box: Sandbox, email: str = "") -> list[Mapping[str, Any]]:
    """Return Zendesk's ticket fields as an agent reads them, in the order of pages."""
    login = (f"{email or box.credentials.zendesk_email}/token", box.credentials.zendesk_api_token)
    answer = requests.get(f"{box.zendesk_url}/api/v2/ticket_fields?page[size]=100", auth=login, timeout=60)
    assert answer.status_code == 200
    return list(answer.json()["ticket_fields"])


def system_fields(box: Sandbox) -> Mapping[str, int]:
    """Return the ids of Zendesk's system fields by their types."""
    return {field["type"]: field["id"] for field in zendesk_fields(box) if not field["removable"]}


def make_zendesk_field(box: Sandbox) -> Mapping[str, Any]:
    """Create a ticket field as an admin of Zendesk."""
    login = (f"{box.credentials.zendesk_email}/token", box.credentials.zendesk_api_token)
    body = {"ticket_field": {"type": "text", "title": "Ship window"}}
    answer = requests.post(f"{box.zendesk_url}/api/v2/ticket_fields", json=body, auth=login, timeout=60)
    assert answer.status_code == 201
    return dict(answer.json()["ticket_field"])


def test_a_sandbox_started_anew_is_another_account() -> None:
    """On the same ports with the same logins: only what each helpdesk tells of itself differs."""
    with Sandbox() as first:
        ports = {face: int(url.rpartition(":")[2]) for face, url in urls(first).items()}
        before = freshdesk_account(first)["account_id"], system_fields(first)
    with Sandbox(zendesk_port=ports["zendesk"], freshdesk_port=ports["freshdesk"]) as second:
        after = freshdesk_account(second)["account_id"], system_fields(second)
        assert urls(second) == urls(first)
    assert before[0] != after[0]
    assert before[1].keys() == after[1].keys()
    assert not set(before[1].values()) & set(after[1].values())


def urls(box: Sandbox) -> Mapping[str, str]:
    """Return where each face answers."""
    return {"zendesk": box.zendesk_url, "freshdesk": box.freshdesk_url}


def test_kept_data_stays_the_same_account(tmp_path: Path) -> None:
    """Also on other ports, and whatever account a later start asks for."""
    told = []
    for number in (None, None, 5):
        with Sandbox(data=tmp_path / "kept.db", account=number) as box:
            told.append((freshdesk_account(box)["account_id"], system_fields(box)))
    assert told[0] == told[1] == told[2]


def test_a_test_may_choose_the_account() -> None:
    """So that two sandboxes can be one account, and what they answer can be compared."""
    told = []
    for number in (5, 5, 6):
        with Sandbox(account=number) as box:
            told.append((freshdesk_account(box)["account_id"], system_fields(box)))
    assert told[0] == told[1] != told[2]


def test_fields_that_people_make_have_the_same_ids_everywhere() -> None:
    """The worst a client can meet: another account has another field under the id that it remembers."""
    with Sandbox(account=0) as first, Sandbox(account=10**9 - 1) as second:
        made = [make_zendesk_field(box)["id"] for box in (first, second)]
        listed = [[field["id"] for field in zendesk_fields(box)] for box in (first, second)]
    assert made[0] == made[1] == listed[0][-1] == listed[1][-1]
    assert [sorted(ids) for ids in listed] == listed


def test_an_agent_may_read_what_identifies_the_account() -> None:
    """No administrator's login is needed on either helpdesk."""
    with Sandbox(seed=None) as box:
        assert freshdesk_account(box, AGENT_SUFFIX)["account_id"] == freshdesk_account(box)["account_id"]
        assert zendesk_fields(box, "ava.reyes@example.com") == zendesk_fields(box)


def test_freshdesk_tells_all_that_its_reference_names() -> None:
    """The keys of its sample, and a domain that is where the account answers."""
    with Sandbox(seed=None) as box:
        account = freshdesk_account(box)
        assert account["account_domain"] == box.freshdesk_url.partition("://")[2]
    assert sorted(account) == sorted(FRESHDESK_SAMPLE)
    assert account["total_agents"]["full_time"] == 3


def test_an_older_data_file_gets_an_identity(tmp_path: Path) -> None:
    """Its system fields are numbered anew, with what people wrote in them; fields that people made keep their ids."""
    path = tmp_path / "old.db"
    with Sandbox(data=path) as box:
        made = make_zendesk_field(box)
        store = box.store
        for place, field in enumerate(zendesk_fields(box)[:7]):
            store.remove("zendesk_field", field["id"])
            old = {**field, "id": 360_000_000_001 + place, "title": f"Old {place}"}
            store.put("zendesk_field", old["id"], old)
        store.remove("sandbox", "identity")
    with Sandbox(data=path) as box:
        rows = zendesk_fields(box)
        assert [row["title"] for row in rows[:7]] == [f"Old {place}" for place in range(7)]
        assert [row["id"] for row in rows[7:]] == [made["id"]]
        assert all(row["id"] < 360_000_000_000 for row in rows[:7])

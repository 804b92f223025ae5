from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import responses
from responses.matchers import json_params_matcher

from zendesk_bridge.core.errors import AuthRefused, Incomplete, NotFound, Unavailable
from zendesk_bridge.core.fields import SPECS
from zendesk_bridge.core.model import MacroContent, ManagedMacro, Marker, Probe
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks.freshdesk import ApiKey, build

API = "https://acme.freshdesk.com/api/v2"
FOLDERS = f"{API}/canned_response_folders"
RESPONSES = f"{API}/canned_responses"
MARKER = Marker.of("acme", "delay-update")
MACRO = ManagedMacro("delay-update", "Backorder::Delay update", "<div>Hi</div>", MARKER, add_tags=("x",))
SHELF = {"id": 7, "name": "Backorder", "personal": False}
ARCHIVE = {"id": 9, "name": "zendesk-bridge archive", "personal": False}
MINE = {"id": 1, "name": "Personal", "personal": True}
SIGNED = MARKER.signed(MacroContent("Backorder::Delay update", "Hi"))
SENT = {"title": f"Delay update {SIGNED}", "content_html": "<div>Hi</div>", "folder_id": 7, "visibility": 0}
HELD = {"id": 70, **SENT, "content": "Hi", "created_at": "2026-11-01T10:00:00+05:30"}
Server = responses.RequestsMock
Json = dict[str, Any]
LOST = requests.ConnectionError("cut")


@pytest.fixture
def http() -> Iterator[Server]:
    """Nothing but what a test registers, all of it, in order."""
    registry = responses.registries.OrderedRegistry
    with responses.RequestsMock(assert_all_requests_are_fired=True, registry=registry) as mock:
        yield mock


@pytest.fixture
def desk() -> Helpdesk:
    """A client that never sleeps."""
    return build("eu", "https://acme.freshdesk.com/", ApiKey("KEY"), sleep=lambda _: None)


def test_probe(http: Server, desk: Helpdesk) -> None:
    """The key goes as the user of HTTP Basic, and the answer names the agent without the address."""
    http.get(f"{API}/agents/me", json={"id": 5, "contact": {"name": "Ann", "email": "ann@example.com"}})
    http.get(f"{API}/admin/ticket_fields", json=[])
    http.get(f"{API}/account", json={"tier_type": "Estate"})
    assert desk.probe() == Probe("Ann, administrator", admin=True, plan="Estate")
    assert http.calls[0].request.headers["Authorization"] == "Basic S0VZOlg="
    assert "KEY" not in repr(ApiKey("KEY"))


@pytest.mark.parametrize(
    ("status", "error", "fix"),
    [(401, AuthRefused, "api_key"), (403, AuthRefused, "administrator"), (404, NotFound, "subdomain")],
)
def test_probe_refused(http: Server, desk: Helpdesk, status: int, error: type[Exception], fix: str) -> None:
    """Each refusal says what to check."""
    http.get(f"{API}/agents/me", status=status, json={"code": "access_denied", "message": "no"})
    with pytest.raises(error) as caught:
        desk.probe()
    assert fix in caught.value.fix
    assert caught.value.status == status


def test_listing(http: Server, desk: Helpdesk) -> None:
    """All shared folders are read to their last page; personal ones are not, nor personal responses."""
    http.get(FOLDERS, json=[MINE, SHELF, ARCHIVE])
    following = {"Link": f'< {FOLDERS}/7/responses?page=2&per_page=100>; rel="next"'}
    http.get(f"{FOLDERS}/7/responses", json=[HELD], headers=following)
    http.get(f"{FOLDERS}/7/responses", json=[{**HELD, "id": 71, "title": "By hand"}, {**HELD, "visibility": 1}])
    http.get(f"{FOLDERS}/9/responses", json=[{**HELD, "id": 72, "title": f"[retired] Old {MARKER}"}])
    found = desk.macros()
    assert [(macro.id, macro.content.title, macro.marker, macro.content.active) for macro in found] == [
        (70, "Backorder::Delay update", MARKER, True),
        (71, "Backorder::By hand", None, True),
        (72, "zendesk-bridge archive::[retired] Old", MARKER, False),
    ]
    assert found[0].content == desk.content(MACRO)


def test_listing_with_holes(http: Server, desk: Helpdesk) -> None:
    """The same page again under a forward link is a loop, and no listing."""
    http.get(FOLDERS, json=[SHELF])
    http.get(f"{FOLDERS}/7/responses", json=[HELD], headers={"Link": '</x?page=2>; rel="next"'})
    http.get(f"{FOLDERS}/7/responses", json=[HELD], headers={"Link": '</x?page=3>; rel="next"'})
    with pytest.raises(Incomplete, match="twice"):
        desk.macros()


def test_full_page_without_a_link_is_not_trusted(http: Server, desk: Helpdesk) -> None:
    """A hundred rows and no link may be a cut list: the next page is looked at."""
    rows = [{**HELD, "id": key, "title": f"t{key}"} for key in range(1, 102)]
    http.get(FOLDERS, json=[SHELF])
    http.get(f"{FOLDERS}/7/responses", json=rows[:100])
    http.get(f"{FOLDERS}/7/responses", json=rows[100:])
    assert len(desk.macros()) == 101


def test_create_makes_the_folder_once(http: Server, desk: Helpdesk) -> None:
    """The folder is made before its first response and remembered for the second; actions are never sent."""
    http.get(FOLDERS, json=[MINE])
    http.post(
        FOLDERS, json={"Id": 7, "name": "Backorder"}, status=201, match=[json_params_matcher({"name": "Backorder"})]
    )
    http.post(RESPONSES, json=HELD, status=201, match=[json_params_matcher(SENT)])
    http.post(RESPONSES, json={**HELD, "id": 71}, status=201)
    made = desk.create_macro(MACRO)
    assert (made.id, made.content, made.marker) == (70, desk.content(MACRO), MARKER)
    assert desk.create_macro(MACRO).id == 71


def test_answer_without_audience(http: Server, desk: Helpdesk) -> None:
    """The documented answer leaves visibility out; the digest is that of a later listing all the same."""
    told = {key: value for key, value in HELD.items() if key != "visibility"}
    http.get(FOLDERS, json=[SHELF])
    http.post(RESPONSES, json=told, status=201)
    http.get(FOLDERS, json=[SHELF])
    http.get(f"{FOLDERS}/7/responses", json=[HELD | {"group_ids": []}])
    assert desk.create_macro(MACRO) == desk.macros()[0]


def test_create_after_a_lost_answer_finds_it(http: Server, desk: Helpdesk) -> None:
    """When the connection is cut after a POST that worked, the marker is found and there is no second copy."""
    http.get(FOLDERS, json=[SHELF])
    http.post(RESPONSES, body=LOST)
    http.get(f"{FOLDERS}/7/responses", json=[{**HELD, "id": 1, "title": "By hand"}, HELD])
    assert desk.create_macro(MACRO).id == 70


def test_create_after_a_lost_answer_tries_once_more(http: Server, desk: Helpdesk) -> None:
    """When it is not there, it is sent once more, and a second loss is told."""
    http.get(FOLDERS, json=[SHELF])
    http.post(RESPONSES, status=503, body="<html>maintenance</html>")
    http.get(f"{FOLDERS}/7/responses", json=[])
    http.post(RESPONSES, status=503, body="<html>maintenance</html>")
    with pytest.raises(Unavailable):
        desk.create_macro(MACRO)


def test_folder_after_a_lost_answer(http: Server, desk: Helpdesk) -> None:
    """A folder whose answer was lost is looked for by name, too."""
    http.get(FOLDERS, json=[])
    http.post(FOLDERS, body=LOST)
    http.get(FOLDERS, json=[{**SHELF, "id": 3, "name": "Other"}, SHELF])
    http.post(RESPONSES, json=HELD, status=201, match=[json_params_matcher(SENT)])
    assert desk.create_macro(MACRO).id == 70


@pytest.mark.parametrize(
    ("visible_to", "audience"),
    [(None, {"visibility": 0, "group_ids": []}), ((3, 4), {"visibility": 2, "group_ids": [3, 4]})],
)
def test_update_says_everything(
    http: Server, desk: Helpdesk, visible_to: tuple[int, ...] | None, audience: Json
) -> None:
    """An update names audience and groups even when there are none, so that a restriction is lifted."""
    macro = ManagedMacro("delay-update", MACRO.title, MACRO.body, MARKER, visible_to=visible_to)
    signed = MARKER.signed(MacroContent("Backorder::Delay update", "Hi", visible_to=visible_to))
    http.get(FOLDERS, json=[SHELF])
    http.post(RESPONSES, json=HELD, status=201)
    http.put(
        f"{RESPONSES}/70",
        json={**HELD, **audience},
        match=[json_params_matcher({**SENT, "title": f"Delay update {signed}", **audience})],
    )
    assert desk.update_macro(desk.create_macro(macro), macro).content.visible_to == visible_to


def test_update_of_a_deleted_one(http: Server, desk: Helpdesk) -> None:
    """What was deleted in the portal is NotFound."""
    http.get(FOLDERS, json=[SHELF])
    http.post(RESPONSES, json=HELD, status=201)
    http.put(f"{RESPONSES}/70", status=404)
    remote = desk.create_macro(MACRO)
    with pytest.raises(NotFound):
        desk.update_macro(remote, MACRO)


@pytest.mark.parametrize(
    ("before", "groups", "after"),
    [
        ({"visibility": 0}, [{"id": 3, "agent_ids": [1, 2]}, {"id": 4, "agent_ids": [1]}], (2, [4])),
        ({"visibility": 0}, [{"id": 4}, {"id": 3}], (2, [3])),
        ({"visibility": 2, "group_ids": [5, 6]}, [{"id": 3}, {"id": 5, "agent_ids": [1]}, {"id": 6}], (2, [6])),
        ({"visibility": 2, "group_ids": [5, 6]}, [{"id": 3}], (2, [5])),
        ({"visibility": 0}, [], (0, [])),
    ],
)
def test_retire(
    http: Server,
    desk: Helpdesk,
    before: Json,
    groups: list[Json],
    after: tuple[int, list[int]],
) -> None:
    """Retiring renames, moves into the archive and narrows the audience, never widens it; the marker stays."""
    http.get(FOLDERS, json=[SHELF, ARCHIVE])
    http.get(f"{FOLDERS}/7/responses", json=[{**HELD, **before, "title": f"Delay update {MARKER}"}])
    http.get(f"{FOLDERS}/9/responses", json=[])
    http.get(f"{API}/groups", json=groups)
    visibility, group_ids = after
    there = MacroContent(
        "zendesk-bridge archive::[retired] Delay update", "Hi", visible_to=tuple(group_ids) or None, active=False
    )
    sent = {
        "title": f"[retired] Delay update {MARKER.signed(there)}",
        "folder_id": 9,
        "visibility": visibility,
        "group_ids": group_ids,
    }
    http.put(f"{RESPONSES}/70", json={**HELD, **sent}, match=[json_params_matcher(sent)])
    retired = desk.retire_macro(desk.macros()[0])
    assert (retired.marker, retired.content.active) == (MARKER, False)
    assert retired.marker is not None
    assert retired.marker.signs(there)


def test_retire_cuts_the_title_not_the_marker(http: Server, desk: Helpdesk) -> None:
    """A title of full length still fits with its prefix, and a retired one gets no second prefix."""
    there = MacroContent(f"zendesk-bridge archive::[retired] {'x' * 219}", "Hi", active=False)
    full = f"[retired] {'x' * 219} {MARKER.signed(there)}"
    http.get(FOLDERS, json=[ARCHIVE])
    http.get(f"{FOLDERS}/9/responses", json=[{**HELD, "folder_id": 9, "title": f"{'x' * 236} {MARKER}"}])
    for _ in range(2):
        http.get(f"{API}/groups", json=[])
        http.put(f"{RESPONSES}/70", json={**HELD, "folder_id": 9, "title": full})
    desk.retire_macro(desk.retire_macro(desk.macros()[0]))
    sent = [json.loads(call.request.body)["title"] for call in http.calls if call.request.method == "PUT"]
    assert sent == [full, full]
    assert len(full) == 255


def test_create_field(http: Server, desk: Helpdesk) -> None:
    """A field is for agents only, and its name is the one that Freshdesk answered."""
    made = {"id": 4, "name": "cf_backorder_items_297457", "label": SPECS[0].title}
    http.post(f"{API}/admin/ticket_fields", status=201, json=made)
    assert desk.create_field(SPECS[0]).name == "cf_backorder_items_297457"
    sent = json.loads(http.calls[0].request.body)
    assert sent["type"] == "custom_text"
    assert not any(value for key, value in sent.items() if key.startswith(("required", "displayed", "customers")))


def test_create_field_after_a_lost_answer(http: Server, desk: Helpdesk) -> None:
    """A field whose answer was lost is looked for by label and type before another is made."""
    there = {"id": 4, "name": "cf_m", "label": SPECS[4].title, "type": "custom_paragraph"}
    http.post(f"{API}/admin/ticket_fields", body=LOST)
    http.get(f"{API}/ticket_fields", json=[{**there, "id": 3, "type": "custom_text"}, there])
    assert desk.create_field(SPECS[4]).id == 4


def test_groups(http: Server, desk: Helpdesk) -> None:
    """Groups go by name."""
    http.get(f"{API}/groups", json=[{"id": 3, "name": "Returns"}, {"id": 4, "name": "VIP"}])
    assert desk.groups() == {"Returns": 3, "VIP": 4}

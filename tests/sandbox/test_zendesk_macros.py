from typing import Any

import pytest

REPLY = "<p>Hi {{ticket.requester.first_name}},</p><p>soon.</p>"
LIQUID = "{% if ticket.ticket_field_1 != blank %}a{% else %}b{% endif %}"
REL = 'rel="noopener noreferrer"'


def make(desk: Any, **changes: object) -> Any:
    """Create a macro; returns the answer."""
    macro = {"title": "Backorder::Test", "actions": [{"field": "comment_value_html", "value": REPLY}]}
    return desk.ask("POST", "macros.json", {"macro": macro | changes})


def everything(desk: Any, path: str) -> tuple[list[Any], int]:
    """Follow ``links.next`` while there is more; returns the macros and the number of pages."""
    found, pages = [], 0
    while path:
        body = desk.get(path)
        found += body["macros"]
        pages += 1
        assert body["links"]["next"]
        path = body["links"]["next"] if body["meta"]["has_more"] else ""
    return found, pages


def test_cursor_pages_hold_everything_and_always_a_next_link(desk: Any) -> None:
    """The last page's link is there too: only ``has_more`` says that it is over."""
    found, pages = everything(desk, "macros?page[size]=1&access=shared")
    assert len(found) == pages >= 2
    everyone, _ = everything(desk, "macros?page[size]=100")
    personal = [macro for macro in everyone if (macro["restriction"] or {}).get("type") == "User"]
    assert [macro["title"] for macro in personal] == ["Sam's quick answer"]
    assert personal[0] not in found


def test_offset_pages_hold_everything(desk: Any) -> None:
    """``next_page`` is null on the last page, ``count`` is the total."""
    first = desk.get("macros?per_page=2")
    second = desk.get(first["next_page"])
    assert (len(first["macros"]), second["next_page"], second["count"]) == (2, None, first["count"])
    assert first["count"] == len(first["macros"]) + len(second["macros"])


@pytest.mark.parametrize(
    "query", ["page[size]=0", "page[size]=101", "page[size]=x", "page[after]=nonsense", "page=0", "page=101", "page=x"]
)
def test_a_wrong_page_is_400(desk: Any, query: str) -> None:
    """Sizes and cursors out of range are refused."""
    assert desk.ask("GET", f"macros?{query}").status_code == 400


def test_a_cursor_of_another_listing_is_400(desk: Any) -> None:
    """A cursor belongs to where it came from."""
    cursor = desk.get("users?page[size]=1")["meta"]["after_cursor"]
    assert desk.ask("GET", f"macros?page[after]={cursor}").status_code == 400


def test_a_macro_comes_back_with_a_derived_plain_reply(desk: Any) -> None:
    """201 with Location; the plain text stands beside the rich one."""
    answer = make(desk, description="ours")
    macro = answer.json()["macro"]
    assert (answer.status_code, answer.headers["location"]) == (201, macro["url"])
    assert macro["actions"] == [
        {"field": "comment_value_html", "value": REPLY},
        {"field": "comment_value", "value": "Hi {{ticket.requester.first_name}},\nsoon."},
    ]
    assert desk.get(f"macros/{macro['id']}")["macro"] == macro
    assert "Backorder" in desk.get("macros/categories")["categories"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("a<script>alert(1)</script>b", "ab"),
        ("<!-- marker -->a", "a"),
        ("<font color=red>a</font>", "a"),
        ('<a href="https://x.example/?a=1&b=2">x</a>', f'<a href="https://x.example/?a=1&amp;b=2" {REL}>x</a>'),
        (LIQUID, LIQUID),
    ],
)
def test_html_is_cleaned_once_and_then_stays(desk: Any, sent: str, kept: str) -> None:
    """What comes back can be sent again and comes back the same; Liquid survives."""
    first = make(desk, actions=[{"field": "comment_value_html", "value": sent}]).json()["macro"]
    assert first["actions"][0]["value"] == kept
    again = desk.ask("PUT", f"macros/{first['id']}", {"macro": {"actions": first["actions"]}}).json()["macro"]
    assert again["actions"] == first["actions"]


def test_keys_that_may_not_be_written_are_dropped_with_a_warning(desk: Any) -> None:
    """The header names them in the words of today, or of before 2023; the macro does not have them."""
    answer = make(desk, position=9999, id=5)
    assert answer.json()["macro"]["position"] != 9999
    assert answer.headers["x-zendesk-api-warn"] == (
        '{:allowed_parameters=>{:controller=>"macros", :action=>"create", '
        ':unpermitted_keys=>["macro.position", "macro.id", "macro"], :invalid_values=>[]}}'
    )
    desk.admin("POST", "settings", {"old_warnings": True})
    assert make(desk, position=9999, id=5).headers["x-zendesk-api-warn"] == (
        'Removed restricted keys ["macro.position", "macro.id"] from parameters according to whitelist'
    )


def test_an_update_keeps_what_it_does_not_name_and_replaces_actions_whole(desk: Any) -> None:
    """The restriction stays until an explicit null lifts it."""
    group = desk.get("groups")["groups"][0]["id"]
    actions = [{"field": "status", "value": "pending"}, {"field": "current_tags", "value": "A b"}]
    macro = make(desk, actions=actions, restriction={"type": "Group", "ids": [group]}).json()["macro"]
    assert macro["restriction"] == {"type": "Group", "id": group, "ids": [group]}
    assert macro["actions"][1]["value"] == "a b"
    path = f"macros/{macro['id']}"
    changed = desk.ask("PUT", path, {"macro": {"actions": actions[:1], "active": False}}).json()["macro"]
    assert (changed["actions"], changed["active"], changed["title"]) == (actions[:1], False, macro["title"])
    assert changed["restriction"] == macro["restriction"]
    assert desk.ask("PUT", path, {"macro": {"restriction": None}}).json()["macro"]["restriction"] is None


@pytest.mark.parametrize(
    ("changes", "attribute"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"actions": []}, "actions"),
        ({"actions": ["status"]}, "actions"),
        ({"actions": [{"field": "status", "value": "closed"}]}, "actions"),
        ({"actions": [{"field": "nonsense", "value": "x"}]}, "actions"),
        ({"actions": [{"field": "comment_value", "value": [1, 2, 3]}]}, "actions"),
        ({"restriction": {"type": "Group", "ids": [1]}}, "restriction"),
        ({"restriction": "everyone"}, "restriction"),
        ({"active": "yes"}, "active"),
    ],
)
def test_a_wrong_macro_is_422_and_names_the_attribute(desk: Any, changes: dict[str, object], attribute: str) -> None:
    """RecordInvalid, with the reason under the attribute."""
    answer = make(desk, **changes)
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")
    assert list(answer.json()["details"]) == [attribute]


def test_many_macros_are_moved_switched_and_removed_at_once(desk: Any) -> None:
    """update_many takes position and active alone; destroy_many answers 204."""
    ids = [make(desk, title=f"Many {n}").json()["macro"]["id"] for n in range(2)]
    rows = [{"id": ids[0], "active": False, "title": "x"}, {"id": ids[1], "position": 0}]
    answer = desk.ask("PUT", "macros/update_many", {"macros": rows})
    assert ':action=>"update", :unpermitted_keys=>["macro.title", "macro"]' in answer.headers["x-zendesk-api-warn"]
    assert [(row["title"], row["active"]) for row in answer.json()["macros"]] == [("Many 0", False), ("Many 1", True)]
    assert ids[0] not in [macro["id"] for macro in desk.get("macros/active")["macros"]]
    assert desk.ask("PUT", "macros/update_many", {"macros": [{"id": ids[0], "position": "x"}]}).status_code == 422
    removed = desk.ask("DELETE", f"macros/destroy_many?ids={ids[0]},{ids[1]}")
    assert (removed.status_code, removed.content) == (204, b"")
    assert desk.ask("GET", f"macros/{ids[0]}").status_code == 404
    assert desk.ask("DELETE", f"macros/{ids[1]}").status_code == 404


def test_an_agent_does_not_see_another_agents_macro(desk: Any) -> None:
    """Personal macros belong to one person; admins see them all."""
    login = ("ava.reyes@example.com/token", desk.login[1])
    titles = [macro["title"] for macro in desk.ask("GET", "macros", auth=login).json()["macros"]]
    assert "Backorder::General apology" in titles
    assert "Sam's quick answer" not in titles


def test_a_text_field_is_not_among_the_things_a_macro_can_set(desk: Any) -> None:
    """Definitions list choices and checkboxes; a text field as an action is refused."""
    ids = {}
    for kind in ("text", "checkbox"):
        field = {"ticket_field": {"type": kind, "title": kind}}
        ids[kind] = desk.ask("POST", "ticket_fields", field).json()["ticket_field"]["id"]
    subjects = [action["subject"] for action in desk.get("macros/definitions")["definitions"]["actions"]]
    assert f"custom_fields_{ids['checkbox']}" in subjects
    assert f"custom_fields_{ids['text']}" not in subjects
    assert f"custom_fields_{ids['checkbox']}" in [row["field"] for row in desk.get("macros/actions")["actions"]]
    assert make(desk, actions=[{"field": f"custom_fields_{ids['text']}", "value": "x"}]).status_code == 422


GUARD = (
    "<p>Hi {{ticket.requester.first_name}},</p><p>"
    "{% if ticket.ticket_field_ITEM != blank and ticket.ticket_field_WINDOW != blank %}"
    "{{ticket.ticket_field_ITEM}}: {{ ticket.ticket_field_WINDOW }}"
    "{% else %}we are confirming{% endif %}{{ticket.no_such_thing}}</p>"
)


@pytest.mark.parametrize(
    ("item", "window", "expected"),
    [
        ("Blue <Widget>", "December 1 to 5", "Blue &lt;Widget&gt;: December 1 to 5"),
        ("Blue Widget", None, "we are confirming"),
        ("Blue Widget", "", "we are confirming"),
        (None, None, "we are confirming"),
    ],
)
def test_apply_renders_for_the_ticket_and_writes_nothing(
    desk: Any, item: str | None, window: str | None, expected: str
) -> None:
    """Fields, guards and names are filled in, values escaped, unknown placeholders empty."""
    ids = [
        desk.ask("POST", "ticket_fields", {"ticket_field": {"title": name}}).json()["ticket_field"]["id"]
        for name in ("Item", "Window")
    ]
    body = GUARD.replace("ITEM", str(ids[0])).replace("WINDOW", str(ids[1]))
    actions = [
        {"field": "comment_value_html", "value": body},
        {"field": "comment_mode_is_public", "value": True},
        {"field": "status", "value": "pending"},
        {"field": "current_tags", "value": "sent"},
    ]
    macro = make(desk, actions=actions).json()["macro"]["id"]
    number = desk.load("Apply", tags=["vip"])[0]
    fields = [{"id": key, "value": value} for key, value in zip(ids, (item, window), strict=True)]
    before = desk.ask("PUT", f"tickets/{number}", {"ticket": {"custom_fields": fields}}).json()["ticket"]
    ticket = desk.get(f"tickets/{number}/macros/{macro}/apply")["result"]["ticket"]
    assert ticket["comment"]["html_body"] == f"<p>Hi Ana,</p><p>{expected}</p>"
    assert (ticket["comment"]["public"], ticket["status"], ticket["tags"]) == (True, "pending", ["sent", "vip"])
    assert desk.get(f"tickets/{number}")["ticket"] == before
    alone = desk.get(f"macros/{macro}/apply")["result"]["ticket"]
    assert alone["comment"]["body"] == "Hi ,\nwe are confirming"


def test_apply_knows_the_agent_and_survives_broken_liquid(desk: Any) -> None:
    """``current_user`` is who asks; a template that Liquid cannot read comes out as it stands."""
    number = desk.load("Liquid")[0]
    cases = (
        ("{{current_user.name}} / {{ticket.title}}", "Sandbox Admin / Liquid"),
        ("{% if ticket.nothing %}a{% else %}b{% endif %}{{ ticket.nothing | default: 'c' }}", "bc"),
        ("{{ x", "{{ x"),
    )
    for text, expected in cases:
        macro = make(desk, actions=[{"field": "comment_value", "value": text}]).json()["macro"]["id"]
        comment = desk.get(f"tickets/{number}/macros/{macro}/apply")["result"]["ticket"]["comment"]
        assert (comment["body"], comment["scoped_body"]) == (expected, [["channel:all", expected]])

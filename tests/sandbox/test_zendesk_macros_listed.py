"""The Zendesk face: which macros a listing holds, in which order, and what stands beside the macros."""

from typing import Any

import pytest

AGENT = "ava.reyes@example.com/token"
TITLES = ("Alpha::two", "alpha::one", "Beta", "alpha::one more")


@pytest.fixture
def made(desk: Any) -> dict[str, int]:
    """Four macros of our own, one a second: title -> id; whatever else there is is removed."""
    old = [macro["id"] for macro in desk.get("macros")["macros"]]
    desk.ask("DELETE", f"macros/destroy_many?ids={','.join(map(str, old))}")
    found = {}
    for title in TITLES:
        macro = {"title": title, "actions": [{"field": "status", "value": "open"}]}
        found[title] = desk.ask("POST", "macros", {"macro": macro}).json()["macro"]["id"]
        desk.admin("POST", "clock", {"advance_seconds": 1})
    return found


def titles(desk: Any, query: str) -> list[str]:
    """Return the titles of a listing of macros."""
    return [macro["title"] for macro in desk.get(f"macros{query}")["macros"]]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", (0, 1, 2, 3)),
        ("sort_by=alphabetical", (1, 3, 0, 2)),
        ("sort_by=alphabetical&sort_order=desc", (2, 0, 3, 1)),
        ("sort_by=created_at", (3, 2, 1, 0)),
        ("sort_by=updated_at&sort_order=asc", (0, 1, 2, 3)),
        ("sort_by=usage_24h&sort_order=asc", (0, 1, 2, 3)),
    ],
)
def test_macros_come_in_the_order_that_is_asked_for(desk: Any, query: str, order: tuple[int, ...]) -> None:
    """By offset and by cursor alike; dates and uses run downwards unless told."""
    wanted = [TITLES[place] for place in order]
    assert titles(desk, f"?{query}") == wanted
    seen, path = [], f"macros?{query}&page[size]=1"
    for _ in wanted:
        body = desk.get(path)
        seen += [macro["title"] for macro in body["macros"]]
        path = body["links"]["next"]
    assert seen == wanted
    assert body["meta"]["has_more"] is False


def test_macros_are_filtered(desk: Any, made: dict[str, int]) -> None:
    """By category, activity, group, and who may use them."""
    group = desk.get("groups")["groups"][0]["id"]
    me = desk.get("users/me")["user"]["id"]
    other = desk.ask("GET", "users/me", auth=(AGENT, desk.login[1])).json()["user"]["id"]
    for title, change in (
        ("Beta", {"active": False}),
        ("Alpha::two", {"restriction": {"type": "Group", "ids": [group]}}),
        ("alpha::one", {"restriction": {"type": "User", "id": me}}),
        ("alpha::one more", {"restriction": {"type": "User", "id": other}}),
    ):
        assert desk.ask("PUT", f"macros/{made[title]}", {"macro": change}).status_code == 200
    for query, wanted in (
        ("?active=false", ["Beta"]),
        ("?category=Alpha", ["Alpha::two"]),
        (f"?group_id={group}", ["Alpha::two"]),
        ("?access=personal", ["alpha::one"]),
        ("?access=agents", ["alpha::one more"]),
        ("?access=shared", ["Alpha::two", "Beta"]),
        ("?only_viewable=true", ["Alpha::two", "alpha::one"]),
        ("/active", ["Alpha::two", "alpha::one"]),
        ("/search?query=ONE%20more", ["alpha::one more"]),
    ):
        assert titles(desk, query) == wanted, query


@pytest.mark.usefixtures("made")
def test_a_listing_includes_what_is_asked_for(desk: Any) -> None:
    """Use counts and permissions stand in each macro, categories beside them."""
    body = desk.get("macros?include=usage_7d,permissions,categories,app_installation")
    assert body["categories"] == ["Alpha", "alpha"]
    assert {(row["usage_7d"], row["permissions"]["can_edit"], row["app_installation"]) for row in body["macros"]} == {
        (0, True, None)
    }
    assert "usage_7d" not in desk.get("macros")["macros"][0]


@pytest.mark.usefixtures("made")
def test_a_search_is_paged_by_offset_alone(desk: Any) -> None:
    """Cursor parameters are not looked at."""
    body = desk.get("macros/search?query=one&page[size]=1&per_page=1")
    assert (len(body["macros"]), body["count"], "meta" in body) == (1, 2, False)


@pytest.mark.parametrize(
    "query",
    [
        "?access=everybody",
        "?active=maybe",
        "?sort_by=colour",
        "?sort_order=up",
        "?include=everything",
        "?group_id=x",
        "?only_viewable=1",
        "/search",
        "/new",
        "/new?macro_id=x",
    ],
)
def test_a_wrong_parameter_is_400(desk: Any, query: str) -> None:
    """What does not exist is refused, not passed over."""
    desk.ask("POST", "macros", {"macro": {"title": "T", "actions": [{"field": "status", "value": "open"}]}})
    assert desk.ask("GET", f"macros{query}").status_code == 400


def test_a_replica_is_offered_and_not_saved(desk: Any, made: dict[str, int]) -> None:
    """Of a macro its attributes, of a ticket what makes it as it is."""
    like = desk.get(f"macros/new?macro_id={made['Beta']}")["macro"]
    assert (like["title"], like["actions"], "id" in like) == ("Beta", [{"field": "status", "value": "open"}], False)
    number = desk.load("Replica", tags=["vip"], status="pending")[0]
    actions = desk.get(f"macros/new.json?ticket_id={number}")["macro"]["actions"]
    assert {"field": "status", "value": "pending"} in actions
    assert {"field": "current_tags", "value": "vip"} in actions
    assert len(desk.get("macros")["macros"]) == len(TITLES)


def test_an_agent_writes_personal_macros_alone(desk: Any, made: dict[str, int]) -> None:
    """Shared ones are the admins'; nothing of a refused call is done."""
    login = (AGENT, desk.login[1])
    me = desk.ask("GET", "users/me", auth=login).json()["user"]["id"]
    macro = {"title": "Mine", "actions": [{"field": "status", "value": "open"}]}
    assert desk.ask("POST", "macros", {"macro": macro}, auth=login).status_code == 403
    mine = {**macro, "restriction": {"type": "User", "id": me}}
    own = desk.ask("POST", "macros", {"macro": mine}, auth=login).json()["macro"]["id"]
    assert desk.ask("PUT", f"macros/{own}", {"macro": {"restriction": None}}, auth=login).status_code == 403
    shared = made["Beta"]
    many = f"macros/destroy_many?ids={own},{shared}"
    assert desk.ask("PUT", f"macros/{shared}", {"macro": {"title": "x"}}, auth=login).status_code == 403
    assert desk.ask("DELETE", many, auth=login).status_code == 403
    assert desk.get(f"macros/{own}")["macro"]["title"] == "Mine"
    assert desk.ask("DELETE", f"macros/{own}", auth=login).status_code == 204


def test_a_title_alone_keeps_the_actions(desk: Any, made: dict[str, int]) -> None:
    """PUT changes what it names; 201 and Location belong to POST."""
    changed = desk.ask("PUT", f"macros/{made['Beta']}.json", {"macro": {"title": "Gamma"}})
    assert (changed.status_code, changed.json()["macro"]["actions"]) == (200, [{"field": "status", "value": "open"}])
    assert (changed.json()["macro"]["title"], changed.json()["macro"]["raw_title"]) == ("Gamma", "Gamma")


def test_a_macro_takes_five_attachments(desk: Any, made: dict[str, int]) -> None:
    """Files come in forms; the sixth is refused, and so is a form without a file."""
    path = f"macros/{made['Beta']}/attachments"
    assert desk.get(path)["macro_attachments"] == []
    send = {"files": {"attachment": ("a.txt", b"words", "text/plain")}, "data": {"filename": "b.txt"}}
    answers = [desk.session.post(f"{desk.url}/api/v2/{path}", auth=desk.login, timeout=60, **send) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [422]
    row = answers[0].json()["macro_attachment"]
    assert (row["filename"], row["size"], row["content_type"]) == ("b.txt", 5, "text/plain")
    assert desk.get(f"macros/attachments/{row['id']}")["macro_attachment"] == row
    assert desk.ask("POST", path, {}).status_code == 422


def test_apply_names_people_and_fills_the_subject(desk: Any) -> None:
    """The requester as the assignee, placeholders in the subject, a dropdown's choice among all fields."""
    options = [{"name": "Red", "value": "colour_red"}]
    field = {"type": "tagger", "title": "Colour", "custom_field_options": options}
    colour = desk.ask("POST", "ticket_fields", {"ticket_field": field}).json()["ticket_field"]["id"]
    actions = [
        {"field": "subject", "value": "For {{ticket.requester.name}}"},
        {"field": "assignee_id", "value": "requester_id"},
        {"field": "group_id", "value": ""},
        {"field": f"custom_fields_{colour}", "value": "colour_red"},
    ]
    macro = desk.ask("POST", "macros", {"macro": {"title": "People", "actions": actions}}).json()["macro"]["id"]
    number = desk.load("People")[0]
    ticket = desk.get(f"tickets/{number}/macros/{macro}/apply")["result"]["ticket"]
    assert (ticket["subject"], ticket["assignee_id"]) == ("For Ana B", ticket["requester_id"])
    assert {"id": colour, "value": "colour_red"} in ticket["custom_fields"]
    assert ticket["group_id"] is None


@pytest.mark.parametrize(
    "action",
    [
        {"field": ["status"], "value": "open"},
        {"field": "group_id", "value": "²"},
        {"field": "assignee_id", "value": "somebody"},
        {"field": "subject", "value": {"a": 1}},
        {"field": "comment_value_html", "value": None},
        {"field": "comment_value", "value": "x" * 70_000},
        {"field": "status", "value": ["open"]},
    ],
)
def test_an_action_with_a_senseless_value_is_422(desk: Any, action: dict[str, object]) -> None:
    """Whatever the JSON type, the macro is refused in words."""
    answer = desk.ask("POST", "macros", {"macro": {"title": "Bad", "actions": [action]}})
    assert (answer.status_code, list(answer.json()["details"])) == (422, ["actions"])


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in (1..1000000000) %}{% endfor %}",
        "{% for i in (1..9000) %}{% for j in (1..9000) %}x{% endfor %}{% endfor %}",
        "{% for i in (1..9000) %}" + "x" * 2000 + "{% endfor %}",
        "{% if true %}" * 3000,
        "{{ 'aaaaaaaaaa'" + " | replace: 'a', 'aaaaaaaaaa'" * 20 + " }}",
        "{{ 'aaaaaaaaaa'" + " | split: '' | join: 'aaaaaaaaaa'" * 20 + " }}",
        "{% assign a = 'xxxxxxxx' %}" + "{% assign a = a | append: a %}" * 40 + "{{ a }}",
    ],
)
def test_a_template_without_end_comes_out_as_it_stands(desk: Any, text: str) -> None:
    """The preview answers in time and in little memory, whatever the Liquid asks for."""
    actions = [{"field": "comment_value", "value": text}]
    macro = desk.ask("POST", "macros", {"macro": {"title": "Endless", "actions": actions}}).json()["macro"]["id"]
    assert desk.get(f"macros/{macro}/apply")["result"]["ticket"]["comment"]["body"] == text

"""The Zendesk face: texts in several languages, the languages themselves, groups and people."""

from itertools import count
from typing import Any

import pytest

EN, DE, FR = 1, 8, 16
_NUMBER = count(1)


@pytest.fixture
def name() -> str:
    """A name that no item has yet."""
    return f"Backorder SKU-{next(_NUMBER)} window"


def add(desk: Any, name: object, *variants: object, **changes: object) -> Any:
    """Create an item with its English text; returns the answer."""
    rows = [{"locale_id": EN, "default": True, "active": True, "content": "Ships Jun 3-9"}, *variants]
    return desk.ask(
        "POST", "dynamic_content/items", {"item": {"name": name, "default_locale_id": EN, "variants": rows} | changes}
    )


def test_an_item_is_made_renamed_and_removed(desk: Any, name: str) -> None:
    """201 with Location; the placeholder follows from the name and stays when the name changes."""
    made = add(desk, name)
    item = made.json()["item"]
    assert (made.status_code, made.headers["location"]) == (201, item["url"])
    key = name.lower().replace(" ", "_").replace("-", "_")
    assert (item["placeholder"], item["default_locale_id"]) == (f"{{{{dc.{key}}}}}", EN)
    path = f"dynamic_content/items/{item['id']}"
    assert desk.get(path)["item"] == item
    changed = desk.ask("PUT", path, {"item": {"name": f"New {name}", "placeholder": "x"}})
    assert changed.json()["item"]["placeholder"] == item["placeholder"]
    assert desk.get(f"dynamic_content/items/show_many?identifiers={key},nothing")["items"] == [changed.json()["item"]]
    assert item["id"] in [row["id"] for row in desk.get("dynamic_content/items?page[size]=100")["items"]]
    assert (desk.ask("DELETE", path).status_code, desk.ask("GET", path).status_code) == (204, 404)


def test_names_and_placeholders_are_unique_in_any_case(desk: Any, name: str) -> None:
    """Neither the same name nor one that gives the same placeholder is taken twice."""
    add(desk, name)
    for other in (name.upper(), name.replace(" ", "-")):
        answer = add(desk, other)
        assert (answer.status_code, list(answer.json()["details"])) == (422, ["name"])


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"name": " "}, 422),
        ({"name": 7}, 422),
        ({"variants": []}, 422),
        ({"variants": "x"}, 422),
        ({"variants": [1]}, 400),
        ({"variants": [{"locale_id": EN, "content": ""}]}, 422),
        ({"variants": [{"locale_id": 999, "content": "x"}]}, 422),
        ({"variants": [{"locale_id": DE, "content": "x"}]}, 422),
        ({"variants": [{"locale_id": EN, "content": "x"}] * 2}, 422),
        ({"variants": [{"locale_id": [EN], "content": "x"}]}, 422),
        ({"default_locale_id": 999}, 422),
        ({"default_locale_id": "1"}, 422),
    ],
)
def test_a_wrong_item_is_refused(desk: Any, name: str, changes: dict[str, object], status: int) -> None:
    """One text a language, the default's among them, languages the account has."""
    assert add(desk, **{"name": name, **changes}).status_code == status


def test_variants_are_made_changed_and_removed(desk: Any, name: str) -> None:
    """One by one and several at once; the default stays where it is until another takes its place."""
    item = add(desk, name).json()["item"]
    path = f"dynamic_content/items/{item['id']}/variants"
    german = {"locale_id": DE, "content": "Versand 3. bis 9. Juni"}
    made = desk.ask("POST", path, {"variant": german})
    assert (made.status_code, made.headers["location"]) == (201, made.json()["variant"]["url"])
    assert desk.ask("POST", path, {"variant": german}).status_code == 422
    french = {"locale_id": FR, "content": "Expédition du 3 au 9 juin"}
    assert len(desk.ask("POST", f"{path}/create_many", {"variants": [french]}).json()["variants"]) == 1
    first = item["variants"][0]["id"]
    assert desk.ask("DELETE", f"{path}/{first}").status_code == 422
    assert desk.ask("PUT", f"{path}/{first}", {"variant": {"active": False}}).status_code == 422
    assert desk.ask("PUT", f"{path}/{first}", {"variant": {"default": False}}).status_code == 422
    other = made.json()["variant"]["id"]
    rows = [{"id": first, "content": "Ships in July"}]
    assert desk.ask("PUT", f"{path}/update_many", {"variants": rows}).status_code == 200
    assert desk.get(f"{path}/{other}")["variant"]["outdated"] is True
    assert desk.ask("PUT", f"{path}/{other}", {"variant": {"default": True}}).status_code == 200
    defaults = {row["locale_id"]: row["default"] for row in desk.get(path)["variants"]}
    assert defaults == {EN: False, DE: True, FR: False}
    assert desk.ask("DELETE", f"{path}/{first}").status_code == 204
    assert desk.get(f"dynamic_content/items/{item['id']}")["item"]["default_locale_id"] == DE


@pytest.mark.parametrize("locale", ["en-US", "de", "fr"])
def test_apply_speaks_the_requesters_language(desk: Any, name: str, locale: str) -> None:
    """The default language stands in for one without a text; placeholders in the text are filled, values escaped."""
    german = {"locale_id": DE, "content": "Hallo {{ticket.requester.first_name}} & Co"}
    item = add(desk, name, german).json()["item"]
    actions = [{"field": "comment_value_html", "value": f"<p>{item['placeholder']}</p>"}]
    title = f"DC::{item['placeholder']}"
    macro = desk.ask("POST", "macros", {"macro": {"title": title, "actions": actions}}).json()["macro"]
    assert (macro["raw_title"], macro["title"]) == (title, "DC::Ships Jun 3-9")
    who = {"email": f"{locale}.{item['id']}@example.com", "name": "Uwe K", "locale": locale}
    number = desk.load("Language", requester=who)[0]
    comment = desk.get(f"tickets/{number}/macros/{macro['id']}/apply")["result"]["ticket"]["comment"]
    expected = "Hallo Uwe &amp; Co" if locale == "de" else "Ships Jun 3-9"
    assert comment["html_body"] == f"<p>{expected}</p>"
    used = desk.ask("DELETE", f"dynamic_content/items/{item['id']}")
    assert used.status_code == 422
    desk.ask("DELETE", f"macros/{macro['id']}")
    assert desk.ask("DELETE", f"dynamic_content/items/{item['id']}").status_code == 204


def test_only_admins_write_dynamic_content(desk: Any, name: str) -> None:
    """An agent reads."""
    login = ("ava.reyes@example.com/token", desk.login[1])
    item = add(desk, name).json()["item"]["id"]
    path = f"dynamic_content/items/{item}"
    assert desk.ask("GET", path, auth=login).status_code == 200
    answers = [
        desk.ask("POST", "dynamic_content/items", {"item": {}}, auth=login),
        desk.ask("PUT", path, {"item": {}}, auth=login),
        desk.ask("DELETE", path, auth=login),
        desk.ask("POST", f"{path}/variants", {"variant": {}}, auth=login),
    ]
    assert {answer.status_code for answer in answers} == {403}


def test_locales_are_listed_and_found(desk: Any) -> None:
    """By id, by code in any case, of who asks, and the best of several."""
    rows = desk.get("locales")["locales"]
    assert rows == desk.get("locales/public")["locales"] == desk.get("locales/agent.json")["locales"]
    assert {row["locale"]: row["id"] for row in rows}["de"] == DE
    for path, wanted in (
        (f"locales/{DE}", "de"),
        ("locales/DE.json", "de"),
        ("locales/current", "en-US"),
        ("locales/detect_best_locale?available_locales[]=xx&available_locales[]=fr", "fr"),
        ("locales/detect_best_locale", "en-US"),
    ):
        assert desk.get(path)["locale"]["locale"] == wanted
    assert [desk.ask("GET", f"locales/{wrong}").status_code for wrong in ("xx", "999", "9" * 30)] == [404] * 3


def test_groups_are_listed_and_read(desk: Any) -> None:
    """Every group can be assigned tickets."""
    rows = desk.get("groups")["groups"]
    assert rows == desk.get("groups/assignable")["groups"]
    assert desk.get(f"groups/{rows[0]['id']}")["group"] == rows[0]
    assert desk.get("groups/count")["count"]["value"] == len(rows)
    assert desk.ask("GET", "groups/1").status_code == 404


def test_people_are_found_by_address_and_role(desk: Any) -> None:
    """A search takes an address, a list takes roles that exist."""
    found = desk.get("users/search?query=email:ava.reyes@example.com")
    assert [user["name"] for user in found["users"]] == ["Ava Reyes"]
    assert desk.get("users/search?query=nobody")["count"] == 0
    assert desk.get("users/count?role=admin")["count"]["value"] == 1
    assert desk.ask("GET", "users?role=king").status_code == 400

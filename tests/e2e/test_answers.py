"""What a helpdesk answers to a write is compared with what was asked: what it dropped is told, never called done."""

import pytest

FACES = ("zendesk", "freshdesk")
NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}
FEW = 'key: few\ntitle: "Backorder::For a few"\nvisible_to: {groups: [VIP]}\nreply: |\n  Hello, [see here](https://example.com/a).\n'


def held(shop, face):
    """Return the macro for a few as the helpdesk shows it, and whether agents find it."""
    if face == "zendesk":
        macro = shop.macros(active=False)["Backorder::For a few"]
        return macro, macro["active"]
    found = {title.split("::")[0]: row for title, row in shop.canned().items() if "For a few" in title}
    return next(iter(found.values())), "zendesk-bridge archive" not in found


def answers(shop, face, changes):
    """Let the next update of the macro for a few be answered as done, with these changes, and do nothing."""
    macro, _ = held(shop, face)
    path = rf"/macros/{macro['id']}(\.json)?$" if face == "zendesk" else rf"/canned_responses/{macro['id']}$"
    body = {"macro": macro | changes} if face == "zendesk" else macro | changes
    shop.fault(face, "PUT", path, "status", status=200, body=body)


@pytest.mark.parametrize("face", FACES)
def test_a_restriction_that_is_dropped_shows_the_macro_to_nobody(shop, face):
    """A macro for a few that comes back for all is taken out of sight, told in every run, and sent again when asked."""
    shop.write("macros/few.yaml", FEW)
    shop.ready()
    assert held(shop, face)[1]
    shop.swap("macros/few.yaml", "Hello", "Hello again")
    html = "<p>Hello again, <a href='https://example.com/a'>see here</a>.</p>"
    dropped = {
        "zendesk": {"restriction": None, "actions": [{"field": "comment_value_html", "value": html}]},
        "freshdesk": {"visibility": 0, "group_ids": [], "content_html": html},
    }
    answers(shop, face, dropped[face])
    ran = shop.run("sync")
    assert ran.code == 3
    assert f"{NAMES[face]}: Backorder::For a few: the helpdesk keeps it otherwise than asked: visible to" in ran.err
    assert "it is taken out of sight" in ran.err
    assert not held(shop, face)[1]
    shop.writes()
    again = shop.run("sync")
    assert again.code == 3
    assert "keeps it otherwise than asked" in again.err
    assert shop.writes() == 0
    plan = shop.run("plan", "--format", "json")
    assert plan.code == 3
    counts = {part["helpdesk"]: part["counts"] for part in plan.json["helpdesks"]}
    assert counts[NAMES[face]]["blocked"] == 1
    shop.ok("apply", "--yes", "--overwrite", "few")
    macro, seen = held(shop, face)
    assert seen
    assert macro["restriction"] if face == "zendesk" else macro["group_ids"]
    shop.ok("sync")


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("lost", ["text", "link", "title"])
def test_words_that_are_dropped_are_told(shop, face, lost):
    """A text, a link or a title that came back otherwise is told with 3 and is not written in every run."""
    shop.write("macros/few.yaml", FEW)
    shop.ready()
    shop.swap("macros/few.yaml", "see here", "look here")
    html = {
        "text": "<p>Hello, <a href='https://example.com/a'>see here</a>.</p>",
        "link": "<p>Hello, look here.</p>",
        "title": "<p>Hello, <a rel='nofollow' href='https://example.com/a'>look&nbsp;here</a>.</p><p></p>",
    }[lost]
    title = {"title": "Cut", "raw_title": "Cut"} if lost == "title" else {}
    text = {
        "zendesk": {"actions": [{"field": "comment_value_html", "value": html}]},
        "freshdesk": {"content_html": html},
    }
    answers(shop, face, text[face] | title)
    ran = shop.run("sync")
    assert ran.code == 3
    what = {"text": "reply", "link": "links", "title": "title"}[lost]
    assert f"keeps it otherwise than asked: {what}" in ran.err
    assert "out of sight" not in ran.err
    assert f"{NAMES[face]}: macros: 3 unchanged, 1 failed." in ran.out


@pytest.mark.parametrize("face", FACES)
def test_one_macro_that_fails_stops_no_other(shop, face):
    """A macro that answers 500, 403 or a redirect is told, and the others and the tickets are right."""
    shop.write("macros/few.yaml", FEW)
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    macro, _ = held(shop, face)
    shop.swap("macros/few.yaml", "Hello", "Hello again")
    shop.swap("macros/delay-update.yaml", "Hi {{", "Hello {{")
    path = rf"(macros|canned_responses)/{macro['id']}(\.json)?$"
    for status in (500, 403, 301):
        shop.heal()
        shop.fault(face, "PUT", path, "status", status=status, to=None)
        ran = shop.run("sync")
        assert ran.code == 3
        assert f"answered {status}" in ran.err
    assert "Hello {{" in str((shop.macros() if face == "zendesk" else shop.canned())["Backorder::Delay update"])
    assert "backorder_wid_12" in shop.tags(number)


@pytest.mark.parametrize("face", FACES)
def test_a_field_that_comes_back_otherwise_is_told(shop, face):
    """A field that customers can see, or that is refused, is told with 3; the other fields are made and counted."""
    path = "/ticket_fields(\\.json)?$"
    if face == "zendesk":
        field = {"id": 77, "title": "Backorder items", "type": "text", "active": True, "visible_in_portal": True}
        body = {"ticket_field": field}
    else:
        body = {"id": 77, "name": "cf_x", "label": "Backorder items", "type": "custom_text"}
        body["displayed_to_customers"] = True
    shop.fault(face, "POST", path, "status", status=201, body=body)
    shop.fault(face, "POST", path, "status", status=422, **{"from": 2, "to": 2})
    ran = shop.run("setup", "--yes")
    assert ran.code == 3
    assert "keeps it otherwise: " in ran.err
    assert "answered 422" in ran.err
    made = len(shop.fields(face, shop.customer("Hello")))
    assert f"{NAMES[face]}: {made} ticket fields created, 0 were there." in ran.out
    shop.ok("setup", "--yes")

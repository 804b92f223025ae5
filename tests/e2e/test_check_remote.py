"""check --remote: what agents can send today, hand-made or ours, is held against the same rules; nothing is written."""

import json

import pytest

LATE = (
    "<p>Hi {{ticket.requester.frist_name}},</p><p>your Blue Widget 12 oz is delayed. It ships any day now.</p>"
    "<p>We will keep you posted.</p>"
)


def by_hand(shop, title, html, *, active=True, internal=False):
    """Make a macro in Zendesk, as an admin does; returns its id."""
    actions = [{"field": "comment_value_html", "value": html}]
    if internal:
        actions.append({"field": "comment_mode_is_public", "value": "false"})
    macro = {"title": title, "actions": actions, "active": active}
    return shop.call("zendesk", "POST", "/api/v2/macros.json", json={"macro": macro})["macro"]["id"]


def canned(shop, title, html):
    """Make a canned response in Freshdesk; returns its id."""
    rows = [row for row in shop.get("freshdesk", "/api/v2/canned_response_folders") if not row["personal"]]
    folder = (
        rows[0]["id"]
        if rows
        else shop.call("freshdesk", "POST", "/api/v2/canned_response_folders", json={"name": "Hand"})["id"]
    )
    body = {"title": title, "content_html": html, "folder_id": folder, "visibility": 0}
    return shop.call("freshdesk", "POST", "/api/v2/canned_responses", json=body)["id"]


@pytest.fixture
def told(shop):
    """Return a shop whose helpdesks hold our macros, and what people made there."""
    shop.ready()
    shop.ok("sync", "--allow", "all")
    return shop


def found(ran, helpdesk=""):
    """Return the findings on helpdesks as title and rule."""
    rows = [one for one in ran.json["findings"] if "remote" in one]
    return [(one["remote"]["title"], one["rule"]) for one in rows if helpdesk in {"", one["remote"]["helpdesk"]}]


def test_ours_are_clean_and_what_people_made_is_judged(told):
    """Each finding names helpdesk, title and id; ours say what the files say, and nothing is written anywhere."""
    number = by_hand(told, "Hand::Late", LATE)
    canned(told, "Late", LATE.replace("frist_name", "firstname"))
    by_hand(told, "Hand::Hours", "<p>We are here from 9 to 5. Please reply as soon as possible.</p>")
    told.writes()
    ran = told.run("check", "--remote", "--format", "json")
    assert told.writes() == 0
    assert ran.code == 0
    late = ["no-options", "vague", "vague"]
    assert sorted(found(ran, "shop")) == sorted(
        [*(("Hand::Late", rule) for rule in late), ("Hand::Late", "blank-placeholder")]
    )
    assert {rule for _, rule in found(ran, "shop-eu")} == set(late)
    assert ran.json["remote"][0] == {"helpdesk": "shop", "macros": 5, "set_aside": {}, "unreadable": []}
    text = told.run("check", "--remote", "--helpdesk", "shop").out
    assert f"shop: Hand::Late (#{number}): warning: 'any day now' is no date [vague]" in text
    assert "{{ticket.requester.frist_name}}' is no name that Zendesk fills in [blank-placeholder]" in text
    assert "did you mean {{ticket.requester.first_name}}?" in text
    assert "shop: 5 shared macros read." in text
    assert text.count("shared macros read") == 1


def test_what_nobody_shares_is_left_out(told):
    """Inactive macros reach no customer, and of a note only the advice in it counts."""
    by_hand(told, "Hand::Old", LATE, active=False)
    by_hand(told, "Hand::Note", "<p>It is delayed and ships soon. Do not mention cancellation.</p>", internal=True)
    ran = told.run("check", "--remote", "--helpdesk", "shop", "--format", "json")
    assert found(ran) == [("Hand::Note", "hides-cancellation")]
    assert ran.json["remote"][0]["set_aside"] == {"inactive": 1}


def test_what_may_stay_there_says_so_in_the_config(told):
    """By rule and title or number, with a reason; one that suppresses nothing is told, where that helpdesk was read."""
    number = by_hand(told, "Hand::Late", "<p>Your order ships soon.</p>")
    ignores = [
        {"rule": "vague", "macro": "Hand::Late", "reason": "our lawyers want it"},
        {"rule": "no-date", "macro": str(number), "reason": "it has none"},
        {"rule": "vague", "macro": "elsewhere", "helpdesk": "shop-eu", "reason": "unread"},
    ]
    told.configure(lint=json.dumps({"ignore": ignores}))
    ran = told.run("check", "--remote", "--helpdesk", "shop", "--format", "json")
    assert found(ran) == []
    assert [(one["rule"], one["reason"]) for one in ran.json["ignored"]] == [("vague", "our lawyers want it")]
    unused = [one["message"] for one in ran.json["findings"] if one["rule"] == "unused-ignore"]
    assert unused == [f"'no-date' is ignored, and nothing of '{number}' breaks it"]
    assert not [one for one in told.run("check", "--format", "json").json["findings"] if one["rule"] == "unused-ignore"]


@pytest.mark.parametrize(
    ("ignore", "says"),
    [
        ("{rule: vage, macro: A, reason: b}", "'vage' is no rule did you mean 'vague'?"),
        ("{rule: vague, macro: A}", "lint.ignore[0].reason is missing"),
        ('{rule: vague, macro: A, reason: ""}', "is empty"),
        ("{rule: vague, macro: A, reason: b, helpdesk: shp}", "'shp' is the name of no helpdesk did you mean 'shop'?"),
    ],
)
def test_an_ignore_in_the_config_that_says_too_little(quiet_shop, ignore, says):
    """An unknown rule or helpdesk, or no reason, is refused with its place."""
    quiet_shop.configure(lint=f"{{ignore: [{ignore}]}}")
    ran = quiet_shop.run("check")
    assert ran.code == 2
    assert says in " ".join(ran.err.split())


def test_a_helpdesk_that_does_not_answer_leaves_the_other(told):
    """One is read, the other is named with its error, and the run says that a part is missing."""
    told.swap("config.yaml", told.box.credentials.by_type["freshdesk"]["api_key"], "wrong")
    ran = told.run("check", "--remote", "--format", "json")
    assert ran.code == 3
    assert [one["helpdesk"] for one in ran.json["remote"]] == ["shop", "shop-eu"]
    assert "error" in ran.json["remote"][1]
    assert "shop-eu: " in ran.err


def test_helpdesk_goes_with_remote(quiet_shop):
    """Files are checked for every helpdesk, so naming one alone means nothing."""
    ran = quiet_shop.run("check", "--helpdesk", "shop")
    assert ran.code == 2
    assert "--helpdesk says where --remote looks" in ran.err

"""setup and views: ours, and beside them those by hand, by another installation, and ours as an admin left them."""


def views(shop):
    """Return Zendesk's views by title."""
    return {row["title"]: row for row in shop.get("zendesk", "/api/v2/views.json?access=shared")["views"]}


def make_view(shop, title, tag, **more: object):
    """Make a view of the unsolved tickets with a tag by hand."""
    every = [
        {"field": "current_tags", "operator": "includes", "value": tag},
        {"field": "status", "operator": "less_than", "value": "solved"},
    ]
    body = {"view": {"title": title, "all": every, **more}}
    return shop.call("zendesk", "POST", "/api/v2/views.json", json=body)["view"]


def test_the_views_that_agents_need(shop):
    """They list the marked tickets that are not solved, with our fields as columns, for everybody."""
    shop.ready()
    late, solved = (shop.customer("Where is my blue widget?") for _ in range(2))
    shop.customer("Where is my invoice?")
    shop.ok("sync")
    shop.admin("zendesk", f"tickets/{solved}", {"status": "solved"}, "PATCH")
    made = views(shop)
    assert made.keys() == {"Backorder::Open", "Backorder::Window moved", "Backorder::Follow-up due"}
    view = made["Backorder::Open"]
    listed = shop.get("zendesk", f"/api/v2/views/{view['id']}/tickets.json")["tickets"]
    assert [row["id"] for row in listed] == [late]
    assert (view["restriction"], view["active"]) == (None, True)
    titles = [column["title"] for column in view["execution"]["columns"]]
    assert {"Subject", "Requester", "Backorder ship window", "Backorder next update"} <= set(titles)


def test_a_helpdesk_without_such_an_api_is_told_by_hand(shop):
    """Where the API makes no views, what to filter by is told, and nothing is claimed."""
    out = shop.ok("setup", "--yes").out
    lines = [line for line in out.splitlines() if line.startswith("shop-eu:   ")]
    tags = ("backorder", "backorder_window_moved", "backorder_followup_due")
    assert [f"{tag}," in line for tag, line in zip(tags, lines, strict=True)] == [True] * 3
    assert not any("view" in line and "made" in line for line in out.splitlines() if line.startswith("shop-eu"))


def test_a_view_by_hand_that_lists_the_same(shop):
    """It does the work of ours: none is made beside it, it stays as it is, and that is said."""
    theirs = make_view(shop, "Late things", "backorder")
    ran = shop.ok("setup", "--yes")
    assert f"the view 'Late things' (#{theirs['id']}) lists what 'Backorder::Open' would" in ran.out
    assert views(shop).keys() == {"Late things", "Backorder::Window moved", "Backorder::Follow-up due"}
    assert views(shop)["Late things"] == theirs


def test_a_view_by_hand_with_our_title(shop):
    """One that lists something else is never touched, and none of the same name is put beside it: told, 3."""
    theirs = make_view(shop, "backorder::open", "something_else")
    ran = shop.run("setup", "--yes")
    assert ran.code == 3
    assert f"'backorder::open' (#{theirs['id']}) lists other tickets; rename it" in ran.err
    assert views(shop)["backorder::open"] == theirs
    assert views(shop).keys() == {"backorder::open", "Backorder::Window moved", "Backorder::Follow-up due"}


def test_ours_stays_as_an_admin_made_it(shop):
    """One of ours that was renamed, narrowed, doubled or switched off is not made again."""
    shop.ok("setup", "--yes")
    ours = views(shop)
    changes = {"Backorder::Open": {"title": "Late", "all": ours["Backorder::Open"]["conditions"]["all"][:1]}}
    changes["Backorder::Window moved"] = {"active": False}
    for title, change in changes.items():
        path = f"/api/v2/views/{ours[title]['id']}.json"
        shop.call("zendesk", "PUT", path, json={"view": change})
    copy = {key: ours["Backorder::Open"][key] for key in ("title", "description")}
    make_view(shop, copy["title"], "backorder", description=copy["description"])
    before = views(shop)
    shop.writes()
    ran = shop.ok("setup", "--yes")
    assert "'Backorder::Window moved' is there and switched off; it stays so" in ran.out
    assert shop.writes() == 0
    assert views(shop) == before


def test_two_installations_on_one_account(shop):
    """The second one's fields and views are those of the first: nothing is made twice."""
    shop.ok("setup", "--yes")
    before = views(shop)
    shop.lose_state()
    shop.configure(owner="another-shop")
    shop.writes()
    ran = shop.ok("setup", "--yes")
    assert shop.writes() == 0
    assert "lists what 'Backorder::Open' would" in ran.out
    assert views(shop) == before


def test_an_account_that_takes_no_more_views(shop):
    """The refusal is told with how to make the view by hand; the rest is done: 3."""
    body = {"error": "RecordInvalid", "details": {"base": [{"description": "Too many views"}]}}
    shop.fault("zendesk", "POST", "/views", "status", status=422, to=None, body=body)
    ran = shop.run("setup", "--yes")
    assert ran.code == 3
    assert "view 'Backorder::Open': " in ran.err
    assert "by hand: Admin Center" in ran.err
    assert views(shop) == {}
    assert shop.fields("zendesk", shop.customer("Hello"))

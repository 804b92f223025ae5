"""A promised update that has come due: customers read no made-up day, and somebody is told that they wait."""

from datetime import UTC, datetime, timedelta


def test_a_due_update_is_said_with_the_tickets_that_wait_for_it(shop):
    """From the promised day on sync leaves with 3 and counts the open tickets; a new date ends that."""
    shop.ready()
    one, two, lamp = (shop.customer(text) for text in ("Where is my BW12?", "And WID-12?", "My harbor lamp is late."))
    shop.ok("sync")
    today = datetime.now(UTC).date()
    shop.swap("macros/backorders.yaml", f"next_update: {shop.dates['next']}", f"next_update: {today}")
    ran = shop.run("sync")
    assert ran.code == 3
    assert f"WID-12: the update promised for {today} is due, and 4 tickets wait for it" in ran.err
    assert f"LAMP-3: the update promised for {today} is due, and 2 tickets wait for it" in ran.err
    for face in ("zendesk", "freshdesk"):
        for number in (one, two, lamp):
            fields = shop.fields(face, number)
            assert fields["Backorder next update"] == "the second working day after this message"
            assert "You will hear from us again within two working days." in fields["Backorder message"]
    again = shop.run("sync", "--format", "json")
    assert (again.code, len(again.json["waiting"])) == (3, 2)
    assert shop.run("sync", "--dry-run").code == 3
    shop.facts(next=today + timedelta(days=5))
    assert "wait" not in shop.ok("sync").err


def test_the_admin_says_within_how_many_working_days(shop):
    """The fallback's working days are a setting, and reach macros, fields and previews alike."""
    shop.configure(fallback_working_days="3")
    shop.swap("macros/backorders.yaml", f"    next_update: {shop.dates['next']}\n", "")
    number = shop.customer("Where is my BW12?")
    shop.ready()
    shop.ok("sync")
    assert shop.fields("freshdesk", number)["Backorder next update"] == "the third working day after this message"
    shown = next(action["value"] for action in shop.macros()["Backorder::Delay update"]["actions"])
    assert "within three working days" in shown
    assert "third working day" in shop.ok("preview", "delay-update").out
    shop.configure(fallback_working_days="0")
    refused = shop.run("check")
    assert refused.code == 2
    assert "fallback_working_days" in refused.err

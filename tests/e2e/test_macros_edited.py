"""People who work on macros in the portal while a run is on its way."""

from datetime import timedelta

import pytest

MACRO = {
    "zendesk": (r"/api/v2/macros/(\d+)", {"macro": {"actions": [{"field": "comment_value_html", "value": "By hand"}]}}),
    "freshdesk": (r"/api/v2/canned_responses/(\d+)", {"content_html": "By hand"}),
}


def texts(shop) -> str:
    """Return what all macros on both helpdesks say."""
    return f"{shop.macros(active=False)} {shop.canned()}"


@pytest.mark.parametrize("face", MACRO)
@pytest.mark.parametrize("gone", [False, True], ids=["updated", "retired"])
def test_an_edit_between_plan_and_write_stays_and_is_told(shop, face, gone):
    """A macro that somebody edits after it was compared is read again before it is written, and left to the person."""
    shop.ready()
    path, body = MACRO[face]
    then = {"method": "PUT", "path": path.replace(r"(\d+)", r"\1"), "body": body}
    shop.fault(face, "GET", path, "before", then=then)
    if gone:
        shop.facts("LAMP-3")
    else:
        shop.facts(to=shop.dates["to"] + timedelta(days=7))
    ran = shop.run("sync")
    assert ran.code == 3
    assert "edited on the helpdesk a moment ago, and left as it is" in ran.err
    assert "By hand" in texts(shop)
    shop.heal()
    assert ("edited on the helpdesk; left alone" in shop.run("plan").out) is not gone


def test_a_macro_deleted_between_plan_and_write_is_told(shop):
    """One that is gone by then is not made again unasked, and the others go ahead."""
    shop.ready()
    item = shop.macros()["Backorder::Blue Widget 12 oz"]["id"]
    path = rf"/api/v2/macros/{item}"
    shop.fault("zendesk", "GET", path, "before", then={"method": "DELETE", "path": f"{path}.json"})
    shop.facts(to=shop.dates["to"] + timedelta(days=7))
    ran = shop.run("sync")
    assert ran.code == 3
    assert "deleted on the helpdesk a moment ago" in ran.err
    assert "Backorder::Blue Widget 12 oz" not in shop.macros()

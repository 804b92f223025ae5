"""followups: what a customer chose stands beside the word that they wait for, as long as it holds."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from test_choices import answered
from test_replies import FACES, NAMES, minute, moved

ALL = ("followups", "--all")


def chose(shop, name):
    """Return what each listed customer of a helpdesk chose, as programs read it."""
    items = shop.ok(*ALL, "--helpdesk", name, "--format", "json").json["items"]
    return [one["chose"] for item in items for one in item["tickets"]]


@pytest.mark.parametrize("face", FACES)
def test_who_cancels_is_shown_to_have_cancelled(shop, face):
    """The choice, its day and what to do, in text; the kind in JSON and CSV; and on the day that is due as well."""
    number, _ = answered(shop, face, ["Please cancel."])
    name = NAMES[face]
    day = shop.ok("choices", "--format", "json").json["choices"][0]["at"][:10]
    said = f"chose to cancel on {day}: carry it out, and tell them"
    [line] = [line for line in shop.ok(*ALL).out.split("\n") if f"{name} #{number}" in line]
    assert line.startswith(f"  to come    {shop.dates['next']}  {said}  {name} #{number}  http")
    assert chose(shop, name) == ["cancel"]
    [row] = csv.DictReader(io.StringIO(shop.ok(*ALL, "--format", "csv").out))
    assert (row["ticket"], row["chose"]) == (str(number), "cancel")
    assert "1 of them with a choice" in shop.ok("followups", "--format", "ics").out.replace("\r\n ", "")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=60), tick=True):
        assert said in shop.ok("followups", "--due").out


@pytest.mark.parametrize("face", FACES)
def test_a_later_window_reopens_a_choice_to_wait(shop, face):
    """Who agreed to the first delay has not agreed to a longer one, and is to be told."""
    _, triage = answered(shop, face, ["I'll wait, thank you!"])
    out = shop.ok(*ALL).out
    assert "chose to wait on " in out
    assert "carry it out" not in out
    minute(shop)
    moved(shop, 9)
    shop.ok(*triage)
    assert chose(shop, NAMES[face]) == [None]
    assert "chose" not in shop.ok(*ALL).out

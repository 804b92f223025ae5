"""What a customer was told is read out of agents' public replies, in the ways that people write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from promise_rows import CHAIR, KETTLE, LATE, MUGS, SENT, WIDGET, Row, heard, rows, told

from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import Backorder, FieldKey, ShipWindow, Words
from zendesk_bridge.core.promises import Statement, statements
from zendesk_bridge.core.promises.text import DAYS, LIMIT, NAMES, ReplyText

LABELS = {
    "en": "Shipping from our warehouse: **{}**",
    "de": "Versand ab unserem Lager: **{}**",
    "fr": "Expédition depuis notre entrepôt : **{}**",
    "es": "Salida de nuestro almacén: **{}**",
}


@pytest.mark.parametrize("row", tuple(rows()), ids=lambda row: f"{row.locale}: {row.text[:60]}")
def test_each_reply_tells_what_people_read_in_it(row: Row) -> None:
    """Windows, next updates and other days are told apart in every language, as the tables in ``rows`` have it."""
    assert told(heard(row.text, row.about, row.locale)) == row.told


@given(st.data())
def test_whatever_we_write_ourselves_is_read_back(data: st.DataObject) -> None:
    """In each language, for one item or several, our own sentences tell the windows and the update that they hold."""
    locale = data.draw(st.sampled_from(["en_US", "en_GB", "de", "de_AT", "fr", "es", "es_UY"]))
    today = data.draw(st.dates(date(2026, 1, 1), date(2028, 1, 1)))
    late = data.draw(st.lists(st.sampled_from([WIDGET, KETTLE, MUGS, CHAIR]), min_size=1, max_size=3, unique=True))
    items = [as_of(_dated(data, item, today), today) for item in late]
    texts = wording.field_texts(items, wording.Speech(locale, today, locale))
    parts = [texts[FieldKey.DELAY], LABELS[locale[:2]].format(texts[FieldKey.SHIP_WINDOW])]
    told_apart = "\n\n".join([*parts, texts[FieldKey.CHOICES], texts[FieldKey.FOLLOW_UP]])
    reply = data.draw(st.sampled_from([texts[FieldKey.MESSAGE], told_apart]))
    found = statements(Words("comment 1", reply), LATE, [item.sku for item in items], today, locale)
    assert {one.sku: one.window for one in found} == {item.sku: item.ship_window for item in items}
    sentence = wording.wording_for(locale).update
    days = {item.next_update for item in items if item.next_update}
    named = [day for day in days if sentence.format(day=wording.day(day, locale, today)) in reply]
    within = wording.working_days_on(today, wording.WORKING_DAYS)
    assert {one.next_update for one in found} == set(named or [within])


def _dated(data: st.DataObject, item: Backorder, today: date) -> Backorder:
    first = today + timedelta(days=data.draw(st.integers(0, 170)))
    last = first + timedelta(days=data.draw(st.sampled_from([0, 1, 4, 9, 30])))
    window = data.draw(st.sampled_from([ShipWindow(first, last), ShipWindow(None, last), None]))
    update = data.draw(st.none() | st.integers(1, 40).map(lambda days: today + timedelta(days=days)))
    return replace(item, ship_window=window, next_update=update)


def test_quoted_history_counts_for_nothing() -> None:
    """The old window that stands in the mail below is not told again; the customer's own lines are not ours."""
    text = (
        "It now ships December 12 - 16.\n\nOn Tue, Dec 1, 2026 at 9:14 AM Acme <help@acme.example> wrote:\n"
        "> Your Blue Widget 12 oz ships December 1 - 5. You will hear from us again by November 30.\n"
    )
    assert told(heard(text)) == "WID-12 2026-12-12/2026-12-16"


def test_html_is_read_as_it_is_shown() -> None:
    """Bold days, lists and entities are read as a customer reads them."""
    html = (
        "<p>Hi Ana,</p><ul><li>Blue Widget 12 oz: <b>December 6&nbsp;&ndash;&nbsp;10</b></li>"
        "<li>Gooseneck Kettle 0.7 l: <b>by&nbsp;December 11</b></li></ul>"
        "<p>You will hear from us by <b>Dec&nbsp;4</b>.</p>"
    )
    found = statements(Words("comment 1", html, html=True), LATE, ["WID-12", "KET-70"], SENT, "en_US")
    assert told(found) == "KET-70 ../2026-12-11 2026-12-04; WID-12 2026-12-06/2026-12-10 2026-12-04"


def test_figures_stand_in_the_order_of_the_place() -> None:
    """12/6 is the sixth of December in the United States and the twelfth of June in Britain."""
    american, british = (heard("It ships by 12/06.", locale=locale) for locale in ("en_US", "en_GB"))
    assert [one[0].window for one in (american, british)] == [
        ShipWindow(None, date(2026, 12, 6)),
        ShipWindow(None, date(2027, 6, 12)),
    ]


def test_a_late_item_that_the_ticket_is_not_known_for_is_heard_by_its_name() -> None:
    """What counts is what the reply says; without a name it is said of what the ticket is about, or of nothing."""
    assert told(heard("Your WID-12 ships December 6 - 10.", ())) == "WID-12 2026-12-06/2026-12-10"
    assert heard("It ships December 6 - 10.", ()) == ()
    assert heard("It ships December 6 - 10.", ("GONE-1",)) == ()


def test_an_unknown_item_keeps_its_window_to_itself() -> None:
    """The date of the item that is offered instead is not the late item's."""
    found = heard("The Green Widget 12 oz ships on December 3. The Blue Widget has no date yet.")
    assert found == (Statement("WID-12", None, None),)


@pytest.mark.parametrize(
    "piece",
    [
        "Dec 6 - 10, ",
        "the widget and the kettle, ",
        "wir melden uns bei ",
        "12/6-",
        "1 ",
        "(",
        "| ",
        "14, 15, 16, ",
        "Dec 6\n",
    ],
)
def test_no_reply_is_endless(piece: str) -> None:
    """However it is heaped up, no more than so much text, so many days and names are read."""
    words = Words("comment 1", piece * (100_000 // len(piece)))
    reply = ReplyText.of(words, LATE, ("WID-12", "KET-70"), SENT, "en_US")
    assert len(reply.text) <= LIMIT
    assert len(reply.days) <= DAYS
    assert len(reply.names) <= NAMES
    assert {one.sku for one in statements(words, LATE, ("WID-12", "KET-70"), SENT)} <= {"WID-12", "KET-70"}

"""The last good macros are remembered whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.model import Actions, Macro, Per, Template, Variant
from zendesk_bridge.core.ports import State
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.tables import last_macros

MAIN = Variant("en_US", Template("A\u0000 title", Place("a.yaml", 2, 8)), Template("Hi", Place("a.yaml", 4, 3)))
FULL = Macro(
    "a",
    Per.ITEM,
    (MAIN, replace(MAIN, locale="de", fallback=Template("Grüße", Place("a.yaml", 9, 3)))),
    ("shop",),
    Actions(("tag",), "pending", ("off",)),
    ("VIP",),
    Place("a.yaml", 1, 6),
)
PLAIN = Macro("b", Per.TICKET, (MAIN,))


def test_macros_are_replaced_as_a_whole(state: State) -> None:
    """What was told last comes back with its places, and nothing of what was told before that."""
    assert state.last_macros() == ()
    state.save_last_macros((PLAIN, FULL))
    found = state.last_macros()
    assert found == (FULL, PLAIN)
    assert (found[0].place, found[0].variants[1].fallback) == (FULL.place, FULL.variants[1].fallback)
    assert found[0].variants[0].reply.place == Place("a.yaml", 4, 3)
    state.save_last_macros((replace(PLAIN, place=Place("moved.yaml")),))
    (moved,) = state.last_macros()
    assert moved.place == Place("moved.yaml")
    state.save_last_macros(())
    assert state.last_macros() == ()


def test_a_row_that_nobody_can_read_is_one_macro(url: str, state: State, caplog: pytest.LogCaptureFixture) -> None:
    """It is named, quotes nothing, and keeps no other macro from being known."""
    state.save_last_macros((FULL, PLAIN))
    database = connect(url)
    with database.write() as connection:
        broken = update(last_macros).where(last_macros.c.key == "b")
        connection.execute(broken.values(body='{"key": "secret"}'))
    database.close()
    assert state.last_macros() == (FULL,)
    assert "the last good text of 'b' cannot be read" in caplog.text
    assert "secret" not in caplog.text


def test_rows_are_as_earlier_releases_wrote_them(url: str, state: State) -> None:
    """An upgrade rewrites none: what only mails have, no macro of a helpdesk is remembered with."""
    state.save_last_macros((PLAIN,))
    database = connect(url)
    with database.read() as connection:
        (body,) = connection.execute(select(last_macros.c.body)).scalars()
    database.close()
    assert set(json.loads(body)["variants"][0]) == {"locale", "title", "reply", "fallback"}

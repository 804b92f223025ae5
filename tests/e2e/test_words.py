"""Words change by somebody's will, and then everywhere: macros, fields and notes say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zendesk_bridge.core.macros.version import wording_version
from zendesk_bridge.core.macros.wording.languages import WORDINGS


@pytest.fixture
def reword(monkeypatch):
    """Return what words a sentence otherwise, as a release does."""

    def rewording() -> None:
        monkeypatch.setitem(WORDINGS, "en", replace(WORDINGS["en"], window="It now ships in {window}."))
        wording_version.cache_clear()

    yield rewording
    wording_version.cache_clear()


def test_a_corrected_sentence_reaches_macros_fields_and_notes_in_one_run(shop, reword):
    """No macro tells what no ticket tells; a new note says it so, an old one stands; the run after writes nothing."""
    shop.configure(triage="{note: true}")
    shop.ready()
    ticket = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    reword()
    planned = shop.ok("plan").out
    assert "1 macro on shop, 1 on shop-eu" in planned
    shop.ok("sync")
    new = shop.customer("And my WID-12?")
    shop.ok("sync")
    comments = shop.get("zendesk", f"/api/v2/tickets/{new}/comments.json")["comments"]
    said = {
        "macro": str(shop.macros()["Backorder::Blue Widget 12 oz"]["actions"]),
        "canned response": shop.canned()["Backorder::Blue Widget 12 oz"]["content_html"],
        "fields": shop.fields("zendesk", ticket)["Backorder message"],
        "fields of Freshdesk": shop.fields("freshdesk", ticket)["Backorder message"],
        "note": comments[-1]["body"],
    }
    assert [what for what, text in said.items() if "It now ships in" not in text] == []
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0

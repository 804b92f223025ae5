"""How often customers hear of an item after its next update: by the item itself, or by what the feed is given."""

from datetime import timedelta
from pathlib import Path

import pytest

from zendesk_bridge.feeds import BackorderFeed

ITEM = "  - {sku: A, name: Ay, ship_window: 2026-12-01}\n"


@pytest.mark.parametrize(("given", "expected"), [(None, [None, 14]), (timedelta(7), [7, 14])])
def test_an_item_may_have_a_rhythm_of_its_own(
    tmp_path: Path, given: timedelta | None, expected: list[int | None]
) -> None:
    """The rhythm that the feed is given is for the items that say none."""
    own = ITEM.replace("sku: A, name: Ay", "sku: B, name: Bee, every: 2 weeks")
    (tmp_path / "late.yaml").write_text(f"backorders:\n{ITEM}{own}")
    reading = BackorderFeed(tmp_path / "late.yaml", every=given).read()
    assert reading.problems == ()
    assert [item.every and item.every.days for item in reading.backorders] == expected

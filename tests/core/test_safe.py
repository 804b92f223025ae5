"""Text from elsewhere does no harm where it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.safe import harmless, one_line

BREAKS = ("\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029")


@pytest.mark.parametrize("sign", BREAKS)
def test_a_name_stays_on_its_line(sign: str) -> None:
    """Whatever breaks a line becomes one space, with the space around it; indentation and columns stay."""
    assert one_line(f"  + a.yaml  forge{sign}Next:{sign} {sign}  rm") == "  + a.yaml  forge Next: rm"
    assert one_line(f"{sign}a{sign}") == "a"


def test_a_wide_gap_pushes_nothing_onto_the_next_line() -> None:
    """Where a terminal folds, what stands behind the gap would begin a line."""
    assert one_line(f"forge{' ' * 200}Next:") == "forge Next:"


@settings(deadline=None)
@given(st.text() | st.text("a \n\r\u2028"))
def test_any_text_is_one_line(text: str) -> None:
    """Nothing is left that breaks it, and a second time changes nothing."""
    found = one_line(text)
    assert len(harmless(found).splitlines()) <= 1
    assert one_line(found) == found

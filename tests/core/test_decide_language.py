from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.decide import Rules
from zendesk_bridge.core.ports import Capabilities

CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
RULES = Rules({}, date(2026, 11, 23), CAN, "en_US")


@pytest.mark.parametrize(
    ("wanted", "offered", "language"),
    [
        ("de", {"de", "fr"}, "de"),
        ("de_AT", {"de"}, "de"),
        ("pt_BR", {"pt_BR"}, "pt_BR"),
        ("it", {"de"}, "en_US"),
        ("en_GB", {"de"}, "en_US"),
        (None, {"de"}, "en_US"),
        ("de_AT", {"de_DE"}, "de_DE"),
        ("de", {"de_DE"}, "de_DE"),
    ],
)
def test_language(wanted: str | None, offered: set[str], language: str) -> None:
    """Fields speak the requester's language where there is a macro that does, else the default."""
    assert replace(RULES, locales=frozenset(offered)).language(wanted) == language

"""What a person has changed on a macro, named."""

from dataclasses import replace

from zendesk_bridge.core.macros.difference import differences
from zendesk_bridge.core.model import MacroContent


def test_differences_name_what_changes() -> None:
    """Each property that differs is named with both sides, and nothing else."""
    before = MacroContent("A", "one\ntwo", ("x",), visible_to=(3,))
    after = replace(before, body="one\nthree", visible_to=None)
    assert [(item.name, item.before, item.after) for item in differences(before, after)] == [
        ("visible to", "groups 3", "everybody"),
        ("reply", "one\ntwo", "one\nthree"),
    ]

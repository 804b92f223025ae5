"""Placeholders that a helpdesk would leave blank, and all that it does fill in."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.macros.lint import blank_placeholders

BLANK = (
    ("Zendesk", "Hi {{ticket.requester.frist_name}}", "did you mean {{ticket.requester.first_name}}?"),
    ("Zendesk", "Hi {{ticket.requester.firstname}}", "did you mean {{ticket.requester.first_name}}?"),
    ("Zendesk", "Hi {{first_name}}", "write a name that this helpdesk fills in"),
    ("Zendesk", "Hi {{customer.first_name}}", "write {{ticket.requester.first_name}}"),
    ("Zendesk", "It ships {{ backorder.ship_window }}", "write a name"),
    ("Zendesk", "It ships {{ticket.ticket_field_99}}", "take the number from the field's own page"),
    ("Zendesk", "It ships {{ship_date}}", "write a name"),
    ("Zendesk", "Hi {{contact.name}}", "write a name"),
    ("Freshdesk", "Hi {{ticket.requester.first_name}}", "did you mean {{ticket.requester.firstname}}?"),
    ("Freshdesk", "Hi {{current_user.name}}", "write a name"),
    ("Freshdesk", "{{ticket.ticket_field_1}}", "write a name"),
)
FILLED = (
    ("Zendesk", "Hi {{ticket.requester.first_name}} and {{ ticket.requester.name }}, {{ticket.id}}"),
    ("Zendesk", "{{ticket.ticket_field_7}} {{ticket.ticket_field_option_title_7}}"),
    ("Zendesk", "{{dc.greeting}} {{current_user.signature}} {{ticket.organization.custom_fields.level}}"),
    ("Zendesk", "{% assign name = ticket.requester.first_name | capitalize %}{{ name }}"),
    ("Zendesk", "{% for part in parts %}{{part}} {{forloop.index}}{% endfor %}"),
    ("Zendesk", "{% capture words %}x{% endcapture %}{{words}}"),
    ("Zendesk", "{{ticket.requester.custom_fields.size}} {{ticket.latest_comment_formatted}}"),
    ("Zendesk", "{{ticket.requester.first_name | default: 'there'}}"),
    ("Zendesk", "{{satisfaction.rating_section}} {{ticket.brand.anything}} {{account.name}}"),
    ("Freshdesk", "Hi {{ticket.requester.firstname}}, {{ticket.agent.name}} {{ticket.cf_size}} {{helpdesk_name}}"),
    ("Freshdesk", "{{ticket.requester.cf_level}} {{ticket.company.anything}}"),
    ("", "{{whatever}}"),
    ("Zendesk", "No placeholder { here } and {no} more"),
)


@pytest.mark.parametrize(("kind", "text", "fix"), BLANK)
def test_a_name_that_is_not_filled_in(kind: str, text: str, fix: str) -> None:
    """A slip, another helpdesk's name, ours, or a field that is not there: told with the name that was meant."""
    (found,) = blank_placeholders(text, kind, {7})
    assert found.rule == "blank-placeholder"
    assert fix in found.suggestion
    assert found.place.column == text.index("{{") + 1


@pytest.mark.parametrize(("kind", "text"), FILLED)
def test_a_name_that_is_filled_in(kind: str, text: str) -> None:
    """What a helpdesk knows, what a macro makes itself, and what nobody can know is left alone."""
    assert list(blank_placeholders(text, kind, {7})) == []
    assert list(blank_placeholders(text, kind)) == []

"""The ticket forms: a field that is on none of them is not seen, and on some accounts not kept."""

from __future__ import annotations

from collections.abc import Iterator

from zendesk_bridge.app.setup.values import DeskSetup, FormFilled, is_its_own
from zendesk_bridge.core.errors import Incomplete, Refused
from zendesk_bridge.core.model import Fields, TicketForm
from zendesk_bridge.core.ports import Helpdesk, Lease


def fill(helpdesk: Helpdesk, planned: DeskSetup, fields: Fields, lease: Lease) -> Iterator[FormFilled | str]:
    """Put on each form what it lacks of the fields that are there; one that is refused holds no other.

    Yields each form that has come to hold some of them, and what is wrong with each that did not take all. A new field
    comes on some forms by itself: these are not written.
    """
    now = {form.id: form for form in helpdesk.forms()} if planned.gaps and planned.new_fields else {}
    for gap in planned.gaps:
        wanted = {key: fields[key] for key in gap.keys if key in fields}
        before = now.get(gap.form.id, gap.form)  # one that is gone since is left for the write to find out
        writes = any(field.id not in before.field_ids for field in wanted.values())
        try:
            after = _written(helpdesk, before, wanted, lease) if writes else before
        except (Refused, Incomplete) as error:
            if not is_its_own(error):
                raise
            yield f"ticket form '{gap.form.title}': {error.message}"
            continue
        if taken := tuple(key for key, field in wanted.items() if field.id in after.field_ids):
            yield FormFilled(after, taken, written=writes)
        if left := [f"'{field.title}'" for field in wanted.values() if field.id not in after.field_ids]:
            yield f"ticket form '{gap.form.title}': it was saved, but without {', '.join(left)}"


def _written(helpdesk: Helpdesk, form: TicketForm, fields: Fields, lease: Lease) -> TicketForm:
    lease.renew()
    return helpdesk.put_on_form(form, [field.id for field in fields.values()])

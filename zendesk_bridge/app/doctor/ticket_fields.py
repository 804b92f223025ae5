"""What doctor looks at of our ticket fields: there, of the right type, on the forms, and open to agents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zendesk_bridge.app.doctor.account import told
from zendesk_bridge.app.doctor.files import some
from zendesk_bridge.app.doctor.values import Desk, Look, fail, ok, skipped, warn
from zendesk_bridge.app.macros import field_specs
from zendesk_bridge.core.accounts import OwnAccount, judge
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.fields import FieldsFound, find
from zendesk_bridge.core.model import FieldKey, Fields, FieldSpec, RemoteField, TicketForm
from zendesk_bridge.core.plural import number

_SETUP = "Run `zendesk-bridge setup`: it shows what it would do, and asks before it does."


def fields(desk: Desk) -> Look:
    """Look whether our ticket fields are there, of the right type, and switched on."""
    found = _found(desk)
    count = len(_specs(desk))
    for problem in found.problems:
        message, _, fix = problem.partition("; ")
        yield fail(message, fix or "Name the right field in the config: fields: {items: ID}")
    off = tuple(_switched_off(found.missing, desk.fields))
    for field in off:
        fix = "Switch it on in the helpdesk, or let `zendesk-bridge setup` make another."
        yield fail(f"'{field.title}' (#{field.id}) is switched off", fix)
    titles = {field.title.casefold() for field in off}
    missing = [spec.title for spec in found.missing if spec.title.casefold() not in titles]
    if missing and len(missing) == count:
        yield fail(f"none of the {count} that triage fills is there", _SETUP)
    elif missing:
        yield fail(f"missing: {some(missing)}", _SETUP)
    if found.complete:
        yield ok(f"{number(count, 'field')} are there, of the right type")


def _specs(desk: Desk) -> tuple[FieldSpec, ...]:
    return field_specs(desk.machine.macros.macros, desk.patient.offline)


def _found(desk: Desk) -> FieldsFound:
    return find(desk.fields, _remembered(desk), _specs(desk), desk.patient.fields)


def _needed(desk: Desk) -> Fields:
    """Return the fields that are there and that some macro needs: one that none needs any more is left as it is."""
    found, keys = _found(desk).found, {spec.key for spec in _specs(desk)}
    return {key: field for key, field in found.items() if key in keys}


def editable(desk: Desk) -> Look:
    """Look whether agents may change what stands in our fields: what they may not, a login of theirs cannot fill."""
    found = tuple(_needed(desk).values())
    if shut := [field for field in found if field.editable is False]:
        fix = "Let agents edit them, where the helpdesk's settings list its ticket fields (permissions)."
        yield fail(f"agents may not edit {some(field.title for field in shut)}", fix)
    elif not found:
        yield skipped("not looked at, because of ticket fields")
    elif all(field.editable is None for field in found):
        yield ok("the helpdesk does not tell who may edit a field")
    else:
        yield ok("agents may edit them")


def forms(desk: Desk) -> Look:
    """Look whether our fields are on every form that agents work with."""
    fields = {field.id: field.title for field in _needed(desk).values()}
    if not fields:
        yield skipped("not looked at, because of ticket fields")
        return
    active = [form for form in desk.forms if form.active]
    if not active:
        yield ok("the one form that there is has every field")
        return
    lacking = [(form, _off(form, fields)) for form in active]
    for form, titles in lacking:
        if titles:
            yield warn(f"the form '{form.title}' lacks {some(titles)}: agents do not see what stands there", _SETUP)
    if not any(titles for _, titles in lacking):
        yield ok(f"on {number(len(active), 'active form')}")


def _off(form: TicketForm, fields: Mapping[int, str]) -> list[str]:
    return [title for field_id, title in fields.items() if field_id not in form.field_ids]


def _switched_off(missing: Iterable[FieldSpec], remote: Iterable[RemoteField]) -> Iterable[RemoteField]:
    titles = {spec.title.casefold() for spec in missing}
    return (field for field in remote if not field.active and field.title.casefold() in titles)


def _remembered(desk: Desk) -> Mapping[FieldKey, int]:
    """Return the ids that we remember, none where the database or the account is in doubt."""
    try:
        state = desk.machine.state
        verdict = judge(state.accounts(), {desk.name: told(desk)}, desk.installation.names)[desk.name]
        return state.memory(verdict.row).field_ids() if isinstance(verdict, OwnAccount) else {}
    except BridgeError:
        return {}

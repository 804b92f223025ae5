"""Contacts: listed with filters, read, made, changed, put into the trash and back, found by the start of their name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox import rows
from zendesk_bridge.sandbox.addresses import placeholder
from zendesk_bridge.sandbox.freshdesk import contact_data
from zendesk_bridge.sandbox.freshdesk.bodies import email_errors, is_email, one_of, refuse, shape_errors, too_long
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, known_parameters, natural, page_of, paged, stamp
from zendesk_bridge.sandbox.freshdesk.contact_data import KIND, NAMES
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError, FreshdeskError, Invalid
from zendesk_bridge.sandbox.freshdesk.people import AGENT_ROLES, contact
from zendesk_bridge.sandbox.freshdesk.ticket_bodies import tag_errors
from zendesk_bridge.sandbox.freshdesk.values import moment
from zendesk_bridge.sandbox.records import User

_KINDS = {
    "name": "String", "email": "String", "phone": "String?", "mobile": "String?", "twitter_id": "String?",
    "unique_external_id": "String?", "other_emails": "Array", "company_id": "Integer?", "view_all_tickets": "Boolean",
    "address": "String?", "custom_fields": "key/value pair", "description": "String?", "job_title": "String?",
    "language": "String", "tags": "Array", "time_zone": "String",
}  # fmt: skip
_LONGEST = 255  # characters of a value
_STATES = ("verified", "unverified", "blocked", "deleted")
_FILTERED = """
SELECT users.* FROM users LEFT JOIN documents AS more ON more.kind = 'freshdesk_contact' AND more.id = users.id
WHERE role = 'end-user' AND coalesce(json_extract(more.body, '$.deleted'), 0) = :deleted
  AND (:blocked IS NULL OR coalesce(json_extract(more.body, '$.blocked'), 0) = :blocked)
  AND (:email IS NULL OR email = :email)
  AND (:phone IS NULL OR json_extract(more.body, '$.phone') = :phone)
  AND (:mobile IS NULL OR json_extract(more.body, '$.mobile') = :mobile)
  AND (:external IS NULL OR json_extract(more.body, '$.unique_external_id') = :external)
  AND (:since IS NULL OR max(created_at, coalesce(more.updated_at, 0)) >= :since)
ORDER BY users.id LIMIT :limit OFFSET :offset
"""
_NAMED = """
SELECT users.* FROM users WHERE role = 'end-user' AND (name LIKE :start ESCAPE '!' OR name LIKE :word ESCAPE '!')
ORDER BY users.id LIMIT 20
"""


def list_contacts(call: FreshdeskCall) -> Response:
    """Answer GET contacts: the trash is listed with ``state=deleted`` alone; nobody is unverified here."""
    known_parameters(
        call, "email", "phone", "mobile", "company_id", "state", "_updated_since", "updated_since", "unique_external_id"
    )
    page, given = page_of(call), call.query
    values: dict[str, Any] = {name: given.get(name) for name in ("email", "phone", "mobile")}
    values |= {"external": given.get("unique_external_id")}
    values |= {"blocked": {"blocked": 1, "verified": 0}.get(given.get("state", ""))}
    if natural(given.get("company_id", "0")) is None:
        raise Invalid(FieldError.wrong_type("company_id", "Positive Integer"))
    if given.get("state", "verified") not in _STATES:
        raise Invalid(one_of("state", _STATES))
    if "company_id" in given or given.get("state") == "unverified":
        return paged(call, page, [], more=False)
    found = call.store.read(
        _FILTERED,
        values
        | {"deleted": int(given.get("state") == "deleted"), "since": _since(call)}
        | {"limit": page.per_page + 1, "offset": page.offset},
    )
    people = [rows.user(row) for row in found[: page.per_page]]
    shown = [contact(user, contact_data.of(call.store, user.id), listed=True) for user in people]
    return paged(call, page, shown, more=len(found) > page.per_page)


def _since(call: FreshdeskCall) -> int | None:
    text = call.query.get("_updated_since", call.query.get("updated_since"))
    if text is None:
        return None
    found = moment(text)
    if found is None:
        message = "It should be in the 'combined date and time ISO8601' format"
        raise Invalid(FieldError.invalid("_updated_since", message))
    return rows.seconds(found)


def _shown(call: FreshdeskCall, user: User) -> dict[str, Any]:
    return contact(user, contact_data.of(call.store, user.id))


def _find(call: FreshdeskCall) -> tuple[User, dict[str, Any]]:
    """Return a customer with what is known beside; raises the 404 of an agent and of nobody."""
    user = call.store.user(call.path_id())
    if user is None or user.role in AGENT_ROLES:
        raise Absent
    return user, contact_data.of(call.store, user.id)


def get_contact(call: FreshdeskCall) -> Response:
    """Answer GET contacts/{id}: customers only, also those in the trash."""
    return JSONResponse(contact(*_find(call)))


def autocomplete(call: FreshdeskCall) -> Response:
    """Answer GET contacts/autocomplete: id and name of those with a name, or a word of it, beginning with ``term``."""
    known_parameters(call, "term")
    term = call.query.get("term", "")
    if not term:
        raise Invalid(FieldError.missing("term"))
    plain = "".join(f"!{letter}" if letter in "!%_" else letter for letter in term)
    found = call.store.read(_NAMED, {"start": f"{plain}%", "word": f"% {plain}%"})
    return JSONResponse([{"id": row["id"], "name": row["name"]} for row in found])


def create_contact(call: FreshdeskCall) -> Response:
    """Answer POST contacts: a name, and at least one way to tell the contact from others."""
    body = call.body
    errors = shape_errors(body, _KINDS, ("name",))
    ways = (*NAMES[1:], "mobile", "twitter_id")
    if not errors and not any(body.get(name) for name in ways):
        errors.append(FieldError.missing("email"))
    refuse(errors or _errors(body))
    with call.store.writing():
        _refuse_taken(call, None)
        email = body.get("email") or placeholder(call.store)
        user = call.store.add_user(body["name"], email, locale=body.get("language", "en"))
        call.store.put(KIND, user.id, _more(call))
    return call.created("contacts", _shown(call, user))


def update_contact(call: FreshdeskCall) -> Response:
    """Answer PUT contacts/{id}: what the body does not name stays."""
    body = call.body
    refuse(shape_errors(body, _KINDS, [name for name in ("name", "email") if name in body]) or _errors(body))
    with call.store.writing():
        user, more = _find(call)
        if more.get("deleted"):
            raise FreshdeskError(405, Allow="GET")
        _refuse_taken(call, user.id)
        with call.store.raw() as db:
            wanted = (body.get("name", user.name), body.get("email", user.email), body.get("language", user.locale))
            db.execute("UPDATE users SET name = ?, email = ?, locale = ? WHERE id = ?", (*wanted, user.id))
        call.store.put(KIND, user.id, more | _more(call))
        user, more = _find(call)
    return JSONResponse(contact(user, more))


def _more(call: FreshdeskCall) -> dict[str, Any]:
    """Return what the shared record has no room for."""
    return {name: value for name, value in call.body.items() if name not in ("name", "email", "language")} | {
        "updated_at": stamp(call.store.now())
    }


def _errors(body: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with the values of a contact's body whose types are right."""
    errors = email_errors("other_emails", body.get("other_emails", ())) + tag_errors(body.get("tags", ()))
    if "email" in body and not is_email(body["email"]):
        errors.append(FieldError.invalid("email", "It should be in the 'valid email address' format"))
    if body.get("company_id") is not None:
        errors.append(FieldError.invalid("company_id", "There is no company matching the given company_id"))
    errors += [
        too_long(name, value, _LONGEST)
        for name, value in body.items()
        if isinstance(value, str) and len(value) > _LONGEST and name not in ("address", "description")
    ]
    return errors + [FieldError.unknown(name) for name in body.get("custom_fields", ())]


def _refuse_taken(call: FreshdeskCall, own_id: int | None) -> None:
    """Raise the 409 of an address or an outside id that another contact has."""
    email, external = call.body.get("email"), call.body.get("unique_external_id")
    known = call.store.user_by_email(email) if email else None
    owner = contact_data.by_external_id(call.store, external) if external else 0
    taken = [name for name, other in (("email", known.id if known else 0), ("unique_external_id", owner)) if other]
    if taken and not (own_id and {known.id if known else own_id, owner or own_id} == {own_id}):
        errors = [FieldError(name, "It should be a unique value", "duplicate_value") for name in taken]
        raise Invalid(*errors, status=409)


def delete_contact(call: FreshdeskCall) -> Response:
    """Answer DELETE contacts/{id}: into the trash."""
    with call.store.writing():
        user, more = _find(call)
        if more.get("deleted"):
            raise Absent
        call.store.put(KIND, user.id, more | {"deleted": True, "updated_at": stamp(call.store.now())})
    return Response(status_code=204)


def restore_contact(call: FreshdeskCall) -> Response:
    """Answer PUT contacts/{id}/restore: out of the trash."""
    with call.store.writing():
        user, more = _find(call)
        if not more.get("deleted"):
            raise Absent
        call.store.put(KIND, user.id, more | {"deleted": False, "updated_at": stamp(call.store.now())})
    return Response(status_code=204)

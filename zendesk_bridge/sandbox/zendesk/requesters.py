"""Whose new ticket it is, and who begins it (developer.zendesk.com/api-reference/ticketing/tickets/tickets).

The submitter is the author of the first comment: the requester, unless the request names somebody else. An agent who
writes to a customer has to name herself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import invalid
from zendesk_bridge.sandbox.zendesk.locales import DEFAULT, IDS
from zendesk_bridge.sandbox.zendesk.users import EMAIL


def requester(call: ZendeskCall, given: Mapping[str, Any]) -> int:
    """Return whose ticket it is: the one with this address as they are, else somebody new.

    422 for an address that is none, somebody new without a name, and somebody suspended.
    """
    person = given.get("requester")
    if isinstance(person, dict) and person.get("email"):
        found = _person(call, person)
    else:
        found = integer(given.get("requester_id") or call.user.id, "requester_id")
    if wire.is_suspended(call.store, found):
        user = call.store.user(found)
        raise invalid("requester", f"Requester: {user.name if user else found} is suspended.", "UserSuspended")
    return found


def _person(call: ZendeskCall, person: Mapping[str, Any]) -> int:
    email = str(person["email"])
    if not EMAIL.fullmatch(email):
        raise invalid("requester", f"Requester: Email:  {email} is not properly formatted")
    known = call.store.user_by_email(email)
    if known is not None:
        return known.id
    name = str(person.get("name") or "").strip()
    if not name:
        raise invalid("requester", "Requester: Name:  is too short (minimum is 1 character)")
    codes = {number: code for code, number in IDS.items()}
    locale = codes.get(integer(person.get("locale_id") or IDS[DEFAULT], "locale_id"), DEFAULT)
    return call.store.add_user(name, email, locale=locale).id


def submitter(call: ZendeskCall, given: Mapping[str, Any], requester_id: int) -> int:
    """Return who begins the ticket; 422 for somebody whom the account does not have."""
    comment = given.get("comment")
    author = comment.get("author_id") if isinstance(comment, dict) else None
    found = integer(given.get("submitter_id") or author or requester_id, "submitter_id")
    if call.store.user(found) is None:
        raise invalid("submitter", "Submitter: is not a valid user")
    return found

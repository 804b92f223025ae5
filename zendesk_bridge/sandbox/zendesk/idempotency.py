"""``Idempotency-Key`` on the creation of a ticket (developer.zendesk.com/api-reference/ticketing/introduction).

Within two hours the same key answers what it answered first; with another body it is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

from zendesk_bridge.sandbox.zendesk.call import ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import bad_request

KIND = "zendesk_idempotency_key"
_HEADER, _LOOKUP = "idempotency-key", "x-idempotency-lookup"
_LASTS_SECONDS = 2 * 60 * 60


def once(call: ZendeskCall, work: Callable[[], ZendeskAnswer]) -> ZendeskAnswer:
    """Do a piece of work unless the request's key has been answered already; refusals are not remembered."""
    key = call.headers.get(_HEADER)
    if not key:
        return work()
    digest = hashlib.sha256(json.dumps(call.body, sort_keys=True).encode()).hexdigest()
    now = call.store.now().timestamp()
    with call.store.writing():  # two requests with one key at once wait for each other
        known = call.store.document(KIND, key)
        if known is None or now - known.body["at"] > _LASTS_SECONDS:
            reply = work()
            kept = {"digest": digest, "at": now, "body": reply.body, "headers": dict(reply.headers)}
            call.store.put(KIND, key, kept)
            return replace(reply, headers={**reply.headers, _LOOKUP: "miss"})
    if known.body["digest"] != digest:
        raise bad_request("IdempotentRequestError", "Request parameters don't match the given idempotency key")
    return ZendeskAnswer(known.body["body"], 201, {**known.body["headers"], _LOOKUP: "hit"})

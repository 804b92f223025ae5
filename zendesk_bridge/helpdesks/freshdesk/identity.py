"""Tell one Freshdesk account from another: ``GET account`` tells its ``account_id``, which never changes.

Its name, its domain and its organisation are not asked for: the first two may be changed, and an organisation holds
several accounts. Nothing else of the answer is kept, which names a person.
https://developers.freshdesk.com/api/#view_account

UNCONFIRMED: which agents may ask. Administrators are said to be kept from account and billing information, so a 403
must be expected from a key that may do everything else.
"""

from __future__ import annotations

import re
from typing import Any

PATH = "account"
_ID = re.compile(r"[1-9]\d{0,18}", re.ASCII)


def own_id(body: Any) -> str:
    """Return the account's id as its answer tells it, or "" where nobody can read it."""
    told = body.get("account_id") if isinstance(body, dict) else None
    return str(told) if _ID.fullmatch(str(told)) else ""

"""The only module that speaks HTTP: one session per account, timeouts, retries, rate limits, our errors.

What comes in is a path, what goes out is a :class:`Response` or an error of :mod:`zendesk_bridge.core.errors`; no
exception of the HTTP library ever leaves, and no message or log line holds a query, a body, a header or a secret.
"""

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.transport.auth import (
        LONGEST_LIFE,
        Auth,
        Basic,
        Bearer,
        KeptToken,
        KeyPair,
        Renewable,
        TokenHeader,
        sendable,
    )
    from zendesk_bridge.transport.create import once, once_patiently
    from zendesk_bridge.transport.download import Source, download
    from zendesk_bridge.transport.headers import whole
    from zendesk_bridge.transport.json_text import Json, JsonRow
    from zendesk_bridge.transport.pace import ACCOUNT, RateLimit
    from zendesk_bridge.transport.patience import Patience
    from zendesk_bridge.transport.post import Letter, post
    from zendesk_bridge.transport.route import named_proxies
    from zendesk_bridge.transport.session import Response, Transport, utc_now
    from zendesk_bridge.transport.visit import visitor, web_page

__all__ = [
    "ACCOUNT",
    "LONGEST_LIFE",
    "Auth",
    "Basic",
    "Bearer",
    "Json",
    "JsonRow",
    "KeptToken",
    "KeyPair",
    "Letter",
    "Patience",
    "RateLimit",
    "Renewable",
    "Response",
    "Source",
    "TokenHeader",
    "Transport",
    "download",
    "named_proxies",
    "once",
    "once_patiently",
    "post",
    "sendable",
    "utc_now",
    "visitor",
    "web_page",
    "whole",
]

_PARTS = {
    "ACCOUNT": "pace",
    "LONGEST_LIFE": "auth",
    "Auth": "auth",
    "Basic": "auth",
    "Bearer": "auth",
    "Json": "json_text",
    "JsonRow": "json_text",
    "KeptToken": "auth",
    "KeyPair": "auth",
    "Letter": "post",
    "RateLimit": "pace",
    "Patience": "patience",
    "Renewable": "auth",
    "Response": "session",
    "Source": "download",
    "TokenHeader": "auth",
    "Transport": "session",
    "download": "download",
    "named_proxies": "route",
    "once": "create",
    "once_patiently": "create",
    "post": "post",
    "sendable": "auth",
    "utc_now": "session",
    "visitor": "visit",
    "web_page": "visit",
    "whole": "headers",
}

__getattr__ = lazily(__name__, _PARTS)

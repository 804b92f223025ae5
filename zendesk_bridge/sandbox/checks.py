"""What HTTP allows in the parts that an admin writes: headers and addresses."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}")
_VALUE = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?|")
_OURS = frozenset(("host", "connection", "content-length", "transfer-encoding", "content-type", "authorization"))
_LONGEST = 4096  # characters


def is_url(value: Any) -> bool:
    """Say whether a value is an http or https address."""
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_header_name(name: str) -> bool:
    """Say whether a text can be the name of a header."""
    return _NAME.fullmatch(name) is not None


def is_header(name: str, value: Any) -> bool:
    """Say whether an admin may have this header sent; those that the sender writes itself are refused."""
    return name.lower() not in _OURS and is_header_name(name) and is_header_value(value)


def is_header_value(value: Any) -> bool:
    """Say whether a value can stand in a header."""
    return isinstance(value, str) and len(value) <= _LONGEST and _VALUE.fullmatch(value) is not None

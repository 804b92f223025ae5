"""What is left of a link when mail programs have had it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

_BEHIND: Final = re.compile(r"[/?&#]")
_FOREIGN: Final = re.compile(r"[^A-Za-z0-9_.-]+")


def token_in(path: str) -> str:
    """Return the token in what stands behind ``/c/`` in an address, as mail programs make of one.

    They break it over lines, take the full stop or the bracket behind it along, encode it once more, or append what
    they count clicks by. None of that is in a token's alphabet, so no token becomes another one; what is no token stays
    none.
    """
    return _FOREIGN.sub("", _BEHIND.split(unquote(path).lstrip("/"), maxsplit=1)[0]).rstrip(".")

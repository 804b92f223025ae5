"""Text from elsewhere that can do no harm where it is shown."""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # escapes that move the cursor, recolour, retitle or answer for the reader
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"  # what turns the direction of what follows
    "\ud800-\udfff\ufeff]"  # halves of characters, which no terminal can be sent
)

_BREAK = re.compile("\\s{3,}|\\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\\s*")
_CALL = re.compile(r"@(?=\w)")
_REFERENCE = re.compile(r"[#!](?=\d)|\bGH-(?=\d)|\b(?:https?|ftp):(?=//)|\bwww(?=\.)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"  # of no width

_LONGEST_NAME = 60  # characters that are shown


def harmless(text: str) -> str:
    """Return the text with control characters, turns of direction and broken characters made visible as U+FFFD.

    Line ends and tabs stay. Titles and replies come from a helpdesk, where anybody with a login may have put an escape
    sequence that a terminal would obey.
    """
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return the text on one line: what breaks it, and wide gaps in it, become single spaces; its indentation stays.

    A title or a name from a helpdesk may hold line ends: what stands behind one would look as if we said it.
    """
    said = text.lstrip(" ")
    return f"{' ' * (len(text) - len(said))}{_BREAK.sub(' ', said.strip())}"


def uncalled(text: str) -> str:
    """Return words that read the same and call nobody: Mattermost and Rocket.Chat would ping a whole ``@channel``."""
    return _CALL.sub(rf"\g<0>{_JOINER}", text)


def unlinked(text: str) -> str:
    """Return words that read the same, call nobody and refer to nothing, as ``#5`` and ``GH-5`` do on GitHub.

    What is referred to is told of it: a supplier's name for a product would stand in somebody's issue.
    """
    return _REFERENCE.sub(rf"\g<0>{_JOINER}", uncalled(text))


def escaped(json: str) -> str:
    """Return JSON that means the same, with those characters written as escapes."""
    return re.sub(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]", _escape, json)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def called_by_name(name: object) -> str:
    """Return a person's name on one line; "" for what is none, or is an e-mail address."""
    if not isinstance(name, str) or "@" in name:
        return ""
    return " ".join(harmless(name).split())[:_LONGEST_NAME]

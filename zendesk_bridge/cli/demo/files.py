"""The config that an admin might write for the faces of a sandbox, and how texts are quoted."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from zendesk_bridge.sandbox import Sandbox

HELPDESK = """\
  {name}:
    type: {type}
    url: {url}
    auth: {{{auth}}}
    max_share_of_limit: 100 %
"""

NAMES = ("shop", "shop-eu")
"""What an admin might call the faces of the sandbox."""


def config_for(box: Sandbox) -> str:
    """Return a config.yaml with the faces of a sandbox as helpdesks, and the facts in macros/backorders.yaml."""
    helpdesks = "".join(
        HELPDESK.format(name=name, type=face, url=url, auth=_auth(box.credentials.by_type[face]))
        for name, (face, url) in zip(NAMES, box.urls.items(), strict=False)
    )
    sources = "backorders: [{type: file, path: macros/backorders.yaml}]"
    return f"helpdesks:\n{helpdesks}{sources}\ntimezone: UTC\n"


def _auth(login: Mapping[str, str]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in login.items())


def quoted(text: str) -> str:
    """Return a text as a quotation, wrapped."""
    lines = [wrapped for line in text.splitlines() for wrapped in textwrap.wrap(line, 74) or [""]]
    return "\n".join(f"     | {line}" for line in lines)

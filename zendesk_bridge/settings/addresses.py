"""A helpdesk's address, and what people write who mean one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from urllib.parse import urlsplit

from zendesk_bridge.core.kind import SANDBOX

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+\.?", re.IGNORECASE)
_IN_TEXT = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+(?:com|net|org|example|io|de|fr|es|eu|co|uk))\b", re.IGNORECASE)
_GAP = re.compile(r" +(?=\.)")
_ALONE = re.compile(r"[a-z0-9][a-z0-9-]{1,62}", re.IGNORECASE)
_LOCAL = re.compile(r"(?:localhost|127\.0\.0\.1)(?::\d+)?", re.IGNORECASE)
_EXAMPLE = re.compile(r"your[-_]?(?:account|company|domain|sub-?domain|shop|helpdesk|name)|sub-?domain|x{3,}")
_LONGEST = 60  # characters that are repeated


def meant(text: str) -> str:
    """Return what to write instead of a text that is no address, as far as one comes to mind."""
    word = text.strip(" <>\"'`")
    if get_close_matches(word.lower(), [SANDBOX], 1, 0.8):
        return f"write {SANDBOX}"
    if "@" in word and "://" not in word:
        host = word.rpartition("@")[2]
        return f"an e-mail address is none: write https://{host}" if _ours(host) else _OPEN_IT
    if _LOCAL.fullmatch(word):
        return f"write http://{word}, or sandbox for the local helpdesk"
    return _host_in(word)


def _host_in(word: str) -> str:
    """Return the address of the first host that a text names."""
    hosts = list(dict.fromkeys(_IN_TEXT.findall(_GAP.sub("", word))))
    if hosts and "." not in hosts[0].removesuffix(".com"):
        return f"write https://your-account.{hosts[0].lower()}, with your account's own name"
    if hosts and len(hosts[0]) <= _LONGEST:
        more = "; another account is another helpdesk, under a name of its own" if len(hosts) > 1 else ""
        return f"write https://{hosts[0].lower()}{more}"
    whole = "write the whole address, such as https://acme.zendesk.com or https://acme.freshdesk.com"
    return whole if _ALONE.fullmatch(word) else ""


_OPEN_IT = "an e-mail address is none: write the one that your browser shows when you work in the helpdesk"


def _ours(host: str) -> bool:
    return host.lower().endswith((".zendesk.com", ".freshdesk.com"))


def unlike_host(text: str) -> bool:
    """Tell whether what stands behind ``https://`` can be no name of a computer: a space, a brace, a second address."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return True
    if parts.scheme not in {"http", "https"} or not host or host == "localhost" or ":" in host:
        return False
    return not _HOST.fullmatch(host)


def odd_host(host: str, title: str, domains: Sequence[str], others: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return what is odd about the host of an account of this kind, and what to write; two empty texts for none.

    ``others`` are the ends of addresses of the maker's other products, each with that product.
    """
    first, _, rest = host.partition(".")
    own = domains[0]
    usual = f"write https://your-account{own}, with your account's own name"
    for end, product in others:
        if f".{host}".endswith(end):
            return f"is an address of {product}, another product", f"write https://{first}{own}"
    if any(f".{host.removeprefix('www.')}" == domain for domain in domains):
        return f"is the page of {title} itself, and no account's", usual
    if first == "www" and any(f".{rest}".endswith(domain) for domain in domains):
        return "holds a www. that no account has", f"write https://{rest}"
    if _EXAMPLE.fullmatch(first):
        return "is an example's, and nobody's account", f"write your account's own name in place of '{first}'"
    end = "." + ".".join(host.split(".")[-_LAST:])
    near = get_close_matches(end, domains, 1, _CLOSE)
    if near and not any(host.endswith(domain) for domain in domains):
        return "looks misspelt", f"write https://{host.removesuffix(end)}{near[0]}"
    return "", ""


_LAST = 2  # parts of a host that end it, such as zendesk.com
_CLOSE = 0.87

"""``/locales``: the languages that the account has switched on."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import not_found

DEFAULT = "en-US"
_TIME = "2024-01-01T00:00:00Z"
_ROWS = (  # id, code, name in that language, name in English: ids and spellings as in Zendesk's public list
    (1, "en-US", "English (United States)", "English"),
    (2, "es", "español", "Spanish"),
    (8, "de", "Deutsch", "German"),
    (16, "fr", "français", "French"),
    (19, "pt-br", "português (Brasil)", "Portuguese (Brazil)"),
    (22, "it", "italiano", "Italian"),
    (67, "ja", "日本語", "Japanese"),
    (1005, "nl", "Nederlands", "Dutch"),
    (1176, "en-gb", "English (United Kingdom)", "English (United Kingdom)"),
)
IDS = {code: number for number, code, _, _ in _ROWS}


def locale_id(code: str) -> int:
    """Return the id of a BCP 47 tag, whatever its case; of its language alone, or of the default."""
    folded = {known.lower(): number for known, number in IDS.items()}
    tag = code.lower()
    return folded.get(tag) or folded.get(tag.partition("-")[0]) or IDS[DEFAULT]


def _out(call: ZendeskCall, row: tuple[int, str, str, str]) -> dict[str, Any]:
    number, code, native, english = row
    return {
        "id": number, "url": call.url(f"locales/{code}"), "locale": code, "name": native, "native_name": native,
        "presentation_name": native if english == native else f"{english} - {native}", "rtl": False,
        "default": code == DEFAULT, "created_at": _TIME, "updated_at": _TIME,
    }  # fmt: skip


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer all locales at once."""
    rows = [_out(call, row) for row in _ROWS]
    return ZendeskAnswer({"locales": rows, "next_page": None, "previous_page": None, "count": len(rows)})


def _one(call: ZendeskCall, number: int) -> ZendeskAnswer:
    row = next((row for row in _ROWS if row[0] == number), None)
    if row is None:
        raise not_found()
    return ZendeskAnswer({"locale": _out(call, row)})


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one locale by id or by code."""
    wanted = str(call.params["id"])
    folded = {code.lower(): number for number, code, _, _ in _ROWS}
    return _one(call, int(wanted) if wanted.isdecimal() else folded.get(wanted.lower(), 0))


def current(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the locale of who asks."""
    return _one(call, locale_id(call.user.locale))


def detect(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the first of ``available_locales`` that the account has, else the default."""
    given = call.query.getlist("available_locales") + call.query.getlist("available_locales[]")
    codes = [code for text in given for code in text.split(",")]
    known = {code.lower() for code in IDS}
    return _one(call, locale_id(next((code for code in codes if code.lower() in known), DEFAULT)))


ROUTES: Routes = (
    ("GET", "locales", index),
    ("GET", "locales/agent", index),
    ("GET", "locales/public", index),
    ("GET", "locales/current", current),
    ("GET", "locales/detect_best_locale", detect),
    ("GET", "locales/{id}", show),
)

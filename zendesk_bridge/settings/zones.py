"""The time zone: a place, and what people write who mean one."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic_core import PydanticCustomError

from zendesk_bridge.core.document import nearest, wrong

_ABBREVIATIONS = {
    "America/New_York": "EST EDT ET",
    "America/Chicago": "CST CDT CT",
    "America/Denver": "MST MDT MT",
    "America/Los_Angeles": "PST PDT PT",
    "America/Anchorage": "AKST AKDT",
    "Pacific/Honolulu": "HST",
    "Europe/London": "BST",
    "Europe/Lisbon": "WEST",
    "Europe/Berlin": "CEST MEZ MESZ",
    "Europe/Helsinki": "EEST",
    "Europe/Moscow": "MSK",
    "Asia/Kolkata": "IST",
    "Asia/Singapore": "SGT",
    "Asia/Seoul": "KST",
    "Asia/Tokyo": "JST",
    "Australia/Sydney": "AEST AEDT",
    "Pacific/Auckland": "NZST NZDT",
}
_FIXED = {short: place for place, shorts in _ABBREVIATIONS.items() for short in shorts.split()}
"""Abbreviations for one half of the year, or of several countries, and a place that each is used in."""

_OFFSET = re.compile(r"(?:Etc/)?(?:UTC|GMT)\s*[+-]\s*\d{1,2}(?::?\d{2})?|[+-]\d{1,2}:?\d{2}|Z", re.IGNORECASE)


_NEAR = {
    "Europe/Berlin": "germany deutschland allemagne alemania munich münchen hamburg frankfurt cologne köln",
    "Europe/Paris": "france frankreich lyon marseille",
    "Europe/Madrid": "spain españa spanien barcelona",
    "Europe/Vienna": "austria österreich wien",
    "Europe/Zurich": "switzerland schweiz suisse zürich bern geneva",
    "Europe/London": "uk england united_kingdom manchester",
    "Europe/Amsterdam": "netherlands holland",
    "Europe/Rome": "italy milan milano roma",
    "America/New_York": "usa us boston miami washington atlanta philadelphia new_york_city nyc florida us_east",
    "America/Chicago": "dallas houston austin texas",
    "America/Denver": "salt_lake_city colorado",
    "America/Los_Angeles": "california san_francisco seattle san_diego portland las_vegas us_west",
    "America/Toronto": "canada montreal ottawa",
    "Australia/Sydney": "australia canberra",
    "Asia/Kolkata": "india mumbai delhi bangalore",
}
_TOWNS = {town: place for place, towns in _NEAR.items() for town in towns.split()}
"""Countries and towns that name no zone, and the one whose clocks they share."""

_WINDOWS = {"eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver"}
_WINDOWS |= {"pacific": "America/Los_Angeles", "w. europe": "Europe/Berlin", "gmt": "Europe/London"}


def _windows(value: str) -> str:
    """Return what to write for a zone by the name that Windows has for it."""
    found = re.fullmatch(
        r"(?:us/)?(.+?)(?: (?:(?:standard|daylight|summer) )?time(?: \(.*\))?)?", value.strip().lower()
    )
    return f"write {_WINDOWS[found[1]]}" if found and found[1] in _WINDOWS else ""


def _town(value: str) -> str:
    """Return what to write for a country, or a town that shares another's clocks."""
    town = re.split(r"[/\\,]", value)[-1 if "," not in value else 0].strip().casefold().replace(" ", "_")
    return f"write {_TOWNS[town]}" if town in _TOWNS else ""


def zone(value: Any) -> Any:
    """Return the zone of this name; raises what says which to write instead."""
    if not isinstance(value, str):
        return value
    if place := _FIXED.get(value.strip().upper()):
        raise wrong("names no place, so its clocks never change", fix=f"write a place such as {place}")
    if _OFFSET.fullmatch(value.strip()):
        fix = "write a place such as America/New_York, or UTC"
        raise wrong("is an offset, so its clocks never change with the season", fix=fix)
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        fix = (
            _windows(value)
            or _town(value)
            or nearest(value.replace(" ", "_"), available_timezones())
            or "write one such as America/New_York or Europe/Berlin"
        )
        raise wrong("is not a time zone", fix=fix) from error


def time_zone(text: str) -> ZoneInfo:
    """Return the time zone of this name; raises ValueError that says what to write instead."""
    try:
        found: ZoneInfo = zone(text.strip())
    except PydanticCustomError as error:
        told = error.context or {}
        raise ValueError(f"'{text}' {told['says']}: {told['fix']}") from error
    return found

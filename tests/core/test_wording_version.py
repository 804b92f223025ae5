"""The wording version changes with the words that customers read, wherever they come from, and with nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from zendesk_bridge.core.macros import calendar, foreign, window, wording
from zendesk_bridge.core.macros.render import compose, told
from zendesk_bridge.core.macros.version import wording_version

BOTH = frozenset({"en_US", "pt_BR"})


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    """Let every test ask anew."""
    wording_version.cache_clear()
    yield
    wording_version.cache_clear()


def version(*locales: str) -> str:
    """Return the version as it is now."""
    wording_version.cache_clear()
    return wording_version(frozenset(locales or {"en_US"}), "en_US")


def test_a_corrected_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is another version for the languages that say it, and for no other."""
    english, german = version(), version("de")
    monkeypatch.setitem(wording.WORDINGS, "de", replace(wording.WORDINGS["de"], by="Versand bis {window}."))
    assert version() == english
    assert version("de") != german


def test_a_date_written_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """A space in a range of days is enough."""
    before = version()
    pattern = replace(calendar._REGIONS["en_US"], range_months="{m} {d} to {m2} {d2}")
    monkeypatch.setitem(calendar._REGIONS, "en_US", pattern)
    assert version() != before


def test_a_librarys_new_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Babel says now counts for the languages that are left to it."""
    before, offered = version("pt_BR"), version()
    monkeypatch.setattr(foreign, "one", lambda when, _locale, *, with_year: f"{when:%d/%m} {with_year}")
    assert version("pt_BR") != before
    assert version() == offered


@pytest.mark.parametrize(
    ("module", "name"), [(compose, "to_html"), (told, "to_html"), (compose, "finished"), (window, "words")]
)
def test_code_that_renders_otherwise(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    """No change of code alters words unnoticed."""
    before = version()
    was = getattr(module, name)

    def other(*args: object) -> str:
        return f"{was(*args)}!"

    monkeypatch.setattr(module, name, other)
    assert version() != before


def test_it_is_the_same_in_every_run() -> None:
    """Nothing of the day, of chance or of an order stands in it."""
    assert version(*BOTH) == version(*sorted(BOTH, reverse=True))
    assert len(version()) == 8

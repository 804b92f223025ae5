"""Countries and languages of orders: understood in codes and in words, and told where they are not."""

from __future__ import annotations

import pytest
from babel import Locale

from zendesk_bridge.feeds.orders.naming import country_of, language_of


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("de", "DE"),
        ("DEU", "DE"),
        (" Germany ", "DE"),
        ("DEUTSCHLAND", "DE"),
        ("Allemagne", "DE"),
        ("Alemania", "DE"),
        ("BRD", "DE"),
        ("Österreich", "AT"),
        ("Osterreich", "AT"),
        ("United States", "US"),
        ("United States of America", "US"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("The Netherlands", "NL"),
        ("Nederland", "NL"),
        ("Korea, Republic of", "KR"),
        ("Czech Republic", "CZ"),
        ("Bosnia and Herzegovina", "BA"),
        ("Côte d'Ivoire", "CI"),
        ("St. Lucia", "LC"),
        ("Türkiye", "TR"),
        ("EN", ""),
        ("EU", ""),
        ("Korea North or South", ""),
        ("Ruritania", ""),
        ("10001", ""),
        ("", ""),
    ],
)
def test_countries(written: str, code: str) -> None:
    """A country is understood in two letters, in three, and by the names that exports have for it."""
    assert country_of(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("de-AT", "de_AT"),
        ("de_DE.UTF-8", "de_DE"),
        ("ger", "de"),
        ("eng", "en"),
        ("German", "de"),
        ("deutsch", "de"),
        ("Francais", "fr"),
        ("alemán", "de"),
        ("English (United States)", "en_US"),
        ("Deutsch (Österreich)", "de_AT"),
        ("British English", "en_GB"),
        ("zh-Hans-CN", "zh_Hans_CN"),
        ("es-419", "es_419"),
        ("suomi", "fi"),
        ("Plattdütsch", ""),
        ("US", ""),
        ("(Österreich)", ""),
        ("", ""),
    ],
)
def test_languages(written: str, code: str) -> None:
    """A language is understood by its code and by its names, with a country behind it or without."""
    assert language_of(written) == code


@pytest.mark.parametrize("speaking", ["en", "de", "fr", "es"])
def test_every_name_in_our_languages(speaking: str) -> None:
    """Each country of Babel's is understood by the name that it has in every language we offer, and by its letters."""
    named = {code: name for code, name in Locale(speaking).territories.items() if country_of(code) == code}
    assert len(named) > 240
    assert {code: country_of(name) for code, name in named.items()} == {code: code for code in named}

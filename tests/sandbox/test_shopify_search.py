"""Searches of the Shopify face: how they are read, and what they find."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.sandbox.shopify.search import Filters, Search, SearchError, by_moment, by_number, by_word, by_words


@dataclass(frozen=True)
class Row:
    """Something to find."""

    name: str
    sku: str = ""
    status: str = "open"
    number: int = 0
    at: int = 0


FILTERS: Filters = {
    "": by_words(lambda row: (row.name,)),
    "sku": by_words(lambda row: (row.sku,)),
    "status": by_word(
        lambda row: (row.status,), {"any": frozenset(("*any",)), "not_done": frozenset(("open", "held"))}
    ),
    "id": by_number(lambda row: row.number),
    "at": by_moment(lambda row: row.at),
}
ROWS = (
    Row("Ana", "WID-12", "open", 7, 0),
    Row("Bo", "WID-12-LID", "held", 8, 86_400),
    Row("Cy", "XWID-12", "done", 9, 90_000),
    Row("Di", "<b>12</b>", "done", 10, 200_000),
)


def found(query: str) -> str:
    """Return the first letters of what a search finds."""
    return "".join(row.name[0] for row in filter(Search(FILTERS, frozenset(("owner",))).parse(query), ROWS))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "ABCD"), ("   ", "ABCD"), ("ana", "A"), ("nobody", ""),
        ("sku:WID-12", "AB"), ("sku:'WID-12'", "AB"), ('sku:"wid 12"', "AB"), ("sku:WID-12-LID", "B"),
        ("sku:WID", "AB"), ("sku:WI", ""), ("sku:WI*", "AB"), ("sku:*", "ABCD"), ("sku:12", "ABCD"),
        (r"sku:\<b\>12\<\/b\>", "D"), (r'sku:"<b>12</b>"', "D"), ("sku:", ""), ("sku:--", ""),
        ("status:open", "A"), ("status:not_done", "AB"), ("status:any", "ABCD"), ("-status:open", "BCD"),
        ("NOT status:open", "BCD"), ("status:open OR status:done", "ACD"), ("status:open AND sku:WID-12", "A"),
        ("sku:12 (status:open OR status:held)", "AB"), ("sku:12 NOT (status:open OR status:held)", "CD"),
        ("status:open OR status:held sku:LID", "AB"), ("(status:open OR status:held) sku:LID", "B"),
        ("id:7", "A"), ("id:>7", "BCD"), ("id:>=8 id:<10", "BC"),
        ("id:'gid://shopify/Order/9'", "C"), ("id:x", ""),
        ("at:>'1970-01-02'", "CD"), ("at:>='1970-01-02T00:00:00Z'", "BCD"), ("at:1970-01-02", "BC"),
        ("at:<= '1970-01-01'", "A"),
        ("at:soon", ""), ("owner2:me", "ABCD"), ("-owner2:me", "ABCD"), ("(((ana)))", "A"), ("((ana", "A"),
        (")", "ABCD"),
    ],
)  # fmt: skip
def test_what_a_search_finds(query: str, expected: str) -> None:
    """Words in a row, whole unless a star ends them; AND binds closer than OR; an unknown filter narrows nothing."""
    assert found(query) == expected


def test_an_unknown_filter_is_told() -> None:
    """It is left aside with a warning; one that Shopify has and the sandbox has not is refused."""
    search = Search(FILTERS, frozenset(("owner",)))
    search.parse("colour:red ana")
    assert [warning["field"] for warning in search.warnings] == ["colour"]
    with pytest.raises(SearchError, match="cannot be searched by owner"):
        search.parse("owner:me")


def test_nesting_has_an_end() -> None:
    """Parentheses in parentheses by the thousand are refused."""
    with pytest.raises(SearchError, match="too deeply"):
        found("(" * 5000)


@settings(deadline=None)
@given(st.text(alphabet="ab:()\"'\\*-<>= ORANDT12\n", max_size=40))
def test_any_text_is_a_search(text: str) -> None:
    """Whatever is sent is read: as a search, or as a refusal in words."""
    with suppress(SearchError):
        found(text)

"""The file of segments: what it says, and what is wrong with it, each with its place and the way out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from zendesk_bridge.core.audience import Segment
from zendesk_bridge.core.audience.values import Amount, CriterionName, DaysBetween, OneOf, OrderWorth, YesNo
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.feeds.macros import read_folder
from zendesk_bridge.feeds.segments import read_segments, segments_in, segments_schema

N = CriterionName
REST = "  - {key: rest, template: order-first}\n"


def one(when: str) -> Segment:
    """Return the segment with these conditions."""
    return segments_in(f"segments:\n  - key: mine\n    when: {when}\n    to: person\n{REST}", "s.yaml").segments[0]


def refused(text: str) -> list[str]:
    """Return what is said of a file that is wrong."""
    with pytest.raises(InvalidInput) as error:
        segments_in(text, "s.yaml")
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("when", "criterion"),
    [
        ("{news: first}", OneOf(N.NEWS, ("first",))),
        ("{news: [moved, no_news, moved]}", OneOf(N.NEWS, ("moved", "no_news"))),
        ("{notice: first_long}", OneOf(N.NOTICE, ("first_long",))),
        ("{dated: no}", YesNo(N.DATED, wanted=False)),
        ("{swap_in_stock: true}", YesNo(N.SWAP_IN_STOCK, wanted=True)),
        ("{rest_ships: yes}", YesNo(N.REST_SHIPS, wanted=True)),
        ("{waited: {at_least: 2w}}", DaysBetween(N.WAITED, 14)),
        ("{waited: {at_least: 14, at_most: 30 days}}", DaysBetween(N.WAITED, 14, 30)),
        ("{promised_in: {at_most: 0d}}", DaysBetween(N.PROMISED_IN, None, 0)),
        ("{promised_in: {at_most: -3d}}", DaysBetween(N.PROMISED_IN, None, -3)),
        ("{value: {at_least: 500}}", OrderWorth(N.VALUE, (Amount(Decimal(500)),))),
        (
            "{value: {at_least: [499.90 usd, 450 EUR]}}",
            OrderWorth(N.VALUE, (Amount(Decimal("499.90"), "USD"), Amount(Decimal(450), "EUR"))),
        ),
        ("{value: {at_most: 50}}", OrderWorth(N.VALUE, (), (Amount(Decimal(50)),))),
        ("{language: [de, fr_CA]}", OneOf(N.LANGUAGE, ("de", "fr_CA"))),
        ("{country: [de, NO]}", OneOf(N.COUNTRY, ("DE", "NO"))),  # Norway is no no
        ("{market: us}", OneOf(N.MARKET, ("us",))),
        ("{tags: vip}", OneOf(N.TAGS, ("vip",))),
        ("{sku: [0123, CHAIR-*]}", OneOf(N.SKU, ("0123", "CHAIR-*"))),
        ("{shop: shop-eu}", OneOf(N.SHOP, ("shop-eu",))),
    ],
)
def test_a_condition(when: str, criterion: object) -> None:
    """One value needs no brackets; a number of days may be weeks; a SKU of digits stays as it is written."""
    assert one(when).when == (criterion,)


def test_a_file() -> None:
    """Keys, templates, remarks and places, in the order of the file."""
    text = """\
segments:
  - key: vip
    when: {tags: [vip], value: {at_least: 100}}
    to: person
    why: they are our best
  - key: rest
    template: order-first
"""
    vip, rest = segments_in(text, "macros/segments.yaml").segments
    assert (vip.key, vip.to_person, vip.template, vip.why) == ("vip", True, None, "they are our best")
    assert [criterion.name for criterion in vip.when] == ["value", "tags"]
    assert (rest.key, rest.to_person, rest.template, rest.when) == ("rest", False, "order-first", ())
    assert str(vip.place) == "macros/segments.yaml:2:10"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{valu: 5}", "s.yaml:3:12: unknown key 'valu' in segments[0].when (did you mean 'value'?)"),
        ("{value: 500}", "(write {at_least: 500}, or {at_least: [500 USD, 450 EUR]})"),
        ("{value: {at_least: '$1,500.50'}}", "'$1,500.50' is not an amount (write 1500.50 USD)"),
        ("{value: {at_least: 1.500 $ or so}}", "is not an amount"),
        ("{value: {at_least: [1 USD, 2 USD]}}", "segments[0].when.value.at_least says two amounts of one currency"),
        ("{value: {}}", "says neither at_least nor at_most"),
        ("{waited: 14d}", "(write {at_least: 14d}, or {at_most: 7d}, or both)"),
        ("{waited: {at_least: soon}}", "'soon' is not a number of days"),
        ("{waited: {at_least: 9d, at_most: 1w}}", "'1w' is less than at_least, so that no order meets it"),
        ("{country: UK}", "'UK' is not how the country is written here (write GB)"),
        ("{country: Germany}", "'Germany' is not a country"),
        ("{language: german}", "'german' is not a language or locale (write de)"),
        ("{notice: long}", "'long' is none of 'first', 'first_long' or 'renewed'"),
        ("{market: usa}", "(did you mean 'us'?)"),
        ("{tags: []}", "segments[0].when.tags must hold at least 1"),
        ("{tags: ['']}", "segments[0].when.tags[0] is empty"),
        ("{dated: maybe}", "'maybe' is neither true nor false"),
        ("first", "must hold 'name: value' lines (write when: {news: first, value: {at_least: 500}})"),
    ],
)
def test_a_wrong_condition(when: str, said: str) -> None:
    """It is named with its place, and with what to write."""
    (problem,) = refused(f"segments:\n  - key: mine\n    when: {when}\n    to: person\n{REST}")
    assert said in problem
    assert problem.startswith("s.yaml:3:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty (write segments: and below it"),
        ("macros: []\n", "this is another file"),
        ("segments: []\n", "s.yaml:1: there is no segment"),
        ("segments:\n  - {key: A b, to: person}\n", "'A b' cannot be a key"),
        ("segments:\n  - {to: person}\n", "segments[0].key is missing"),
        ("segments:\n  - {key: a}\n", "says neither what its customers get nor who writes to them"),
        ("segments:\n  - {key: a, to: person, template: order-first}\n", "has both template: and to: person"),
        ("segments:\n  - {key: a, to: human}\n", "segments[0].to: 'human' is none of 'person'"),
        ("segments:\n  - {key: a, when: {tags: vip}, to: person}\n", "s.yaml:2:11: the last segment, 'a', has condi"),
        (f"segments:\n  - {{key: rest, when: {{tags: a}}, to: person}}\n{REST}", "the key 'rest' is used twice"),
        (f"segments:\n  - {{key: told, when: {{tags: a}}, to: person}}\n{REST}", "'told' is what orders are called"),
    ],
)
def test_a_wrong_file(text: str, said: str) -> None:
    """Each has its place and a way out."""
    (problem,) = refused(text)
    assert said in problem


def test_all_mistakes_are_told_at_once() -> None:
    """Nobody has to start it as often as there are mistakes."""
    text = "segments:\n  - {key: a, when: {tag: x, notice: y}, to: z}\n  - {key: B, to: person}\n"
    assert len(refused(text)) == 4


def test_a_segment_that_nobody_can_land_in_is_a_doubt() -> None:
    """It does no harm, so the file can be used; the admin is told which one above takes everything."""
    text = "segments:\n  - {key: all, to: person}\n  - {key: rest, template: order-first}\n"
    reading = segments_in(text, "s.yaml")
    (doubt,) = reading.doubts
    assert len(reading.segments) == 2
    assert str(doubt).startswith("s.yaml:3:11: no order can land in 'rest': 'all' above takes every order")


def test_in_the_folder_of_macros(tmp_path: Path) -> None:
    """It is no macro there; under another name somebody is told how it is called; a missing one says what to do."""
    with pytest.raises(InvalidInput, match="zendesk-bridge init"):
        read_segments(tmp_path)
    text = "segments:\n" + REST
    (tmp_path / "segments.yaml").write_text(text, "utf-8")
    assert [segment.key for segment in read_segments(tmp_path).segments] == ["rest"]
    assert not read_folder(tmp_path).problems
    (tmp_path / "segments-old.yaml").write_text(text, "utf-8")
    (problem,) = read_folder(tmp_path).problems
    assert "segments.yaml" in problem.fix


def test_the_schema_takes_what_the_reader_takes() -> None:
    """Editors complete conditions, and take one value without brackets."""
    schema = segments_schema()
    conditions = schema["$defs"]["Conditions"]["properties"]
    assert set(conditions) == {*CriterionName}
    assert [form.get("type") for form in conditions["tags"]["anyOf"]] == ["string", "array"]
    assert TypeAdapter(dict[str, object]).dump_json(schema)

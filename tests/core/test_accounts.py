"""Whose memory is whose: a table of what is known, what is configured, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.accounts import (
    LOCAL,
    DoubledAccount,
    ForeignAccount,
    OwnAccount,
    Verdict,
    all_gone,
    is_same,
    judge,
    refusal,
)
from zendesk_bridge.core.model import Account, Contents, KnownAccount

A = Account("zendesk", "https://a.zendesk.com", "1")
B = Account("zendesk", "https://b.zendesk.com", "2")
C = Account("freshdesk", "https://c.freshdesk.com", "3")
SILENT = replace(A, id="")
MOVED = replace(A, address="https://a-new.zendesk.com")
BOX = Account("zendesk", LOCAL, "4")
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


def known(**accounts: Account | None) -> list[KnownAccount]:
    """Return what we know, by name; rows count from 1."""
    return [KnownAccount(row, name, account, SINCE) for row, (name, account) in enumerate(accounts.items(), 1)]


def judged(
    before: Sequence[KnownAccount], names: Sequence[str] = (), as_new: Sequence[str] = (), **told: Account
) -> Mapping[str, Verdict]:
    """Return the verdicts where these helpdesks told which account they are."""
    return judge(before, told, names or tuple(told), as_new)


def ours(verdict: Verdict) -> OwnAccount:
    """Return a verdict that lets us work."""
    assert isinstance(verdict, OwnAccount), verdict
    return verdict


@pytest.mark.parametrize(
    ("before", "told", "row", "proven", "news"),
    [
        pytest.param({}, A, None, False, (), id="new"),
        pytest.param({"shop": A}, A, 1, True, (), id="same"),
        pytest.param({"shop": A}, SILENT, 1, False, (), id="same, id not told this time"),
        pytest.param({"shop": SILENT}, A, 1, False, (), id="same, id told for the first time"),
        pytest.param({"shop": SILENT}, SILENT, 1, False, (), id="same, id never told"),
        pytest.param({"shop": None}, A, 1, False, (), id="known by name alone"),
        pytest.param({"other": B}, A, None, False, (), id="new beside another"),
        pytest.param(
            {"shop": A},
            MOVED,
            1,
            True,
            ("shop: the account has moved from https://a.zendesk.com to https://a-new.zendesk.com",),
            id="moved",
        ),
        pytest.param(
            {"store": A}, A, 1, True, ("shop: this is the account that was called 'store' so far",), id="renamed"
        ),
        pytest.param(
            {"store": SILENT},
            SILENT,
            1,
            False,
            ("shop: this is the account that was called 'store' so far",),
            id="renamed, id never told",
        ),
        pytest.param(
            {"shop": replace(BOX, id="9")},
            BOX,
            None,
            False,
            ("shop: this is not the local helpdesk of before: nothing of that one is applied to it",),
            id="the local helpdesk, made anew",
        ),
        pytest.param(
            {"shop": BOX},
            A,
            None,
            False,
            ("shop: this is not the local helpdesk of before: nothing of that one is applied to it",),
            id="after the local helpdesk the real one",
        ),
    ],
)
def test_ours(
    before: dict[str, Account | None], told: Account, row: int | None, proven: object, news: tuple[str, ...]
) -> None:
    """An account that is known, or new, is worked on with what is remembered of it; what has changed is said."""
    verdict = ours(judged(known(**before), shop=told)["shop"])
    assert (verdict.known.row if verdict.known else None) == row
    assert verdict.proven is proven
    assert verdict.news == news
    assert verdict.account == (replace(told, id=told.id or "1") if before.get("shop") == A else told)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        pytest.param({"shop": A}, B, id="another address and id"),
        pytest.param({"shop": A}, replace(A, id="7"), id="made anew at the same address"),
        pytest.param({"shop": SILENT}, replace(SILENT, address="https://b.zendesk.com"), id="another address, no id"),
        pytest.param({"shop": A}, replace(MOVED, id=""), id="moved, and the id is not told"),
        pytest.param({"shop": A}, replace(A, kind="freshdesk"), id="another kind"),
        pytest.param({"shop": A}, BOX, id="from the real one to the local one"),
        pytest.param({"shop": A, "old": B}, B, id="an account of before, and the name is another's"),
    ],
)
def test_other(before: dict[str, Account | None], told: Account) -> None:
    """Where the name stands for another account nothing is done; asked for by name, that one is forgotten."""
    verdict = judged(known(**before), shop=told)["shop"]
    assert verdict == ForeignAccount("shop", told, known(**before)[0])
    anew = ours(judged(known(**before), as_new=("shop",), shop=told)["shop"])
    assert anew.instead_of == known(**before)[0]
    assert any("taken as new" in line for line in anew.news)


def test_two_names_for_one_account() -> None:
    """The name that has the memory keeps it, else the first one does; the other is refused, also on the first run."""
    for before, first, second in (
        ({}, "shop", "store"),
        ({"shop": A}, "shop", "store"),
        ({"store": A}, "store", "shop"),
        ({"old": A}, "shop", "store"),
        ({"shop": None, "store": None}, "shop", "store"),
        ({"shop": A, "store": A}, "shop", "store"),
    ):
        verdicts = judged(known(**before), shop=A, store=A)
        assert isinstance(verdicts[first], OwnAccount), before
        assert verdicts[second] == DoubledAccount(second, A, first), before


def test_two_names_are_one_memory_though_one_does_not_tell_its_id() -> None:
    """One is known by its address, the other by its id: what is remembered is used by one of them alone."""
    verdicts = judged(known(shop=A), shop=SILENT, store=MOVED)
    assert ours(verdicts["shop"]).known == known(shop=A)[0]
    assert verdicts["store"] == DoubledAccount("store", MOVED, "shop")


def test_a_name_that_was_not_asked_keeps_its_account() -> None:
    """A command for one helpdesk takes no memory from a name that the config has as well."""
    assert judged(known(store=A), names=("shop", "store"), shop=A)["shop"] == DoubledAccount("shop", A, "store")
    assert ours(judged(known(store=A), names=("shop",), shop=A)["shop"]).renamed


def test_names_may_change_places() -> None:
    """Two accounts whose names were exchanged keep what is remembered of each."""
    verdicts = judged(known(shop=A, store=B), shop=B, store=A)
    found = [ours(it) for it in verdicts.values()]
    assert [(it.name, it.known and it.known.row) for it in found] == [("shop", 2), ("store", 1)]


def test_a_name_is_free_when_its_account_takes_another() -> None:
    """The old account gets a name of its own and the new one takes over: both go on, and nothing is mixed up."""
    verdicts = judged(known(shop=A), shop=B, old=A)
    assert ours(verdicts["old"]).known == known(shop=A)[0]
    assert ours(verdicts["shop"]).known is None
    assert ours(verdicts["shop"]).instead_of is None


def test_who_tells_nothing_is_not_judged() -> None:
    """With every helpdesk down there is no verdict, and what is known stays."""
    assert judge(known(shop=A), {}, ("shop",)) == {}


def test_a_name_is_not_free_while_its_account_cannot_take_another() -> None:
    """The old account's new name is a third one's: both wait for a person, and nothing is mixed up."""
    verdicts = judged(known(shop=A, old=C), shop=B, old=A)
    assert verdicts["old"] == ForeignAccount("old", A, known(shop=A, old=C)[1])
    assert verdicts["shop"] == ForeignAccount("shop", B, known(shop=A, old=C)[0])


ACCOUNTS = st.sampled_from([A, B, C, SILENT, MOVED, BOX, replace(A, id="7")])
NAMES = st.sampled_from(["shop", "store", "old"])


@given(
    st.dictionaries(NAMES, st.one_of(st.none(), ACCOUNTS)),
    st.dictionaries(NAMES, ACCOUNTS, min_size=1),
)
def test_no_memory_is_anybody_elses(before: dict[str, Account | None], told: dict[str, Account]) -> None:
    """Whatever is known and configured: memory is used for its own account alone, and by one name at a time."""
    verdicts = judge(known(**before), told, tuple(told))
    used = [verdict.known for verdict in verdicts.values() if isinstance(verdict, OwnAccount) and verdict.known]
    assert len({it.row for it in used}) == len(used)
    for name, verdict in verdicts.items():
        if isinstance(verdict, OwnAccount) and verdict.known and verdict.known.account:
            assert is_same(verdict.known.account, told[name])
        if isinstance(verdict, OwnAccount) and verdict.known and not verdict.known.account:
            assert verdict.known.name == name
    working = [verdict for verdict in verdicts.values() if isinstance(verdict, OwnAccount)]
    gone = {verdict.instead_of.row for verdict in working if verdict.instead_of}
    names = {it.row: it.name for it in known(**before) if it.row not in gone}
    names |= {verdict.row: verdict.name for verdict in working if verdict.row is not None}
    written = [*names.values(), *(verdict.name for verdict in working if verdict.row is None)]
    assert len(set(written)) == len(written)
    assert not gone & {it.row for it in used}


def test_a_refusal_says_what_is_known_what_is_there_and_every_way_out() -> None:
    """Kind, address and how much is remembered; then each command by which a person says what is meant."""
    verdict = judged(known(shop=A), shop=B)["shop"]
    assert isinstance(verdict, ForeignAccount)
    text = str(refusal(verdict, Contents(macros=12, fields=1, tickets=40)))
    for part in (
        "shop: what is remembered under this name is another account's",
        "remembered: zendesk at https://a.zendesk.com (id 1), known since 2026-11-01: 12 macros, 1 ticket field, 40",
        "there now:  zendesk at https://b.zendesk.com (id 2)",
        "No ticket was read there, and nothing written.",
        "`zendesk-bridge state show`",
        "`zendesk-bridge state forget shop`, or once --as-new shop",
        "`zendesk-bridge state move shop --to shop-old`",
        "`zendesk-bridge state move shop --to https://b.zendesk.com`",
    ):
        assert part in text
    assert refusal(verdict, None).exit_code == 5
    assert "the old account, which has moved: " in text
    anew = judged(known(shop=A), shop=replace(A, id="7"))["shop"]
    assert isinstance(anew, ForeignAccount)
    assert "the old account all the same: " in str(refusal(anew, None))


def test_refusals_of_the_other_kinds() -> None:
    """A second name names the first; an account of which nothing is there says how much that was."""
    twice = judged([], shop=A, store=A)["store"]
    assert isinstance(twice, DoubledAccount)
    assert "'shop' stands for, too: zendesk at https://a.zendesk.com (id 1)" in str(refusal(twice, None))
    text = str(all_gone("shop", known(shop=A)[0], Contents(macros=3, fields=9, tickets=0)))
    assert "(known since 2026-11-01), nothing is there any more: 3 macros, 9 ticket fields, 0 tickets" in text
    assert "`zendesk-bridge state forget shop`, or once --as-new shop" in text

"""preview: the replies as a customer reads them, what else a macro does, and why there is nothing to show."""

import pytest

NAMES = ("shop", "shop-eu")


def test_preview_shows_every_macro(quiet_shop):
    """Without a key every macro is shown, filled in, as text; HTML on demand; one of them by its key."""
    out = quiet_shop.ok("preview").out
    assert "=== Backorder::Delay update  (delay-update, en_US)" in out
    assert "=== Backorder::Blue Widget 12 oz  (item-update, en_US)" in out
    assert "Hi Alex," in out
    assert "{" not in out
    assert "<p>Hi Alex" in quiet_shop.ok("preview", "delay-update", "--html").out
    both = quiet_shop.ok("preview", "delay-update", "--item", "WID-12", "--item", "LAMP-3", "--helpdesk", "shop-eu").out
    assert "Blue Widget 12 oz" in both
    assert "Harbor Desk Lamp" in both


SWAP = """\
key: swap-offer
title: "Backorder::Swap::{{ backorder.name }}"
per: item
helpdesks: [shop]
reply: "{% if backorder.swap %}Take the {{ backorder.swap }}.{% endif %}"
actions: {add_tags: [swap_offered]}
"""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["swap-offer"], "is made for none of the 2 late items: the reply comes out empty for each"),
        (["swap-offer", "--item", "WID-12"], "is not made for WID-12: the reply comes out empty"),
        (["swap-offer", "--helpdesk", "shop-eu"], "is not for shop-eu (helpdesks: shop)"),
        (["--locale", "de"], "delay-update: has no de (it has en_US)"),
    ],
)
def test_preview_says_why_there_is_nothing(quiet_shop, args, said):
    """A preview that has nothing to show says why, on stderr and in JSON, and leaves with 0."""
    quiet_shop.write("macros/swap-offer.yaml", SWAP)
    hello = "key: hello\ntitle: Hi\nreply: Hi\nlocales: {de: {title: Hallo, reply: Hallo}}\n"
    quiet_shop.write("macros/hello.yaml", hello)
    assert said in quiet_shop.ok("preview", *args).err
    assert any(said in line for line in quiet_shop.ok("preview", *args, "--format", "json").json["nothing"])


def test_preview_shows_what_else_a_macro_does(quiet_shop):
    """Beside the reply stand the actions on each helpdesk, what it leaves out, and what an unmarked ticket gives."""
    ran = quiet_shop.ok("preview", "delay-update")
    assert "--- on shop: add tags: backorder_update_sent; status: pending" in ran.out
    assert "--- on shop-eu: (add tags: backorder_update_sent: left out, it cannot)" in ran.out
    on_zendesk = ran.out.partition("--- on shop:")[2].partition("--- on shop-eu")[0]
    assert "A ticket that is not marked gives:" in on_zendesk
    assert "Blue Widget" not in on_zendesk
    assert ran.out.count("=== ") == 1
    told = quiet_shop.ok("preview", "delay-update", "--format", "json").json
    (reply,) = told["replies"]
    assert reply["text"].startswith("Hi Alex")
    assert [where["actions"] for where in reply["helpdesks"]] == [
        {"add_tags": ["backorder_update_sent"], "status": "pending"},
        {},
    ]
    assert told["nothing"] == []


def test_preview_finds_an_item_that_there_is_a_reply_for(quiet_shop):
    """Without an item, a per-item reply is shown for the first late item that has one."""
    quiet_shop.write("macros/swap-offer.yaml", SWAP)
    quiet_shop.swap(
        "macros/backorders.yaml",
        "reason: the workshop has not confirmed a date\n    options: [wait, cancel]",
        "reason: the workshop has not confirmed a date\n    options: [{swap: {sku: L-5, name: Pier Lamp}}]",
    )
    assert "Take the Pier Lamp." in quiet_shop.ok("preview", "swap-offer").out


SPEAKING = """\
key: delay-update
title: "Backorder::Delay update"
reply: |
  Hi {{ customer.first_name }},

  your {{ backorder.items }} will be late.

  {{ agent.first_name }}
locales:
  de:
    title: "Rückstand::Verspätung"
    reply: |
      Guten Tag {{ customer.name }},

      {{ backorder.items }} verspätet sich.

      {{ agent.first_name }}
"""


def test_preview_has_the_title_that_is_on_the_helpdesk(quiet_shop):
    """A macro that speaks every language has one title on the helpdesk, whatever language is looked at."""
    quiet_shop.write("macros/delay-update.yaml", SPEAKING)
    out = quiet_shop.ok("preview", "delay-update", "--locale", "de").out
    assert "=== Backorder::Delay update  (delay-update, de)" in out
    assert "Guten Tag Alex Morgan" in out
    assert "Rückstand" not in out
    hello = "key: hello\ntitle: Hi\nreply: Hi\nlocales: {de: {title: Hallo, reply: Hallo}}\n"
    quiet_shop.write("macros/hello.yaml", hello)
    on = {name: quiet_shop.ok("preview", "hello", "--locale", "de", "--helpdesk", name).out for name in NAMES}
    assert "=== Hi  (hello, de)" in on["shop"]
    assert "=== Hallo  (hello, de)" in on["shop-eu"]


def test_preview_signs_as_the_helpdesk_does(shop):
    """Where only the agent's full name is known, a reply is signed with the full name, in the preview and the page."""
    shop.write("macros/delay-update.yaml", SPEAKING)
    signed = {"shop": "Sam\n", "shop-eu": "Sam Rivera\n"}
    for name, signature in signed.items():
        assert signature in shop.ok("preview", "delay-update", "--locale", "en_US", "--helpdesk", name).out
    shop.ok("setup", "--yes")
    page = shop.folder / "plan.html"
    shop.ok("plan", "--html", str(page))
    assert "<p>Sam Rivera</p>" in page.read_text("utf-8")
    assert "<p>Sam</p>" in page.read_text("utf-8")


CHOICES = """\
key: delay-update
title: "Backorder::Delay update"
reply: |
  Hi {{ customer.first_name }},

  {{ backorder.delay }} It ships {{ backorder.ship_window }}.

  {{ backorder.choices }} {{ backorder.follow_up }}
"""


def test_preview_shows_what_a_customer_reads_who_was_told_another_day(quiet_shop):
    """With --told a reply per ticket tells what no longer holds, and a market's rules count it as a further delay."""
    shop = quiet_shop
    shop.configure(market="us")
    shop.swap("macros/backorders.yaml", "    reason: ", f"    promised_by: {shop.dates['next']}\n    reason: ")
    shop.write("macros/delay-update.yaml", CHOICES)
    told = shop.dates["from"]
    before = f"{told:%B} {told.day}"
    first = shop.ok("preview", "delay-update", "--item", "WID-12").out
    again = shop.ok("preview", "delay-update", "--item", "WID-12", "--told", str(told)).out
    same = shop.ok("preview", "delay-update", "--item", "WID-12", "--told", str(shop.dates["to"])).out
    assert "you do not need to do anything" in first
    assert f"ship by {before}" in again
    assert (
        f"This is a further delay, so we need your answer. If you would like to wait, please reply to this message "
        f"by {before}." in again
    )
    assert same == first
    assert "'soon' is not a date; write YYYY-MM-DD" in shop.run("preview", "--told", "soon").err


@pytest.mark.parametrize("asked", ["en", "EN", "en-US", "en_us"])
def test_a_language_is_asked_for_as_people_name_it(quiet_shop, asked):
    """Where the macro has one kind of English, 'en' is that; a language that it has not is refused."""
    assert "en_US" in quiet_shop.ok("preview", "delay-update", "--locale", asked).out
    assert quiet_shop.run("preview", "delay-update", "--locale", "e").code == 2

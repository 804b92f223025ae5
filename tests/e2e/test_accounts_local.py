"""The local helpdesk of 'url: sandbox' is one's own to throw away: nobody is refused for beginning anew."""

from zendesk_bridge.state import open_state

NAMES = ("shop", "shop-eu")
LOCAL = """\
helpdesks:
  shop: {type: zendesk, url: sandbox}
  shop-eu: {type: freshdesk, url: sandbox}
sandbox: {data: box.db}
macros: macros
backorders: [{type: file, path: macros/backorders.yaml}]
timezone: UTC
state: sqlite:///zendesk-bridge.db
"""


def test_the_local_helpdesk_of_one_file_is_one_account(shop, caplog):
    """Started by each command on another port, it is the same account each time, and nothing is said about it."""
    shop.write("config.yaml", LOCAL)
    shop.ready()
    ran = shop.ok("sync")
    assert "3 unchanged" in ran.out
    assert caplog.messages == []
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    assert {it.name: it.account.address for it in state.accounts() if it.account} == dict.fromkeys(NAMES, "sandbox")
    state.close()


def test_a_local_helpdesk_that_was_made_anew_is_begun_with(shop, caplog):
    """Who deletes its file begins anew, is told so in a line, and is refused nothing; everything is made on it."""
    shop.write("config.yaml", LOCAL)
    shop.ready()
    for file in shop.folder.glob("box.db*"):
        file.unlink()
    shop.ok("setup", "--yes")
    for name in NAMES:
        assert (
            f"{name}: this is not the local helpdesk of before: nothing of that one is applied to it" in caplog.messages
        )
    caplog.clear()
    assert "3 created" in shop.ok("sync").out
    assert "3 unchanged" in shop.ok("sync").out
    assert caplog.messages == []


def test_from_the_local_helpdesk_to_the_real_one(shop, caplog):
    """The second hour: the config gets the real addresses, under the same names and with the same state."""
    real = (shop.folder / "config.yaml").read_text()
    shop.write("config.yaml", LOCAL)
    shop.ready()
    shop.write("config.yaml", real)
    shop.ready()
    assert any("nothing of that one is applied to it" in line for line in caplog.messages)
    assert {"Backorder::Blue Widget 12 oz", "Backorder::Delay update"} <= shop.macros().keys()
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    shop.write("config.yaml", LOCAL)
    refused = shop.run("sync")  # the memory of real accounts is worth asking for
    assert refused.code == 5
    assert "there now:  zendesk at sandbox" in refused.err
    shop.write("config.yaml", real)
    shop.ok("sync")
    assert shop.writes() == 0

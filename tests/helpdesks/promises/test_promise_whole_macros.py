"""A helpdesk tells macros word for word: what people made before us is theirs, whole."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.macros.importing import dropped
from zendesk_bridge.core.model import WholeMacro
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import


def whole(desk: Helpdesk, number: int) -> WholeMacro:
    """Return the only macro with this id."""
    [found] = [one for one in desk.whole_macros() if isinstance(one, WholeMacro) and one.remote.id == number]
    return found


def test_a_hand_made_macro_is_told_word_for_word(face: Face, desk: Helpdesk) -> None:
    """Its words, and all that it is compared by, are those that the listing of macros tells."""
    number = face.hand_made("Backorder::Said by hand")
    found = whole(desk, number)
    [listed] = [one for one in desk.macros() if one.id == number]
    assert found.remote.content == listed.content
    assert (found.remote.marker, found.internal, found.personal) == (None, False, False)
    assert "By hand" in found.words
    assert dropped(found.remote.content) == ()


def test_a_rewritten_macro_is_told_as_it_is_kept(face: Face, desk: Helpdesk) -> None:
    """HTML is told as HTML."""
    number = face.hand_made("Backorder::Rich")
    face.rewrite(number, "<div>Hello <b>there</b></div>")
    found = whole(desk, number)
    assert found.html
    assert "<b>there</b>" in found.words


def test_a_personal_macro_is_told_as_one(face: Face, desk: Helpdesk) -> None:
    """What belongs to one agent is nobody else's to import; who may not see it is not told of it."""
    number = face.hand_made("Backorder::Mine", personal=True)
    found = [one for one in desk.whole_macros() if isinstance(one, WholeMacro) and one.remote.id == number]
    assert all(one.personal for one in found)


def test_a_macro_of_ours_is_told_with_its_marker(face: Face, desk: Helpdesk) -> None:
    """So it is never imported as if people had made it, whether agents see it or not."""
    macro = face.macro()
    created = desk.create_macro(macro)
    assert whole(desk, created.id).remote.marker == macro.marker
    desk.retire_macro(created)
    retired = whole(desk, created.id).remote
    assert (retired.marker, retired.content.active) == (macro.marker, False)


def test_what_an_api_gives_is_read_without_asking(face: Face, desk: Helpdesk) -> None:
    """An export of a macro is read as the helpdesk itself tells it."""
    number = face.hand_made("Backorder::Exported")
    offline = face.client.offline("export")
    found = offline.whole_macro(face.look(number))
    assert (found.remote.id, "By hand" in found.words) == (number, True)
    macro = face.macro()
    assert offline.content(macro) == desk.content(macro)


def test_nothing_is_unreadable_or_in_many_languages_without_a_reason(desk: Helpdesk) -> None:
    """An account as it is holds no macro that nobody can read, and no dynamic content that it did not make."""
    assert [one for one in desk.whole_macros() if isinstance(one, Problem)] == []
    assert desk.dynamic_content() == {}

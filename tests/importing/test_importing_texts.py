"""Dynamic content in macros that people made: the words that it stands for, in each language, and what is told."""

from __future__ import annotations

import pytest
from by_hand import macro, one

from zendesk_bridge.core.model import DynamicText

TEXTS = {
    "hello": DynamicText({"en_US": "Hello {{ticket.requester.first_name}},", "de": "Guten Tag,\nSie"}, "en_US"),
    "bye": DynamicText({"en_US": "<p>Bye <b>now</b></p>", "fr": "Au revoir & merci"}, "en_US"),
    "outer": DynamicText({"de": "Ja: {{dc.hello}}"}, "de"),
    "circle": DynamicText({"en_US": "x {{dc.circle}}"}, "en_US"),
}


def test_dynamic_content_becomes_words_in_each_language() -> None:
    """Each language that a text has becomes a variant; a text that lacks one says it in its main one."""
    found = one(macro(words="<p>{{dc.hello}}</p>{{ dc.bye }}"), texts=TEXTS)
    assert found.file.reply == "Hello {{ customer.first_name }},\n\nBye **now**\n"
    assert found.file.locales == {
        "de": "Guten Tag,\nSie\n\nBye **now**\n",
        "fr": "Hello {{ customer.first_name }},\n\nAu revoir & merci\n",
    }
    assert found.remarks == (
        "its dynamic content stands in it as words now: a later change of that content does not reach it",
    )
    assert found.lost == ()


def test_dynamic_content_in_another_main_language_is_told() -> None:
    """The main reply is then in the text's own default language; texts in texts are read, too."""
    found = one(macro(words="<p>{{dc.outer}}</p>"), texts=TEXTS)
    assert found.file.reply == "Ja: Hello {{ customer.first_name }},\n"
    assert "no text in en_US" in found.remarks[1]


@pytest.mark.parametrize(("silence", "why"), [("nobody may", "nobody may"), ("", "the account has no such")])
def test_dynamic_content_that_is_not_known_is_kept_raw(silence: str, why: str) -> None:
    """And it is said why."""
    found = one(macro(words="<p>{{dc.other}} {{dc.hello}}</p>"), silence=silence)
    assert found.file.reply == "{% raw %}{{dc.other}}{% endraw %} {% raw %}{{dc.hello}}{% endraw %}\n"
    assert found.raw == ("{{dc.other}}", "{{dc.hello}}")
    assert [remark for remark in found.remarks if why in remark]


def test_dynamic_content_that_goes_in_circles_ends() -> None:
    """What holds itself is kept raw in the end."""
    assert "{{dc.circle}}" in one(macro(words="<p>{{dc.circle}}</p>"), texts=TEXTS).file.reply


def test_a_language_that_nobody_knows_is_left_out() -> None:
    """The others stay, and it is told which is not there."""
    texts = {"x": DynamicText({"en_US": "Hello", "de": "Hallo", "en_US_X_12": "Howdy"}, "en_US")}
    found = one(macro(words="{{dc.x}}"), texts=texts)
    assert found.file.locales == {"de": "Hallo\n"}
    assert "en_US_X_12, which no file can name" in found.remarks[-1]

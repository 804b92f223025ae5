"""Files of mails are read, validated and kept apart from the macros of the helpdesks."""

from __future__ import annotations

from pathlib import Path

import pytest

from zendesk_bridge.core.model import Per
from zendesk_bridge.feeds import MacroReading, read_folder

MACRO = "key: delay\ntitle: Delay\nreply: Late.\n"
MAIL = "key: order-first\nper: order\nsubject: Order {{ order.number }}\nreply: |\n  {{ customer.greeting }}\n"


def read(folder: Path, **files: str) -> MacroReading:
    """What a folder of these files says."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_folder(folder)


def test_a_mail_is_never_among_the_macros(tmp_path: Path) -> None:
    """What is rendered for a helpdesk is a macro; a mail stands beside them, in all of its languages."""
    local = "locales:\n  de: {subject: Bestellung, reply: Guten Tag}\n"
    found = read(tmp_path, delay=MACRO, first=MAIL + local)
    assert (found.problems, found.mail_problems, found.doubts) == ((), (), ())
    assert [macro.key for macro in found.macros] == ["delay"]
    [mail] = found.mails
    assert (mail.key, mail.per, mail.place.line) == ("order-first", Per.ORDER, 1)
    assert [(words.locale, words.title.text, words.subject and words.subject.text) for words in mail.variants] == [
        ("en_US", "", "Order {{ order.number }}"),
        ("de", "", "Bestellung"),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("title: Delay", "a macro per order has no 'title': no agent looks for a mail among the macros"),
        ("actions: {add_tags: [x]}", "a macro per order has no 'actions': nobody applies a mail on a ticket"),
        ("fallback: Hello", "a macro per order has no 'fallback'"),
        ("visible_to: {groups: [VIP]}", "a macro per order has no 'visible_to'"),
        ("helpdesks: [shop]", "a macro per order has no 'helpdesks'"),
        ("locales: {de: {reply: Guten Tag}}", "locales.de.subject is missing"),
        ("locales: {en_US: {subject: A, reply: B}}", "en_US is already the language of the subject and reply"),
    ],
)
def test_what_a_mail_cannot_have_is_refused_with_the_reason(tmp_path: Path, line: str, says: str) -> None:
    """A setting that would do nothing is told, and the macros beside it are not held up by it."""
    found = read(tmp_path, delay=MACRO, first=f"{MAIL}{line}\n")
    assert says in str(found.mail_problems[0])
    assert (len(found.mail_problems), found.mails) == (1, ())
    assert (found.problems, len(found.macros)) == ((), 1)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("subject: Order {{ order.number }}", "subject: Order {{ order.nummer }}", "unknown name order.nummer"),
        ("{{ customer.greeting }}", "{{ agent.name }}", "there is no agent and no ticket yet"),
        ("{{ customer.greeting }}", "{{ backorder.name }}", "an order may have several late items"),
        ("{{ customer.greeting }}", "{% raw %}{{ticket.id}}{% endraw %}", "no helpdesk fills in what stands between"),
        ("{{ customer.greeting }}", "Hi {{ customer.first_name }", "opened and not closed"),
        ("Order {{ order.number }}", "Choose {{ choices.link }}", "cannot be clicked in a subject"),
    ],
)
def test_a_template_that_can_never_be_rendered_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    """Before any order is late, with file, line and column."""
    found = read(tmp_path, first=MAIL.replace(old, new))
    assert says in str(found.mail_problems[0])
    assert found.mail_problems[0].place.line in {3, 5}
    assert found.mails == ()


def test_a_key_is_used_once_among_macros_and_mails(tmp_path: Path) -> None:
    """`preview KEY` shows one; the macro is not held up by the mail that took its key."""
    found = read(tmp_path, delay=MACRO, first=MAIL.replace("order-first", "delay"))
    assert "the key 'delay' is used twice" in str(found.mail_problems[0])
    assert (len(found.macros), found.mails, found.problems) == (1, (), ())


def test_a_macro_of_a_helpdesk_has_no_subject(tmp_path: Path) -> None:
    """Whoever forgot `per: order` is told both ways out."""
    found = read(tmp_path, delay=MACRO + "subject: Late\n")
    assert "a macro of a helpdesk has no 'subject'" in str(found.problems[0])
    assert "write 'per: order'" in found.problems[0].fix
    assert len(found.problems) == 1

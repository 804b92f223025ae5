"""Mails that come with the product are in a new set-up, in the languages that were chosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zendesk_bridge.app import start
from zendesk_bridge.cli.stock import stock
from zendesk_bridge.feeds import read_folder

STOCK = stock()
ORDERS = [("en",), ("de", "en"), ("es", "fr", "de", "en")]


@pytest.mark.parametrize("languages", ORDERS, ids="-".join)
def test_mails_speak_the_chosen_languages(languages: tuple[str, ...], tmp_path: Path) -> None:
    """Each language has its own subject and text, the first as the main one; what a file is for is said beside it."""
    folder = Path(__file__).parents[1] / "macros"
    shipped = {(mail.key, one.locale[:2]): one for mail in read_folder(folder).mails for one in mail.variants}
    (tmp_path / "macros").mkdir()
    about = {}
    for file in start.files(start.Answers((), languages, "", date(2026, 11, 23)), STOCK):
        if file.path.startswith("macros/"):
            about[file.path] = file.about
            (tmp_path / file.path).write_text(file.text, encoding="utf-8")
    found = read_folder(tmp_path / "macros", locale=languages[0])
    assert (len(found.mails), found.mail_problems, found.problems) == (8, (), ())
    for mail in found.mails:
        assert [one.locale for one in mail.variants] == [languages[0], *sorted(languages[1:])]
        for one in mail.variants:
            words = shipped[mail.key, one.locale]
            assert (one.subject, one.reply) == (words.subject, words.reply)
    assert about["macros/order-first.yaml"] == "what customers of late orders are sent"
    assert about["macros/delay-update.yaml"] == "what your agents say"

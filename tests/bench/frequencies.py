"""Make ``core/mentions/match/frequencies.txt``: ``pip install wordfreq && python tests/bench/frequencies.py``.

The figures are wordfreq's (Robyn Speer, data under CC BY-SA 4.0, which the file says in its first lines): how often a
word stands in the language, as the logarithm of its count in a thousand million words, cut to whole numbers. Words are
folded as texts are, and what several languages share stands in one line.
"""

from __future__ import annotations

from math import log10
from pathlib import Path

from wordfreq import get_frequency_dict

from zendesk_bridge.core.mentions.match.fold import plain

LANGUAGES = {
    "en": 3.0, "de": 4.0, "fr": 4.0, "es": 4.0, "it": 4.0, "nl": 4.0, "pl": 4.0, "pt": 4.0, "sv": 4.0, "da": 4.0,
    "ja": 4.0,
}  # fmt: skip
"""The languages, and how often a word must stand in each: English names are sold everywhere."""

HEAD = """\
# How common words are: word, then for each language its code and the logarithm of the count in 10^9 words.
# Made by tests/bench/frequencies.py from wordfreq 3.1.1, Copyright Robyn Speer, https://github.com/rspeer/wordfreq;
# this file is under CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/. Sources: Wikipedia, OPUS
# OpenSubtitles (opensubtitles.org), Google Books Ngrams (books.google.com/ngrams), Leeds Internet Corpus, ParaCrawl,
# SUBTLEX and others, as wordfreq's README lists them.
"""


def main() -> None:
    """Write the file."""
    known: dict[str, dict[str, int]] = {}
    for language, least in LANGUAGES.items():
        for word, frequency in get_frequency_dict(language).items():
            level = 9 + log10(frequency)
            folded = plain(word).lower()
            if level >= least and folded.isalpha() and len(folded) > 1:
                levels = known.setdefault(folded, {})
                levels[language] = max(levels.get(language, 0), int(level))
    lines = (f"{word} {''.join(f'{code}{level}' for code, level in known[word].items())}" for word in known)
    ordered = sorted(lines, key=lambda line: line.split()[0].encode())
    file = Path(__file__).parent.parent.parent / "zendesk_bridge" / "core" / "mentions" / "match" / "frequencies.txt"
    file.write_text(HEAD + "\n".join(ordered) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

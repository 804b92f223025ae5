"""The engines of ``match.py``: ours, and general libraries on the same terms."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from zendesk_bridge.core.mentions.match import Vocabulary, find
from zendesk_bridge.core.mentions.match.fold import fold
from zendesk_bridge.core.model import Backorder, Product, Words

RAW = "ahocorasick_rs"
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_TIMES = re.compile(r"\b\d+ ?x\Z")
_CUE = re.compile(
    r"\b(?:sku|item|part|model|style|article|artikel\w*|ref\w*|code|modell|teil\w*|articulo|producto)\b\W*(?:\w+\W+)?\Z"
)
_GAP = 3

Rows = list[tuple[str, str, tuple[str, ...], bool]]
"""The catalogue: SKU, name, aliases, late."""
Terms = list[tuple[str, str]]
"""Every term with the SKU that it stands for."""
Scan = Callable[[str], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Engine:
    """What scans one text, and what tells the SKU of one of its results."""

    scan: Scan
    sku: Callable[[Any], str]


def terms_of(rows: Rows) -> Terms:
    """Return every term with the SKU that it stands for."""
    return [(term, sku) for sku, name, aliases, _ in rows for term in (sku, name, *aliases)]


def ours(part: str) -> Callable[[Rows], Callable[[], Engine]]:
    """Return our finder on this part of a ticket: of a subject every word counts as the customer's own."""

    def prepare(rows: Rows) -> Callable[[], Engine]:
        late = [Backorder(sku, name, aliases) for sku, name, aliases, is_late in rows if is_late]
        others = [Product(sku, name, aliases) for sku, name, aliases, is_late in rows if not is_late]

        def build() -> Engine:
            catalogue = Vocabulary.of(late, others)
            return Engine(lambda text: find((Words(part, text),), catalogue), lambda mention: str(mention.sku))

        return build

    return prepare


def raw_aho_corasick(terms: Terms) -> Engine:
    """Leftmost-longest over lower-cased text: no folding, no boundaries, no way back to the original."""
    library = import_module("ahocorasick_rs")

    automaton = library.AhoCorasick([term.lower() for term, _ in terms], matchkind=library.MatchKind.LeftmostLongest)
    return Engine(lambda text: automaton.find_matches_as_indexes(text.lower()), lambda match: terms[match[0]][1])


def daachorse(terms: Terms) -> Engine:
    """The same in the other automaton."""
    library = import_module("daachorse")

    known = {term.lower(): sku for term, sku in terms}
    skus = list(known.values())
    automaton = library.CharwiseDoubleArrayAhoCorasick(list(known), match_kind=library.MATCH_KIND_LEFTMOST_LONGEST)
    return Engine(lambda text: automaton.find(text.lower()), lambda match: skus[match[2]])


def pyahocorasick(terms: Terms) -> Engine:
    """The same in C."""
    automaton = import_module("ahocorasick").Automaton()
    for term, sku in terms:
        automaton.add_word(term.lower(), sku)
    automaton.make_automaton()
    return Engine(lambda text: list(automaton.iter_long(text.lower())), lambda match: str(match[1]))


def flashtext(terms: Terms) -> Engine:
    """A trie of characters between word boundaries, in Python."""
    processor = import_module("flashtext").KeywordProcessor(case_sensitive=False)
    for term, sku in terms:
        processor.add_keyword(term, sku)
    return Engine(processor.extract_keywords, str)


def flashtext_folded(terms: Terms) -> Engine:
    """The same on text that our folding has made plain."""
    plain = flashtext([(fold(term).text, sku) for term, sku in terms])
    return Engine(lambda text: plain.scan(fold(text).text), plain.sku)


def flashtext2(terms: Terms) -> Engine:
    """A trie of words, in Rust."""
    processor = import_module("flashtext2").KeywordProcessor(case_sensitive=False)
    for term, sku in terms:
        processor.add_keyword(term, sku)
    return Engine(lambda text: list(processor.extract_keywords(text)), str)


def re2_set(terms: Terms) -> Engine:
    """All terms in one automaton that tells which of them occur, and not where."""
    re2 = import_module("re2")

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # it writes what it thinks of many terms, a line each
    options = re2.Options()
    options.case_sensitive, options.literal, options.log_errors = False, True, False
    options.max_mem = 2 << 30
    patterns = re2.Set.SearchSet(options)
    for term, _ in terms:
        patterns.Add(term)
    patterns.Compile()
    return Engine(lambda text: patterns.Match(text) or (), lambda number: terms[number][1])


def regex_trie(terms: Terms) -> Engine:
    """One regular expression that shares the beginnings of the terms, between word boundaries, case-insensitive."""
    trie: dict[str, Any] = {}
    for term, _ in terms:
        node = trie
        for character in term.lower():
            node = node.setdefault(character, {})
        node[""] = {}
    pattern = re.compile(rf"(?<!\w){_alternatives(trie)}(?!\w)", re.IGNORECASE)
    known = {term.lower(): sku for term, sku in terms}
    return Engine(pattern.findall, lambda words: known.get(words.lower(), ""))


def _alternatives(trie: dict[str, Any]) -> str:
    parts = [re.escape(sign) + _alternatives(node) for sign, node in sorted(trie.items()) if sign]
    if not parts:
        return ""
    several = len(parts) > 1 or "" in trie
    return (f"(?:{'|'.join(parts)})" if several else parts[0]) + ("?" if "" in trie else "")


def token_dictionary(terms: Terms) -> Engine:
    """Our folding, then runs of letters and of digits looked up joined, the longest first; numbers need a cue."""
    known = {"".join(_TOKEN.findall(fold(term).text.lower())): sku for term, sku in terms}
    longest = max(len(_TOKEN.findall(fold(term).text)) for term, _ in terms)

    def scan(text: str) -> list[str]:
        plain = fold(text).text.lower()
        spans = [found.span() for found in _TOKEN.finditer(plain)]
        found: list[str] = []
        position = 0
        while position < len(spans):
            position, sku = _longest(plain, spans, position, known, longest)
            if sku:
                found.append(sku)
        return found

    return Engine(scan, str)


def _longest(
    plain: str, spans: list[tuple[int, int]], first: int, known: dict[str, str], longest: int
) -> tuple[int, str]:
    """Return where to go on, and what the longest term is that begins at this token, if any."""
    start = spans[first][0]
    if start and plain[start - 1].isalnum() and not _TIMES.search(plain[max(0, start - 6) : start]):
        return first + 1, ""
    joined, best = "", (first + 1, "")
    for last in range(first, min(first + longest, len(spans))):
        if last > first and spans[last][0] - spans[last - 1][1] > _GAP:
            break
        low, high = spans[last]
        joined += plain[low:high]
        if joined in known and not plain[high : high + 1].isalnum() and _allowed(joined, plain, start):
            best = last + 1, known[joined]
    return best


def _allowed(joined: str, plain: str, start: int) -> bool:
    return not joined.isdecimal() or bool(_CUE.search(plain[max(0, start - 24) : start]))


def of_terms(build: Callable[[Terms], Engine]) -> Callable[[Rows], Callable[[], Engine]]:
    """Return how an engine is prepared that knows terms alone."""

    def prepare(rows: Rows) -> Callable[[], Engine]:
        terms = terms_of(rows)
        return lambda: build(terms)

    return prepare


ENGINES: dict[str, Callable[[Rows], Callable[[], Engine]]] = {
    "ours": ours("description"),
    "ours, all words": ours("subject"),
    RAW: of_terms(raw_aho_corasick),
    "daachorse": of_terms(daachorse),
    "pyahocorasick": of_terms(pyahocorasick),
    "flashtext": of_terms(flashtext),
    "flashtext, our folding": of_terms(flashtext_folded),
    "flashtext2": of_terms(flashtext2),
    "google-re2 Set": of_terms(re2_set),
    "regex trie": of_terms(regex_trie),
    "token dictionary": of_terms(token_dictionary),
}
PACKAGES = {"google-re2 Set": "google-re2", "flashtext, our folding": "flashtext"}

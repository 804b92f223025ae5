"""Where the sentences of a reply end, as people write them: at a sign, at a line's end, and behind no short form."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(
    r"(?P<sign>[.!?]{1,3}|\u2026|(?<=[ ])[:;]-?[()D](?!\w)|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)"
    r"[\"'\u00bb\u201d)\]]{0,2}"
    r"(?=[ \t]+[\"'\u00ab\u201e\u201c\u00bf\u00a1(]{0,2}[A-Z\u00c0-\u00d6\u00d8-\u00de0-9\u00b7]|[ \t]*$"
    r"|(?<=[^\W\d_]{3}\.)[ \t]+[a-z]|(?<=[!?])[ \t]+[^\W\d_])|\n",
    re.MULTILINE,
)
_ENDLESS = 1_000  # characters of the longest sentence that is read as one
_SHORT = re.compile(
    r"(?<!\w)(?:approx|ca|z\.b|u\.a|d\.h|nr|art|inkl|voraus|voraussichtl|vsl|vers|max|min|e\.g|i\.e|mr|mrs|ms|dr|hr|\
        fr|st"
    r"|tel|bzw|mon|tue|wed|thu|fri|sat|sun|lun|jeu|ven|sam|jue|vie|sáb|dom|gio|ref|inc|cde|uds|pcs|stk|est|zw|betw|\
        wk|vr|evtl|ggf|etc|sept|janv|févr|juil|zzgl|resp|invt|appt|excl|deliv|aprox|env|n°|núm|sr|sra|m|mme|bijv|\
        ong|incl)\.\Z",
    re.IGNORECASE,
)


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text end; a line's end is one, too, and none is endless."""
    ends = [
        found.end()
        for found in _SENTENCE_END.finditer(text)
        if found["sign"] != "." or not _SHORT.search(text, max(0, found.start() - 12), found.start() + 1)
    ]
    cut: list[int] = [0]
    for end in (*ends, len(text)):
        cut += [*range(cut[-1] + _ENDLESS, end, _ENDLESS), end]
    return cut[1:]

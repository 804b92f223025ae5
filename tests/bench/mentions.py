"""How often the finder is right on labelled texts of many trades: ``python tests/bench/mentions.py FOLDER [--wrong]``.

The folder holds ``catalogue_TRADE.csv`` (sku, name, aliases separated by ``;``) and ``texts.jsonl`` (id, trade, lang,
text, skus, kind). Every row is late unless a column ``late`` says no. ``core`` leaves out the kinds that no exact form
can find; ``--half 0`` or ``--half 1`` takes every other text alone, so that one half can judge what was learnt from the
other.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zendesk_bridge.core.mentions.match import Vocabulary, search
from zendesk_bridge.core.model import Backorder, Product, Words

HARD = frozenset({"partial", "typo", "nocue", "hard_word", "hard_name_word", "reorder", "short", "neg_hard"})
"""Kinds of texts that a person understands and no exact form can find."""


@dataclass(slots=True)
class Score:
    """Mentions that are right, false and missed; texts without any label, and how many of them got a false tag."""

    right: int = 0
    false: int = 0
    missed: int = 0
    negative: int = 0
    tagged: int = 0
    possible: int = 0
    texts: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the figures in one line."""
        precision = self.right / ((self.right + self.false) or 1)
        recall = self.right / ((self.right + self.missed) or 1)
        f1 = 2 * self.right / ((2 * self.right + self.false + self.missed) or 1)
        return (
            f"P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  {self.texts:4} texts  "
            f"negatives with a false tag {self.tagged} of {self.negative}  possible in {self.possible}"
        )


def catalogues(folder: Path) -> Iterator[tuple[str, Vocabulary]]:
    """Yield the catalogue of each trade."""
    for file in sorted(folder.glob("catalogue_*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = [(row, tuple(filter(None, (row["aliases"] or "").split(";")))) for row in csv.DictReader(stream)]
        late = [Backorder(row["sku"], row["name"], aliases) for row, aliases in rows if row.get("late") != "no"]
        rest = [Product(row["sku"], row["name"], aliases) for row, aliases in rows if row.get("late") == "no"]
        yield file.stem.removeprefix("catalogue_"), Vocabulary.of(late, rest)


def count(scores: Iterable[Score], row: dict[str, Any], found: set[str], *, possible: bool) -> None:
    """Add one text's result to these scores."""
    wanted = set(row["skus"])
    for score in scores:
        score.texts += 1
        score.right += len(found & wanted)
        score.false += len(found - wanted)
        score.missed += len(wanted - found)
        score.possible += possible
        if not wanted:
            score.negative += 1
            score.tagged += bool(found)
        if found != wanted:
            missed, false = sorted(wanted - found), sorted(found - wanted)
            score.wrong.append(
                f"{row['id']} {row['lang']} {row['kind']}: missed {missed}, false {false}: {row['text']!r}"
            )


def main() -> None:
    """Print the figures: core, all, by trade and by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--wrong", action="store_true", help="show the texts that are read wrongly")
    given = parser.parse_args()
    known = dict(catalogues(given.folder))
    core, whole = Score(), Score()
    trades: dict[str, Score] = {trade: Score() for trade in known}
    kinds: dict[str, Score] = {}
    lines = (given.folder / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(map(json.loads, lines)):
        if given.half is not None and number % 2 != given.half:
            continue
        result = search([Words("description", row["text"])], known[row["trade"]])
        scores = [whole, trades[row["trade"]], kinds.setdefault(row["kind"], Score())]
        scores += [] if row["kind"] in HARD else [core]
        count(scores, row, {mention.sku for mention in result.mentions}, possible=bool(result.possible))
    for name, score in (("core", core), ("all", whole), *trades.items(), *sorted(kinds.items())):
        print(f"{name:22} {score}")
    if given.wrong:
        print(*whole.wrong, sep="\n")


if __name__ == "__main__":
    main()

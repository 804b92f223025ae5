"""check: aliases, real tickets and labelled texts judge the items before any ticket is marked."""

import json
import os

import pytest


@pytest.fixture
def judged(quiet_shop):
    """Return a shop with a month's tickets: every second one is about a blue widget."""
    shop = quiet_shop
    tickets = [
        {"id": number, "subject": "Order", "description": "my blue widget, secret words" if number % 2 else "hello"}
        for number in range(1, 201)
    ]
    shop.write("month.jsonl", "".join(json.dumps(ticket) + "\n" for ticket in tickets))
    return shop


def against(shop, *args: str):
    """Check with the month's tickets."""
    return shop.run("check", "--against", str(shop.folder / "month.jsonl"), *args)


def test_an_alias_that_floods_the_queue_fails(judged):
    """An item that would tag too many tickets is an error with its place, the share and three examples."""
    ran = against(judged)
    assert ran.code == 2
    assert "backorders.yaml:2:5: error: WID-12: would tag 100 of 200 tickets (50.0 %), more than 5 %:" in ran.out
    assert "#1 'blue widget', #3 'blue widget', #5 'blue widget' [floods]" in ran.out
    assert "#7" not in ran.out
    assert "100 tickets by 'blue widget': take the alias away" in ran.out
    assert "LAMP-3        0 (0.0 %)" in ran.out
    assert "secret words" not in ran.out + ran.err


def test_a_share_that_is_agreed_to(judged):
    """With --max-share the same passes, and programs read counts and examples."""
    ran = against(judged, "--max-share", "60%", "--format", "json")
    assert ran.code == 0
    assert ran.json["ok"]
    assert ran.json["against"]["tickets"] == 200
    assert ran.json["against"]["items"]["WID-12"] == {
        "tickets": 100,
        "share": 0.5,
        "examples": [{"ticket": number, "text": "blue widget"} for number in (1, 3, 5)],
    }
    assert "secret words" not in ran.out


def test_bad_lines_and_no_lines(judged):
    """Tickets that cannot be read are named, and the check is only partly done, or not at all."""
    judged.write("month.jsonl", '{broken\n{"id": 1, "subject": "hello"}\n')
    ran = against(judged)
    assert ran.code == 3
    assert "month.jsonl:1: is not JSON" in ran.err
    judged.write("month.jsonl", "")
    assert against(judged).code == 2


@pytest.mark.parametrize("share", ["5 percent", "-1", "101%", ""])
def test_no_share(judged, share):
    """What is no share is refused in plain words."""
    ran = against(judged, "--max-share", share)
    assert ran.code == 2
    assert "is not a share: write 5% or 0.05" in ran.err


LABELS = [
    {"text": "Where is my blue widget?", "skus": ["wid-12"]},
    {"subject": "Harbor lamp", "description": "no news?", "skus": ["LAMP-3"]},
    {"text": "Hello", "skus": []},
    {"text": "the round thing", "skus": ["GONE-1"]},
]


def labels(shop, *more: object):
    """Write labelled texts where check finds them by itself."""
    lines = [text if isinstance(text, str) else json.dumps(text) for text in (*LABELS, *more)]
    shop.write("macros/labels.jsonl", "".join(f"{line}\n" for line in lines))


def test_labels_are_found_beside_the_macros(quiet_shop):
    """With labels.jsonl in the folder of macros every check judges the items by it."""
    labels(quiet_shop)
    ran = quiet_shop.ok("check")
    assert "4 labelled texts, precision 1.000, recall 1.000:" in ran.out
    assert "WID-12  precision 1.000, recall 1.000" in ran.out
    assert "not judged, since not late now: 1 label (GONE-1)" in ran.out


def test_labels_that_are_missed_and_wrong(quiet_shop):
    """Precision and recall come per item and overall, with lines; below a threshold the check fails."""
    labels(quiet_shop, {"text": "the widget in blue", "skus": ["WID-12"]}, {"text": "Not WID-12.", "skus": []})
    ran = quiet_shop.run("check", "--format", "json")
    assert ran.code == 2
    found = ran.json["labels"]
    assert (found["texts"], found["precision"], found["recall"]) == (6, 0.6667, 0.6667)
    assert found["items"]["WID-12"] == {"precision": 0.5, "recall": 0.5, "right": 1, "missed": [5], "wrong": [6]}
    assert found["items"]["LAMP-3"]["recall"] == 1
    texts = [item["message"] for item in ran.json["findings"] if item["rule"] == "labels"]
    assert texts[1] == "WID-12: precision 0.500, recall 0.500; missed in line 5; wrongly found in line 6"
    assert quiet_shop.run("check", "--min-precision", "0.5", "--min-recall", "50%").code == 0


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("nowhere")])
def test_labels_that_are_no_file(quiet_shop, make):
    """A pipe, a folder or a broken link in the place of the labels is told, and nobody waits for it."""
    make(quiet_shop.folder / "macros" / "labels.jsonl")
    ran = quiet_shop.run("check")
    assert ran.code == 2
    assert "macros/labels.jsonl: error: is no file that can be read" in ran.out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{broken", "labels.jsonl:5: error: is not JSON"),
        ('{"text": "a"}', "labels.jsonl:5: error: does not say which SKUs are meant"),
        ('{"text": "a", "skus": [12]}', "labels.jsonl:5: error: does not say which SKUs are meant"),
        ('{"skus": []}', "labels.jsonl:5: error: is no ticket: it has neither subject nor description"),
    ],
)
def test_wrong_labels(quiet_shop, line, says):
    """A line that is no label is an error in its place."""
    labels(quiet_shop, line)
    ran = quiet_shop.run("check")
    assert ran.code == 2
    assert says in ran.out


def test_labels_by_name(quiet_shop):
    """Labels may lie elsewhere; a file that is not there is an error."""
    quiet_shop.write("mine.jsonl", json.dumps(LABELS[0]) + "\n")
    assert "1 labelled text, " in quiet_shop.ok("check", "--labels", str(quiet_shop.folder / "mine.jsonl")).out
    assert quiet_shop.run("check", "--labels", "none.jsonl").code == 2
    quiet_shop.write("mine.jsonl", "\n")
    ran = quiet_shop.run("check", "--labels", str(quiet_shop.folder / "mine.jsonl"))
    assert ran.code == 2
    assert "mine.jsonl: error: holds no labelled text [labels]" in ran.out


PRODUCTS = "sku,name\nWID-12,Blue Widget 12 oz\nSTK-9,Blue Widget Stickers\nSTK-8,Blue Widget Poster\n"


def test_aliases_beside_the_catalogue(quiet_shop):
    """An alias inside another product's name, a stop word and one that is too short are warnings, and do not fail."""
    quiet_shop.write("products.csv", PRODUCTS + ",nameless\n")
    quiet_shop.configure(
        catalogue="[{type: file, path: products.csv}]", tagging="{min_alias: 5, stop_words: [Harbor Lamp]}"
    )
    ran = quiet_shop.ok("check", "--format", "json")
    assert ran.json["products"] == 3
    found = {item["rule"]: item["message"] for item in ran.json["findings"]}
    assert found["alias-inside"] == (
        "WID-12: the alias 'blue widget' is part of 'Blue Widget Poster' (STK-8) and 1 more"
    )
    assert found["stop-word"].startswith("LAMP-3: the alias 'harbor lamp' is one of tagging.stop_words")
    assert found["min-alias"].startswith("WID-12: the alias 'BW12' has fewer letters and digits than ")
    assert "products.csv: left out 1 row: " in found["catalogue"]
    assert "2 macros, 2 late items, 3 products" in quiet_shop.ok("check").out


def about_aliases(shop):
    """Return what check has to say about the aliases."""
    findings = shop.ok("check", "--format", "json").json["findings"]
    return [item["message"] for item in findings if "alias" in item["rule"]]


def test_aliases_with_too_few_letters_and_digits(quiet_shop):
    """What the matcher leaves out is said by what it counts, and one that it takes only beside a cue as that."""
    file = quiet_shop.folder / "macros" / "backorders.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[blue widget, BW12]", "[blue widget, B-1, b]"), encoding="utf-8")

    left_out = "has fewer letters and digits than tagging.min_alias = {} and is not looked for"
    assert about_aliases(quiet_shop) == [f"WID-12: the alias '{alias}' {left_out.format(3)}" for alias in ("B-1", "b")]
    quiet_shop.configure(tagging="{min_alias: 1}")
    assert about_aliases(quiet_shop) == [
        "WID-12: the alias 'b' is very short and counts only beside a word such as 'item'"
    ]


def test_skus_that_are_alike(quiet_shop):
    """WID-12 and WID12 may both be late: a warning with both places, and nothing fails."""
    file = quiet_shop.folder / "macros" / "backorders.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("LAMP-3", "WID12"), encoding="utf-8")
    ran = quiet_shop.ok("check", "--format", "json")
    (found,) = (item for item in ran.json["findings"] if item["rule"] == "alike-skus")
    assert found["severity"] == "warning"
    assert found["message"] == "the SKU 'WID12' is also a way to write the SKU 'WID-12' of WID-12"
    assert "backorders.yaml:2" in found["suggestion"]


def test_a_catalogue_that_cannot_be_read_fails(quiet_shop):
    """A catalogue that is gone is an error: no tickets would be marked without it."""
    quiet_shop.configure(catalogue="[{type: file, path: none.csv}]")
    ran = quiet_shop.run("check")
    assert ran.code == 2
    assert "none.csv: cannot be read: no such file" in ran.out
    assert "[catalogue]" in ran.out

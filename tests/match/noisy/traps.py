"""What looks like a mention and is none."""

from __future__ import annotations

import base64
import binascii
import re
import string
from collections.abc import Callable
from random import Random

from noisy import terms, words
from noisy.scenes import Draft, Scene
from noisy.shop import Row, squeezed

_DATE = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d)|1\d[0-5]\d[0-5]\d")
_NOTHING: frozenset[str] = frozenset()


def _trap(text: str, *, own: bool = False) -> Draft:
    return Draft(text, text, _NOTHING, own)


def longer_code(scene: Scene) -> Draft | None:
    """A serial number or voucher that holds the SKU."""
    row = scene.code()
    if not row:
        return None
    before = scene.rng.choice(("7", "41") if row.sku[0].isdigit() else ("N", "QZ", "w" if row.sku.islower() else "W"))
    after = scene.rng.choice(("7", "41", "9") if row.sku[-1].isdigit() else ("B", "QD", "K"))
    code = scene.rng.choice((f"{before}{row.sku}", f"{row.sku}{after}", f"{before}{row.sku}{after}-A"))
    return _trap(
        scene.rng.choice(
            (
                "The serial number on the back is {}.",
                "Mein Gutschein {} geht nicht.",
                "Voucher {} fails.",
                "Le num\u00e9ro de s\u00e9rie est {}.",
                "El cup\u00f3n {} no funciona.",
            )
        ).format(code)
    )


def longer_product(scene: Scene) -> Draft | None:
    """Another product, not late, whose SKU or name begins like a late one's."""
    if not scene.shop.families:
        return None
    _, longer = scene.rng.choice(scene.shop.families)
    term = scene.rng.choice((longer.sku, longer.name))
    kinds = [kind for kind in terms.KINDS if kind.name in {"lower", "exact", "parentheses", "emoji", "markdown"}]
    written = scene.rng.choice(kinds).write(scene.rng, term) or term
    return Draft(scene.says(words.MENTIONS, written), scene.says(words.MENTIONS, term), _NOTHING)


def host(scene: Scene) -> Draft | None:
    """A server with the SKU in its name."""
    row = scene.late(lambda row: _plain_code(row) and not set("/_") & set(row.sku))
    pattern = scene.rng.choice(
        (
            "{}.cdn.example.com gives me a certificate warning.",
            "https://{}.example.net/login is down.",
            "www.{}.example will not open.",
            "mx1.{}.example.org says no.",
            "ping {}.local fails.",
        )
    )
    return _trap(pattern.format(scene.rng.choice((squeezed(row.sku), row.sku.lower())))) if row else None


def mail(scene: Scene) -> Draft | None:
    """An e-mail address with the SKU on either side."""
    row = scene.late(_plain_code)
    pattern = scene.rng.choice(
        (
            "Please write to {}@mailbox.example only.",
            "Mein Konto ist {}@post.example hier.",
            "info@{}.example did not answer.",
            "Contact me: john.{}@mail.example",
        )
    )
    return _trap(pattern.format(scene.rng.choice((row.sku.lower(), squeezed(row.sku), row.sku)))) if row else None


def digest(scene: Scene) -> Draft | None:
    """A checksum, commit or error id."""
    row = scene.late(_plain_code)
    if not row:
        return None
    code = squeezed(row.sku)
    left, right = _of(scene.rng, "0123456789abcdef", 11), _of(scene.rng, "0123456789abcdef", 19)
    return _trap(
        scene.rng.choice(("sha256 of the file: {}{}{}", "Error id {}-{}{} came up.", "commit {}{}{}")).format(
            left, code, right
        )
    )


def encoded(scene: Scene) -> Draft | None:
    """A base64 block, as of a broken attachment, that holds the SKU."""
    row = scene.late(_plain_code)
    if not row:
        return None
    block = base64.b64encode(scene.rng.randbytes(228)).decode()
    place, code = scene.rng.randrange(10, 250), _for_base64(squeezed(row.sku), row.sku)
    block = block[:place] + code + block[place + len(code) :]
    lines = [block[start : start + 76] for start in range(0, len(block), 76)]
    return _trap("Content-Transfer-Encoding: base64\n\n" + "\n".join(lines), own=True)


def uuencoded(scene: Scene) -> Draft | None:
    """A uuencoded block that holds the SKU between its punctuation."""
    row = scene.code()
    if not row:
        return None
    lines = [binascii.b2a_uu(scene.rng.randbytes(45)).decode().rstrip("\n") for _ in range(5)]
    place = scene.rng.randrange(8, 30)
    lines[2] = (lines[2][:place] + row.sku.upper().replace(" ", "") + lines[2][place + len(row.sku) :])[:61]
    return _trap("begin 644 photo.jpg\n" + "\n".join(lines) + "\n`\nend", own=True)


def file_path(scene: Scene) -> Draft | None:
    """A file or folder that is called like a number, or a system's file with the SKU inside."""
    number, row = scene.number(), scene.late(_plain_code)
    if not number or not row:
        return None
    code = squeezed(row.sku)
    return _trap(
        scene.rng.choice(
            (
                f"I attached IMG_{number.sku}.jpg for you.",
                rf"It is in C:\Users\me\scans\{number.sku}.pdf now.",
                f"See /tmp/upload_{number.sku}.log on your side.",
                f"/usr/lib/lib{code}.so.3 is missing, it says.",
                rf"The path is C:\Windows\WinSxS\x86_{code}_31bf\cfg.dll here.",
            )
        )
    )


def numbered(what: str) -> Callable[[Scene], Draft | None]:
    """Return the trap of an order's, invoice's ... number that is also a SKU."""

    def write(scene: Scene) -> Draft | None:
        row = scene.number()
        if not row:
            return None
        number = row.sku
        if what == "price":
            number = f"{number[:-2]}{scene.rng.choice('.,')}{number[-2:]}"
        elif what == "phone":
            number = scene.rng.choice((number, f"+49 171 {number}", f"0171/{number}"))
        return _trap(scene.says(words.NUMBERED[what], number))

    return write


def date(scene: Scene) -> Draft | None:
    """A date or time of day with the SKU's digits."""
    row = scene.late(lambda row: bool(_DATE.fullmatch(row.sku)))
    if not row:
        return None
    first, second, third = row.sku[:-4], row.sku[-4:-2], row.sku[-2:]
    if len(first) == 4:
        return _trap(
            scene.rng.choice(("It was on {}-{}-{} or so.", "Seit {}/{}/{} warte ich.")).format(first, second, third)
        )
    return _trap(f"Your page was down at {first}:{second}:{third} yesterday.")


def everyday(scene: Scene) -> Draft | None:
    """An everyday word that is also a SKU."""
    row = scene.late(lambda row: row.kind == "word")
    return _trap(scene.rng.choice(words.EVERYDAY[row.sku])) if row else None


def source_code(scene: Scene) -> Draft | None:
    """A script error or a piece of a page's source, with the SKU as part of names."""
    word, row = scene.late(lambda row: row.kind in {"word", "tiny"}), scene.late(_plain_code)
    if not word or not row:
        return None
    name, code = word.sku.lower(), squeezed(row.sku)
    return _trap(
        scene.rng.choice(
            (
                f"if ({name} > 0 && {name} == null) {{ throw new Error('x'); }}",
                f"const {name} = get_{code}_size({name});",
                f"var {name}=[];{name}.push('v{code}x');",
                f".btn-{name} {{ margin: 0; }} #id{code} {{ top: 0 }}",
                f"TypeError: {name}.map is not a function at {name} (app.{code}f.js:1:2204)",
            )
        ),
        own=True,
    )


def _plain_code(row: Row) -> bool:
    return row.kind == "code" and " " not in row.sku and len(squeezed(row.sku)) >= 5


def _of(rng: Random, alphabet: str, count: int) -> str:
    return "".join(rng.choices(alphabet, k=count))


def _for_base64(code: str, sku: str) -> str:
    return sku if set(sku) <= set(string.ascii_letters + string.digits + "/") else code


KINDS: dict[str, Callable[[Scene], Draft | None]] = {
    "trap: longer code": longer_code,
    "trap: longer product": longer_product,
    "trap: host name": host,
    "trap: e-mail address": mail,
    "trap: hash": digest,
    "trap: base64": encoded,
    "trap: uuencode": uuencoded,
    "trap: file path": file_path,
    **{f"trap: {what} number": numbered(what) for what in words.NUMBERED},
    "trap: date": date,
    "trap: everyday word": everyday,
    "trap: source code": source_code,
}

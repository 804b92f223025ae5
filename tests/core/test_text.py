"""What the customer newly wrote: the rules, one by one; what each mail program writes is in test_text_clients."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.mentions.text import LIMIT, Counting, customer_words, plain_text
from zendesk_bridge.core.model import Words

GMAIL = "On Mon, Nov 2, 2026 at 10:12 AM Shop <help@shop.example> wrote:"
FORWARD = "---------- Forwarded message ---------\nFrom: Shop <help@shop.example>\nSubject: OLD-1\n\nYour OLD-2 is late"
PHONE = "Tel. +49 30 1234567"


def own(text: str, part: str = "comment 1", *, html: bool = False) -> str:
    """Return the customer's own words, in single spaces; their places were kept."""
    words = Words(part, text, html)
    found, whole = customer_words(words), plain_text(words)
    assert len(found) == len(whole)
    assert all(new in (old, " ") for new, old in zip(found, whole, strict=True))
    assert [place for place, old in enumerate(whole) if old in "\r\n" and found[place] != old] == []
    return " ".join(found.split())


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (Words("description", "a\r\n b &amp; <b>\0\ud800 "), "a\r\n b &amp; <b>\0\ud800 "),
        (Words("comment 1", "<p>a &amp;<p> <b>b</b>c", html=True), "a &\nbc"),
        (Words("subject", "a" * LIMIT + "b"), "a" * LIMIT),
        (Words("comment 1", "<p>" + "a" * LIMIT + "b", html=True), "a" * LIMIT),
    ],
)
def test_plain_text_is_what_is_searched(words: Words, text: str) -> None:
    """Plain text is searched as it is, HTML as it reads, neither beyond the limit."""
    assert plain_text(words) == text == customer_words(words)


def test_what_is_blanked_keeps_its_place() -> None:
    """Each character of a quote becomes a space, line breaks of all kinds stay, nothing moves."""
    text = "Where?\r\n> old\tone\r> Ol\u00e4\n\n\tmine"
    assert customer_words(Words("comment 1", text)) == "Where?\r\n         \r     \n\n\tmine"


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I wrote:\nWID-12 is late",
        "On 2 Nov 2026 at 10:12 I wrote:\nWID-12 is late",
        "On 2 Nov 2026 at 10:12 I wrote to help@shop.example:\nWID-12 is late",
        "I ordered on 2 Nov 2026 at 10:12 as jane@shop.example, these items:\n- WID-12",
        "From: Berlin\nTo: Hamburg\nSubject to change\nWID-12",
        "From: Jane\nTo: the shop\nSubject: my order\nWID-12",
        "Date: 2026-11-02 10:12\nItem: WID-12\nSubject: late",
        "Hi\n--\nWID-12 is my order",
        "Thanks,\nand WID-12?",
        "Thanks,\nWID-12",
        f"Thanks,\nJane\nThe item is WID-12\n{PHONE}",
        f"Thanks,\nJane\nItem WID\n{PHONE}",
        f"Thanks,\nJane\nPS: Widget too\n{PHONE}",
        f"Thanks,\nJane\n{PHONE}\n\nAh, and where is WID-12?",
        "Thanks,\nJane\nhttps://shop.example/p/WID-12",
        "Thanks,\nJane\n100234",
        "Best regards\nJane\nPS: WID-12 too",
        "Caution: WID-12 in my mail is broken",
        "This message is confidential. Where is my WID-12?",
        "This e-mail is about WID-12 for which I paid",
        "Disclaimer: WID-12 is ugly",
        "Diese Nachricht ist vertraulich, mein WID-12 kam nie an",
        "---\nWID-12\n---",
        "- one\n- WID-12",
        "Sent from my warehouse was the wrong thing, I have asked for WID-12 and nothing else, so where is it?",
        "Sent from my old phone, the WID-12?",
        "Get me a new phone please",
        "Sent from DHL to the wrong phone",
        "Gesendet mit DHL, Handy ist nicht drin",
        "Hinweis: Der Empfänger der Lieferung WID-12 ist falsch",
        "The parcel was\nsent from your mail depot\nyesterday",
        "##- WID-12",
        "```\nWID-12",
        "On Monday, November 2, 2026 at 10:12 AM I ordered these:\nWID-12",
        "Am 02.11.2026 um 10:12 habe ich geschrieben:\nWID-12",
        "Your colleague Tim wrote on 2 Nov 2026 at 10:12 AM to me:\nWID-12",
        "On 2 Nov 2026 at 10:12 your colleague Tim wrote:\nWID-12",
        "Le 2 novembre 2026 à 10:12 j'ai écrit :\nWID-12",
        "El 2 nov 2026 a las 10:12 escribí:\nWID-12",
        "Order date: 2026-11-02 10:12\nItem: WID-12\nTo: me",
        "Data: 2026-11-02 10:12\nProdukt: WID-12",
        "Delivery on 2 Nov 2026 to jane@mail.example:\nWID-12",
        "--- WID-12 ---\nlate",
        "Original: WID-12",
        "Datum: 02.11.2026 10:12\nArtikel: WID-12\nAn: Lager",
        "De: Madrid\nFecha: 2026-11-02 10:12\nProducto: WID-12\n\nWID-12",
        "In the mail of 2 Nov 2026, 10:12 AM you wrote:\nWID-12 ships soon",
        "So on 2026-11-02 at 10:12:33 AM the shop wrote:\nWID-12",
    ],
)
def test_the_customers_own_words_are_kept(text: str) -> None:
    """What only looks like a quote, a signature or a footer is kept, to the letter."""
    assert customer_words(Words("comment 7", f"Hi\n{text}")) == f"Hi\n{text}"


def test_answers_between_quoted_html_are_kept() -> None:
    """An answer between two quoted blocks is the customer's, although Gmail wraps all three in one quote."""
    quote = f'<div class="gmail_attr">{GMAIL.replace("<", "&lt;")}</div><blockquote>OLD-1</blockquote>'
    html = f'<div class="gmail_quote">{quote}<div>NEW-1</div><blockquote>OLD-2</blockquote></div>'
    assert own(html, html=True) == "NEW-1"
    below = "<blockquote>OLD-1</blockquote><p>NEW-1</p><table><tr><td><blockquote>OLD-2</table><p>NEW-2"
    assert own(below, html=True) == "NEW-1 NEW-2"


@pytest.mark.parametrize(
    "above", ["", "FYI", "Hello,\n\nplease see below.", "Siehe unten", "Voir ci-dessous", "Hola, ver abajo"]
)
def test_a_mail_that_only_forwards_is_the_message(above: str) -> None:
    """A description that says nothing of its own is what it forwards; a comment says nothing then."""
    text = f"{above}\n\n{FORWARD}"
    assert own(text, "description") == " ".join(text.split())
    assert own(text) == " ".join(above.split())


def test_a_quote_alone_is_a_message_without_its_footers() -> None:
    """What a description quotes is heard where it says nothing else, what its mail program adds is not."""
    assert own(f"Sent from my iPhone\n\n{GMAIL}\n> OLD-1", "description") == f"{GMAIL} > OLD-1"
    assert own("<blockquote>WID-12</blockquote><div class=gmail_signature>Jane", "description", html=True) == "WID-12"
    assert own(f"Where is NEW-1?\n\n{FORWARD}", "description") == "Where is NEW-1?"


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nJane Doe\nBlue Widget Inc, WID-12 is our bestseller",
        f"--\nJane Doe\nBlue Widget Inc\n{PHONE}",
        f"Best regards,\n\nJane Doe\nBlue Widget Inc\n{PHONE}\njane@bluewidget.example",
        "Kind regards, Jane Doe\nHead of Lamps | Blue Widget Inc\nwww.bluewidget.example",
        "Thanks\nJane Doe\n(555) 123-4567",
        "Thank you!\nJane\n12 Lamp Street\nLondon SW1A 1AA\nM: +44 7700 900123 | E: jane@mail.example",
        f"Mit freundlichen Grüßen\nJana Müller\nLampen GmbH\nLampenstraße 12\n10115 Berlin\n{PHONE}\nFax: 030 12345-68",
        "Viele Grüße\nJana\nMobil: 0171 1234567",
        "Cordialement,\nJeanne Dupont\n12 rue de la Lampe\n75011 Paris\nTél. : 01 23 45 67 89",
        "Un saludo,\nJuana Pérez\nTel: +34 912 345 678\nhttps://www.lampara.example/",
    ],
)
@pytest.mark.parametrize("below", ["", f"\n\n{GMAIL}\n> OLD", "\n\nSent from my iPhone", "\n-- \nGroup footer"])
def test_signatures_are_not_heard(signature: str, below: str) -> None:
    """A signature ends the customer's words, above a quote, a device or another signature too."""
    assert own(f"Where is NEW-1?\n\n{signature}{below}") == "Where is NEW-1?"


def test_a_signature_is_not_the_whole_message() -> None:
    """Where nothing stands above it, it is what the customer says."""
    assert own(f"Thanks,\nJane\n{PHONE}") == f"Thanks, Jane {PHONE}"
    assert own("-- \nWID-12") == "-- WID-12"


FOOTERS = """
    This e-mail and any attachments are confidential and intended solely for the addressee.
    The information contained in this message is privileged and may be confidential.
    CONFIDENTIALITY NOTICE: This message is intended only for the person to whom it is addressed.
    *Disclaimer:* the contents of this mail are confidential and for the intended recipient alone.
    CAUTION: This email originated from outside of the organization. Do not click links.
    If you have received this email in error please notify the sender, it is confidential.
    Please consider the environment before printing this e-mail.
    Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen.
    Der Inhalt dieser E-Mail ist ausschließlich für den bezeichneten Adressaten bestimmt.
    Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte sofort den Absender.
    Ce message et ses pièces jointes sont confidentiels.
    Les informations contenues dans ce message sont destinées exclusivement au destinataire.
    Pensez à l'environnement avant d'imprimer ce message.
    Este mensaje y sus archivos adjuntos son confidenciales.
    AVISO LEGAL: La información contenida en este correo es confidencial.
    Questa e-mail e i suoi allegati sono riservati e destinati al solo destinatario.
"""


@pytest.mark.parametrize("footer", [line.strip() for line in FOOTERS.strip().splitlines()])
def test_legal_footers_are_not_heard(footer: str) -> None:
    """A legal paragraph is nobody's words, below them or, as a warning, above; what follows it is heard."""
    assert own(f"NEW-1\n\n{footer}\n\nNEW-2") == "NEW-1 NEW-2"
    assert own(f"{footer}\nNEW-1") in {"NEW-1", f"{footer} NEW-1"}
    assert own(f"<p>{footer}</p><p>NEW-1</p>", html=True) == "NEW-1"


def test_a_wrapped_footer_is_cut_to_its_end() -> None:
    """Mail programs wrap the paragraph; it ends with an empty line, or a line that was not wrapped."""
    footer = (
        "This e-mail and any attachments are confidential and\nintended solely for the use of the individual OLD or\n"
    )
    assert own(f"NEW-1\n\n{footer}entity OLD to whom they are addressed.\nNEW-2\n\nNEW-3") == "NEW-1 NEW-2 NEW-3"


def test_a_subject_is_read_whole() -> None:
    """A subject is one line and never a quote."""
    assert customer_words(Words("subject", "> WID-12 wrote:"), Counting(code=False, urls=False)) == "> WID-12 wrote:"


CODE = "a\n```py\nb ~~~\n```\nc\n~~~\nd\n~~~~\ne `f`\n```\ng"
URL = "see https://shop.example/p?sku=A-1 or www.shop.example, (ftp://x/A-1) not ahttp or www"


@pytest.mark.parametrize(
    ("words", "counting", "kept"),
    [
        (Words("comment 1", CODE), Counting(code=False), "a c e `f` ``` g"),
        (Words("comment 1", "<p>a<code>b</code>c<pre>d\n e</pre>f", html=True), Counting(code=False), "a c f"),
        (Words("comment 1", URL), Counting(urls=False), "see or ( not ahttp or www"),
        (Words("attachment", "> WID-12.pdf"), Counting(attachments=False), ""),
        (Words("attachment", "> WID-12.pdf"), Counting(), "> WID-12.pdf"),
    ],
)
def test_code_addresses_and_file_names_count_as_configured(words: Words, counting: Counting, kept: str) -> None:
    """Each is heard unless it is switched off; a file's name is never a quote."""
    found = customer_words(words, counting)
    assert " ".join(found.split()) == kept
    assert len(found) == len(plain_text(words))
    assert customer_words(words).split() == plain_text(words).split()

"""Mails as the usual programs write them: NEW stands in the customer's words, OLD in what is quoted or added."""

from __future__ import annotations

from pathlib import Path

import pytest

from zendesk_bridge.core.mentions.text import customer_words, plain_text
from zendesk_bridge.core.model import Words

SHOP = "Shop Help <help@shop.example>"
TAG = "Shop Help &lt;<a href='mailto:help@shop.example'>help@shop.example</a>&gt;"


def layouts(name: str) -> dict[str, str]:
    """Return what a file of layouts holds, by the program and language that writes it."""
    text = (Path(__file__).parent / "layouts" / f"{name}.txt").read_text(encoding="utf-8")
    pairs = (part.partition("\n")[::2] for part in text.split("## ")[1:])
    return {program: lines.strip("\n") for program, lines in pairs}


ATTRIBUTIONS = {
    "Gmail en": f"On Mon, Nov 2, 2026 at 10:12\u202fAM {SHOP} wrote:",
    "Gmail en wrapped": "On Mon, Nov 2, 2026 at 10:12 AM Shop Help OLD <\nhelp@shop.example> wrote:",
    "Gmail de": f"Am Mo., 2. Nov. 2026 um 10:12\xa0Uhr schrieb {SHOP}:",
    "Gmail de wrapped": "Am Mo., 2. Nov. 2026 um 10:12 Uhr schrieb Shop OLD\n<help@shop.example>:",
    "Gmail fr": f"Le lun. 2 nov. 2026 à 10:12, {SHOP} a écrit\xa0:",
    "Gmail es": "El lun, 2 nov 2026 a las 10:12, Shop OLD (<help@shop.example>) escribió:",
    "Gmail pt": f"Em seg., 2 de nov. de 2026 às 10:12, {SHOP} escreveu:",
    "Gmail it": f"Il giorno lun 2 nov 2026 alle ore 10:12 {SHOP} ha scritto:",
    "Gmail nl": f"Op ma 2 nov 2026 om 10:12 schreef {SHOP}:",
    "Gmail pl": f"pon., 2 lis 2026 o 10:12 {SHOP} napisał(a):",
    "Gmail ja": f"2026年11月2日(月) 10:12 {SHOP}:",
    "Gmail ko": f"2026년 11월 2일 (월) 오전 10:12, {SHOP}님이 작성:",
    "Gmail zh": f"{SHOP} 于2026年11月2日周一 10:12写道\uff1a",
    "Gmail cs": f"po 2. 11. 2026 v 10:12 odesílatel {SHOP} napsal:",
    "Gmail da": f"Den man. 2. nov. 2026 kl. 10.12 skrev {SHOP}:",
    "Gmail sv": f"Den mån 2 nov. 2026 kl 10:12 skrev {SHOP}:",
    "Apple en": "On 2 Nov 2026, at 10:12, Shop OLD <help@shop.example> wrote:",
    "Apple de": "Am 02.11.2026 um 10:12 schrieb Shop OLD <help@shop.example>:",
    "Apple fr": "Le 2 nov. 2026 à 10:12, Shop OLD <help@shop.example> a écrit :",
    "Apple es": "El 2 nov 2026, a las 10:12, Shop OLD <help@shop.example> escribió:",
    "Yahoo en": f"On Monday, 2 November 2026 at 10:12:00 GMT, {SHOP} wrote:",
    "Yahoo de": f"Am Montag, 2. November 2026 um 10:12:00 MEZ hat {SHOP} Folgendes geschrieben:",
    "Yahoo fr": f"Le lundi 2 novembre 2026 à 10:12:00 UTC+1, {SHOP} a écrit :",
    "Yahoo es": f"En lunes, 2 de noviembre de 2026, 10:12:00 CET, {SHOP} escribió:",
}
WRITTEN = layouts("written")
"""Who wrote, in more programs and languages: name first, in dashes, without an address, from right to left."""

PREFIXED = {
    "Thunderbird en": "On 02/11/2026 10:12, Shop OLD wrote:",
    "Thunderbird de": "Am 02.11.26 um 10:12 schrieb Shop OLD:",
    "Thunderbird fr": "Le 02/11/2026 à 10:12, Shop OLD a écrit :",
    "Thunderbird es": "El 2/11/26 a las 10:12, Shop OLD escribió:",
    "Orange fr": '> Message du 02/11/26 10:12\n> De : "OLD" <help@shop.example>\n> A : j@mail.example\n> Objet : OLD',
}
BLOCKS = {
    "Outlook en": f"From: {SHOP}\nSent: Monday, November 2, 2026 10:12 AM\nTo: Jane\nSubject: OLD order",
    "Outlook de": f"Von: {SHOP}\nGesendet: Montag, 2. November 2026 10:12\nAn: Jana\nCc: OLD\nBetreff: OLD Bestellung",
    "Outlook fr": f"De : {SHOP}\nEnvoyé : lundi 2 novembre 2026 10:12\nÀ : Jeanne\nObjet : OLD",
    "Outlook es": f"De: {SHOP}\nEnviado: lunes, 2 de noviembre de 2026 10:12\nPara: Juana\nAsunto: OLD",
    "Outlook for Mac": f"*From: *{SHOP}\n*Date: *Monday, 2 November 2026 at 10:12\n*To: *Jane\n*Subject: *OLD",
    "Outlook mobile": f"________________________________\nFrom: {SHOP}\nSent: Monday, November 2, 2026 10:12:01 AM\n"
    "To: Jane <jane@mail.example>\nSubject: OLD",
    "Outlook classic": f"-----Original Message-----\nFrom: {SHOP}\nSent: 2 November 2026 10:12\nSubject: OLD",
    "Outlook classic de": f"-----Ursprüngliche Nachricht-----\nVon: {SHOP}\nGesendet: 2. November 2026 10:12",
    "Outlook classic fr": f"-----Message d'origine-----\nDe : {SHOP}\nEnvoyé : 2 novembre 2026 10:12",
    "Outlook classic es": f"-----Mensaje original-----\nDe: {SHOP}\nEnviado el: 2 de noviembre de 2026 10:12",
    "GMX, web.de": 'Gesendet: Montag, 2. November 2026 um 10:12 Uhr\nVon: "OLD" <help@shop.example>\nAn: j@gmx\n'
    "Betreff: OLD",
    "Samsung": f"-------- Original message --------\nFrom: {SHOP}\nDate: 02/11/2026 10:12 (GMT+01:00)\nSubject: OLD",
    "Gmail forward": f"---------- Forwarded message ---------\nFrom: {SHOP}\nDate: Nov 2, 2026\nSubject: OLD\nTo: J",
    "Apple forward": f"Begin forwarded message:\n\nFrom: {SHOP}\nSubject: OLD\nDate: 2 November 2026 at 10:12:00 CET",
    "Apple forward de": f"Anfang der weitergeleiteten Nachricht:\n\nVon: {SHOP}\nBetreff: OLD",
    "Thunderbird forward de": f"-------- Weitergeleitete Nachricht --------\nBetreff: OLD\nVon: {SHOP}",
    "Zendesk": "##- Please type your reply above this line -##",
    "Zendesk de": "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein -##",
}
HEADED = layouts("headed")
"""Headers and rules of more programs and languages."""

DEVICES = """
    Sent from my OLD
    Sent from my Samsung Galaxy smartphone.
    Sent from my Verizon, Samsung Galaxy
    Sent from Mail for Windows
    Get Outlook for iOS
    Sent from Yahoo Mail for iPhone
    Sent with Proton Mail secure email.
    Von meinem iPhone gesendet
    Von meinem Samsung Galaxy Smartphone gesendet.
    Gesendet von meinem OLD
    Gesendet von Outlook für iOS
    Gesendet mit der GMX Mail App
    Holen Sie sich Outlook für iOS
    Outlook für Android herunterladen
    Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.
    Envoyé de mon iPhone
    Envoyé depuis mon appareil Galaxy
    Envoyé depuis l'application Mail Orange
    Envoyé à partir de Outlook pour Android
    Télécharger Outlook pour iOS
    Provenance : Courrier pour Windows
    Enviado desde mi iPhone
    Enviado desde Outlook para Android
    Obtener Outlook para iOS
    Enviado do meu iPhone
    Inviato da iPhone
    Verstuurd vanaf mijn iPhone
    Sendt fra min iPhone
    Skickat från min iPhone
    Wysłane z iPhone'a
    Odesláno z iPhonu
    나의 iPhone에서 보냄
    从我的iPhone发送
    iPhoneから送信
"""
HTML = {
    "Gmail": f'<div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 2, 2026 at 10:12\u202fAM {TAG} wrote:'
    '<br></div><blockquote class="gmail_quote" style="margin:0px;border-left:1px solid">OLD</blockquote></div>',
    "Outlook web": '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> OLD</div>OLD',
    "Outlook desktop": '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>Von:</b> OLD '
    "&lt;help@shop.example&gt;<br><b>Gesendet:</b> 2. November 2026 10:12<br><b>An:</b> J<br><b>Betreff:</b> OLD</p>"
    '</div><p class="MsoNormal">OLD</p>',
    "Outlook mobile": '<div id="ms-outlook-mobile-signature">Get OLD</div><div id="divRplyFwdMsg">OLD</div>OLD',
    "Apple Mail": f"<blockquote type='cite'><div>On 2 Nov 2026, at 10:12, {TAG} wrote:</div>OLD</blockquote>",
    "Yahoo": '<div id="ydp1yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, OLD wrote:</div><div>OLD</div></div>',
    "Thunderbird": '<div class="moz-cite-prefix">Am 02.11.26 um 10:12 schrieb OLD:</div><blockquote type="cite">OLD',
    "GMX, web.de": '<div name="quote"><div>Gesendet: OLD</div><div name="quoted-content">OLD</div></div>',
    "Orange": "<blockquote style='border-left:2px solid blue'>&gt; Message du 02/11/26<br>OLD</blockquote>",
    "Proton": '<div class="protonmail_quote">On Monday, OLD wrote:<blockquote>OLD</blockquote></div>',
    "Gmail in a language nobody listed": '<div class="gmail_quote gmail_quote_container">'
    '<div dir="ltr" class="gmail_attr">'
    "Uke ya OLD kwa 2:<br></div><blockquote class='gmail_quote'>OLD</blockquote></div>",
    "Gmail without a class for it": "<div class='x_gmail_quote'>Uke ya OLD<br><blockquote>OLD</blockquote></div>",
    "Yahoo within Outlook": '<div class="x_ydp12ab34cyahoo_quoted" id="x_ydp12ab34cyahoo_quoted_4711">OLD</div>',
    "Outlook desktop in any language": '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt"><p><b>'
    "Uke:</b> OLD</p></div><p>OLD</p>",
    "Outlook web alone": '<div id="x_appendonsend"></div><div>OLD</div>',
    "Outlook mobile reference": '<div class="ms-outlook-mobile-reference-message skipProofing">OLD</div>',
    "New Outlook": '<div id="mail-editor-reference-message-container"><div>OLD</div></div>',
    "Zoho": '<div class="zmail_extra_hr"><br></div><div class="zmail_extra"><br>OLD</div>',
    "Tutanota": '<div class="tutanota_quote">OLD</div>',
    "Airmail": '<p class="airmail_on">On OLD wrote:</p><blockquote class="clean_bq">OLD</blockquote>',
    "NetEase": '<div class="ntes-mailmaster-quote" style="padding-top:1px">OLD</div>',
    "QQ": "<div><div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>OLD</div></div>",
    "QQ's box": '<div class="qmbox qm_con_body_content">OLD</div>',
    "Spark": '<div name="messageReplySection">On OLD wrote:<blockquote>OLD</blockquote></div>',
    "Thunderbird forward": '<div class="moz-forward-container">-------- OLD --------<table><tr><td>OLD</table></div>',
    "Gmail signature": '<div>-- <br></div><div dir="ltr" class="gmail_signature"><b>OLD</b> Inc.<br>OLD</div>',
    "Outlook signature": '<div class="elementToProof" id="Signature"><p>OLD Ltd</p></div>',
    "Thunderbird signature": '<pre class="moz-signature" cols="72">-- \nOLD</pre>',
}


def rows(*tables: dict[str, str]) -> list[object]:
    """Return the values of tables as parameters, each under its name."""
    return [pytest.param(text, id=name) for table in tables for name, text in table.items()]


def heard(text: str, *, html: bool = False, part: str = "comment 1") -> list[str]:
    """Return which of NEW and OLD are heard, in order; the result is as long as the text, whatever it is."""
    words = Words(part, text, html)
    found = customer_words(words)
    assert len(found) == len(plain_text(words))
    return [word.strip(".?") for word in found.split() if word.strip(".?") in {"NEW", "OLD", "NEW2"}]


@pytest.mark.parametrize("header", rows(ATTRIBUTIONS, WRITTEN, BLOCKS, HEADED))
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_an_unmarked_quote_is_cut_to_the_end(header: str, line_break: str) -> None:
    """Below the header of a mail that is quoted whole nothing is the customer's, the header included."""
    text = f"Where is NEW?\n\n{header}\n\nDear OLD,\nwe are sorry about OLD.".replace("\n", line_break)
    assert heard(text) == ["NEW"]
    assert heard(text, part="description") == ["NEW"]


@pytest.mark.parametrize("header", rows(ATTRIBUTIONS, WRITTEN, PREFIXED))
def test_answers_between_marked_quotes_are_heard(header: str) -> None:
    """Where each quoted line is marked, what stands above, between and below is the customer's."""
    text = f"NEW.\n{header}\n> Which OLD?\n>\n>> OLD\n\nNEW2\n> And OLD?\nNEW."
    assert heard(text) == ["NEW", "NEW2", "NEW"]


@pytest.mark.parametrize("history", rows(HTML))
def test_quoted_html_is_not_heard(history: str) -> None:
    """The quotes and signatures of the usual programs are known by how they are marked up."""
    assert heard(f"<div dir='ltr'>Where is <b>NEW</b>?</div>{history}", html=True) == ["NEW"]


@pytest.mark.parametrize("line", [line.strip() for line in DEVICES.strip().splitlines()])
def test_the_device_is_no_product(line: str) -> None:
    """A line like "Sent from my iPhone" does not speak about a late iPhone, not even where nothing else is said."""
    text = f"Where is NEW?\n\n{line}"
    assert customer_words(Words("description", text)) == "Where is NEW?\n\n" + " " * len(line)
    assert customer_words(Words("description", line)).strip() == ""

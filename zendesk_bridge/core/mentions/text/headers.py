"""The block above a quoted mail, "From: ... Sent: ... To: ... Subject: ...", and the rule above that, by language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zendesk_bridge.core.mentions.text.attribution import CLOCK, DATED, LENGTH

_FROM = (
    "from|von|de|da|van|od|fra|från|от|от кого|від|від кого|отправитель|expéditeur|remitente|mittente|afzender"
    "|avsändare|avsender|afsender|odesílatel|odosielateľ|nadawca|šalje|feladó|lähettäjä|kimden|gönderen|de la"
    "|expeditor|desde|מאת|من|από|od koho|từ|dari|发件人|發件人|寄件者|寄件人|보낸 ?사람|보낸이|差出人|送信者"
)
_SENT = (
    "sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|enviado|enviado el|enviada|enviada em|enviat|enviat el"
    "|fecha|inviato|data|verzonden|wysłano|wysłane|sendt|dato|skickat|sänt|odesláno|odoslané|odoslal|dátum|küldve"
    "|elküldve|küldés|lähetetty|päivämäärä|päiväys|tarih|gönderildi|gönderme tarihi|gönderilme tarihi|trimis"
    "|trimis la|poslano|poslané|дата|отправлено|надіслано|відправлено|στάλθηκε|ημερομηνία|נשלח|תאריך|التاريخ"
    "|تاريخ|تم الإرسال|المرسلة|đã gửi|ngày|tanggal|dikirim|发送时间|發送時間|傳送時間|寄件日期|日期|时间"
    "|보낸 ?날짜|보낸 ?시간|날짜|送信日時|日付|日時"
)
_TO = (
    "to|an|à|a|para|aan|do|til|till|komu|кому|per a|címzett|vastaanottaja|kime|al\u0131c\u0131|către|catre|אל|إلى"
    "|προς|za|prima|đến|kepada|pour|destinataire|destinatario|收件人|收件者|받는 ?사람|宛先"
)
_SUBJECT = (
    "subject|betreff|objet|asunto|oggetto|onderwerp|temat|emne|ämne|předmět|predmet|assunto|тема|tárgy|aihe|konu"
    "|subiect|assumpte|θέμα|נושא|הנדון|الموضوع|موضوع|zadeva|tiêu đề|chủ đề|subjek|perihal|主\\s?[题題]|主旨|제목"
    "|件名"
)
_LABEL = re.compile(r"[*|\s]*([^\W\d_][\w ]{0,17}?)[*\s]*[:\uff1a|]")
_IS_FROM, _IS_SENT, _IS_TO, _IS_SUBJECT = (re.compile(names, re.IGNORECASE) for names in (_FROM, _SENT, _TO, _SUBJECT))
LABELS = tuple(rf"{name}[*\s]*[:\uff1a|]" for name in f"{_FROM}|{_SENT}".split("|"))
"""How such a block begins."""

_APPLE = (
    "begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|inizio messaggio inoltrato"
    "|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|begin doorgestuurd bericht"
    "|začátek přeposílané zprávy|start på videresendt besked|videresendt melding|välitetty viesti alkaa"
    "|továbbított levél kezdete|początek przekazywanej wiadomości|vidarebefordrat mejl"
    "|início da mensagem encaminhada|início da mensagem reencaminhada|începe mesajul redirecționat"
    "|začiatok preposlanej správy|начало переадресованного сообщения|початок листа, що пересилається"
    "|započni proslijeđenu poruku|inici del missatge reenviat|αρχή προωθημένου μηνύματος|תחילת ההודעה שהועברה"
    "|بدء الرسالة المعاد توجيهها|ileti ba\u015flang\u0131c\u0131|iletilen ileti ba\u015flang\u0131c\u0131"
    "|开始转发的邮件|以下是转发的邮件|転送されたメッセージ|전달된 메시지"
)
FORWARDS = tuple(rf"{words}\s?[:\uff1a]" for words in re.split(r"\|(?![^(]*\))", _APPLE))
"""What Apple's mail program writes above a forwarded mail."""

_RULED = (
    "(?:original|reply|replied|forwarded) (?:message|e-?mail|mail)|original|forwarded by .{0,80}"
    "|(?:ursprüngliche|weitergeleitete|originale) (?:nachricht|e-?mail|mail)|original-?nachricht"
    "|(?:message|courriel) (?:d['\u2019]origine|original|initial|transféré|réexpédié)"
    "|mensaje (?:original|reenviado)|missatge (?:original|reenviat)|mensagem (?:original|(?:re)?encaminhada)"
    "|messaggio (?:originale|inoltrato)|(?:oorspronkelijk|origineel|doorgestuurd) bericht"
    "|(?:oprindelig|opprinnelig|original|videresendt) (?:meddelelse|besked|melding|e-?post|mail)"
    "|(?:ursprungligt|vidarebefordrat) (?:meddelande|mejl)|originalmeddelande|(?:alkuperäinen|välitetty) viesti"
    "|(?:původní|přeposlaná) (?:zpráva|e-?mail)|(?:pôvodná|preposlaná) správa"
    "|(?:oryginalna|przekazana|przesłana dalej) wiadomość|wiadomość (?:oryginalna|przekazana(?: dalej)?)"
    "|(?:eredeti|továbbított) (?:üzenet|levél)|mesaj(?:ul)? (?:original|ini[țt]ial|redirec[țt]ionat)"
    "|(?:orijinal|özgün|iletilen|yönlendirilen|iletilmiş|yönlendirilmiş) (?:ileti|mesaj)"
    "|(?:исходное|пересылаемое|пересланное|оригинальное|перенаправленное) (?:сообщение|письмо)"
    "|(?:оригінальне|переслане|вихідне) повідомлення|(?:αρχικό|προωθημένο) μήνυμα"
    "|(?:izvorna|originalna|proslijeđena) poruka|izvirno sporočilo|הודעה (?:מקורית|שהועברה)|הודעה שהועברה"
    "|الرسالة الأصلية|رسالة (?:أصلية|معاد توجيهها|محولة)|tin nhắn gốc|thư gốc"
    "|(?:回复的|转发的)?原?始?邮件(?:信息)?|原始?[郵信]件|轉寄的郵件|元のメッセージ|オリジナルメッセージ"
    "|転送(?:された)?メッセージ|원본 ?(?:메시지|메일)|전달된 ?(?:메시지|메일)"
)
_RULE = r"[-_*= \u2013\u2014]"
_SEPARATOR = re.compile(
    r"##-.{0,200}-##"  # Zendesk's "please type your reply above this line", in any language
    rf"|{_RULE}{{2,}}+\s*+(?:{_RULED})\s*{_RULE}{{2,}}"
    "|" + "|".join(FORWARDS),
    re.IGNORECASE,
)
_LINES = 8  # what Outlook writes above a quoted mail, with wrapped recipients
_LABELS = 3  # of "From:", "Sent:", "To:", "Subject:" that make a block a mail's head


def is_separator(line: str) -> bool:
    """Tell whether a line is the rule above a quoted or forwarded mail."""
    return len(line) <= LENGTH and bool(_SEPARATOR.fullmatch(line))


def block_height(lines: Sequence[str], position: int) -> int:
    """Return the length of a mail's header that begins here with who or when; 0 if none does.

    It has three labels, among them who, a time, and the subject, or to whom with nothing more below.
    """
    opening = _LABEL.match(lines[position])
    if not (opening and (_IS_FROM.fullmatch(opening[1]) or _IS_SENT.fullmatch(opening[1]))):
        return 0
    labels: list[str] = []
    dated = addressed = False
    for height, line in enumerate(lines[position : position + _LINES]):
        label = _LABEL.match(line)
        if not line:
            return height if addressed and _is_complete(labels, dated=dated) else 0
        labels += [label[1]] if label else []
        dated = dated or _tells_when(label, line[:LENGTH])
        addressed = addressed or bool(label and _IS_TO.fullmatch(label[1]))
        if label and _IS_SUBJECT.fullmatch(label[1]):
            return height + 1 if _is_complete(labels, dated=dated) else 0
    return 0


def _tells_when(label: re.Match[str] | None, line: str) -> bool:
    return bool((DATED if label and _IS_SENT.fullmatch(label[1]) else CLOCK).search(line))


def _is_complete(labels: Sequence[str], *, dated: bool) -> bool:
    return dated and len(labels) >= _LABELS and any(map(_IS_FROM.fullmatch, labels))

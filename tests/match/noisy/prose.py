"""What customers write around the one sentence that matters: complaints, numbers of other things, thanks."""

from __future__ import annotations

from random import Random

SENTENCES = {
    "en": (
        "Hello, I hope that you can help me with this.",
        "I placed order #{order} on {date} and paid {price} by card.",
        "The tracking page has not changed since {date}.",
        "My phone number is {phone} in case that you need to call.",
        "We moved, so please send it to {street}, {town} {zip}.",
        "I already wrote two mails and got an automatic answer.",
        "Your chat told me to wait for five working days.",
        "The payment of {price} left my account at once.",
        "I would rather have a refund than wait another month.",
        "It was meant as a present for my mother.",
        "The courier left a card with the number {tracking} on it.",
        "The confirmation is at https://shop.example/account/orders/{order}.",
        "The rest of the parcel came on {date} and was fine.",
        "Could somebody with a name please answer me?",
        "I have been a customer of yours for many years.",
        "The invoice {invoice} says that delivery takes 3-5 days.",
        "My neighbour ordered a week later and has his already.",
        "Thanks a lot for looking into this.",
        "I am at work until 5:30 pm, so mail is better.",
        "If it takes longer, tell me honestly, that is all I ask.",
    ),
    "de": (
        "Guten Tag, ich hoffe, Sie k\u00f6nnen mir weiterhelfen.",
        "Meine Bestellung {order} vom {date} habe ich sofort bezahlt.",
        "In der Sendungsverfolgung steht seit dem {date} nichts Neues.",
        "Telefonisch bin ich unter {phone} erreichbar.",
        "Bitte liefern Sie an {street}, {zip} {town}.",
        "Auf meine zwei Mails kam nur eine automatische Antwort.",
        "Im Chat hie\u00df es, ich solle f\u00fcnf Werktage warten.",
        "Der Betrag von {price} wurde gleich abgebucht.",
        "Lieber h\u00e4tte ich mein Geld zur\u00fcck als noch einen Monat zu warten.",
        "Es sollte ein Geschenk f\u00fcr meine Mutter sein.",
        "Der Rest der Lieferung kam am {date} und war in Ordnung.",
        "Ich bin seit vielen Jahren Ihr Kunde.",
        "Laut Rechnung {invoice} dauert der Versand 3-5 Tage.",
        "Vielen Dank im Voraus f\u00fcr Ihre M\u00fche.",
        "Bis 17:30 Uhr bin ich bei der Arbeit, schreiben Sie mir bitte.",
        "Wenn es l\u00e4nger dauert, sagen Sie es mir ehrlich.",
    ),
    "fr": (
        "Bonjour, j'esp\u00e8re que vous pourrez m'aider.",
        "J'ai pass\u00e9 la commande {order} le {date} et tout est pay\u00e9.",
        "Le suivi du colis n'a pas boug\u00e9 depuis le {date}.",
        "Vous pouvez me joindre au {phone} le matin.",
        "Mon adresse est {street}, {zip} {town}.",
        "J'ai d\u00e9j\u00e0 \u00e9crit deux fois sans vraie r\u00e9ponse.",
        "On m'a dit au chat d'attendre cinq jours ouvr\u00e9s.",
        "La somme de {price} a \u00e9t\u00e9 d\u00e9bit\u00e9e tout de suite.",
        "Je pr\u00e9f\u00e8re \u00eatre rembours\u00e9e que d'attendre encore un mois.",
        "C'\u00e9tait un cadeau pour ma m\u00e8re.",
        "Le reste du colis est arriv\u00e9 le {date}, rien \u00e0 dire.",
        "Je suis cliente chez vous depuis longtemps.",
        "La facture {invoice} parle de 3 \u00e0 5 jours.",
        "Merci d'avance pour votre aide.",
    ),
    "es": (
        "Buenos d\u00edas, espero que me puedan ayudar.",
        "Hice el pedido {order} el {date} y lo pagu\u00e9 al momento.",
        "El seguimiento no cambia desde el {date}.",
        "Me pueden llamar al {phone} por la tarde.",
        "Mi direcci\u00f3n es {street}, {zip} {town}.",
        "Ya escrib\u00ed dos veces y no recib\u00ed respuesta.",
        "En el chat me dijeron que esperara cinco d\u00edas.",
        "Los {price} se cobraron enseguida.",
        "Prefiero que me devuelvan el dinero a esperar otro mes.",
        "Era un regalo para mi madre.",
        "El resto del paquete lleg\u00f3 el {date} y estaba bien.",
        "Soy cliente desde hace muchos a\u00f1os.",
        "La factura {invoice} habla de 3 a 5 d\u00edas.",
        "Muchas gracias por su ayuda.",
    ),
}
TOWNS = {"en": ("Springfield", "Leeds"), "de": ("Bremen", "Ulm"), "fr": ("Nantes", "Dijon"), "es": ("Burgos", "Murcia")}
STREETS = {"en": "14 Hill Road", "de": "Lindenweg 14", "fr": "14 rue des Lilas", "es": "calle Mayor 14"}
LENGTH = 540


def sentences(rng: Random, lang: str) -> list[str]:
    """Return as many sentences as fill a ticket."""
    chosen: list[str] = []
    pool = list(SENTENCES[lang])
    rng.shuffle(pool)
    while pool and sum(map(len, chosen)) < LENGTH:
        chosen.append(pool.pop().format(**_numbers(rng, lang)))
    return chosen


def _numbers(rng: Random, lang: str) -> dict[str, str]:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2024, 2026)
    euros, cents = rng.randint(5, 900), rng.randint(0, 99)
    return {
        "order": f"{rng.randint(10_000, 99_999_999)}",
        "invoice": f"INV-{year}-{rng.randint(1, 99_999):05}",
        "date": f"{month}/{day}/{year}" if lang == "en" else f"{day:02}.{month:02}.{year}",
        "price": f"${euros}.{cents:02}" if lang == "en" else f"{euros},{cents:02} \u20ac",
        "phone": f"+{rng.randint(1, 49)} {rng.randint(100, 999)} {rng.randint(100_000, 9_999_999)}",
        "zip": f"{rng.randint(10_000, 99_999)}",
        "town": rng.choice(TOWNS[lang]),
        "street": STREETS[lang],
        "tracking": f"1Z{rng.randint(10**15, 10**16 - 1)}",
    }

"""The words of the invented shop: what its products are called, and what its customers write around them."""

from __future__ import annotations

_SYLLABLES = "bra cor dal fen gol hin jor kel lum mor nax pel quin ros sol tam ul ven wex yor zan"
BRANDS = tuple(_SYLLABLES.split())
ONES = ("tivo", "zamu", "glek", "wibo", "ruxa", "pyne", "drof", "kusi", "vamp", "lodo", "jexi", "hylo")
"""Syllables of one-word names; none of them begins or ends a brand, so that the two never meet."""

ADJECTIVES = {
    "en": (
        "Oak",
        "Alpine",
        "Ceramic",
        "Folding",
        "Organic",
        "Velvet",
        "Copper",
        "Cordless",
        "Bamboo",
        "Travel",
        "Magnetic",
        "Stackable",
        "Woollen",
        "Quilted",
        "Marble",
        "Inflatable",
        "Padded",
        "Brushed",
        "Scented",
        "Insulated",
    ),
    "de": (
        "Faltbare",
        "Gl\u00e4serne",
        "Kleine",
        "Gro\u00dfe",
        "Robuste",
        "Gr\u00fcne",
        "Dichte",
        "Leise",
        "Edle",
        "Schmale",
        "W\u00e4rmende",
        "Doppelte",
        "Rustikale",
        "Elektrische",
    ),
    "fr": (
        "Pliante",
        "Dor\u00e9e",
        "L\u00e9g\u00e8re",
        "Brod\u00e9e",
        "Tress\u00e9e",
        "Vintage",
        "Satin\u00e9e",
        "Ronde",
        "Laqu\u00e9e",
        "C\u00f4tel\u00e9e",
        "Murale",
        "Bross\u00e9e",
        "Empilable",
        "Sculpt\u00e9e",
    ),
    "es": (
        "Plegable",
        "T\u00e9rmica",
        "El\u00e9ctrica",
        "R\u00fastica",
        "Acolchada",
        "Port\u00e1til",
        "Met\u00e1lica",
        "Ligera",
        "Infantil",
        "Lavable",
        "Impermeable",
        "Antigua",
        "Apilable",
        "Compacta",
    ),
}
NOUNS = {
    "en": (
        "Lamp",
        "Kettle",
        "Jacket",
        "Blender",
        "Backpack",
        "Raincoat",
        "Pillow",
        "Bookend",
        "Teapot",
        "Helmet",
        "Grinder",
        "Doormat",
        "Router",
        "Speaker",
        "Toaster",
        "Hammock",
        "Candle",
        "Planter",
        "Drawer",
        "Skillet",
        "Tripod",
    ),
    "de": (
        "Lampe",
        "K\u00fcchenwaage",
        "Trinkflasche",
        "Bratpfanne",
        "Sch\u00fcssel",
        "T\u00fcrmatte",
        "Jacke",
        "Kaffeem\u00fchle",
        "Brotb\u00fcchse",
        "S\u00e4ge",
        "Leuchte",
        "Gie\u00dfkanne",
        "H\u00e4ngematte",
        "Kommode",
    ),
    "fr": (
        "Lampe",
        "Bouilloire",
        "Chaise",
        "Th\u00e9i\u00e8re",
        "Veste",
        "\u00c9tag\u00e8re",
        "Couverture",
        "Sacoche",
        "Cafeti\u00e8re",
        "Corbeille",
        "P\u00e8lerine",
        "Commode",
        "Gourde",
        "Balan\u00e7oire",
    ),
    "es": (
        "L\u00e1mpara",
        "Cafetera",
        "Silla",
        "Mochila",
        "Botella",
        "Chaqueta",
        "Sart\u00e9n",
        "B\u00e1scula",
        "Manta",
        "Tetera",
        "Estanter\u00eda",
        "Monta\u00f1era",
        "Cazuela",
        "Regadera",
    ),
}
OWNERS = ("Children's", "Baker's", "Women's", "Gardener's", "Traveller's", "Painter's")
PAIRS = {
    "en": (("Salt", "Pepper"), ("Cup", "Saucer"), ("Shampoo", "Conditioner"), ("Mortar", "Pestle"), ("Hat", "Scarf")),
    "de": (("Salz", "Pfeffer"), ("Nadel", "Faden"), ("Essig", "\u00d6l"), ("Eimer", "Schaufel")),
    "fr": (("Th\u00e9", "Tisane"), ("Sel", "Poivre"), ("Bonnet", "\u00c9charpe"), ("Pinceau", "Palette")),
    "es": (("Aceite", "Vinagre"), ("Sal", "Pimienta"), ("Gorro", "Bufanda"), ("Balde", "Pala")),
}
ENDS = {"en": "Set", "de": "Garnitur", "fr": "Coffret", "es": "Juego"}
AND = {"en": "and", "de": "und", "fr": "et", "es": "y"}
SIZES = ("12 oz", "32 cm", "1.7 L", "65 W", "250 ml", "45 cm", "3 kg", "12 V", "110 cm", "20 mm", "500 g")
LONGER = ("Pro", "Extra Large", "Deluxe", "Mk 2", "Refill", "Twin Pack", "Hood", "XL")

LETTERS = "BCDFGHJKLMNPQRTVWXZAEU"
ENDINGS = ("XL", "EU", "UK", "KIT", "BLK", "WHT", "TT")

EVERYDAY = {
    "MINI": ("I had a mini heart attack when I saw the bill.", "Das war nur ein mini Kratzer."),
    "BLUE": ("Do you also have the blue one in the shop?", "The box was blue and a bit dented."),
    "NOVA": ("My dog Nova chewed the box.", "Our daughter Nova loves your shop."),
    "SOLO": ("Solo quer\u00eda saber cu\u00e1ndo abren.", "He flew solo to Madrid."),
    "MAX": ("My husband Max will open the door.", "Bitte max. zwei Kartons auf einmal."),
    "TREND": ("Der Trend geht wohl zu langen Lieferzeiten.", "I do not like this trend at all."),
    "BASIC": ("It is a basic question, really.", "Our account is still the basic plan."),
    "FLEX": ("We work flex time, so come after six.", "Wir haben Flex-Zeiten im Lager."),
    "STAR": ("I gave you one star for that.", "Your driver was a star, thank you."),
    "LUNA": ("Fuimos de luna de miel y no hab\u00eda nadie en casa.", "Meine Katze Luna hat den Karton zerlegt."),
    "PRIMA": ("Das hat sonst immer prima geklappt.", "Prima, dann warte ich."),
    "ROUGE": ("La ligne rouge du m\u00e9tro \u00e9tait coup\u00e9e.", "Le voyant rouge reste allum\u00e9."),
}
"""SKUs that are everyday words too, and what people mean by them then."""
TINY = ("A4", "X1", "B5", "M8", "4K", "C3", "T9", "K2")

MENTIONS = {
    "en": (
        "When will {} be shipped?",
        "I am still waiting for {} and nobody answers me.",
        "Is there any news about {} yet?",
        "The parcel came without {} last week.",
        "Please tell me whether {} is still late.",
        "I bought {} three weeks ago.",
        "All I want to know is when {} gets here.",
        "Your site says that {} is delayed, until when?",
    ),
    "de": (
        "Wann wird {} verschickt?",
        "Ich warte noch immer auf {} und niemand antwortet.",
        "Gibt es schon Neues zu {} bei Ihnen?",
        "Im Paket fehlte {} leider.",
        "Bitte sagen Sie mir, ob {} noch kommt.",
        "Vor drei Wochen habe ich {} gekauft.",
    ),
    "fr": (
        "Quand allez-vous envoyer {} chez moi ?",
        "J'attends toujours {} et personne ne me r\u00e9pond.",
        "Avez-vous des nouvelles de {} maintenant ?",
        "Il manquait {} dans le colis.",
        "J'ai achet\u00e9 {} il y a trois semaines.",
    ),
    "es": (
        "\u00bfCu\u00e1ndo van a enviar {} por fin?",
        "Sigo esperando {} y nadie me contesta.",
        "\u00bfHay noticias de {} ya?",
        "En el paquete faltaba {} otra vez.",
        "Compr\u00e9 {} hace tres semanas.",
    ),
}
CUED = {
    "en": (
        "I am still waiting for item {} to come.",
        "Item no. {} has not arrived.",
        "Item number {} is missing.",
        "The SKU is {} by the way.",
        "SKU: {}",
        "Part number {} never came.",
        "It is model {} that I bought.",
        "Style {} please.",
        "Article {} was not in the box.",
        "Product code {} is what I need.",
        "{} is the item I bought.",
        "Item # {} please.",
    ),
    "de": (
        "Es geht um Artikel {} bei Ihnen.",
        "Artikelnummer {} fehlt noch.",
        "Art.-Nr. {} ist nicht gekommen.",
        "Artikel-Nr.: {}",
        "Wann kommt das Teil {} endlich?",
        "Modell {} fehlt im Paket.",
        "Teilenummer {} bitte.",
    ),
    "fr": (
        "Il s'agit de l'article {} que j'attends.",
        "La r\u00e9f\u00e9rence {} n'est pas arriv\u00e9e.",
        "R\u00e9f. {} toujours absente.",
        "C'est le mod\u00e8le {} que je veux.",
        "Article n\u00b0 {} manquant.",
        "Code produit : {}",
    ),
    "es": (
        "Se trata del art\u00edculo {} que espero.",
        "La referencia {} no ha llegado.",
        "Ref. {} sin noticias.",
        "Es el modelo {} que quiero.",
        "C\u00f3digo de producto: {}",
        "N\u00famero de art\u00edculo {} por favor.",
    ),
}
"""What makes an item of a number or of an everyday word."""

NUMBERED: dict[str, dict[str, tuple[str, ...]]] = {
    "order": {
        "en": ("My order number is {}.", "Order #{} was placed in May.", "It is order {} from May.", "PO {} please."),
        "de": ("Meine Bestellnummer lautet {}.", "Bestellung {} vom Mai.", "Auftrag {} vom Mai.", "Bestell-Nr. {}"),
        "fr": ("Ma commande {} date de mai.", "Num\u00e9ro de commande : {}", "Commande n\u00b0 {} de mai."),
        "es": ("Mi pedido {} es de mayo.", "N\u00famero de pedido: {}", "Pedido n\u00ba {} de mayo."),
    },
    "invoice": {
        "en": ("I need invoice {} again.", "Invoice no. {} is wrong."),
        "de": ("Rechnung {} stimmt nicht.", "Rechnungsnummer {} bitte."),
        "fr": ("La facture {} est fausse.", "Facture n\u00b0 {} svp."),
        "es": ("La factura {} no cuadra.", "Factura n\u00ba {} por favor."),
    },
    "phone": {
        "en": ("Call me at {}.", "My phone is {}.", "Mobile: {}"),
        "de": ("Tel. {}", "Sie erreichen mich unter Telefon {}.", "Handy {}"),
        "fr": ("Mon t\u00e9l\u00e9phone : {}", "T\u00e9l. {}", "Mon portable est le {}."),
        "es": ("Mi tel\u00e9fono es el {}.", "Tel. {}", "M\u00f3vil: {}"),
    },
    "price": {
        "en": ("I paid ${} for nothing.", "You charged {} EUR twice."),
        "de": ("Es wurden {} \u20ac abgebucht.", "EUR {} zu viel."),
        "fr": ("On m'a d\u00e9bit\u00e9 {} \u20ac.",),
        "es": ("Me cobraron {} \u20ac de m\u00e1s.",),
    },
    "zip": {
        "en": ("I live in Springfield, ZIP {}.", "My zip code is {}."),
        "de": ("Meine Postleitzahl ist {}.", "PLZ {} Musterstadt."),
        "fr": ("Mon code postal est {}.", "Code postal : {}"),
        "es": ("Mi c\u00f3digo postal es {}.", "C.P. {} Burgos."),
    },
    "case": {
        "en": ("My case number is {}.", "This is about ticket {} from Monday.", "Tracking number {} says nothing."),
        "de": ("Meine Kundennummer ist {}.", "Sendungsnummer {} ohne Eintrag.", "Vorgang {} vom Montag."),
        "fr": ("Mon num\u00e9ro de client est le {}.", "Num\u00e9ro de suivi : {}", "Le ticket {} reste ouvert."),
        "es": ("Mi n\u00famero de cliente es el {}.", "N\u00famero de seguimiento: {}", "El caso {} sigue abierto."),
    },
}
"""Numbers of other things, equal to a SKU."""

"""French, as published delay notices and support macros have it."""

from __future__ import annotations

from zendesk_bridge.core.macros.lint.words.lexicon import Lexicon

_NUMBER = r"(?:\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze)"
_UNIT = r"(?:heures?|jours?|semaines?|mois)"
_SILENT = (
    r"(?:sans (?:réponse|retour|nouvelles)|si (?:vous|nous) (?:ne |n['\u2019])~{0,40}(?:répond|réagiss"
    r"|recev|avons)\w*"
    r"|à moins que vous|sauf (?:si vous|avis contraire|réponse))"
)
_MESSAGE = (
    r"(?:ce (?:message|courriel|mail|courrier)|cet (?:e-?mail|avis)|cette (?:notification|information)|la présente)"
)

FRENCH = Lexicon(
    vague=(
        r"(?<!à )bientôt",
        r"prochainement",
        r"sous peu",
        r"d['\u2019]ici peu",
        r"dès que possible",
        r"dans les (?:meilleurs|plus brefs) délais",
        r"dans les (?:prochains jours|prochaines semaines)",
    ),
    asks=(
        (
            r"(?:veuillez|merci de|pourriez-vous|pouvez-vous) (?:\w+ ){0,3}(?:répondre|envoyer|transmettre|contacter"
            r"|confirmer|indiquer|communiquer|faire)"
        ),
        r"(?:répondez|envoyez|contactez|indiquez|confirmez|dites|transmettez)(?:-nous|-moi)?",
    ),
    delay=(
        r"retard(?:s|é|ée|és|ées|er|era)?",
        r"plus tard que (?:prévu|annoncé|promis)",
        (
            r"(?:actuellement|temporairement|momentanément|malheureusement) (?:\w+ )?(?:en rupture(?: de stock)?"
            r"|indisponibles?|épuisée?s?)"
        ),
        r"(?:est|sont) (?:\w+ )?en rupture(?: de stock)?",
    ),
    not_delay=(
        (
            r"(?:retard|tardive?) (?:de|dans|pour)(?: (?:notre|ma|la|cette))? (?:réponse|répondre|remboursement"
            r"|vous répondre)"
        ),
        r"(?:réponse|remboursement|paiement)~{0,20}(?:retard\w*|tardi\w+)",
        r"répondre~{0,20}(?:avec|en|du) retard",
        r"réponse tardive",
        r"sans (?:\w+ )?retard",
        r"(?:peut|peuvent|pourrait|pourraient|éventuels?|possibles?|risque\w*) ~{0,50}retard\w*",
        r"retards? (?:éventuels?|possibles?|peuvent|peut)",
        r"(?:si|s['\u2019]il|en cas de|lorsque|au cas où) ~{0,50}(?:retard\w*|rupture)",
        r"(?:pas de|aucun|pas) retard\w*",
    ),
    closed=(
        r"(?:avons|ai) (?:bien )?annulé",
        r"(?:demandé|souhaité),? nous annulons",
        r"(?:a été|est) annulée?",
        r"de nouveau (?:en stock|disponible)s?",
        r"remboursement (?:a été )?(?:validé|effectué|approuvé)",
    ),
    ships=(
        r"expédi\w*",
        r"envoi\w*",
        r"envoy\w*",
        r"enverr\w*",
        r"quitte\w* (?:notre|l['\u2019]) ?entrepôt",
        r"départ",
    ),
    delivers=(r"livrais\w*", r"livré\w*", r"livrer\w*", r"arriver\w*", r"(?:le|la|les|l['\u2019])\s?recevrez"),
    negated=(r"pas", r"aucune?", r"jamais"),
    no_date=(
        r"(?:ne|n['\u2019]) ?~{0,40}(?:pas|aucune)~{0,40}(?:date|délai)",
        r"(?:pas de|aucune|sans) (?:nouvelle )?date",
        r"date (?:\w+ )?(?:inconnue|(?:non|pas) (?:encore )?confirmée)",
        r"ne savons pas~{0,30}quand",
    ),
    confirming=(
        r"(?:confirmer|confirmons|vérifions|vérifier)~{0,40}(?:date|délai)",
        r"date en cours de confirmation",
    ),
    reason=(
        *(r"parce qu\w*", r"en raison", r"à cause", r"suite à", r"due? à", r"car", r"raisons?", r"puisqu\w*"),
        *(
            r"fournisseurs?",
            r"fabricants?",
            r"usine",
            r"port",
            r"douane\w*",
            r"conteneur",
            r"qualité",
            r"sécurité",
            r"grèves?",
        ),
        *(r"météo", r"tempête", r"pénurie", r"demande", r"production", r"rappel", r"transporteur"),
        r"retardée?s? ?:",
    ),
    period=(
        (
            rf"(?:sous|dans|d['\u2019]ici|en|dans un délai de)(?: les| environ)? {_NUMBER}(?: ?(?:-|\u2013|à|ou"
            rf") ?{_NUMBER})? {_UNIT}"
        ),
        rf"to(?:us|utes) les {_NUMBER} {_UNIT}",
        rf"{_NUMBER}(?: ?(?:-|\u2013|à|ou) ?{_NUMBER})? {_UNIT} (?:de retard|plus tard|de plus|supplémentaires?)",
        rf"(?:encore|environ|jusqu['\u2019]à|prend) {_NUMBER}(?: ?(?:-|\u2013|à|ou) ?{_NUMBER})? {_UNIT}",
        r"au plus tard le \w+ jour ouvré",
        r"\w+ jour ouvré suivant",
        r"(?:d['\u2019]ici )?demain",
        r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: prochain)?",
        r"(?:d['\u2019]ici (?:à )?|avant )?la fin de (?:la|cette) semaine",
        r"la semaine prochaine",
        r"cette semaine",
    ),
    wait=(r"attendre", r"patienter", r"conserver (?:votre|la) commande", r"maintenir (?:votre|la) commande"),
    swap=(r"échang\w*", r"rempla\w*", r"substitu\w*", r"alternatives?", r"un autre (?:article|modèle|produit)"),
    split=(
        r"expédition (?:partielle|séparée)",
        r"(?:le )?reste de (?:votre|la) commande",
        r"expédier le reste",
        r"en deux (?:fois|envois)",
    ),
    cancel=(r"annul\w*", r"vous rétracter", r"résili\w*"),
    refund=(r"rembours\w*",),
    full_refund=(
        r"rembours\w* (?:\w+ ){0,3}(?:intégral|total|complet)\w*",
        r"intégralement rembours\w*",
        r"moyen de paiement d['\u2019]origine",
    ),
    credit=(
        r"bons? d['\u2019]achat",
        r"un avoir",
        r"cartes? cadeaux?",
        r"crédit (?:boutique|magasin)",
        r"avoir (?:client|boutique)",
    ),
    not_offered=(
        r"(?:ne|n['\u2019]) ?~{0,20}(?:pas|plus|aucun\w*) (?:\w+ ){0,2}(?:annul\w*|rembours\w*|échang\w*)",
        r"(?:aucun|aucune|pas d['\u2019]|pas de) ?(?:annulation|remboursement|échange)",
        r"(?:annulation|remboursement|échange) impossible",
        r"non remboursables?",
    ),
    reviews=(
        (
            r"(?:voir|étudier|examiner|discuter|verrons|étudierons|examinerons)~{0,40}(?:options|possibilités"
            r"|solutions?|ce que nous pouvons faire|ce qui est possible)"
        ),
        r"(?:chercher|trouver|chercherons|trouverons)~{0,20}(?:une )?solution",
        r"(?:la suite à donner|les prochaines étapes)",
    ),
    next_word=(
        r"de nos nouvelles",
        (
            r"(?:nous|je) (?:vous )?(?:tiendrons|tiendrai|informerons|informerai|recontacterons|recontacterai"
            r"|contacterons|écrirons|écrirai|donnerons|préviendrons|enverrons un (?:nouveau )?(?:message|point))"
        ),
        r"(?:reviendrons|reviendrai|revenons|reviens) vers vous",
        r"prochain (?:message|point|point d['\u2019]étape)",
        r"prochaine (?:mise à jour|information)",
    ),
    consent=(
        r"vous n['\u2019]avez rien (?:à faire|d['\u2019]autre à faire)",
        r"rien à faire(?: de votre part)?",
        r"aucune (?:action|démarche) (?:\w+ )?(?:nécessaire|requise)",
        rf"{_SILENT}~{{0,120}}(?:expédi\w+|enverr\w+|maintien\w*|maintenue?|conserv\w+|considér\w+)",
    ),
    rejection=(
        rf"{_SILENT}~{{0,120}}(?:annul\w+|rembours\w+)",
        r"sans votre accord~{0,120}(?:annul\w+|rembours\w+)",
        r"automatiquement (?:annul\w+|rembours\w+)",
        r"annul\w+~{0,60}(?:automatiquement|sauf (?:si|accord|avis)|à moins que)",
        r"(?:avons besoin de|il nous faut) votre accord",
    ),
    undecided=(r"n['\u2019]avez pas à vous décider",),
    thirty_days=(
        (
            rf"(?:30|trente) jours~{{0,30}}(?:suivant|après|à compter de|à partir de|de)(?: la (?:réception"
            rf"|date) de)? {_MESSAGE}"
        ),
        r"(?:30|trente) jours (?:à compter|à partir) d['\u2019]aujourd['\u2019]hui",
    ),
    hides=(
        (
            r"(?:ne|n['\u2019]) ?(?:jamais |pas |surtout pas )?(?:mentionne\w*|évoque\w*|propose\w*|parle\w*"
            r"|suggère\w*|suggére\w*)(?: (?:pas|jamais|surtout pas))?"
            r" ~{0,40}(?:annul\w*|rembours\w*)"
        ),
        r"(?:annulation|remboursement)~{0,20}(?:uniquement|seulement) (?:si|à la demande|sur demande)",
        (
            r"(?:proposer|proposez|mentionner|mentionnez)~{0,40}(?:annulation|remboursement"
            r")~{0,20}(?:uniquement|seulement|que) si"
        ),
    ),
    original=(
        r"initial\w*",
        r"d['\u2019]origine",
        r"(?:était|étaient|devait|devaient|aurait|auraient)",
        r"(?:promis|annoncé|prévu|passée?|commandé)\w*",
        r"au lieu",
        r"depuis (?:le|la|l['\u2019]|\d)~{0,3}",
    ),
    by=(r"au plus tard(?: le)?", r"avant(?: le)?", r"d['\u2019]ici(?: le| au)?", r"jusqu['\u2019]au"),
    between=(r"au", r"à", r"et", r"ou"),
)

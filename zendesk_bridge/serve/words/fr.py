"""What the choice page says in French."""

from __future__ import annotations

from typing import Final

from zendesk_bridge.serve.words.kinds import PageSaying, PageWords

WORDS: Final = PageWords(
    language="Français",
    languages="Langue",
    title="Votre commande {order}",
    intro_one="Un article de cette commande est en retard. Voici ce que nous savons à ce jour et ce que vous pouvez "
    "choisir.",
    intro_many="Plusieurs articles de cette commande sont en retard. Voici ce que nous savons à ce jour ; vous pouvez "
    "choisir pour chacun d'eux.",
    quantity="Quantité : {number}",
    leaves="Expédition depuis notre entrepôt",
    as_of="Situation au {moment}",
    moment="{day} à {time} ({zone})",
    choose="Que souhaitez-vous faire ?",
    wait="Attendre cet article",
    swap="Prendre « {swap} » à la place",
    swap_other="Prendre un autre article à la place",
    split="Expédier dès maintenant le reste de ma commande",
    split_hint="Cet article suivra plus tard.",
    cancel="Annuler cet article",
    cancel_hint="Vous êtes remboursé intégralement.",
    confirm=PageSaying(
        "Annuler cet article ?",
        "Rien n'est encore annulé. Dès votre confirmation, nous annulons cet article et vous remboursons "
        "intégralement, sauf s'il est déjà en route à ce moment-là.",
    ),
    confirm_button="Confirmer l'annulation",
    keep="Ne pas annuler",
    done="Merci, nous avons bien reçu votre choix",
    done_cancel="Nous avons bien reçu votre annulation",
    order="Commande",
    item="Article",
    choice="Votre choix",
    received="Reçu le",
    next_wait="Vous n'avez rien d'autre à faire.",
    next_other="Nous nous en occupons. Vous n'avez rien d'autre à faire.",
    save="Enregistrer cette confirmation",
    save_hint="À conserver : enregistrez-la dans un fichier ou imprimez cette page.",
    back_to_order="Retour à la commande",
    change="Pour modifier votre choix, il vous suffit de répondre à notre message.",
    chosen="Vous avez choisi",
    otherwise="Vous aviez déjà choisi pour cet article, et ce choix est retenu. Pour le modifier, il vous suffit de "
    "répondre à notre message.",
    moved="La date a changé depuis votre choix : vous pouvez choisir à nouveau.",
    changed="La date a changé pendant que cette page était ouverte, et rien n'a été enregistré. Merci de regarder à "
    "nouveau avant de choisir.",
    gone="Ce n'est plus possible, et rien n'a été enregistré. Voici ce que vous pouvez choisir maintenant.",
    back="Bonne nouvelle : cet article n'est plus en retard. Vous n'avez rien à choisir.",
    no_options="Si vous souhaitez changer quelque chose, il vous suffit de répondre à notre message.",
    questions="Une question ? Il vous suffit de répondre à notre message.",
    unknown=PageSaying(
        "Ce lien ne fonctionne pas",
        "Il a peut-être été coupé en chemin. Merci de l'ouvrir à nouveau depuis notre message ou de le copier "
        "en entier. Si cela ne suffit pas, répondez simplement à notre message.",
    ),
    over=PageSaying(
        "Ce lien n'est plus valable",
        "Son délai est écoulé, et rien n'a été modifié. Pour choisir ou pour poser une question, répondez "
        "simplement à notre message.",
    ),
    needless=PageSaying(
        "Il n'y a plus rien à choisir",
        "Votre commande a avancé depuis la création de ce lien. Si quelque chose n'est pas clair, répondez "
        "simplement à notre message.",
    ),
    unread=PageSaying(
        "Cela n'a pas fonctionné",
        "Nous n'avons pas pu lire ce que votre navigateur a envoyé, et rien n'a été modifié. Merci d'ouvrir à "
        "nouveau le lien depuis notre message.",
    ),
    busy=PageSaying(
        "La consultation est impossible pour l'instant",
        "Rien n'a été modifié. Merci de réessayer dans quelques minutes ou de répondre simplement à notre message.",
    ),
    unsure=PageSaying(
        "Nous ne pouvons pas vous le confirmer pour l'instant",
        "Merci d'ouvrir à nouveau le lien depuis notre message dans quelques minutes : la page indique si nous "
        "avons reçu votre choix. Vous pouvez aussi répondre simplement à notre message.",
    ),
    nothing=PageSaying("Cette page n'existe pas", "Merci d'ouvrir le lien depuis notre message."),
)

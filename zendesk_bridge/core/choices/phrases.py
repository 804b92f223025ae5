"""In which words customers say what they want: a table for each choice and language.

Each row is a pattern of whole words in small letters, each table's name is the rule that is told with the choice. Only
what asks for a thing stands here, never what tells of one: "please cancel" and not "was cancelled".
"""

from __future__ import annotations

from zendesk_bridge.core.model import ChoiceKind
from zendesk_bridge.core.promises.tables import rows

CHOICES: dict[tuple[ChoiceKind, str], tuple[str, ...]] = {
    ("wait", "en"): rows(r"""
        (?:i am|i'm|we are|we're|am|are)? ?(?:happy|fine|ok|okay|good) (?:to wait|with waiting|waiting|\
            with (?:the|that|this)(?: new| later)? (?:date|timing|wait|delay|window))
        waiting (?:is|works)(?: (?:fine|ok|okay|good))?
        (?:i|we) (?:choose|accept|agree to|am ok with|'m ok with|'m okay with|'m fine with|\
            can live with)(?: to)? (?:wait(?:ing)?|the (?:new |later )?(?:date|delay|window|timing|wait))
        (?:i|we)(?:'ll| will) (?:hold out|hang on|be patient|keep (?:my|the) order)
        (?:please )?(?:keep|leave) (?:it|my order|the order) (?:on order|open|as (?:it )?is|as ordered)|no rush
        take your time|it can wait|go with the (?:new )?(?:date|timing)
        (?:i|we)(?:'ll| will| can| am going to|'m going to| would rather|'d rather| prefer to| choose to|\
             want to| am happy to|'m happy to|'re happy to| are happy to)(?: gladly| happily| just)? wait
        (?:happy|glad|willing|prepared|content|fine|ok|okay) (?:to wait|with waiting|waiting)
        (?:don't|do not) mind (?:waiting|the wait)
        (?:that|this|it|the new (?:date|timing|window|time)|the (?:new )?ship (?:date|window)|timing|\
            december \d{1,2}\w*)(?: still)? (?:works|suits|is (?:perfectly |totally |absolutely )?(?:fine|ok|\
            okay|good|acceptable)|'s (?:fine|ok|okay|good))(?: (?:for|with|by)? ?(?:me|us))?
        (?:fine|ok|okay|good) (?:by|with|for) (?:me|us)
        (?:please )?(?:keep|leave) (?:my|the) order(?: as it is| open)?|(?:please )?wait
        i choose (?:to )?wait(?:ing)?|(?:i|we)(?:'ll| will) keep (?:on )?waiting|(?:happy|glad|fine|ok|okay) to hang on
        (?:i|we)(?:'d like| would like| do want| want| prefer|'d prefer| would prefer) to (?:wait|hang on|\
            keep (?:my|the|our) order)
    """),
    ("wait", "de"): rows(r"""
        (?:ich|wir) (?:kann|können) (?:gern(?:e)? |gut |ruhig |noch |auch )*warten
        warten ist (?:für mich )?(?:ok|okay|in ordnung|kein problem)
        (?:mit|für) dem neuen termin (?:bin ich |sind wir )?(?:ein)?verstanden
        (?:ich|wir) (?:bleibe|bleiben) (?:bei der bestellung|dabei)
        bestellung (?:bitte )?(?:so )?(?:lassen|bestehen lassen|aufrecht ?erhalten)
        (?:dann )?warte ich(?: (?:eben|halt|gern(?:e)?|noch|so lange))*|keine eile
        (?:der|das) (?:neue )?(?:termin|datum|zeitraum) (?:passt|ist ok|ist okay|ist in ordnung|\
            geht klar)(?: .{1,20})?
        (?:ich|wir) (?:warten?|w(?:ü|ue)rde(?:n)? (?:gern(?:e)? )?warten|m(?:ö|oe)chte(?:n)? (?:gern(?:e)? |\
            lieber )?warten|kann warten|k(?:ö|oe)nnen warten|warte(?:n)? (?:gern(?:e)?|lieber))
        warte(?:n)? (?:gern(?:e)?|ich|wir)
        (?:das|es|der (?:neue )?termin|der (?:neue )?zeitraum|das datum)(?: so)? (?:passt(?: (?:mir|uns|f(?:ü|\
            ue)r (?:mich|uns)))?|ist (?:f(?:ü|ue)r mich )?(?:in ordnung|okay?|ok|gut|kein problem)|geht in ordnung)
        (?:mit dem (?:neuen )?termin |damit )?(?:bin ich |sind wir )?einverstanden|(?:bitte )?warten
        passt f(?:ü|ue)r mich|passt mir|(?:bin ich |sind wir |ich bin |wir sind )?mit dem neuen termin einverstanden
    """),
    ("wait", "fr"): rows(r"""
        (?:je|nous) (?:préfère|préférons|peux|pouvons|veux bien|vais) patienter
        (?:je|nous) (?:préfère|préférons) attendre
        (?:ok|d'accord|entendu|pas de (?:souci|problème)) pour (?:la nouvelle date|le nouveau délai|attendre|\
            ce délai|l'attente)
        (?:gardez|maintenez|conservez|laissez) (?:ma|la) commande(?: .{1,20})?
        (?:je|nous) (?:patiente|patienterai|patientons|maintiens ma commande|garde ma commande)
        (?:la nouvelle date|le nouveau délai|l'attente|attendre) (?:me|nous|ne me) (?:va|convient|dérange pas)
        j'attend(?:s|rai)|je (?:vais|peux|pr(?:é|e)f(?:è|e)re|souhaite|veux bien) (?:l')?attendre
        (?:nous|on) (?:attendons|attendrons|attend|attendra|pr(?:é|e)f(?:é|e)rons attendre)
        d'accord pour attendre|attendre
        (?:(?:ç|c)a|cela|ce (?:nouveau )?d(?:é|e)lai|la (?:nouvelle )?date) (?:me|nous) (?:convient|\
            va)(?: (?:bien|tr(?:è|e)s bien|parfaitement))?
    """),
    ("wait", "es"): rows(r"""
        espero(?= *$| (?:a|al|hasta|sin|la|el|los|las|mi|entonces|pues|encantad[oa]|tranquil[oa]|con gusto|un poco|\
            lo que|el tiempo)(?!\w))
        (?:la|lo|los|las) espero
        (?:de acuerdo|conforme|vale) con (?:la nueva fecha|el nuevo plazo|esperar)
        (?:mantengan|dejen|mantenga) (?:mi|el) pedido(?: .{1,20})?|(?:la espero|lo espero|los espero|las espero)
        (?:me|nos) espero|no tengo prisa|sin prisa
        (?:prefiero|puedo|quiero|voy a|podemos|preferimos) esperar|esperar(?:é|emos)
        (?:no )?me importa esperar|esperar
        (?:me|nos) (?:parece bien|va bien|viene bien|conviene)(?: (?:el nuevo plazo|la nueva fecha|as(?:í|i)|\
            esperar))?
        (?:la nueva fecha|el nuevo plazo) (?:me|nos) (?:va|viene|parece) bien
    """),
    ("wait", "nl"): rows(r"""
        (?:prima|akkoord|oké|ok|goed),? (?:met de nieuwe datum|dan wacht ik|ik wacht)
        (?:laat|houd) (?:mijn|de) bestelling (?:maar )?(?:staan|zo)|geen haast|ik heb geen haast
        wachten is (?:prima|geen probleem|oké)|wacht ik(?: .{1,20})?
        (?:ik|wij|we) (?:wacht|wachten|wil wel wachten|wil wachten|kan wachten|kunnen wachten)(?: (?:wel|graag|\
            gewoon|liever))*
        wachten|wacht ik (?:wel|graag|liever)
        (?:dat|het|de (?:nieuwe )?datum|de (?:nieuwe )?termijn) (?:is (?:voor mij )?(?:prima|goed|akkoord|\
            ok(?:é|e)?|geen probleem)|past (?:mij|me|ons)|komt (?:mij|me) goed uit)
        (?:ik ben |wij zijn )?akkoord met de (?:nieuwe )?(?:datum|termijn)
    """),
    ("wait", "it"): rows(r"""
        aspetto(?= |$)|aspetter(?:ò|emo)|(?:preferisco|posso|voglio|possiamo) (?:aspettare|attendere)|aspettare
        (?:la nuova data|il nuovo termine|per me) (?:mi )?va bene
    """),
    ("wait", "pt"): rows(r"""
        (?:prefiro|posso|quero|vou|podemos) (?:esperar|aguardar)|esperar|aguardar|aguardo o envio
        eu (?:espero|aguardo)(?= *$| (?:até|pel[oa]|sem)(?!\w))
        (?:a nova data|o novo prazo|por mim) (?:está bem|tudo bem|serve)
    """),
    ("swap", "en"): rows(r"""
        (?:the )?(?:substitute|replacement|alternative|swap|other (?:one|colou?r))(?: \w+)? (?:is fine|works|\
            sounds good|please|is good|would be great)
        do the swap|go ahead (?:with|and) (?:the )?swap|yes to the swap|make the swap
        (?:swap|exchange|switch) me(?: .{1,40})?
        i(?:'ll| will) (?:go with|take) (?:the )?(?:swap|substitute|replacement|alternative|exchange)
        (?:please )?swap(?: (?:it|this|mine|my \w+|the \w+))?(?: (?:for|to|with) .{1,60})?
        (?:please )?(?:exchange|switch)(?: (?:it|this|mine|me|my \w+(?: \w+)?|the \w+(?: \w+)?))?(?: (?:for|to|\
            with) .{1,60})?
        (?:i|we)(?:'ll| will|'d like to| would like to|'d rather| would rather| want to| choose to) (?:take|\
            have|get|swap|switch|exchange|go (?:for|with))(?: .{1,60})? (?:instead|swap|exchange)
        (?:i|we)(?:'d like| would like|'ll| will| want)(?: to)? (?:swap|switch|exchange)
        (?:please )?(?:send|ship) (?:me |us )?(?:the )?.{1,40} instead
        (?:i|we)(?:'ll| will|'d| would) take the (?:green|other|substitute|replacement|alternative)(?: \w+){0,4}
        (?:i|we)(?:'d| would) take(?: .{1,60})? instead
        (?:the )?swap(?: please)?
    """),
    ("swap", "de"): rows(r"""
        (?:dann )?nehme ich(?: .{0,30})? (?:stattdessen|anderen?|ersatz\w*)(?: .{0,30})?
        (?:der |den |das )?(?:ersatz(?:artikel)?|tausch|alternative|andere farbe)(?: .{1,30})? ?(?:bitte|\
            nehme ich|passt|ist ok|ist okay|gern(?:e)?)
        (?:ja )?(?:dann )?lieber (?:den|der|das) (?:ersatz\w*|anderen?|tausch)
        (?:bitte )?(?:den )?tausch (?:machen|durchführen|vornehmen)
        (?:mit dem )?tausch (?:bin ich )?einverstanden|tauschen wir|machen (?:wir|sie) den tausch
        (?:bitte )?(?:um)?tauschen(?: sie)?
        (?:ich|wir) (?:m(?:ö|oe)chte|m(?:ö|oe)chten|w(?:ü|ue)rde|will|wollen)(?: .{1,60})? (?:um)?tauschen
        (?:ich|wir) (?:nehme|nehmen)(?: .{1,60})? (?:stattdessen|lieber|als ersatz|ersatz\w*|anderen?|\
            tausch)(?: .{0,40})?
        (?:ich|wir) (?:nehme|nehmen) (?:dann |auch )?(?:stattdessen|lieber)(?: .{0,40})?
        (?:ich|wir) (?:tausche|tauschen)(?! (?:mich|uns))(?: .{1,60})?
        (?:bitte )?(?:schicken|senden) sie (?:mir|uns) (?:stattdessen|lieber) .{1,50}
        stattdessen (?:bitte )?den .{1,40}|tausch bitte
    """),
    ("swap", "fr"): rows(r"""
        (?:ok|d'accord|oui) pour (?:l'échange|l'autre|le remplacement)(?: .{1,50})?
        (?:faites|procédez à|je choisis|je prends|je souhaite|je préfère|je veux bien) l'échange(?: .{1,40})?
        je (?:prends|préfère|veux bien) (?:l'article de remplacement|l'autre(?: .{1,30})?)
        remplacez(?:-le|-la)? par .{1,40}
        (?:merci de |veuillez )?(?:l')?(?:é|e)chang(?:er|ez)(?: .{1,60})?
        je (?:souhaite|voudrais|pr(?:é|e)f(?:è|e)re|veux) (?:l')?(?:é|e)changer(?: .{1,60})?
        je (?:prends|prendrai|pr(?:é|e)f(?:è|e)re)(?: .{1,60}) (?:à la place|en (?:é|e)change)
        envoyez-moi(?: plut(?:ô|o)t)? .{1,50} (?:à la place|plut(?:ô|o)t)
    """),
    ("swap", "es"): rows(r"""
        (?:mándeme|envíeme|mándame|envíame|prefiero|quiero)(?: mejor)? (?:el otro|la otra|los otros|\
            las otras)(?: .{1,40})?
        (?:hagan|haga|hagamos|prefiero|acepto|quiero|elijo) el cambio(?: .{1,40})?
        (?:de acuerdo|vale|sí) (?:con|al) (?:el )?cambio(?: .{1,40})?
        (?:me quedo con|prefiero|quiero) (?:el otro|la otra|el artículo de sustitución)(?: .{1,20})?
        sustituyan?(?:lo|la)? por .{1,40}
        (?:por favor,? )?(?:c(?:á|a)mbi(?:en|ar|e)(?:lo|la|melo|mela|me)?)(?: .{1,60})?
        (?:quiero|prefiero|quisiera|me gustar(?:í|i)a) (?:cambiar(?:lo|la)?)(?: .{1,60})?
        (?:quiero|prefiero|env(?:í|i)enme|m(?:á|a)ndenme|me quedo con) .{1,60} en (?:su )?lugar
    """),
    ("swap", "nl"): rows(r"""
        doe (?:dan )?maar (?:de|het) ander\w*(?: .{1,40})?
        ruil (?:hem|het|ze|maar|deze)(?: .{1,30})?
        (?:doe|ik kies|ik wil|graag) (?:maar )?(?:de )?(?:ruil|ander(?:e)?|vervang(?:er|ing)|alternatief)(?: .{1,30})?
        akkoord met (?:de )?ruil
        (?:graag |gelieve |wilt u )?(?:om)?ruilen(?: (?:voor|tegen) .{1,50})?
        (?:ik|wij|we) (?:wil|willen|ruil|ruilen)(?: .{1,60})? (?:om)?(?:ruilen|ruil)
        (?:ik|wij|we) (?:neem|nemen|krijg) (?:liever|graag) .{1,50}
        stuur(?:t u)? (?:mij |me )?(?:maar )?.{1,40} in plaats daarvan
    """),
    ("swap", "it"): rows(r"""
        (?:vorrei |preferisco |voglio )?(?:scambiare|cambiare|sostituire)(?:lo|la)?(?: (?:con|per) .{1,50})?
        prendo .{1,50} al (?:suo )?posto
    """),
    ("swap", "pt"): rows(r"""
        (?:quero |prefiro |gostaria de )?trocar(?: (?:por|pelo|pela) .{1,50})?|troquem?(?: .{1,50})?
        fico com .{1,50} em vez
    """),
    ("split", "en"): rows(r"""
        (?:please )?send what you have(?: .{0,20})?
        (?:please )?(?:send|ship) (?:me )?(?:what(?:ever)?(?:'s| is| you have) (?:in stock|available|ready)|\
            what you (?:have|can)|the (?:in-stock|other|available) (?:items?|things|ones?|stuff))(?: (?:now|\
            already|ahead|first))*
        (?:yes )?(?:to )?(?:a )?(?:split|partial) shipment(?: please)?
        (?:i|we)(?:'d like| would like|'ll take| want| choose) (?:a |the )?(?:split|partial)(?: \w+)?
        (?:please )?(?:ship|send|dispatch)(?: me| us| out)? (?:the )?(?:rest|everything else|\
            remaining (?:items?|order)|other items?|remainder)(?: (?:of (?:my|the) order|now|ahead|already|first))*
        (?:please )?split (?:it|the|my)(?: \w+)?|split(?: (?:shipment|please))?
        (?:i|we)(?:'d like| would like| want) (?:the rest|everything else|the other items?)(?: (?:now|ahead|\
            first|shipped|sent))+
    """),
    ("split", "de"): rows(r"""
        (?:bitte )?(?:alles andere|alles,? was (?:da|lieferbar|vorrätig|auf lager) ist|den rest|\
            die anderen (?:sachen|artikel)|das übrige)(?: .{0,30})? (?:(?:ver|zu|ab|los)?(?:senden|schicken)|liefern)
        (?:schicken|senden|schickt) (?:sie |mir )*(?:bitte )?(?:schon |mal |\
            jetzt )*(?:alles(?: andere)?(?:,? was .{1,20})?|was (?:da|lieferbar|vorrätig) ist|\
            das,? was .{1,20})(?: .{0,20})?
        (?:bitte )?(?:den )?rest (?:bitte )?(?:schon |jetzt |schon jetzt |bereits |vorab |sofort |\
            schon mal )*(?:ver)?(?:senden|schicken)
        (?:ver)?(?:senden|schicken|schickt) sie (?:mir |uns )?(?:bitte )?(?:schon |jetzt |schon mal |\
            bitte )*(?:den rest|alles andere|die (?:übrigen|restlichen|anderen) \w+)(?: (?:schon |jetzt |vorab|\
            voraus|los|zu)*)?
        (?:bitte )?(?:teillieferung|teilversand|bestellung (?:bitte )?(?:aufteilen|teilen))
    """),
    ("split", "fr"): rows(r"""
        (?:vous pouvez |pouvez-vous |pourriez-vous )?(?:m')?(?:expédier|envoyer) (?:déjà )?(?:le reste|\
            les autres articles|ce qui est en stock)(?: .{1,40})?
        envoyez(?:-moi)? (?:déjà )?(?:tout )?(?:ce qui est (?:dispo\w*|en stock|prêt)|le reste|les autres|\
            ce que vous avez)(?: .{1,40})?
        (?:ok|d'accord|oui) pour (?:l'envoi|la livraison) (?:partielle?|séparée?|en deux fois)
        (?:je veux|je souhaite|je préfère) (?:recevoir |être livré d')?(?:le reste|les autres articles)(?: .{1,30})?
        (?:veuillez |merci d')?(?:exp(?:é|e)di(?:er|ez)|envoy(?:er|ez))(?:-moi)? (?:d(?:é|e)j(?:à|a) |d(?:è|\
            e)s maintenant )?(?:tout )?(?:le reste|les autres articles)(?: .{1,40})?
    """),
    ("split", "es"): rows(r"""
        (?:mandadme|enviadme|mándeme|envíeme|mándame|envíame) (?:ya )?(?:todo )?(?:lo demás|el resto|\
            lo que .{1,20})(?: .{0,30})?
        (?:quiero|prefiero) (?:recibir )?(?:ya )?(?:el resto|lo demás|lo que (?:hay|tengan))(?: .{1,40})?
        (?:envíen|manden|envíenme|mándenme|envien|manda|envía)(?:me)? (?:ya )?(?:lo que (?:haya|hay|tengan|\
            esté)|el resto|lo demás)(?: .{1,40})?
        envío (?:parcial|por separado)(?: por favor)?
        (?:por favor,? )?(?:env(?:í|i)(?:en|ar|e|enme)|mand(?:en|ar|e)|m(?:á|\
            a)nden(?:me)?)(?:me)? (?:ya )?(?:todo )?(?:el resto|lo dem(?:á|a)s|los dem(?:á|a)s art(?:í|\
            i)culos)(?: .{1,40})?
    """),
    ("split", "nl"): rows(r"""
        (?:graag )?(?:alles|wat)(?:,? wat)? (?:er )?(?:op voorraad|al|er|beschikbaar) (?:is|hebt|\
            hebben)(?: .{0,20})? (?:versturen|verzenden|opsturen|sturen)
        (?:stuur|verstuur)(?:t u)? (?:maar |alvast |vast )*(?:wat er (?:wel )?is|de rest|het andere|\
            wat op voorraad is)(?: .{0,20})?
        (?:graag )?(?:in twee(?:ën| keer)|apart|deels) (?:versturen|verzenden|leveren)
        (?:graag |gelieve )?(?:de )?rest (?:alvast |vast |nu |alvast nu )?(?:ver)?(?:zenden|sturen)
        (?:ver)?(?:stuur|zend)(?:t u)? (?:mij |me )?(?:alvast |vast |maar )?(?:de rest|\
            de andere artikelen)(?: (?:alvast|vast|maar|nu|op))*
    """),
    ("split", "it"): rows(r"""
        (?:spedi(?:te|re|sca)|invi(?:ate|are|i))(?:mi)? (?:subito |intanto |pure )?(?:il resto|\
            gli altri articoli)(?: .{1,40})?
    """),
    ("split", "pt"): rows(r"""
        (?:envi(?:em|ar|e)|mandem)(?:-me)? (?:já )?(?:o resto|o restante|os outros (?:itens|artigos))(?: .{1,40})?
    """),
    ("cancel", "en"): rows(r"""
        (?:i|we)(?:'ll| will| am going to|'m going to| have to| need to| must| choose to| want to|\
             wish to)? ?(?:cancel|take (?:the|a|my) refund|have (?:a|my) refund)(?: .{1,40})?
        (?:i|we) (?:am|are|'m|'re) cancel(?:l)?ing(?: .{1,40})?
        (?:just |please )?(?:a )?(?:full )?refund(?: (?:me|please|it|instead))+|go ahead and cancel(?: .{1,30})?
        (?:money|refund) back please|cancelation please|cancle(?: .{1,30})?
        (?:please |pls |kindly )?cancel(?: (?:it|this|that|my|the|them|everything|\
            all)(?: (?:\w+ ){0,4}?(?:order|item|widget|purchase|\w+))?)?(?: (?:please|pls|and refund me|\
            for a (?:full )?refund))*
        (?:i|we)(?:'d like| would like|'d rather| would rather|'ll| will| want| wish| choose| prefer| need|\
             have decided| am going|'m going)(?: to)? (?:just )?cancel(?: .{1,40})?
        (?:i|we)(?:'d like| would like|'d rather have| would rather have| want| prefer|\
             choose) (?:a (?:full )?refund|my money back|to be refunded)
        (?:please |pls )?(?:refund (?:me|it|my (?:money|order|payment)|the (?:order|item))|\
            give me my money back|(?:a )?(?:full )?refund,? please)
        cancell?ation,? please|i(?:'ll| will) take (?:the|a) refund
    """),
    ("cancel", "de"): rows(r"""
        (?:ich|wir) (?:m(?:ö|oe)chte|will|wollen|m(?:ö|oe)chten)(?: .{1,60})? zur(?:ü|ue)cktreten
        (?:ich|wir) (?:trete|treten)(?: .{1,50})? zur(?:ü|ue)ck|(?:hiermit )?widerrufe ich(?: .{1,50})?
        (?:bitte )?(?:st(?:o|ro)rnie?r(?:en|t)?|storno|abbestellen|kündigen)(?: .{0,30})?
        (?:ich|wir) (?:m(?:ö|oe)chte|will|w(?:ü|ue)nsche|h(?:ä|ae)tte)(?: gern(?:e)?)? (?:die |eine |\
            meine )?(?:erstattung|r(?:ü|ue)ckerstattung|stornierung|mein geld zur(?:ü|ue)ck)(?: .{0,30})?
        (?:bitte )?(?:die )?(?:erstattung|stornierung),? bitte|(?:ich |wir )?bitten? um (?:die )?(?:stornierung|\
            (?:rück)?erstattung)
        nehme (?:ich )?(?:die erstattung|mein geld)(?: .{0,20})?
        (?:bitte )?storn(?:ieren|iert|o)(?: sie)?(?: (?:bitte|die|meine|den|das|diese[nrs]?|ich|wir|es|ihn|\
            sie)(?: \w+){0,3})?(?: bitte)?
        (?:ich|wir) (?:m(?:ö|oe)chte|m(?:ö|oe)chten|will|wollen|w(?:ü|ue)rde(?:n)?)(?: .{1,60})? stornieren
        (?:ich|wir) (?:storniere|stornieren|widerrufe|widerrufen)(?: .{1,50})?
        (?:ich|wir) (?:m(?:ö|oe)chte|h(?:ä|ae)tte|will|m(?:ö|oe)chten)(?: gern(?:e)?| bitte| lieber)* (?:mein|\
            unser|das) geld zur(?:ü|ue)ck(?:haben)?
        (?:bitte )?(?:erstatten|(?:ü|ue)berweisen) sie (?:mir |uns )?.{1,40}|geld zur(?:ü|ue)ck,? bitte
    """),
    ("cancel", "fr"): rows(r"""
        ann?ul(?:er|ez|é)(?: .{0,40})?
        (?:je|nous) (?:demande|veux|souhaite|voudrais|préfère|choisis|demandons)(?: donc)? (?:le|un|mon|\
            l')? ?(?:remboursement|annulation)(?: .{0,40})?
        remboursez(?:-moi)?(?: .{0,30})?|rembours(?:ement|er) (?:svp|s'il vous plaît|merci)
        (?:merci d'|veuillez |je vous prie d')?annul(?:er|ez)(?: .{1,40})?
        (?:je|nous) (?:souhaite|voudrais|veux|pr(?:é|e)f(?:è|e)re|souhaitons|pr(?:é|e)f(?:é|\
            e)rons)(?: .{0,20})? ?(?:annuler|(?:ê|e)tre rembours(?:é|e)e?)(?: .{1,40})?
        j'annule(?: .{1,40})?|remboursez-moi|je veux un remboursement
    """),
    ("cancel", "es"): rows(r"""
        canc(?:é|e)lel[ao]s?(?: .{0,40})?|an(?:ú|u)lel[ao]s?(?: .{0,40})?|(?:cancel|anul)ad(?:lo|la)?(?: .{0,40})?
        (?:canc(?:é|e)l(?:alo|ala|enlo|enla|amelo|eme)|an(?:ú|u)l(?:alo|ala|enlo|enla))(?: .{0,40})?
        (?:quiero|prefiero|deseo|solicito|pido) (?:el |la |mi )?(?:reembolso|devolución|cancelación|anulación|\
            dinero)(?: .{0,40})?
        (?:devuélv|reembols)(?:ame|anme|enme|adme)(?: .{0,30})?
        (?:por favor,? )?(?:cancel(?:en|ar|e|enlo|enla|elo|ela|arlo|arla)|anul(?:en|ar|e|enlo|enla))(?: .{1,40})?
        (?:quiero|prefiero|deseo|quisiera|me gustar(?:í|i)a|queremos) (?:cancelar|anular|que me (?:devuelvan|\
            devolváis)|\
            el reembolso|mi dinero)\w{0,3}(?: .{1,40})?
        (?:devu(?:é|e)lvanme|reemb(?:ó|o)lsenme) .{1,30}|cancelo(?: .{1,40})?
    """),
    ("cancel", "nl"): rows(r"""
        an+ul+e+ren(?: .{0,30})?
        (?:ik|wij|we) (?:wil|willen|kies|ga)(?: .{1,30})? (?:annuleren|mijn geld terug|terugbetaling)(?: .{0,20})?
        (?:graag )?(?:mijn )?geld terug(?: .{0,20})?|(?:graag )?terugbetal(?:en|ing)(?: .{0,20})?
        annuleer (?:hem|het|maar|mijn|de|deze|a\.?u\.?b)(?: .{0,30})?
        (?:graag |gelieve |wilt u )?annul(?:eren|eer)(?:t u)?(?: .{1,40})?
        (?:ik|wij|we) (?:wil|willen|wens|zou)(?: .{1,50})? annuleren|(?:ik|wij|we) annuleer(?: .{1,40})?
        (?:ik wil|graag) (?:graag )?mijn geld terug|stort (?:mij )?.{1,30} terug
    """),
    ("cancel", "it"): rows(r"""
        (?:per favore |vorrei |voglio |preferisco |desidero )?annull(?:are|ate|i|o|atelo|arlo|arla)(?: .{1,40})?
        (?:vorrei|voglio|preferisco) (?:il rimborso|essere rimborsat[oa])
    """),
    ("cancel", "pt"): rows(r"""
        (?:por favor,? |quero |prefiro |gostaria de |desejo )?cancel(?:em|ar|e|o)(?: .{1,40})?
        (?:quero|prefiro) (?:o reembolso|ser reembolsad[oa]|o meu dinheiro de volta)
    """),
}  # fmt: skip

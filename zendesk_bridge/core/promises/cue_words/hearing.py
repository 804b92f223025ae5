"""Words of writing and answering: when the customer hears again, or is asked to say something."""

from __future__ import annotations

from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.tables import rows

HEARING = {
    DayCue.UPDATE: rows(r"""
        (?:tell you|let you know) (?:a |the |your )?(?:new |exact |firm )?(?:ship|shipping|dispatch) (?:date|day|\
            window)(?!:| is| will)
        (?:(?:we|i)(?:'ll| will| can) )?confirm (?:the |your |its )?(?:shipping|shipment|dispatch)|(?:versand|\
            sendung) bestätigen|bestätigen [^.!?\n]{0,20}versand
        (?:confirm\w+) (?:l'envoi|l'expédition|el envío|la spedizione|o envio)
        report(?:ing)?(?= (?:back|on|by|again))|check[- ]ins?
        nouvelles(?= (?:le \d|lundi|mardi|mercredi|jeudi|vendredi|demain))|(?:nieuws|news|noticias|notizie|\
            notícias)(?= (?:on|op|el|il|dia|le|am) )
        (?:en )?saur(?:ai|ons) (?:davantage|plus)|sabré más|sapr(?:ò|emo) di più|wei(?:ß|ss) ich mehr|(?:i'll|\
            we'll) know more
        (?:ruf|rufe|rufen|klingle) ... (?:durch|an)|(?:la|ti|vi) (?:richiamo|ricontatto|riscrivo|richiamiamo)|(?:la|\
            le|te|os) (?:vuelvo a llamar|rellamo)
        confirmation de (?:ma|notre) part|bestätigung von (?:mir|uns)|(?:vous|te) (?:rappelle|rappelons)|info folgt|\
            mehr (?:dazu|weiß ich)
        (?:le|ti|vi|te|os|les|lhe) (?:conferm|confirm)(?:o|iamo|erò|eremo|amos|aré|aremos|o todo)|follow[- ]?up|\
            gebe? (?:ich )?... laut
        next (?:check|report|ping|note|e-?mail|call)|nächste[rs]? (?:bericht|anruf|kontakt|mail|rückruf)|\
            volgend(?:e)? (?:belletje|contact|nieuws)
        prossim[oa] (?:aggiornamento|contatto|messaggio|notizia)|próxim[oa] (?:contato|contacto|notícia|aviso|llamada)
        (?:we|i)(?:'ll| will|'m going to| shall| can)(?: \w+)? (?:ring|buzz|phone|dm|text|ping|call|speak|talk|\
            chat)(?: (?:to|with))?(?: you)?
        (?:ring|buzz|phone|dm|text|ping|whatsapp) you|(?:give|drop|shoot|send|leave) you (?:a|an|\
            another) (?:\w+ )?(?:shout|ring|call|buzz|line|bell|note|text|word|ping|update|message|e-?mail)
        (?:expect|you'll (?:get|have|receive|see)|you will (?:get|have|receive|see)) (?:a|an|another|more|some|my|our|\
            the next) (?:\w+ )?(?:text|call|e-?mail|message|note|line|word|news|update|ring)(?: (?:from|by) (?:me|us))?
        (?:news|word|text|call|e-?mail|message|note|update) (?:from|by) (?:me|us)|(?:speak|talk|catch up)(?: to you|\
             with you)?(?: again)?(?= (?:on|by|tomorrow|mon|tue|wed|thu|fri|then|again)\w*)
        ruf(?:e)? (?:ich )?(?:sie|dich|euch|ihnen|dir)|(?:sie|dich|euch) ... (?:an|anrufen|zurückrufen)(?= *[.,;!\n])
        (?:ich |wir )?(?:ruf|rufe|rufen) (?:sie|dich|euch)|anruf von (?:mir|uns)|klingle|durchklingeln|klingel|\
            (?:melden|melde|meld) (?:ich |wir )?(?:mich|uns)
        (?:sie|du|ihr) (?:bekommen|bekommst|erhalten|erhältst|kriegen|kriegst|hören|hörst) ... (?:nachricht|bescheid|\
            zwischenstand|rückmeldung|anruf|info|mail|update)
        zwischenst(?:and|ände)|nachricht (?:von|durch) (?:mir|uns)|sag(?:e|en)? (?:ich |wir )?(?:ihnen|dir|euch)
        (?:appel|coup de fil|sms|message|mail|mot|nouvelles?|retour|point) de (?:ma|notre) part|de (?:mes|\
            nos) nouvelles|coup de (?:fil|téléphone)
        prochain(?:e)? (?:point|nouvelle|message|appel|mail|retour|contact)|(?:refais|refait|fais|fait|ferai|ferons|\
            faisons|referai) (?:le |un |à nouveau le )?point
        (?:je|nous|on) (?:vous |te |t')(?:appelle|appelons|appellerai|rappelle|rappellerai|téléphone|passe|envoie un|\
            écris|dis|redis|recontacte|reviens)\w{0,3}
        (?:te|le|la|os|les) (?:llamo|llamaré|llamamos|llamaremos|doy un toque|pego un toque|digo algo|cuento|escribo|\
            aviso|mando un|mandaré un|envío un|pongo un)
        (?:doy|pego|daré) un toque|noticias (?:mías|nuestras)|llamada (?:mía|nuestra)|(?:vuelvo|volveré) a (?:llamar|\
            escribir)\w{0,3}
        (?:hablamos|nos hablamos|nos llamamos)(?= (?:el|la|mañana))
        (?:bel|bellen|app|appen|mail|mailen|spreek|spreken|sms) (?:ik |wij |we )?(?:je|u|jullie)|(?:ik|we|wij) (?:bel|\
            bellen|app|appen|mail|mailen|schrijf|spreek) (?:je|u|jullie)
        telefoontje|belletje|nieuws van (?:mij|ons)|spreken (?:we )?elkaar
        (?:ti|la|le|vi) (?:chiamo|chiamiamo|chiamerò|chiameremo|scrivo|scriviamo|telefono|aggiorno|aggiorniamo|dico|\
            diciamo|faccio sapere|mando un|risento)
        (?:ci )?(?:risentiamo|sentiamo|aggiorniamo)|chiamata (?:mia|nostra)|(?:mie|nostre) notizie|mi faccio (?:vivo|\
            viva|sentire)
        (?:ligo|ligamos|ligarei|telefono|escrevo|escrevemos|aviso|avisamos) (?:para |a )?(?:você|vocês|lhe|te|ti|si)?|\
            (?:lhe|te) (?:ligo|escrevo|aviso|digo)
        post von (?:mir|uns)|zwischen(?:nachricht|bericht|meldung|info)
        kriegen (?:sie|du) (?:nochmal |noch mal |wieder )?(?:post|nachricht|bescheid)
        next (?:touchpoint|check-in|contact|word)|(?:personally )?report to you|weet (?:ik|ik dan) meer
        weten (?:wij|we) meer
        (?:próximo|siguiente) (?:aviso|mensaje|contacto|correo)|noticias mías|mensaje (?:mío|nuestro)
        (?:prochaine?|nouveau|autre) (?:nouvelle|message|mail|contact|point)
        (?:vous )?(?:réécris|réécrirai|réécrirons|réponds|répondrai|répondrons)
        (?:un )?(?:message|mail|mot|point) de (?:ma|notre) part(?: le)?|nouvelles? de (?:ma|notre) part(?: le)?
        tussenbericht|(?:volgend|nieuw) bericht(?: van (?:mij|ons))?|antwoord ik (?:u|je)
        (?:we|i)(?:'ll| will| am going to|'m going to| can)(?: \w+)? (?:write|message|email|e-mail|text|ping|\
            call|report|post|share|confirm|be in touch)
        (?:you )?(?:will |'ll )?(?:hear|get word|have word) (?:again )?from (?:us|me)
        (?:schreibe?|schreiben|berichte?|berichten|informiere|nenne|sage?|gebe|schicke|rufe|rufen) (?:ich |\
            wir )?(?:ihnen|dir|euch|sie|dich)
        (?:melde|melden|meld) (?:ich |wir )?(?:mich|uns)|gebe? (?:ich )?(?:ihnen |dir )?bescheid|berichten
        auskunft
        (?:je|nous) (?:vous|te) (?:le )?(?:tiens|tiendrons|tenons|écris|informe|préviens|contacte|donne|dis|\
            confirme|communique|indique|refais|fais|rends|rendrai|redis|recontacte|rappelle)\w{0,3}
        vous (?:le )?(?:dirai|dirons|écris|tiens|donne|dis|refais|fais|refait|rendrai|rendrons|redonne|tenons|\
            confirme|préviens|informe)(?: signe)?
        prochaines? nouvelles?|vous (?:rendre|tenir|dire|donner|écrire)
        (?:le|les|te|os|se lo|lo|la|las|los) (?:escribo|digo|doy|informo|aviso|contacto|confirmo|comunico|\
            vuelvo|volvemos|llamo|cuento|mando|escribimos|decimos|damos|informamos|avisamos|informaré|\
            informaremos|escribiré|confirmo)(?: (?:de nuevo|a escribir|a informar))?
        (?:stuur|stuurt|sturen|schrijf|schrijven|mail|bel|bellen|bericht|berichten|noem|noemen|geef|geven|\
            vertel|informeer) (?:ik|wij|we) (?:u|je|jullie)(?= )
        (?:kom|komen|kom ik|komen we) (?:er|hier|hierop|ik|wij|we) ... terug
        (?:hoort?|horen) (?:u|je|jij|jullie) ... van (?:me|mij|ons)|volgende? (?:bericht|update|mail)
        laat ik (?:u|je) ... weten|berichtje
        hear(?:ing)?(?: back)?(?: again)? from (?:us|me)(?: again)?|hear (?:more|back|again)|hear from our team
        updat(?:e|ing) you|(?:an?|another|next|further|new|more|fresh|regular|status|the next) updates?|update you
        updates? (?:by|on|from us)|updated by|(?:our|your) next (?:update|message|e-?mail|word|news)
        next (?:update|message|word|news)
        keep you (?:posted|updated|informed|in the loop)|let you know|get back (?:to|in touch with) you
        get back in touch|be back (?:in touch|with you)|back in touch|(?:be )?in touch(?: with you)?
        come back to you|reach(?:ing)? out(?: again| to you)?|circle back|touch base
        check(?:ing)?(?: back)? in(?: again| with you)?|check(?:ing)? back|report back|follow(?:ing)? up(?: with you)?
        (?:write|writing|email|e-mail|message|contact|call|tell|inform|notify|ping) (?:to )?you|drop you
        send you (?:an?|another|the next|our next|more|news|word|any) ?(?:new |short |quick |further |\
            status )?(?:update|e-?mail|message|note|news|word|line)?
        (?:we|i)(?:'ll| will| can| should| shall) (?:reply|answer|respond|write|know more|have more|have news|\
            confirm|have (?:a|an|the) (?:new |firm |exact |confirmed )?(?:date|answer|update))
        (?:give|get|have|provide|expect|confirm|receive|share|tell you|know) (?:you )?(?:a|the|any|more|our|your|\
            an) ?(?:new|firm|confirmed|exact|definite|final|further|revised)? ?(?:ship ?(?:ping)? ?|\
            dispatch )?(?:date|news|information|details|update|answer)
        more (?:news|information|details|to share)|news (?:from us|by|for you)|know more
        (?:h(?:ö|oe)r(?:en|st|t))(?: sie| du| ihr)? ... von (?:uns|mir)|von (?:uns|mir) h(?:ö|oe)ren
        wieder von (?:uns|mir)|von (?:uns|mir)
        melde(?:n|t)? (?:wir |ich )?(?:uns|mich)|melden
        (?:uns|mich) ... (?:wieder |erneut )?(?:bei (?:ihnen|dir|euch) )?(?:wieder )?(?:melden|gemeldet)
        bei (?:ihnen|dir) melden
        (?:das |ein |eine |n(?:ä|ae)chste[sn]? |weitere[sn]? |neue[sn]? |neues |aktuelle[sn]? )(?:update|\
            nachricht|information(?:en)?|info|infos|meldung|stand|zwischenstand|r(?:ü|ue)ckmeldung|mitteilung)
        updates?|zwischenstand|n(?:ä|ae)here[sn]?|neuigkeiten
        informier(?:en|t|e)|(?:geben|gebe|geb)(?: wir| ich)?(?: ihnen| dir)? ... bescheid|bescheid (?:geben|sagen)
        auf dem laufenden|schreib(?:en|e) (?:wir |ich )?(?:ihnen|dir)
        (?:ihnen|dir) ... (?:schreiben|mitteilen|nennen|sagen|informieren)|benachrichtig(?:en|t)|kontaktieren
        r(?:ü|ue)ckmeldung|teilen (?:wir )?(?:ihnen|dir)|nennen (?:wir )?(?:ihnen|dir)|wissen (?:wir )?mehr
        kommen (?:wir )?(?:wieder )?auf (?:sie|dich) zu|erfahren
        (?:de )?nos nouvelles|des nouvelles|nouvelles de (?:notre|nous)
        (?:prochaine|nouvelle|prochain|autre|nouveau) (?:mise à jour|information|nouvelle|point|message|mail)
        mise à jour|point (?:sur|d'étape)|ferons le point|tiendr(?:ons|ai) (?:au courant|informée?s?)
        vous tiendr(?:ons|ai)|reviendr(?:ons|ai) vers|reviens vers|revenons vers|revenir vers
        recontact(?:er|erons|erai|ons)
        vous (?:écri(?:rons|rai|vons)|inform(?:erons|erai|ons)|contact(?:erons|erai|ons)|prévien(?:drons|drai)|\
            donner(?:ons|ai)|dir(?:ons|ai)|confirmer(?:ons|ai)|communiquer(?:ons|ai)|indiquer(?:ons|ai))
        (?:en )?saurons plus|retour de notre part|recevrez ... (?:nouvelles|message|mise)
        noticias|novedades|(?:próxima|nueva|otra) (?:actualización|noticia|novedad|información|comunicación)
        actualización|actualizar(?:emos|é)?
        vol(?:ver(?:emos|é)|vemos) a (?:escribir|contactar|informar|ponernos|comunicar)\w{0,4}
        (?:le|les|te|os|se lo|lo) (?:informar(?:emos|é)|escribir(?:emos|é)|avisar(?:emos|é)|contactar(?:emos|é)|\
            confirmar(?:emos|é)|comunicar(?:emos|é)|dar(?:emos|é)|dir(?:emos|é)|mantendr(?:emos|é)|llamar(?:emos|\
            é)|indicar(?:emos|é))
        pondr(?:emos|é)(?:nos)? en contacto|(?:nos|me) pondr(?:emos|é)|sabrá (?:de nosotros|más)|sabremos más
        al tanto|al corriente
        (?:hoort|hoor|horen)(?: u| je| jij)? ... van (?:ons|mij|me)|van (?:ons|mij)
        (?:laten|laat)(?: wij| we| ik)? (?:u|je|het u|het je) ... weten|neem(?:t|en)?(?: wij| we| ik)? ... contact
        contact (?:met u |met je )?op(?:nemen)?|(?:volgende|nieuwe|een) (?:update|bericht|mail|mailtje|stand)
        updates?|op de hoogte|informeren|bericht(?:en)?|terugkoppel\w{0,6}
        (?:kom|komen)(?: wij| we| ik)? ... (?:bij u |bij je |erop )terug|mailen|schrijven (?:wij |we )?(?:u|je)
        weten (?:wij |we )?meer|geven (?:wij |we )?(?:u|je)|meer (?:nieuws|informatie)
        meld(?:en)? (?:wij |we |ik )?(?:ons|me)
        notizie|novità|aggiorn(?:amento|eremo|iamo|amenti|erò)|ricontatter(?:emo|ò)
        (?:le|ti|vi) (?:faremo|farò|daremo|scriveremo|diremo|comunicheremo)|far(?:emo|ò) sapere
        ci faremo (?:sentire|vivi)|informer(?:emo|ò)|contatter(?:emo|ò)|scriver(?:emo|ò)|avviser(?:emo|ò)|sapremo
        (?:escrev|avis|confirm|contact|inform|respond|lig|dou)\w{0,6}-(?:lhe|te|vos|lhes)|(?:volt)(?:o|amos|arei|\
            aremos) a\
            (?: escrever| contactar| falar| dar| informar)(?:-\w{1,4})?
        notícias|novidades|atualiza(?:ção|remos|ções)|entrar(?:emos)? em contac?to|contactar(?:emos)?
        avisar(?:emos)?|informar(?:emos)?|voltar(?:emos)? a|saberemos|dar(?:emos)? retorno|retorno
    """),
    DayCue.NOTE: rows(r"""
        e-?mail|message|note|tracking(?: number| link)?|confirmation|link
        nachricht|mail|e-mail|sendungsnummer|sendungsverfolgung|best(?:ä|ae)tigung|bescheid|info|meldung
        (?:le|votre|lien de) suivi|courriel|mail|numéro de suivi|confirmation
        seguimiento|correo|mensaje|número de seguimiento|confirmación
        bericht|mailtje|mail|track (?:and|&) trace|trackingcode|volgnummer|bevestiging
        messaggio|mail|conferma|numero di tracciamento
        mensagem|código de rastreio|confirmação
    """),
    DayCue.ANSWER: rows(r"""
        (?<!your )(?<!the )(?<!this )(?<!whole )(?<!full )(?:order|buy)(?: it| now)?(?= (?:by|before) )|\
            bestell(?:en|st|t|e)(?: sie)?(?= (?:bis|vor) )|command(?:ez|er)(?= avant)
        (?:pid[ae]|ordini|encomende|bestel(?:t u)?)(?= (?:antes|entro|prima|até|voor) )
        reply|replies|respond|answer(?:s)?|let (?:us|me) know|tell (?:us|me)|decide|decision|confirm to us|choose
        your (?:choice|answer|reply|decision|consent|response)|hear(?:ing)? (?:back )?from you|consent|agree|object
        get back to (?:us|me)|contact us|unless you|if you (?:do not|don't|have not|haven't)
        antwort(?:en|e)?(?: sie)?|teilen sie (?:uns|mir)|geben sie (?:uns|mir)|sagen sie (?:uns|mir)
        entscheid(?:en|ung|est)?|r(?:ü|ue)ckmeldung (?:von ihnen|bis)
        ihre (?:r(?:ü|ue)ckmeldung|antwort|entscheidung)|von (?:ihnen|dir) h(?:ö|oe)ren|melden sie sich|melde dich
        zustimm(?:en|ung)|best(?:ä|ae)tigen sie
        répond(?:ez|re|s)|votre (?:réponse|choix|décision|accord)|dites[- ](?:nous|moi)|faites[- ](?:nous|moi)
        indiquez|donnez[- ](?:nous|moi)|sans (?:réponse|nouvelles) de votre|de vos nouvelles|votre part|décider
        confirmez
        respond(?:a|er|e|an)|respuesta|conteste|díganos|dígame|indíquenos|avísenos|confírmenos|háganos
        su (?:respuesta|decisión|elección)|decidir|decid[ae]|no (?:nos )?responde
        antwoord(?:en|t)?|reageer|reageren|reactie|laat (?:het )?(?:ons|mij|me)|laat u het|geef (?:het )?(?:ons|aan)
        uw (?:keuze|antwoord|reactie|akkoord)|van (?:u|je) horen|beslis\w{0,6}|kiezen
        rispond(?:a|ere|i|ete)|risposta|ci (?:faccia|dica|comunichi)|mi faccia|la sua (?:scelta|risposta)|decidere
        respond(?:a|er)|resposta|diga-nos|avise-nos|informe-nos|sua (?:resposta|escolha|decisão)|decidir
    """),
    DayCue.IDLE: rows(r"""
        (?:in|from|for|about|of) your (?:e-?mail|message|note|letter)|your (?:e-?mail|message|note|letter)(?! (?:of|\
            from|on|dated))
        (?:ihr(?:e|er)?|deine[r]?) (?:e-?mail|mail|nachricht|anfrage)(?! vom)
        (?:votre|ton) (?:mail|message|courriel)(?! du)|(?:su|tu) (?:correo|mensaje|consulta)(?! del)
        (?:uit|in|op|over|voor) (?:je|uw) (?:mail|e-mail|bericht|vraag)(?! van)|(?:sua|tua) (?:mail|e-?mail)(?! del)
        (?:seu|teu) e-?mail|mail automatique|aviso automático|automatische (?:mail|nachricht)|automatic (?:e-?mail|\
            message)
        (?:good|great|bad|best|better) news|(?:gute|schlechte|bessere) (?:nachricht(?:en)?|neuigkeiten)
        (?:bonnes?|mauvaises?|meilleures?) nouvelles?|(?:buenas|malas|mejores) noticias|(?:goed|slecht|beter) nieuws
        (?:buone|cattive|belle) notizie|boas notícias
        (?:de )?(?:ma|votre|sa) part(?! le)
    """),
}
